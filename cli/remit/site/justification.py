"""Why this person could decide it: the answer of the procedure, made again under the policy of the day."""

from remit.authority.answer import ABOVE, BEFORE, DECIDE, DECIDE_AFTER, EMERGENCY, Answer, Duty
from remit.log.record import Record
from remit.site.html import Html, el, join
from remit.site.view import View
from remit.site.waiting import roles_and_people


def why(view: View, record: Record) -> Html | None:
    """The section of a decision's page; None where no policy judges it."""
    answer = view.answers.get(record.path)
    if answer is None or not (record.is_open or record.is_decided):
        return None
    return el(
        "section",
        el("h2", _heading(view, record, answer), id="why-theirs"),
        el("p", _because(view, answer)),
        el("ul", join(el("li", line) for line in _lines(view, record, answer))),
        el("p", f"Judged by {answer.policy}.", class_="remit-note") if answer.policy else None,
        class_="remit-why",
    )


def _heading(view: View, record: Record, answer: Answer) -> str:
    if record.is_open:
        return "Who may decide it"
    name = view.names.get(answer.who, answer.who)
    return f"Why {name} could decide it" if answer.answer == DECIDE and name else "Who could decide it"


def _because(view: View, answer: Answer) -> Html:
    """The reason in the procedure's words, with the boundary as a link."""
    said = answer.because.rstrip(".")
    name = answer.boundary or ""
    if name and said.startswith(name):
        return join((view.boundary(name), said[len(name) :], "."))
    return join((said[:1].upper(), said[1:], "."))


def _lines(view: View, record: Record, answer: Answer) -> list[Html | str]:
    out: list[Html | str] = []
    if answer.as_role and answer.who:
        held = {"holder": "was", "acting": "acted as", "deputy": "stood in for", "member": "is a member of"}.get(
            answer.held, "decided as"
        )
        out.append(
            join(
                (
                    view.person(answer.who),
                    f" {held} {answer.as_role} that day." if record.is_decided else f" decides as {answer.as_role}.",
                )
            )
        )
    if answer.answer not in (DECIDE, DECIDE_AFTER) and answer.goes_to:
        out.append(
            join(
                (
                    "It was for " if record.is_decided else "It is for ",
                    roles_and_people(view, answer.goes_to, answer.goes_to_people),
                    ".",
                )
            )
        )
    out += [_duty(view, duty, answer) for duty in answer.duties if duty.text]
    if ABOVE in answer.flags:
        out.append(
            f"Decided above the boundary: {view.log.settings.label_of(answer.could_be or '')} could have decided it."
        )
    if EMERGENCY in answer.flags:
        out.append(f"Decided under the emergency power {answer.emergency}.")
    return out


def _duty(view: View, duty: Duty, answer: Answer) -> Html:
    """A duty, with a mark in words for whether it is met."""
    state = "done" if duty.met else "missing" if duty.kind in BEFORE else "to do"
    by = join(view.people(duty.by), ", ") if duty.by and not any(who in duty.text for who in duty.by) else None
    return join(
        (
            el("span", state, class_=f"remit-verdict remit-duty-{'met' if duty.met else 'open'}"),
            f" {duty.text}",
            join((" (", by, ")")) if by else None,
        )
    )
