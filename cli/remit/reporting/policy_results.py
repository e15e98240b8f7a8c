"""Results of scenarios and findings about policies: text, JSON, JUnit."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from remit.authority.policy.scenarios import Result
from remit.checks.report import Report
from remit.log.finding import Finding
from remit.reporting import json as as_json_
from remit.reporting import text as as_text
from remit.reporting.terminal import safe_line


def rendered(done: Sequence[Result], format_: str) -> str:
    """Results as text (the last line is `N passed, N failed`), JSON or JUnit."""
    if format_ == "json":
        return _json(done)
    return _junit(done) if format_ == "junit" else "\n".join(_text(done))


def _passed(done: Iterable[Result]) -> int:
    return sum(result.passed for result in done)


def _text(done: Sequence[Result]) -> list[str]:
    lines = []
    for result in done:
        if not result.passed:
            lines.append(f"{safe_line(result.id)}: wanted {safe_line(result.wanted)}, got {result.got}")
            lines.append(f"    {safe_line(result.explanation)}")
    return [*lines, f"{_passed(done)} passed, {len(done) - _passed(done)} failed"]


def _json(done: Sequence[Result]) -> str:
    import json

    passed = _passed(done)
    data = {"scenarios": [result._asdict() for result in done], "passed": passed, "failed": len(done) - passed}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _junit(done: Sequence[Result]) -> str:
    failed = len(done) - _passed(done)
    head = f'<testsuites name="remit" tests="{len(done)}" failures="{failed}">'
    suite = f'<testsuite name="remit policy test" tests="{len(done)}" failures="{failed}">'
    cases = [_case(result) for result in done]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, suite, *cases, "</testsuite>", "</testsuites>"])


def _case(result: Result) -> str:
    name = f'classname="remit.policy" name={quoteattr(safe_line(result.id))}'
    if result.passed:
        return f"<testcase {name}/>"
    said = quoteattr(safe_line(f"wanted {result.wanted}, got {result.got}"))
    return f"<testcase {name}>\n<failure message={said}>{escape(safe_line(result.explanation))}</failure>\n</testcase>"


def unreadable(found: Sequence[Finding], format_: str) -> str:
    """What could not be read, where nothing was judged."""
    if format_ == "json":
        import json

        data = {"scenarios": [], "passed": 0, "failed": 0, "findings": [as_json_.finding(one) for one in found]}
        return json.dumps(data, ensure_ascii=False, indent=2)
    if format_ == "junit":
        return _junit(
            [Result(as_text.place(one), "a file that can be read", one.code, False, one.message) for one in found]
        )
    return "\n".join([*_lines(found), "nothing was judged: mend this first"])


def findings(found: Sequence[Finding], policies: int, *, as_json: bool, unread: bool) -> str:
    """Findings about policies, as text or JSON; the last line of the text sums them up."""
    if as_json:
        return as_json_.dumps(Report(tuple(found), policies=policies, what="policies"))
    if unread:
        return "\n".join([*_lines(found), "nothing was tried: mend this first"])
    counts = ", ".join(as_text.counted(number, level) for level, number in Report(tuple(found)).counts)
    return "\n".join([*_lines(found), f"{counts or 'nothing to mend'}: {as_text.counted(policies, 'policy')}"])


def _lines(found: Sequence[Finding]) -> list[str]:
    lines = []
    for one in found:
        lines.append(safe_line(f"{as_text.place(one)}: {one.level} {one.code} {one.name}: {one.message}"))
        if one.remedy:
            lines.append(f"    {safe_line(one.remedy)}")
    return lines
