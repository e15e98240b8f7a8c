"""Findings for people (one line each, how to fix it below, and a summary), and for programs: JSON, annotations, JUnit, SARIF.

A line is `path:line:column: level code name: message`. Annotations are workflow commands of GitHub Actions:
https://docs.github.com/actions/reference/workflow-commands-for-github-actions
SARIF: https://docs.oasis-open.org/sarif/sarif/v2.1.0/
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from remit import __version__
from remit.checks.report import Report, key_of
from remit.log.finding import ERROR, WARNING, Finding
from remit.log.text import counted
from remit.reporting.terminal import json_of, safe_line

_COLOURS = {ERROR: "31", WARNING: "33"}


def lines(report: Report, *, colour: bool = False) -> Iterator[str]:
    """The report as lines that are safe for a terminal."""
    for finding in report.findings:
        yield from finding_lines(finding, colour=colour)
    for note in report.notes:
        yield safe_line(note)
    yield summary(report)


def finding_lines(finding: Finding, *, colour: bool = False) -> Iterator[str]:
    """One finding: what is wrong and where, and below it how to fix it."""
    code = _COLOURS.get(finding.level, "36")
    level = f"\x1b[{code}m{finding.level}\x1b[0m" if colour else finding.level
    yield f"{safe_line(finding.place)}: {level} {finding.code} {finding.name}: {safe_line(finding.message)}"
    if finding.remedy:
        yield f"    {safe_line(finding.remedy)}"


def summary(report: Report) -> str:
    """What was checked, against what, and what was found, in one line."""
    found = ", ".join(counted(number, level) for level, number in report.counts) or "No problems found"
    baseline = f" ({counted(report.known, 'finding')} in the baseline)" if report.known else ""
    against = f", checked against {report.against[:8]}" if report.against else ""
    checked = f"{counted(report.records, 'record')} and {counted(report.policies, 'policy')} of {safe_line(report.what)}{against}"
    return f"{found}{baseline}: {checked}"


FIELDS = ("code", "name", "level", "path", "line", "column", "message", "remedy")


def json_finding(found: Finding) -> dict[str, Any]:
    """One finding."""
    return {field: getattr(found, field) for field in FIELDS}


def json_text(report: Report) -> str:
    """The report as JSON; `against` is the commit whose policy was in force, null if the log's own was."""
    data = {
        "findings": [json_finding(found) for found in report.findings],
        "checked": {"records": report.records, "policies": report.policies},
        "against": report.against or None,
        "notes": list(report.notes),
        "known": report.known,
    }
    return json_of(data)


_COMMANDS = {ERROR: "error", WARNING: "warning"}


def annotations(report: Report) -> Iterator[str]:
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


def junit_text(report: Report, names: dict[str, str], *, strict: bool = False) -> str:
    """The report as JUnit XML, which CI systems show as tests: one test case a check, failed by errors (and warnings under `strict`).

    `names`: every check's name by its code, so that what passed is shown too."""
    failing = (ERROR, WARNING) if strict else (ERROR,)
    suite = Element("testsuite", name="remit check")
    for code, name in {**names, **{finding.code: finding.name for finding in report.findings}}.items():
        found = [finding for finding in report.findings if finding.code == code]
        case = SubElement(suite, "testcase", classname=f"remit.{code}", name=f"{code} {name}")
        if any(finding.level in failing for finding in found):
            said = SubElement(case, "failure", message=counted(len(found), "finding"))
        elif found:
            said = SubElement(case, "system-out")
        else:
            continue
        said.text = "\n".join(safe_line(f"{finding.place}: {finding.message}. {finding.remedy}") for finding in found)
    counts = {"tests": str(len(suite)), "failures": str(len(suite.findall("*/failure")))}
    suite.attrib.update(counts)
    root = Element("testsuites", {"name": "remit", **counts})
    root.append(suite)
    indent(root, "")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, "unicode")}'


def sarif_data(report: Report, explanations: dict[str, str]) -> dict[str, Any]:
    """The report as one run of SARIF 2.1.0, which code scanning pages read. `explanations`: the page of each check by its code."""
    codes = {finding.code: finding.name for finding in report.findings}
    rules = [
        {
            "id": code,
            "name": name,
            "shortDescription": {"text": name.replace("-", " ")},
            "fullDescription": {"text": explanations.get(code, name)},
        }
        for code, name in sorted(codes.items())
    ]
    driver = {"name": "remit", "version": __version__, "semanticVersion": __version__, "rules": rules}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(found) for found in report.findings],
            }
        ],
    }


def _result(finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {
        "artifactLocation": {"uri": quote(finding.path, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}
    }
    if finding.line:
        place["region"] = {"startLine": finding.line, **({"startColumn": finding.column} if finding.column else {})}
    words = f"{finding.message}. {finding.remedy}" if finding.remedy else finding.message
    return {
        "ruleId": finding.code,
        "level": _COMMANDS.get(finding.level, "note"),
        "message": {"text": words},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"remit/v1": ":".join(key_of(finding))},
    }
