"""A policy as people read it (matrix, prose), its matrix as JSON, and results of scenarios and of the linter."""

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from remit.authority.answer import plain
from remit.authority.policy.matrix import Grant, Row
from remit.authority.policy.prose import Section
from remit.authority.policy.scenarios import UNREADABLE, Result
from remit.authority.words import joined
from remit.checks.report import Report
from remit.log.finding import Finding
from remit.log.policy import Policy
from remit.log.text import counted
from remit.reporting.findings import finding_lines, json_finding, json_text
from remit.reporting.terminal import json_of, safe_line

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


def rendered(done: Sequence[Result], unread: Sequence[Finding], *, as_json: bool) -> str:
    """Results as text (the last line is `N passed, N failed`), or JSON, which has what could not be read too."""
    failed = [result for result in done if not result.passed]
    if as_json:
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


def findings(found: Sequence[Finding], policies: int, *, as_json: bool) -> str:
    """Findings about policies, as text or JSON; the last line of the text sums them up."""
    if as_json:
        return json_text(Report(tuple(found), policies=policies, what="policies"))
    counts = ", ".join(counted(number, level) for level, number in Report(tuple(found)).counts)
    return lines(found, f"{counts or 'No problems found'}: {counted(policies, 'policy')}")


def lines(found: Sequence[Finding], *last: str) -> str:
    """Findings as text."""
    return "\n".join([*(line for one in found for line in finding_lines(one)), *last])
