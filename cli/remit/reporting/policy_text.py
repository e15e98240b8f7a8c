"""A policy as people read it: the delegation matrix and prose on a terminal, the matrix as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from remit.authority.policy.diff import Change
from remit.authority.policy.matrix import Grant, Row
from remit.authority.policy.prose import Section
from remit.log.policy import Policy
from remit.reporting.terminal import safe_line

WIDTH = 96


def matrix_lines(policy: Policy, rows: Sequence[Row]) -> Iterator[str]:
    """The matrix: a block for each boundary, a line for each step."""
    yield safe_line(f"{policy.title or policy.name} ({policy.id})")
    for row in rows:
        yield ""
        yield safe_line(
            f"{', '.join('everything' if topic == '*' else topic for topic in row.topics)}  [{row.boundary}]"
        )
        if row.conditions:
            yield safe_line(f"  only if {' and '.join(row.conditions)}")
        yield from _grants(row)
        if row.ask:
            yield safe_line(f"  first: {', '.join(row.ask)}")
        if row.tell:
            yield safe_line(f"  tell after: {', '.join(row.tell)}")
        if row.why:
            yield safe_line(f"  why: {row.why}")
    yield ""
    rest = policy.otherwise
    yield safe_line(
        f"anything else: {' or '.join(rest.decide)} decides" if rest.decide else f"anything else: ask {rest.escalate}"
    )


def _grants(row: Row) -> Iterator[str]:
    if row.forbids:
        yield "  nobody: forbidden"
        return
    wide = max((len(_who(grant)) for grant in row.grants), default=0)
    long = max((len(grant.limit) for grant in row.grants), default=0)
    for grant in row.grants:
        cells = f"  {_who(grant):{wide}}  {grant.limit:{long}}  {grant.tier or 'forbidden'}"
        first = f"  first: {', '.join(grant.ask)}" if grant.ask else ""
        then = f"  tell after: {', '.join(grant.tell)}" if grant.tell else ""
        yield safe_line((cells + first + then).rstrip())


def _who(grant: Grant) -> str:
    return f"{grant.who} ({', '.join(grant.holders)})" if grant.holders else grant.who


def prose_lines(sections: Sequence[Section]) -> Iterator[str]:
    """Prose: a heading, and its sentences below it, wrapped."""
    from textwrap import wrap

    for number, section in enumerate(sections):
        if number:
            yield ""
        yield safe_line(section.heading)
        for line in wrap(" ".join(map(safe_line, section.sentences)), WIDTH, break_on_hyphens=False):
            yield f"  {line}"


def row_data(row: Row) -> dict[str, Any]:
    """A row as JSON."""
    return {
        "policy": row.policy,
        "boundary": row.boundary,
        "topics": list(row.topics),
        "conditions": list(row.conditions),
        "forbidden": row.forbids,
        "grants": [_grant_data(grant) for grant in row.grants],
        "ask": list(row.ask),
        "tell": list(row.tell),
        "why": row.why,
        "clause": row.clause,
    }


def _grant_data(grant: Grant) -> dict[str, Any]:
    return {
        "who": list(grant.roles),
        "holders": list(grant.holders),
        "limit": grant.limit,
        "up_to": grant.most or None,
        "tier": grant.tier,
        "ask": list(grant.ask),
        "tell": list(grant.tell),
    }


def change_data(change: Change) -> dict[str, Any]:
    """A change between two versions as JSON."""
    return {**change._asdict(), "text": change.text}
