"""A proposal has been open for longer than `proposed_too_long_days` (remit.yml, 30 by default).

Decide it (`remit decide ID`), withdraw it (`remit withdraw ID`) or defer it (`remit defer ID`). Days count from the date in
its id. Part of `remit check --all` only, never of the check of a change.
"""

from datetime import date

from remit.checks.check import RECORD, WARNING, Check, Known, Problem, Problems
from remit.log.record import PROPOSED, Record


@Check("G17", "stays-proposed", WARNING, RECORD, timely=True)
def rule(record: Record, known: Known) -> Problems:
    if record.status != PROPOSED:
        return
    since = _since(record)
    days = (known.today - since).days if since else 0
    if days > known.log.settings.proposed_too_long_days:
        short = record.id[-6:]
        others = " or ".join(f'`remit {verb} {short} --why "..."`' for verb in ("withdraw", "defer"))
        remedy = f"`remit decide {short}`, {others}; `remit may {short}` shows who decides"
        yield Problem(
            record.path,
            f"proposed {days} {'day' if days == 1 else 'days'} ago{_waiting(record, known)}",
            remedy,
            ("status",),
        )


def _since(record: Record) -> date | None:
    try:
        return date.fromisoformat(record.id[2:10])
    except ValueError:
        return record.raised.day if record.raised else None


def _waiting(record: Record, known: Known) -> str:
    """For whom it waits: the decider it names, else whom the policy gives it to."""
    answer = None if record.decider else known.answers.full(record)
    who = (record.decider,) if record.decider else answer.goes_to_people if answer else ()
    return f"; waiting for {' or '.join(who)}" if who else ""
