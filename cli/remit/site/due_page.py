"""Reviews due: everything that `remit check --all` finds overdue, and what comes next."""

from typing import NamedTuple

from remit.authority.deadlines import CONTEXT, OPEN, OUTCOME, POLICY, RATIFICATION, REVIEW, STOP, Deadline, deadlines
from remit.log.moment import Moment
from remit.log.record import Record
from remit.site.labels import Link
from remit.site.page import DUE, Page
from remit.site.view import View
from remit.site.words import word

PATH = "due/index.html"
MOST = 4
"""People who are named of those that a proposal waits for."""
AHEAD = 90
"""How many days ahead a review is listed."""


_WHY = {
    REVIEW: "Review of the decision", OUTCOME: "Outcome not recorded", OPEN: "Open for {} days",
    RATIFICATION: "Ratification of an emergency decision", STOP: "Response to a stop", POLICY: "Review of the policy",
    CONTEXT: "Review of the context page",
}  # fmt: skip


class Due(NamedTuple):
    """Something that somebody has to do by some day."""

    kind: str
    """As a `Deadline` has it."""
    why: str
    days: int
    """Days since it was due; negative if it is ahead."""
    late: bool
    what: Link
    on: Moment
    who: tuple[Link, ...]
    handles: tuple[str, ...]
    """Those of `who` who are people."""
    path: str
    """The file that it is about."""


def due_page(view: View, found: list[Due]) -> Page:
    """Overdue first, then what comes of `found`, everything that is due."""
    view = view.at(PATH)
    found = [due for due in found if due.days >= -AHEAD]
    late = [due for due in found if due.late]
    soon = [due for due in found if not due.late]
    body = view.render("due.html", overdue=late, soon=soon, ahead=AHEAD)
    return Page(PATH, "Reviews due", body, DUE, "What is due for review, and what is open too long.")


def all_due(view: View) -> list[Due]:
    """Everything that is due at some time, the most overdue first."""
    by_path = {record.path: record for record in view.log.records}
    found = (_due(view, one, by_path.get(one.path)) for one in deadlines(view.log, view.answers, view.now))
    return sorted(found, key=lambda due: (-due.days, due.what.href or "", due.what.text, due.kind))


def _due(view: View, one: Deadline, record: Record | None) -> Due:
    what = view.record(record) if record else view.intent(one.name) if one.kind == CONTEXT else _other(view, one)
    named = one.who or (tuple(view.waits.get(one.path, ()))[:MOST] if one.kind == OPEN else ())
    who = tuple(view.person(name) if name in view.names else Link(view.role(name)) for name in named)
    why = word(_WHY[one.kind]).format(view.log.settings.proposed_too_long_days)
    days, late = view.days_since(one.due), one.past(view.now, view.log.zone)
    return Due(
        one.kind, why, days, late, what, one.due, who, tuple(name for name in one.who if name in view.names), one.path
    )


def _other(view: View, one: Deadline) -> Link:
    """A stop of a decision, a topic or a budget, or a policy."""
    stopped = view.log.by_id.get(one.name)
    if stopped:
        return view.record(stopped)
    title = next((policy.title for policy in view.log.policies if policy.path == one.path and policy.title), one.name)
    return Link(title, view.source(one.path))
