"""Advice is dated after the decision, so it cannot have been heard.

Advice that comes late is welcome and changes nothing: if a boundary asked for it, the decision was made too early.
"""

from collections.abc import Iterator

from remit.checks.check import RECORD, Check, Known, Problem
from remit.log.finding import WARNING
from remit.log.moment import Moment, parse_moment
from remit.log.record import Record


def _given(record: Record, known: Known) -> Iterator[tuple[str, Moment | None, str, tuple[str | int, ...]]]:
    """Who advised, when, in which file and where."""
    for index, entry in enumerate(record.entries_of("advice")):
        on = entry.get("on")
        yield (
            str(entry.get("who") or entry.get("as")),
            parse_moment(on, known.zone) if isinstance(on, str) else None,
            record.path,
            ("advice", index),
        )
    for act in record.acts_of("advice"):
        yield act.who, act.on, act.path, ("on",)


def _run(record: Record, known: Known) -> Iterator[Problem]:
    decided = record.moment("decided", known.zone) if record.is_decided else None
    for who, on, path, where in _given(record, known):
        if decided and on and on.instant(known.zone) > decided.last_instant(known.zone):
            yield Problem(
                path,
                f"the advice of {who} is dated {on.text}, after the decision",
                "correct the date, or ask before deciding next time",
                where,
            )


CHECK = Check("C02", "advice-late", WARNING, RECORD, _run)
