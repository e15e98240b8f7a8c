"""For whom an open decision waits, as the procedure says today."""

from remit.authority.answer import ASK, DECIDE, DECIDE_AFTER, ESCALATE, FORBIDDEN, STOP, Answer
from remit.log.record import Record
from remit.site.html import Html, esc, join
from remit.site.view import View


def waits_for(view: View, record: Record) -> Html | None:
    """Whom and what it waits for; where no policy judges the person that it names; None where nobody can say."""
    answer = view.answers.get(record.path)
    if answer is None:
        return join(view.people(record.deciders), ", ") or None
    if answer.answer in (DECIDE, DECIDE_AFTER):
        return _decider(view, answer)
    if answer.answer == ESCALATE:
        return roles_and_people(view, answer.goes_to, answer.goes_to_people)
    return _nobody(view, answer)


def _decider(view: View, answer: Answer) -> Html:
    first = [duty.text for duty in answer.duties if duty.missing and duty.text]
    return join((view.person(answer.who), f" ({'; '.join(first)})" if first else None))


def _nobody(view: View, answer: Answer) -> Html | None:
    """It waits for something else than a decision."""
    if answer.answer == STOP and answer.stopped_by:
        return join(("the stop of ", view.person(answer.stopped_by)))
    if answer.answer == ASK and answer.missing:
        return esc(f"a fact: {', '.join(answer.missing)}")
    return esc("nobody: the policy forbids it") if answer.answer == FORBIDDEN else None


def roles_and_people(view: View, roles: tuple[str, ...], people: tuple[str, ...]) -> Html:
    """`platform-lead (Ana Ito)`."""
    holders = join(view.people(people[:MOST]), ", ")
    more = f" and {len(people) - MOST} more" if len(people) > MOST else None
    named = " or ".join(roles)
    return join((named, " (", holders, more, ")")) if holders else esc(named)


MOST = 4
"""Names that are spelt out."""
