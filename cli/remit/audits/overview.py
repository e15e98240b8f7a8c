"""All audits that a page of the site shows, made from one log and its history."""

from datetime import datetime

from remit.audits.asking import Ground, by_policy
from remit.audits.boundaries import boundaries
from remit.audits.budgets import budgets
from remit.audits.initiative import initiative
from remit.audits.life import RECORD, lives
from remit.audits.load import load
from remit.audits.outcomes import outcomes
from remit.audits.ratio import ratio
from remit.audits.report import Report
from remit.audits.speed import speed
from remit.audits.stops import stops
from remit.log.log import Log
from remit.log.timeline import NOTHING, History

_YEAR = 365 * 86400.0


def overview(log: Log, now: datetime, history: History = NOTHING) -> tuple[Report, ...]:
    """Speed, ratio, load, boundaries, budgets, initiative, outcomes and stops of the last twelve months.

    Without a history the records' own dates count alone. Logs that say `people_metrics: off` have no report of load.
    """
    ground = Ground(log, lives(log, history), now, by_policy(log, now))
    since = now.timestamp() - _YEAR
    found = [
        speed(ground, history, clock=RECORD, by=("tier",) if log.judged else (), since=since),
        ratio(ground, since=since),
        boundaries(ground, since=since),
        budgets(ground),
        initiative(ground, since=since),
        outcomes(ground, since=since),
        stops(ground, since=since),
    ]
    if log.settings.people_metrics != "off":
        found.insert(2, load(ground, since=since))
    return tuple(report for report in found if report.tables)
