"""Findings as JUnit XML, which CI systems show as tests: one test case a check, failed by errors (and warnings under `--strict`)."""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from remit.checks.report import Report
from remit.log.finding import ERROR, WARNING, Finding
from remit.reporting.findings import place
from remit.reporting.terminal import safe_line


def dumps(report: Report, names: dict[str, str], *, strict: bool = False) -> str:
    """The report as XML. `names`: every check's name by its code, so that what passed is shown too."""
    failing = (ERROR, WARNING) if strict else (ERROR,)
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.code, []).append(finding)
    cases = [
        _case(code, name, found.get(code, []), failing) for code, name in {**names, **_others(report, names)}.items()
    ]
    failures = sum("<failure" in case for case in cases)
    return suite("remit check", cases, failures)


def suite(name: str, cases: Sequence[str], failures: int) -> str:
    """Test cases, which are XML already, as a whole file."""
    head = f'<testsuites name="remit" tests="{len(cases)}" failures="{failures}">'
    inner = f'<testsuite name="{name}" tests="{len(cases)}" failures="{failures}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, inner, *cases, "</testsuite>", "</testsuites>"])


def _others(report: Report, names: dict[str, str]) -> dict[str, str]:
    return {finding.code: finding.name for finding in report.findings if finding.code not in names}


def _case(code: str, name: str, found: list[Finding], failing: tuple[str, ...]) -> str:
    attributes = f"classname={quoteattr(f'remit.{code}')} name={quoteattr(f'{code} {name}')}"
    if not found:
        return f"<testcase {attributes}/>"
    words = "\n".join(safe_line(f"{place(finding)}: {finding.message}. {finding.remedy}") for finding in found)
    text = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if any(finding.level in failing for finding in found):
        return f"<testcase {attributes}>\n<failure message={quoteattr(f'{len(found)} findings')}>{text}</failure>\n</testcase>"
    return f"<testcase {attributes}>\n<system-out>{text}</system-out>\n</testcase>"
