"""Two dates of a record are in an impossible order: a decision is raised before it is decided, and reviewed afterwards.

The order is `raised`, `announced`, `decided`, `review_by`. If one of them is a date without a time, only dates are compared.
"""

from itertools import pairwise

from remit.checks.check import ERROR, RECORD, Check, Known, Problem, Problems
from remit.log.moment import Moment
from remit.log.record import Record

_ORDER = ("raised", "announced", "decided", "review_by")


def _after(first: Moment, second: Moment, known: Known) -> bool:
    if first.at is None or second.at is None:
        return first.day_in(known.zone) > second.day_in(known.zone)
    return first.at > second.at


@Check("R08", "time-order", ERROR, RECORD)
def rule(record: Record, known: Known) -> Problems:
    dated = [(key, found) for key in _ORDER if key in record.head and (found := record.moment(key, known.zone))]
    return [
        Problem(
            record.path,
            f"`{first}` ({earlier.text}) is after `{key}` ({moment.text})",
            "correct the one that is wrong",
            (key,),
        )
        for (first, earlier), (key, moment) in pairwise(dated)
        if _after(earlier, moment, known)
    ]
