"""What nobody may decide: what is stopped (step 2), and what is forbidden, with what lifts it (step 5)."""

from typing import NamedTuple

from remit.authority import answer
from remit.authority.answer import Answer
from remit.authority.procedure.chain import Chain, Level, contains
from remit.authority.procedure.conditions import Truth
from remit.authority.procedure.context import Case, stamp
from remit.authority.procedure.deciding_boundary import apply, last_resort
from remit.authority.procedure.matching import Match
from remit.authority.procedure.options import Power
from remit.log.stops import Stop


def stopped(case: Case, budgets: tuple[str, ...] = ()) -> Answer | None:
    """Nothing may be decided under an open stop: who raised it, why, and who must respond by when; None if none is open.

    `budgets`: those that the boundaries found draw on.
    """
    named = (*budgets, *((case.question.budget,) if case.question.budget else ()))
    open_ = (stop for stop in case.ground.stops if stop.is_open(case.at, case.calendar.zone))
    stop = next((stop for stop in open_ if _concerns(stop, case.question.id, case.question.topics, named)), None)
    if stop is None:
        return None
    rules = case.chain.lowest.stops
    what = f"topic {stop.topic}" if stop.topic else f"budget {stop.budget}" if stop.budget else "this decision"
    why = f": {stop.sentence.removesuffix('.')}" if stop.why else ""
    goes_to: tuple[str, ...] = (rules.responder,) if rules else last_resort(case.chain.lowest) or (stop.who,)
    due = ""
    if rules and stop.on:
        end = case.calendar.after(stop.on.last_instant(case.calendar.zone), rules.respond_within)
        due = f"; {rules.responder} must respond by {stamp(end)}"
        if end < case.at and rules.then:
            goes_to = (rules.then,)
            due = f"; {rules.responder} did not respond by {stamp(end)}, so it is escalated to {rules.then}"
    return Answer(
        answer.STOP,
        case.asker,
        goes_to=goes_to,
        away=case.absences(case.chain.lowest, goes_to),
        because=f"{stop.who} stopped {what}{why}{due}",
        stopped_by=stop.who,
        would_change=(f"lift the stop: {stop.how_to_lift}",),
    )


def _concerns(stop: Stop, record: str, topics: tuple[str, ...], budgets: tuple[str, ...]) -> bool:
    if stop.record == record or stop.budget in budgets:
        return True
    return stop.topic is not None and any(contains(stop.topic, topic) for topic in topics)


class Prohibitions(NamedTuple):
    """What forbids (the highest policy's first), what would for want of a fact, and which power set a prohibition aside."""

    forbids: tuple[Match, ...] = ()
    missing: tuple[str, ...] = ()
    lifted_by: Power | None = None
    set_aside: tuple[str, ...] = ()


def prohibitions(chain: Chain, found: list[Match], powers: list[Power]) -> Prohibitions:
    """Every prohibition among the boundaries found, a step of a ladder that forbids included."""
    forbids: list[Match] = []
    missing: list[str] = []
    lifted_by: Power | None = None
    set_aside: list[str] = []
    for match in found:
        forbidden = _forbids(match, chain.lowest)
        if forbidden.value is False:
            continue
        lifting = (
            one for one in powers for name in one.entry.sets_aside if chain.reaches(name, one.level, match.boundary)
        )
        power = next(lifting, None)
        if power:
            lifted_by = lifted_by or power
            set_aside.append(chain.name(match.boundary))
        elif forbidden.value:
            forbids.append(match)
        else:
            missing += forbidden.missing
    forbids.sort(key=lambda match: (match.level.index, match.boundary.id))
    return Prohibitions(tuple(forbids), tuple(dict.fromkeys(missing)), lifted_by, tuple(set_aside))


def _forbids(match: Match, lowest: Level) -> Truth:
    if match.boundary.forbid:
        return match.truth
    if not any(step.forbid for step in match.boundary.steps):
        return Truth(False)
    if match.truth.value is None:
        return match.truth
    applied = apply(match, lowest)
    return Truth(None, applied.missing) if applied.missing else Truth(applied.forbids)


def forbidden(chain: Chain, asker: str, found: list[Match], forbids: tuple[Match, ...]) -> Answer:
    """Nobody may decide it. The way on is a waiver, or another version of the policy."""
    first = forbids[0]
    boundary = first.boundary
    ids = tuple(chain.name(match.boundary) for match in forbids)
    said = boundary.because or f"{ids[0]} forbids it"
    return Answer(
        answer.FORBIDDEN,
        asker,
        boundary=ids[0],
        clause=boundary.clause,
        why=boundary.why,
        policy=first.level.policy.id,
        goes_to=last_resort(first.level),
        because=f"{said} ({ids[0]})" if boundary.because else said,
        forbidden_by=ids,
        would_change=("a dated waiver of this boundary, or another version of the policy",),
        boundaries=tuple(chain.name(match.boundary) for match in found if match.truth.value),
    )
