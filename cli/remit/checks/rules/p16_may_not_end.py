"""A record replaces a decision that its decider could not have made.

Whoever supersedes or reverses a decision must be one who could decide *its* topic and facts today, or have the consent of
one: deciding the new record's own topic is not enough. Where the old record's facts say `reversible: yes`, whoever could
decide it may also reverse it, no higher consent asked.
"""

from collections.abc import Iterator

from remit.authority.answer import ESCALATE, Answer
from remit.checks.answers import IN_FORCE
from remit.checks.check import RECORD, Check, Known, Problem
from remit.log.finding import ERROR
from remit.log.record import Record


def _run(record: Record, known: Known) -> Iterator[Problem]:
    if known.answers is None or not known.log.judged or record.status not in IN_FORCE:
        return
    for index, old_id in enumerate(record.list_of("supersedes")):
        old = known.log.find(old_id)
        if old is not None and old.native and old.id != record.id and old.status in IN_FORCE and record.decider:
            answer = known.answers.ending(old, record)
            if answer is not None and answer.answer == ESCALATE:
                where = ("supersedes", index) if isinstance(record.head["supersedes"], list) else ("supersedes",)
                yield Problem(
                    record.path, f"{record.decider} may not end {old.id}: {_why(answer)}", _remedy(answer), where
                )


def _why(answer: Answer) -> str:
    to = " or ".join(answer.goes_to or answer.deciders) or "somebody else"
    return f"the boundary {answer.boundary} gives it to {to}" if answer.boundary else f"it goes to {to}"


def _remedy(answer: Answer) -> str:
    people = ", ".join(answer.goes_to_people)
    return (
        f"have the consent of one of them ({people}), or let them decide it"
        if people
        else "have the consent of one of them"
    )


CHECK = Check("P16", "may-not-end", ERROR, RECORD, _run)
