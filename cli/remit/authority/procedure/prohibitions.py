"""What nobody may decide now: open stops (step 2) and prohibitions (step 5)."""

from typing import NamedTuple

from remit.authority import answer
from remit.authority.answer import Answer
from remit.authority.procedure.chain import contains
from remit.authority.procedure.context import Case
from remit.authority.procedure.emergencies import Power
from remit.authority.procedure.matching import Match
from remit.authority.procedure.question import Stop
from remit.authority.procedure.responses import stamp
from remit.authority.procedure.rulings import last_resort, rule


def stopped(case: Case, budgets: tuple[str, ...] = ()) -> Stop | None:
    """The first open stop on the decision itself, its topics or the budgets given."""
    return next((stop for stop in case.ground.stops if _open(case, stop) and _concerns(case, stop, budgets)), None)


def _open(case: Case, stop: Stop) -> bool:
    zone = case.ground.calendar.zone
    begun = stop.on is None or stop.on.instant(zone) <= case.at
    if stop.lifted is not None and stop.lifted.instant(zone) <= case.at:
        return False
    return begun and (stop.until is None or case.at <= stop.until.last_instant(zone))


def _concerns(case: Case, stop: Stop, budgets: tuple[str, ...]) -> bool:
    if stop.record == case.question.id:
        return True
    if stop.topic is not None and any(contains(stop.topic, topic) for topic in case.question.topics):
        return True
    return stop.budget is not None and (stop.budget == case.question.budget or stop.budget in budgets)


def answer_stop(case: Case, stop: Stop) -> Answer:
    """Nothing may be decided: who pulled the cord, why, and who must answer by when."""
    rules = case.chain.lowest.stops
    what = f"topic {stop.topic}" if stop.topic else f"budget {stop.budget}" if stop.budget else "this decision"
    why = f": {stop.why.removesuffix('.')}" if stop.why else ""
    goes_to: tuple[str, ...] = (rules.responder,) if rules else last_resort(case.chain.lowest) or (stop.who,)
    due = ""
    if rules and stop.on:
        calendar = case.ground.calendar
        end = calendar.after(stop.on.last_instant(calendar.zone), rules.respond_within)
        due = f"; {rules.responder} must answer by {stamp(end)}"
        if end < case.at and rules.then:
            goes_to = (rules.then,)
            due = f"; {rules.responder} did not answer by {stamp(end)}, so it goes to {rules.then}"
    return Answer(
        answer.STOP,
        case.asker,
        goes_to=goes_to,
        because=f"{stop.who} stopped {what}{why}{due}",
        stopped_by=stop.who,
        would_change=("lift the stop",),
    )


class Prohibitions(NamedTuple):
    """What forbids (the highest policy's first), what would for want of a fact, and which power set a prohibition aside."""

    forbids: tuple[Match, ...] = ()
    missing: tuple[str, ...] = ()
    lifted_by: Power | None = None
    set_aside: tuple[str, ...] = ()


def prohibitions(case: Case, found: list[Match], powers: list[Power]) -> Prohibitions:
    """Every prohibition among the boundaries found, a step of a ladder that forbids included."""
    forbids: list[Match] = []
    missing: list[str] = []
    lifted_by: Power | None = None
    set_aside: list[str] = []
    for match in found:
        verdict, facts = _forbids(case, match)
        if verdict is False:
            continue
        power = next((power for power in powers if _lifts(case, power, match)), None)
        if power:
            lifted_by = lifted_by or power
            set_aside.append(case.chain.name(match.boundary))
        elif verdict:
            forbids.append(match)
        else:
            missing += facts
    forbids.sort(key=lambda match: (match.level.index, match.boundary.id))
    return Prohibitions(tuple(forbids), tuple(dict.fromkeys(missing)), lifted_by, tuple(set_aside))


def _forbids(case: Case, match: Match) -> tuple[bool | None, tuple[str, ...]]:
    boundary = match.boundary
    if boundary.forbid:
        return match.truth
    if not any(step.forbid for step in boundary.steps):
        return False, ()
    if match.truth.value is None:
        return match.truth
    ruling = rule(case, match)
    return (None, ruling.missing) if ruling.missing else (ruling.forbids, ())


def _lifts(case: Case, power: Power, match: Match) -> bool:
    return any(case.chain.reaches(name, power.level, match.boundary) for name in power.entry.sets_aside)


def answer_forbidden(case: Case, found: list[Match], forbids: tuple[Match, ...]) -> Answer:
    """Nobody may decide it. The way on is a waiver, or another version of the policy."""
    first = forbids[0]
    boundary = first.boundary
    ids = tuple(case.chain.name(match.boundary) for match in forbids)
    goes_to = last_resort(first.level)
    said = boundary.because or f"{ids[0]} forbids it"
    return Answer(
        answer.FORBIDDEN,
        case.asker,
        boundary=ids[0],
        clause=boundary.clause,
        why=boundary.why,
        policy=first.level.policy.id,
        goes_to=goes_to,
        because=f"{said} ({ids[0]})" if boundary.because else said,
        forbidden_by=ids,
        would_change=("a dated waiver of this boundary, or another version of the policy",),
        boundaries=tuple(case.chain.name(match.boundary) for match in found if match.truth.value),
    )
