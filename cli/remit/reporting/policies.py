"""A policy as people read it (matrix, prose), its matrix as JSON and CSV, and results of scenarios and of the linter."""

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from remit.authority.answer import plain
from remit.authority.policy.diff import Change
from remit.authority.policy.matrix import Grant, Row
from remit.authority.policy.prose import Section
from remit.authority.policy.scenarios import UNREADABLE, Result
from remit.authority.procedure.chain import Level
from remit.authority.words import joined
from remit.checks.report import Report
from remit.log.finding import Finding
from remit.log.matrix_csv import COLUMNS
from remit.log.policy import Policy
from remit.reporting.findings import case, counted, finding_lines, json_finding, json_text, suite
from remit.reporting.terminal import csv_of, json_of, safe_line

WIDTH = 96


def matrix_lines(policy: Policy, rows: Sequence[Row]) -> Iterator[str]:
    """The matrix: a block for each boundary, a line for each step."""
    yield safe_line(f"{policy.title or policy.name} ({policy.id})")
    for row in rows:
        yield ""
        topics = ", ".join("everything" if topic == "*" else topic for topic in row.topics)
        yield safe_line(f"{topics}  [{row.boundary}]")
        if row.conditions:
            yield safe_line(f"  only if {' and '.join(row.conditions)}")
        yield from _grants(row)
        for name, words in (
            ("first", ", ".join(row.ask)),
            ("inform afterwards", ", ".join(row.tell)),
            ("why", row.why),
        ):
            if words:
                yield safe_line(f"  {name}: {words}")
    yield ""
    rest = policy.otherwise
    goes_to = f"{' or '.join(rest.decide)} decides" if rest.decide else f"ask {rest.escalate}"
    yield safe_line(f"anything else: {goes_to}")
    for power in policy.emergency:
        topics = joined(["everything" if topic == "*" else topic for topic in power.topics], "and")
        yield safe_line(f"in an emergency: {joined(power.decide)} may decide {topics}  [{power.id}]")
    for role in policy.roles.values():
        if role.deputy:
            yield safe_line(f"deputy of {role.name}: {joined(role.deputy)}")


def _grants(row: Row) -> Iterator[str]:
    if row.forbids:
        yield "  nobody: forbidden"
        return
    wide = max((len(_who(grant)) for grant in row.grants), default=0)
    long = max((len(grant.limit) for grant in row.grants), default=0)
    for grant in row.grants:
        cells = f"  {_who(grant):{wide}}  {grant.limit:{long}}  {grant.tier or 'forbidden'}"
        first = f"  first: {', '.join(grant.ask)}" if grant.ask else ""
        then = f"  inform afterwards: {', '.join(grant.tell)}" if grant.tell else ""
        yield safe_line((cells + first + then).rstrip())
    for text in dict.fromkeys(grant.away.text for grant in row.grants if grant.away):
        yield safe_line(f"  away: {text}")


def _who(grant: Grant) -> str:
    return f"{grant.who} ({', '.join(grant.holders)})" if grant.holders else grant.who


def prose_lines(sections: Sequence[Section]) -> Iterator[str]:
    """Prose: a heading, and its sentences below it, wrapped."""
    for number, section in enumerate(sections):
        if number:
            yield ""
        yield safe_line(section.heading)
        for line in wrap(" ".join(map(safe_line, section.sentences)), WIDTH, break_on_hyphens=False):
            yield f"  {line}"


def row_data(row: Row) -> dict[str, Any]:
    """A row as JSON."""
    return {
        "policy": row.policy, "boundary": row.boundary, "topics": list(row.topics), "conditions": list(row.conditions), "forbidden": row.forbids,
        "grants": [
            {
                "who": list(grant.roles), "holders": list(grant.holders), "away": plain(grant.away), "limit": grant.limit, "up_to": grant.most or None, "tier": grant.tier,
                "ask": list(grant.ask), "tell": list(grant.tell),
            }
            for grant in row.grants
        ],
        "ask": list(row.ask), "tell": list(row.tell), "why": row.why, "clause": row.clause,
    }  # fmt: skip


def change_data(change: Change) -> dict[str, Any]:
    """A change between two versions as JSON."""
    return {**change._asdict(), "text": change.text}


def write_matrix(level: Level) -> str:
    """A policy's matrix as CSV. What a table cannot hold (conditions, windows, votes …) is left out."""
    rows: list[list[str]] = []
    for boundary in level.policy.boundaries:
        common = boundary.duties
        lines = [(boundary.decide, "", common)] if boundary.decide else []
        for step in boundary.steps:
            end = "" if step.last else f"{step.up_to:f}" if step.up_to is not None else f"<{step.below:f}"
            lines.append((step.decide, end, step.duties))
        lines += [((role,), "" if most is None else f"{most:f}", common) for role, most in boundary.limits]
        for who, end, duties in lines:
            consent = [name for part in {common, duties} for entry in part.consent for name in entry.of]
            advice = [entry.of for part in {common, duties} for entry in part.advice]
            inform = [name for part in {common, duties} for name in part.inform]
            cells = [", ".join(dict.fromkeys(names)) for names in (consent, advice, inform)]
            topic = ", ".join(boundary.topics)
            rows.append([topic, boundary.id, ", ".join(who), end, level.lowest(who) or "", *cells, boundary.why])
    return csv_of(COLUMNS, rows)


def rendered(done: Sequence[Result], unread: Sequence[Finding], format_: str) -> str:
    """Results as text (the last line is `N passed, N failed`), JSON or JUnit; what could not be read too, but in text."""
    failed = [result for result in done if not result.passed]
    if format_ == "junit":
        wrong = [Result(one.place, "a file that can be read", one.code, False, one.message) for one in unread]
        return suite("remit policy test", list(map(_case, [*wrong, *done])))
    if format_ == "json":
        data = {
            "scenarios": [result._asdict() for result in done],
            "passed": len(done) - len(failed),
            "failed": len(failed),
            "findings": [json_finding(one) for one in unread],
        }
        return json_of(data)
    out = []
    not_run = Counter(result.explanation for result in failed if result.got == UNREADABLE)
    for why, number in not_run.items():
        out.append(f"{counted(number, 'scenario')} not run: {safe_line(why)}")
    for result in (one for one in failed if one.got != UNREADABLE):
        out.append(f"{safe_line(result.id)}: expected {safe_line(result.wanted)}, got {result.got}")
        out.append(f"    {safe_line(result.explanation)}")
    return "\n".join([*out, f"{len(done) - len(failed)} passed, {len(failed)} failed"])


def _case(result: Result) -> str:
    name, failure = safe_line(result.id), safe_line(f"expected {result.wanted}, got {result.got}")
    if result.passed:
        return case("remit.policy", name)
    return case("remit.policy", name, safe_line(result.explanation), failure=failure)


def findings(found: Sequence[Finding], policies: int, *, as_json: bool) -> str:
    """Findings about policies, as text or JSON; the last line of the text sums them up."""
    if as_json:
        return json_text(Report(tuple(found), policies=policies, what="policies"))
    counts = ", ".join(counted(number, level) for level, number in Report(tuple(found)).counts)
    return lines(found, f"{counts or 'No problems found'}: {counted(policies, 'policy')}")


def lines(found: Sequence[Finding], *last: str) -> str:
    """Findings as text."""
    return "\n".join([*(line for one in found for line in finding_lines(one)), *last])
