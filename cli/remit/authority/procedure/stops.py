"""Open stops on a decision, one of its topics or a budget (step 2)."""

from remit.authority import answer
from remit.authority.answer import Answer
from remit.authority.procedure.advice import stamp
from remit.authority.procedure.case import Stop
from remit.authority.procedure.context import Scene
from remit.authority.procedure.limits import last_resort
from remit.authority.procedure.topics import contains


def stopped(scene: Scene, budgets: tuple[str, ...] = ()) -> Stop | None:
    """The first open stop on the decision itself, its topics or the budgets given."""
    return next((stop for stop in scene.ground.stops if _open(scene, stop) and _concerns(scene, stop, budgets)), None)


def _open(scene: Scene, stop: Stop) -> bool:
    zone = scene.ground.calendar.zone
    begun = stop.on is None or stop.on.instant(zone) <= scene.at
    if stop.lifted is not None and stop.lifted.instant(zone) <= scene.at:
        return False
    return begun and (stop.until is None or scene.at <= stop.until.last_instant(zone))


def _concerns(scene: Scene, stop: Stop, budgets: tuple[str, ...]) -> bool:
    if stop.record == scene.case.id:
        return True
    if stop.topic is not None and any(contains(stop.topic, topic) for topic in scene.case.topics):
        return True
    return stop.budget is not None and (stop.budget == scene.case.budget or stop.budget in budgets)


def answer_stop(scene: Scene, stop: Stop) -> Answer:
    """Nothing may be decided: who pulled the cord, why, and who must answer by when."""
    rules = scene.chain.lowest.stops
    what = f"topic {stop.topic}" if stop.topic else f"budget {stop.budget}" if stop.budget else "this decision"
    why = f": {stop.why.removesuffix('.')}" if stop.why else ""
    goes_to: tuple[str, ...] = (rules.responder,) if rules else last_resort(scene.chain.lowest) or (stop.who,)
    due = ""
    if rules and stop.on:
        calendar = scene.ground.calendar
        end = calendar.after(stop.on.last_instant(calendar.zone), rules.respond_within)
        due = f"; {rules.responder} must answer by {stamp(end)}"
        if end < scene.at and rules.then:
            goes_to = (rules.then,)
            due = f"; {rules.responder} did not answer by {stamp(end)}, so it goes to {rules.then}"
    return Answer(
        answer.STOP,
        scene.asker,
        goes_to=goes_to,
        because=f"{stop.who} stopped {what}{why}{due}",
        stopped_by=stop.who,
        would_change=("lift the stop",),
    )
