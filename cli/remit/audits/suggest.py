"""What the own log says about the policy: limits that could be raised, boundaries nobody uses, rules that are always unclear."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from remit.audits.boundaries import boundary_of, is_unclear
from remit.audits.lead_times import Life
from remit.audits.outcomes import was_reversed
from remit.audits.precedents import outcomes_of
from remit.audits.ratio import amount_of
from remit.audits.replay import Replayed, under
from remit.audits.report import Report, Table, counted, grouped
from remit.audits.scope import Scope
from remit.audits.statistics import median
from remit.authority.procedure.answers import Answers
from remit.log.policy import AMOUNT, Boundary, Policy

ENOUGH, ABOVE, UNCLEAR, IDLE = 10, 3, 3, 90
"""Decisions below a limit, decisions above it, unclear ones, and days without use, from which something is suggested."""


class Suggestion(NamedTuple):
    """One thing to think about, with the records that say so."""

    kind: str
    """raise-limit, never-used or unclear."""
    boundary: str
    text: str
    records: tuple[str, ...]


def suggest(scope: Scope, *, since: float | None = None) -> Report:
    """Every suggestion that the log supports, by what was raised or decided from `since` on."""
    if since is not None:
        scope = scope._replace(lives=[life for life in scope.lives if (life.end or scope.at) >= since])
    used = grouped(scope.decided(), lambda life: boundary_of(life, scope.ask(life.record)))
    found = [*_limits(wider(scope)), *_unused(scope, used), *_unclear(used)]
    lead = [one.text for one in found] or ["Nothing to suggest: the log holds too little, or the policy fits."]
    rows = [(one.boundary, one.text, len(one.records)) for one in found]
    note = "A suggestion is a question for the policy's owner: `remit policy replay` shows what an answer would change."
    return Report(
        "suggest", "What the log says about the policy", lead, [Table("Suggestions", ("boundary", "suggestion", "records"), rows)],
        {"suggestions": [{**one._asdict(), "records": list(one.records)} for one in found]}, [note] if found else [],
    )  # fmt: skip


Used = Mapping[str, Sequence[Life]]
"""The decisions under each boundary; those that none covers under an empty name."""


def _ids(lives: Iterable[Life]) -> tuple[str, ...]:
    return tuple(life.record.id for life in lives)


def _limits(found: Iterable["Wider"]) -> Iterator[Suggestion]:
    """Limits below which much was decided, none of it reversed, and above which decisions wait for a higher tier."""
    for one in found:
        enough = len(one.below) >= ENOUGH and len(one.above) >= ABOVE
        if enough and not any(was_reversed(life, 36_500) for life in (*one.below, *one.above)):
            reviewed = sum(bool(outcomes_of(life.record)) for life in one.below)
            yield Suggestion(
                "raise-limit", one.boundary,
                f"{len(one.below)} decisions under the limit {one.limit:,f} of {one.boundary}, none reversed ({reviewed} reviewed): "
                f"raise it to {one.to:,f}? {counted(len(one.moved), 'decision')} of {len(one.above)} above it would then have been made a step lower.",
                _ids((*one.below, *one.moved)),
            )  # fmt: skip


class Wider(NamedTuple):
    """What it would change if the lower step of a boundary reached further."""

    policy: str
    boundary: str
    roles: tuple[str, ...]
    """Who decides the lower step."""
    limit: Decimal
    to: Decimal
    """How far it would reach: so far that three of four of those above it would fall below."""
    below: tuple[Life, ...]
    """The decisions up to the limit."""
    above: tuple[Life, ...]
    """Those above it, up to the next limit."""
    moved: tuple[Life, ...]
    """The decisions that a lower level could then have made."""
    lead: float | None
    """Their median days from raised to decided; None where none is known."""


def wider(scope: Scope, since: float | None = None) -> Iterator[Wider]:
    """Every limit of an amount that some decisions since then were above. Each of them is asked of the draft policy."""
    made = (life for life in scope.decided(since) if life.record.status != "rejected")
    used = grouped(made, lambda life: boundary_of(life, scope.ask(life.record)))
    for policy in scope.in_force:
        for boundary in policy.boundaries:
            lives = used.get(boundary.id, [])
            for at, (limit, following) in enumerate(_ends(boundary) if boundary.measure == AMOUNT else ()):
                below = tuple(life for life in lives if amount_of(life) <= limit)
                above = tuple(life for life in lives if limit < amount_of(life) <= (following or amount_of(life)))
                if above and boundary.steps[at].decide:
                    to = sorted(map(amount_of, above))[(3 * len(above) - 1) // 4]
                    moved = tuple(_lower(scope, _drafted(policy, boundary, at, to), above))
                    lead = median([life.lead for life in moved if life.known and life.lead is not None])
                    roles = boundary.steps[at].decide
                    yield Wider(policy.name, boundary.id, roles, limit, to, below, above, moved, lead)


def _drafted(policy: Policy, boundary: Boundary, at: int, to: Decimal) -> Policy:
    """The policy with one step of a boundary reaching further."""
    step = boundary.steps[at]._replace(up_to=to, below=None)
    wider_one = boundary._replace(steps=(*boundary.steps[:at], step, *boundary.steps[at + 1 :]))
    return policy._replace(boundaries=tuple(wider_one if one is boundary else one for one in policy.boundaries))


def _lower(scope: Scope, draft: Policy, lives: Iterable[Life]) -> Iterator[Life]:
    answers = Answers(under(scope.log, draft), scope.now)
    for life in lives:
        if Replayed(life, scope.tier(life), None, answers.of(life.record)).lower:
            yield life


def _ends(boundary: Boundary) -> Iterable[tuple[Decimal, Decimal | None]]:
    """Each limit of a ladder with the next one; None above the last."""
    known = [step.end for step in boundary.steps if step.end is not None]
    return zip(known, (*known[1:], None), strict=False)


def _unused(scope: Scope, used: Used) -> Iterator[Suggestion]:
    for policy in scope.in_force if used else ():
        idle = (scope.now.date() - policy.start).days >= IDLE
        for boundary in policy.boundaries if idle else ():
            if boundary.grants and boundary.id not in used:
                text = f"{boundary.id} was never used since {policy.start}: is it needed?"
                yield Suggestion("never-used", boundary.id, text, ())


def _unclear(used: Used) -> Iterator[Suggestion]:
    for name, lives in sorted(used.items()):
        if len(lives) >= UNCLEAR and all(map(is_unclear, lives)):
            where = name or ", ".join(sorted({topic for life in lives for topic in life.record.topics}))
            text = f"All {len(lives)} decisions of {where} were escalated as unclear: write the boundary more plainly?"
            yield Suggestion("unclear", where, text, _ids(lives))
