"""Two times of a record are in an impossible order: a need is raised before it is decided, and reviewed after.

The order is raised, announced, decided, review_by. Where one of two is a day alone, days are compared.
"""

from collections.abc import Iterator

from remit.checks.shape import RECORD, Check, Known, Said
from remit.model.finding import ERROR
from remit.model.moment import Moment
from remit.model.record import Record

_ORDER = ("raised", "announced", "decided", "review_by")


def _after(first: Moment, second: Moment, known: Known) -> bool:
    if first.at is None or second.at is None:
        return first.day_in(known.zone) > second.day_in(known.zone)
    return first.at > second.at


def _run(record: Record, known: Known) -> Iterator[Said]:
    earlier: tuple[str, Moment] | None = None
    for key in _ORDER:
        moment = record.moment(key, known.zone) if key in record.head else None
        if moment is None:
            continue
        if earlier and _after(earlier[1], moment, known):
            remedy = "correct the one that is wrong"
            yield Said(
                record.path, f"`{earlier[0]}` ({earlier[1].text}) is after `{key}` ({moment.text})", remedy, (key,)
            )
        earlier = (key, moment)


CHECK = Check("R08", "time-order", ERROR, RECORD, _run)
