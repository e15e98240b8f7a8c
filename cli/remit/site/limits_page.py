"""What a wider boundary would change, by the decisions of the last year; and what else the log says about the policy."""

from typing import NamedTuple

from remit.audits.lead_times import DAY
from remit.audits.outcomes import was_reversed
from remit.audits.precedents import outcome_of
from remit.audits.scope import Scope
from remit.audits.suggest import Wider, suggest, wider
from remit.log.record import Record
from remit.site.labels import Link
from remit.site.page import LIMITS, Page
from remit.site.view import View

PATH = "limits/index.html"
FEW = 5
"""With fewer decisions than this nothing is said of how they turned out."""


class Limit(NamedTuple):
    """A limit, and what would have changed had it been higher."""

    found: Wider
    boundary: Link
    currency: str
    records: list[Record]
    reviewed: int
    undone: int


def limits_page(view: View, scope: Scope) -> Page:
    """Every limit that decisions were above, those that would move the most decisions first."""
    view = view.at(PATH)
    since = scope.at - 365 * DAY
    found = sorted(wider(scope, since), key=lambda one: -len(one.moved)) if view.log.judged else []
    hints = suggest(scope, since=since).data["suggestions"] if view.log.judged else []
    body = view.render(
        "limits.html",
        limits=[_limit(view, one) for one in found if one.moved],
        hints=[one for one in hints if one["kind"] != "raise-limit"],
        few=FEW,
    )
    return Page(
        PATH, "What a wider boundary would change", body, LIMITS, "Which decisions could be made closer to the work."
    )


def _limit(view: View, one: Wider) -> Limit:
    records = [life.record for life in one.moved]
    currency = next((policy.currency for policy in view.log.policies if policy.name == one.policy), None)
    boundary = view.boundary(f"{one.policy}/{one.boundary}")
    reviewed = sum(1 for record in records if outcome_of(record))
    return Limit(one, boundary, currency or "", records, reviewed, sum(map(was_reversed, one.moved)))
