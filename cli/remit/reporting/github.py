"""Findings as annotations on the lines of a change (workflow commands of GitHub Actions).

Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Iterator

from remit.checks.report import Report
from remit.log.finding import ERROR, WARNING, Finding
from remit.reporting.terminal import safe_line
from remit.reporting.text import summary

_COMMANDS = {ERROR: "error", WARNING: "warning"}


def lines(report: Report) -> Iterator[str]:
    """One workflow command a finding, then the sum."""
    for finding in report.findings:
        yield _annotation(finding)
    yield summary(report)


def _annotation(finding: Finding) -> str:
    facts = [f"file={_property(finding.path)}"]
    if finding.line:
        facts.append(f"line={finding.line}")
    if finding.line and finding.column:
        facts.append(f"col={finding.column}")
    facts.append(f"title={_property(f'{finding.code} {finding.name}')}")
    words = f"{finding.message}. {finding.remedy}" if finding.remedy else finding.message
    return f"::{_COMMANDS.get(finding.level, 'notice')} {','.join(facts)}::{_data(words)}"


def _data(text: str) -> str:
    return safe_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
