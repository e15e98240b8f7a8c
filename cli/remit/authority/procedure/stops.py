"""Open stops: who stopped a decision, its topics or its budget (step 2)."""

from remit.authority import answer
from remit.authority.answer import Answer
from remit.authority.procedure.chain import contains
from remit.authority.procedure.context import Case, stamp
from remit.authority.procedure.deciding_boundary import last_resort
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
