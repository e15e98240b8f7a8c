"""Reviews due: of decisions and of context pages, and proposals that are open too long."""

from collections.abc import Iterator
from typing import NamedTuple

from remit.log.moment import Moment, parse_moment
from remit.log.record import ACCEPTED, texts
from remit.site.labels import Link
from remit.site.page import DUE, Page
from remit.site.view import View

PATH = "due/index.html"
AHEAD = 90
"""How many days ahead a review is listed."""


class Due(NamedTuple):
    """Something that somebody has to look at."""

    days: int
    """Days since it was due; negative if it is ahead."""
    what: Link
    why: str
    on: Moment
    who: Link


def due_page(view: View) -> Page:
    """Overdue first, then what comes."""
    view = view.at(PATH)
    found = all_due(view)
    found = [due for due in found if due.days >= -AHEAD]
    late = [due for due in found if due.days > 0]
    soon = [due for due in found if due.days <= 0]
    body = view.render("due.html", overdue=late, soon=soon, ahead=AHEAD)
    return Page(PATH, "Reviews due", body, DUE, "What is due for review, and what is open too long.")


def all_due(view: View) -> list[Due]:
    """Everything that is due at some time, the most overdue first."""
    return sorted(_found(view), key=lambda due: (-due.days, due.what.href or "", due.what.text))


def _found(view: View) -> Iterator[Due]:
    yield from _records(view)
    for page in view.log.context:
        by = parse_moment(next(iter(texts(page.head.get("review_by"))), ""), view.log.zone)
        if by:
            what, who = view.intent(page.id), view.person(page.owner or "")
            yield Due(view.days_since(by), what, "Review of the context page", by, who)


def _records(view: View) -> Iterator[Due]:
    most = view.log.settings.proposed_too_long_days
    for record in view.log.records:
        what, who = view.record(record), view.person(record.decider or "")
        by = record.moment("review_by", view.log.zone) if record.status == ACCEPTED else None
        if by:
            yield Due(view.days_since(by), what, "Review of the decision", by, who)
        if record.is_open and record.raised and view.days_since(record.raised) > most:
            late = view.days_since(record.raised) - most
            yield Due(late, what, f"Open for more than {most} days", record.raised, who)
