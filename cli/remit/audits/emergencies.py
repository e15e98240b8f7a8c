"""Decisions under an emergency power: which were ratified in the time that the power gives."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from remit.audits.asking import Ground
from remit.audits.life import Life
from remit.audits.report import Table, counted, percent
from remit.audits.statistics.shares import wilson
from remit.authority.answer import RATIFY
from remit.log.moment import Moment, parse_moment
from remit.log.record import Record

IN_TIME, LATE, OVERDUE, REFUSED, NOT_YET = "in time", "late", "overdue", "refused", "not yet due"


class Owed(NamedTuple):
    """A ratification that an emergency decision owes."""

    record: str
    title: str
    power: str
    due: str
    """ISO 8601; empty where the power gives no time."""
    state: str
    """in time, late, overdue, refused, or not yet due."""


def owed(ground: Ground, decided: Iterable[Life]) -> list[Owed]:
    """The ratifications that some decisions owe, by the powers that they relied on."""
    out = []
    for life in decided:
        answer = ground.ask(life.record, None) if life.record.head.get("emergency") else None
        for duty in answer.duties if answer else ():
            if duty.kind == RATIFY:
                end = datetime.fromisoformat(duty.until) if duty.until else None
                state = _state(ground, life.record, end, met=duty.met, refused=bool(duty.by))
                out.append(Owed(life.record.id, life.record.title, duty.boundary, duty.until, state))
    return out


def _state(ground: Ground, record: Record, end: datetime | None, *, met: bool, refused: bool) -> str:
    if not met:
        return REFUSED if refused else NOT_YET if end is None or ground.now <= end else OVERDUE
    given = [moment.instant(ground.log.zone) for moment in _ratified(record)]
    return LATE if end and given and min(given) > end else IN_TIME


def _ratified(record: Record) -> Iterable[Moment]:
    """When a record was ratified: by the acts, and by what its head says."""
    yield from (act.on for act in record.acts_of("ratification") if act.on)
    for entry in record.entries_of("emergency"):
        said = entry.get("ratified")
        for one in said if isinstance(said, list) else [said]:
            found = parse_moment(str(one.get("on") or "")) if isinstance(one, dict) else None
            if found:
                yield found


def said(found: Sequence[Owed]) -> list[str]:
    """How many were ratified in time, in a sentence; nothing where no decision was an emergency."""
    if not found:
        return []
    states = count(found)
    known = len(found) - states[NOT_YET]
    share = wilson(states[IN_TIME], known)
    first = (
        f"{states[IN_TIME]} of {counted(known, 'emergency decision')} ratified in time ({percent(share.low)} to {percent(share.high)})"
        if known
        else counted(len(found), "emergency decision")
    )
    rest = [f"{states[state]} {state}" for state in (LATE, OVERDUE, REFUSED, NOT_YET) if states[state]]
    return [f"{'; '.join([first, ', '.join(rest)] if rest else [first])}."]


def count(found: Iterable[Owed]) -> Counter[str]:
    """How many are in each state."""
    return Counter(one.state for one in found)


def table(found: Sequence[Owed]) -> Table:
    """The emergency decisions and their ratification."""
    rows = tuple((one.record, one.title, one.power, one.due[:10] or "-", one.state) for one in found)
    return Table("Emergency decisions", ("record", "title", "power", "ratify by", "ratified"), rows)
