"""A proposal has been open for longer than `proposed_too_long_days` (remit.yml, 30 by default).

Decide it (`remit decide ID`), withdraw it (`remit withdraw ID`) or defer it (`remit defer ID`). Days count from the date in
its id. Part of `remit check --all` only, never of the check of a change.
"""

from remit.authority.deadlines import proposal
from remit.checks.check import RECORD, WARNING, Check, Known, Problem, Problems
from remit.log.record import Record


@Check("G17", "stays-proposed", WARNING, RECORD, timely=True)
def rule(record: Record, known: Known) -> Problems:
    due = proposal(record, known.log.settings)
    if due and due.day < known.today:
        days = (known.today - due.day).days + known.log.settings.proposed_too_long_days
        short = record.id[-6:]
        others = " or ".join(f'`remit {verb} {short} --why "..."`' for verb in ("withdraw", "defer"))
        remedy = f"`remit decide {short}`, {others}; `remit may {short}` shows who decides"
        message = f"proposed {days} {'day' if days == 1 else 'days'} ago{_waiting(record, known)}"
        yield Problem(record.path, message, remedy, ("status",))


def _waiting(record: Record, known: Known) -> str:
    """For whom it waits: the decider it names, else whom the policy gives it to."""
    answer = None if record.decider else known.answers.full(record)
    who = (record.decider,) if record.decider else answer.goes_to_people if answer else ()
    return f"; waiting for {' or '.join(who)}" if who else ""
