"""What is due: reviews of decisions and of context, proposals that wait too long."""

from typing import NamedTuple

from remit.log.moment import Moment, parse_moment
from remit.log.record import ACCEPTED, texts
from remit.site.html import Html
from remit.site.page import DUE, Page
from remit.site.view import View
from remit.site.when import ago, days_between, moment_html

PATH = "due/index.html"
AHEAD = 90
"""How many days ahead a review is listed."""


class Due(NamedTuple):
    """Something that somebody has to look at."""

    days: int
    """Days since it was due; negative where it lies ahead."""
    what: Html
    why: str
    by: Moment
    who: Html


def due_page(view: View) -> Page:
    """Overdue first, then what comes."""
    view = view.at(PATH)
    found = sorted(_found(view), key=lambda due: (-due.days, due.what))
    late = [due for due in found if due.days > 0]
    soon = [due for due in found if due.days <= 0]
    lists = [
        _list(view, "Overdue", "overdue", late, "Nothing is overdue."),
        _list(view, "Coming up", "soon", soon, f"Nothing is due in the next {AHEAD} days."),
    ]
    body = view.templates.render("due.html", lists=lists)
    return Page(PATH, "Due", body, DUE, "What is due for review, and what waits too long.")


def _list(view: View, title: str, name: str, found: list[Due], nothing: str) -> dict[str, object]:
    rows = [(due.what, due.why, moment_html(due.by, view.log.zone), ago(due.days), due.who) for due in found]
    return {"title": title, "name": name, "rows": rows, "nothing": nothing}


def _found(view: View) -> list[Due]:
    return [due for due in (*_records(view), *_waiting(view), *_context(view)) if due.days >= -AHEAD]


def _records(view: View) -> list[Due]:
    out = []
    for record in view.log.records:
        by = record.moment("review_by", view.log.zone) if record.status == ACCEPTED else None
        if by:
            out.append(
                Due(_days(view, by), view.record(record), "review of a decision", by, view.person(record.decider or ""))
            )
    return out


def _waiting(view: View) -> list[Due]:
    most = view.log.settings.proposed_too_long_days
    out = []
    for record in view.log.records:
        if record.is_open and record.raised and _days(view, record.raised) > most:
            late = _days(view, record.raised) - most
            out.append(
                Due(
                    late,
                    view.record(record),
                    f"open for more than {most} days",
                    record.raised,
                    view.person(record.decider or ""),
                )
            )
    return out


def _context(view: View) -> list[Due]:
    out = []
    for page in view.log.context:
        by = parse_moment(next(iter(texts(page.head.get("review_by"))), ""), view.log.zone)
        if by:
            out.append(
                Due(
                    _days(view, by), view.intent(page.id), "review of shared context", by, view.person(page.owner or "")
                )
            )
    return out


def _days(view: View, moment: Moment) -> int:
    return days_between(moment, view.now, view.log.zone)
