"""A stop is open.

The policy names who must respond and by when (`stops: {responder: …, respond_within: …}`). Until then this is a warning;
afterwards, an error. `remit resume ID` lifts the stop. Part of `remit check --all` only, never of the check of a change.
"""

from remit.authority.deadlines import stop_response
from remit.checks.check import ERROR, LOG, WARNING, Check, Known, Problem, Problems
from remit.log.log import Log
from remit.log.policy import Stops
from remit.log.stops import Stop, stops_of


@Check("G18", "stop-unanswered", WARNING, LOG, whole=True, timely=True)
def rule(log: Log, known: Known) -> Problems:
    chain = known.chain(known.today)
    rules = chain.lowest.stops if chain else None
    for stop in stops_of(log):
        if stop.is_open(known.now, known.zone):
            yield _problem(stop, rules, known)


def _problem(stop: Stop, rules: Stops | None, known: Known) -> Problem:
    day = stop.on.text if stop.on else "an unknown day"
    why = f" ({stop.reason})" if stop.reason else ""
    message, remedy = f"stopped by {stop.who} on {day}{why}", f"respond to it, then lift it: {stop.how_to_lift}"
    due = stop_response(stop, rules, known.log) if rules else None
    late = bool(due and due.last_instant(known.zone) < known.now)
    responder = rules.responder if rules else ""
    if due:
        message += f"; {responder} {'had to' if late else 'must'} respond by {due.text}"
    return Problem(stop.path, message, remedy, stop.where, level=ERROR if late else "")
