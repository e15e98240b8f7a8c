"""What the own log says about the policy: limits that could be raised, boundaries nobody uses, rules that are always unclear."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from remit.audits.boundaries import boundary_of, in_force, repeated_waivers
from remit.audits.lead_times import DAY, Life
from remit.audits.outcomes import outcomes_of, was_reversed
from remit.audits.policy_questions import Ground
from remit.audits.ratio import amount_of
from remit.audits.report import Report, Table, counted
from remit.log.policy import AMOUNT, Boundary

ENOUGH, ABOVE, UNCLEAR, IDLE = 10, 3, 3, 90
"""Decisions below a limit, decisions above it, unclear ones, and days without use, from which something is suggested."""


class Suggestion(NamedTuple):
    """One thing to think about, with the records that say so."""

    kind: str
    """raise-limit, never-used, unclear or repeated-waiver."""
    boundary: str
    text: str
    records: tuple[str, ...]


def suggest(ground: Ground, *, since: float | None = None) -> Report:
    """Every suggestion that the log supports, by what came up or was decided from `since` on."""
    ground = (
        ground
        if since is None
        else ground._replace(lives=[life for life in ground.lives if (life.end or ground.at) >= since])
    )
    found = [*_limits(ground), *_unused(ground), *_unclear(ground), *_waivers(ground)]
    rows = tuple((one.boundary, one.text, len(one.records)) for one in found)
    lead = tuple(one.text for one in found) or ("Nothing to suggest: the log holds too little, or the policy fits.",)
    return Report(
        "suggest", "What the log says about the policy", lead, (Table("Suggestions", ("boundary", "suggestion", "records"), rows),) if rows else (),
        {"suggestions": [{**one._asdict(), "records": list(one.records)} for one in found]},
        ("A suggestion is a question for the policy's owner: `remit policy replay` shows what an answer would change.",) if found else (),
    )  # fmt: skip


def _under(ground: Ground) -> dict[str, list[Life]]:
    out: dict[str, list[Life]] = {}
    for life in ground.decided():
        out.setdefault(boundary_of(life, ground.ask(life.record, None)), []).append(life)
    return out


def _limits(ground: Ground) -> Iterable[Suggestion]:
    """Limits below which much was decided, none of it reversed, and above which decisions wait for a higher tier."""
    used = _under(ground)
    for policy in in_force(ground):
        for boundary in policy.boundaries:
            lives = [life for life in used.get(boundary.id, []) if life.record.status != "rejected"]
            for limit, following in _ends(boundary) if boundary.measure == AMOUNT else ():
                below = [life for life in lives if amount_of(life) <= limit]
                above = [
                    life
                    for life in lives
                    if limit < amount_of(life) and (following is None or amount_of(life) <= following)
                ]
                if (
                    len(below) < ENOUGH
                    or len(above) < ABOVE
                    or any(was_reversed(life, 36_500) for life in (*below, *above))
                ):
                    continue
                reviewed = sum(bool(outcomes_of(life.record)) for life in below)
                target = sorted(amount_of(life) for life in above)[(3 * len(above)) // 4 if len(above) > 3 else -1]
                moved = [life for life in above if amount_of(life) <= target]
                yield Suggestion(
                    "raise-limit", boundary.id,
                    f"{len(below)} decisions under the limit {limit:,f} of {boundary.id}, none reversed ({reviewed} reviewed): raise it to {target:,f}? "
                    f"{counted(len(moved), 'decision')} of {len(above)} above it would then have been made a step lower.",
                    tuple(life.record.id for life in (*below, *moved)),
                )  # fmt: skip


def _ends(boundary: Boundary) -> Iterable[tuple[Decimal, Decimal | None]]:
    """Each limit of a ladder with the next one; None above the last."""
    known = [step.end for step in boundary.steps if step.end is not None]
    return zip(known, (*known[1:], None), strict=False)


def _unused(ground: Ground) -> Iterable[Suggestion]:
    used = _under(ground)
    for policy in in_force(ground):
        if (ground.now.date() - policy.start).days < IDLE or not used:
            continue
        for boundary in policy.boundaries:
            if boundary.grants and boundary.id not in used:
                yield Suggestion(
                    "never-used", boundary.id, f"{boundary.id} was never used since {policy.start}: is it needed?", ()
                )


def _unclear(ground: Ground) -> Iterable[Suggestion]:
    for name, lives in sorted(_under(ground).items()):
        unclear = [
            life
            for life in lives
            if any(entry.get("why") == "unclear" for entry in life.record.entries_of("escalated"))
        ]
        if len(unclear) >= UNCLEAR and len(unclear) == len(lives):
            where = name or ", ".join(sorted({topic for life in unclear for topic in life.record.topics}))
            yield Suggestion(
                "unclear", where, f"All {len(unclear)} decisions of {where} were escalated as unclear: write the boundary more plainly?",
                tuple(life.record.id for life in unclear),
            )  # fmt: skip


def _waivers(ground: Ground) -> Iterable[Suggestion]:
    decided = ground.decided(ground.at - 365 * DAY)
    for name, count in repeated_waivers(decided):
        records = tuple(life.record.id for life in decided if life.record.head.get("waiver") == name)
        yield Suggestion(
            "repeated-waiver",
            name,
            f"The waiver {name} was relied on {count} times within 90 days: change the boundary?",
            records,
        )
