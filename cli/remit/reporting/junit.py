"""Findings as JUnit XML, which CI systems show as tests: one test case a check, failed by errors (and warnings under `--strict`)."""

from collections.abc import Sequence
from html import escape

from remit.checks.report import Report
from remit.log.finding import ERROR, WARNING, Finding
from remit.reporting.findings import counted
from remit.reporting.terminal import safe_line


def dumps(report: Report, names: dict[str, str], *, strict: bool = False) -> str:
    """The report as XML. `names`: every check's name by its code, so that what passed is shown too."""
    failing = (ERROR, WARNING) if strict else (ERROR,)
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.code, []).append(finding)
    others = {finding.code: finding.name for finding in report.findings if finding.code not in names}
    cases = [_case(code, name, found.get(code, []), failing) for code, name in {**names, **others}.items()]
    return suite("remit check", cases)


def _case(code: str, name: str, found: list[Finding], failing: tuple[str, ...]) -> str:
    words = "\n".join(safe_line(f"{finding.place}: {finding.message}. {finding.remedy}") for finding in found)
    fails = any(finding.level in failing for finding in found)
    return case(f"remit.{code}", f"{code} {name}", words, failure=counted(len(found), "finding") if fails else "")


def case(class_name: str, name: str, text: str = "", *, failure: str = "") -> str:
    """A test case: passed in silence, passed with a text, or failed with a message and a text."""
    attributes = f'classname="{_quoted(class_name)}" name="{_quoted(name)}"'
    if failure:
        said = f'<failure message="{_quoted(failure)}">{escape(text, quote=False)}</failure>'
        return f"<testcase {attributes}>\n{said}\n</testcase>"
    if text:
        return f"<testcase {attributes}>\n<system-out>{escape(text, quote=False)}</system-out>\n</testcase>"
    return f"<testcase {attributes}/>"


def _quoted(text: str) -> str:
    """A text for an attribute; line ends as references, which a parser keeps."""
    return escape(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


def suite(name: str, cases: Sequence[str]) -> str:
    """Test cases as a whole file."""
    failures = sum("<failure" in case for case in cases)
    head = f'<testsuites name="remit" tests="{len(cases)}" failures="{failures}">'
    inner = f'<testsuite name="{name}" tests="{len(cases)}" failures="{failures}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, inner, *cases, "</testsuite>", "</testsuites>"])
