"""A stop is open.

The policy names who must respond and by when (`stops: {responder: …, respond_within: …}`). Until then this is a warning;
afterwards, an error. `remit resume ID` lifts the stop. Part of `remit check --all` only, never of the check of a change.
"""

from datetime import datetime

from remit.authority.procedure.context import calendar_of
from remit.checks.check import ERROR, LOG, WARNING, Check, Known, Problem, Problems
from remit.checks.stops import Pulled, open_acts, open_stops
from remit.log.log import Log
from remit.log.policy import Stops


@Check("G18", "stop-unanswered", WARNING, LOG, whole=True, timely=True)
def rule(log: Log, known: Known) -> Problems:
    chain = known.chain(known.today)
    rule = chain.lowest.stops if chain else None
    for record in log.records:
        if record.native:
            for stop in open_stops(record, known.now, known.zone):
                yield _problems(stop, f"remit resume {record.id[-6:]}", rule, known)
    for stop in open_acts(log.stops, known.now, known.zone):
        name = f"--topic {stop.topic}" if stop.topic else f"--budget {stop.budget}"
        yield _problems(stop, f"remit resume {name}", rule, known)


def _problems(stop: Pulled, command: str, rule: Stops | None, known: Known) -> Problem:
    day = stop.on.text if stop.on else "an unknown day"
    why = f" ({stop.why})" if stop.why else ""
    message, remedy = f"stopped by {stop.who} on {day}{why}", f"respond to it, then lift it: `{command}`"
    late = False
    if rule and stop.on:
        due = _due(stop.on.instant(known.zone), rule, known)
        late = due < known.now
        text = due.astimezone(known.zone).isoformat(timespec="minutes")
        message += f"; {rule.responder} {'had to' if late else 'must'} respond by {text}"
    return Problem(stop.path, message, remedy, stop.where, level=ERROR if late else "")


def _due(start: datetime, rule: Stops, known: Known) -> datetime:
    settings = known.log.settings
    return calendar_of(known.zone, settings.working_days, settings.holidays).after(start, rule.respond_within)
