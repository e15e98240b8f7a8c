"""For whom each open decision waits."""

from collections.abc import Iterable, Mapping

from remit.audits.load import silence
from remit.audits.scope import Scope
from remit.authority.answer import ASK, DECIDE, DECIDE_AFTER
from remit.log.record import Record
from remit.site.view import View

Waits = Mapping[str, Mapping[str, str]]
"""Path of an open record to the people it waits for, and what each has to do: decide, respond, or complete (add facts)."""


def waiting(view: View, scope: Scope) -> Waits:
    """Whose turn it is, of every open decision."""
    out = {record.path: dict(_turns(view, record)) for record in view.log.records if record.is_open}
    for name, who, _ in silence(scope):
        record = view.log.by_id[name]
        out[record.path] |= dict.fromkeys(_people(view, (who,)), "respond")
    return out


def _turns(view: View, record: Record) -> Iterable[tuple[str, str]]:
    answer = view.answer(record)
    own = [(who, "decide") for who in record.deciders]
    if answer is None or answer.answer == DECIDE:
        return own
    if answer.answer == DECIDE_AFTER:
        asked = [who for duty in answer.open_duties for who in _people(view, duty.who) if who not in duty.by]
        return [(who, "respond") for who in asked if who != record.decider] or own
    if answer.answer == ASK:
        return [(who, "complete") for who in record.deciders or record.list_of("raised_by")]
    return [(who, "decide") for who in answer.goes_to_people]


def _people(view: View, names: Iterable[str]) -> list[str]:
    """People, and whoever holds a role or sits in a committee."""
    return [who for name in names for who in ((name,) if name in view.names else view.held.get(name, ()))]
