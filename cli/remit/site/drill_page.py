"""What stops without somebody: open decisions, decisions of the last quarter, limits of the policy, budgets."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from remit.audits.drill import STRANGER, everyone_away
from remit.audits.scope import Scope
from remit.log.record import Record
from remit.site.labels import Link
from remit.site.page import DRILL, Page
from remit.site.view import View
from remit.site.words import said, word

PATH = "drill/index.html"
FEW, MOST = 5, 60
"""A role that more than FEW people hold stops without none of them; so many people are looked at."""


class Missing(NamedTuple):
    """What stops without somebody."""

    who: Link
    waiting: list[Record]
    """Open decisions that nobody else may decide."""
    waited: list[Record]
    """Decisions of the last quarter that they made and nobody else could have."""
    limits: list[str]
    budgets: list[str]

    @property
    def any(self) -> bool:
        """Whether anything stops."""
        return bool(self.waiting or self.waited or self.limits or self.budgets)


def drill_page(view: View, scope: Scope) -> Page:
    """Everybody without whom something stops, those with the most first."""
    view = view.at(PATH)
    metrics = view.log.settings.people_metrics
    asked = _candidates(view, scope) if view.log.judged and metrics != "off" else []
    found = everyone_away(scope, asked).data["people"] if asked else []
    rows = [_missing(view, one) for one in {_key(one): one for one in found}.values()]
    body = view.render("drill.html", rows=[row for row in rows if row.any], asked=len(rows), metrics=metrics)
    return Page(PATH, "What stops without …?", body, DRILL, "Which decisions wait while somebody is away.")


def _key(one: Mapping[str, Any]) -> str:
    """Where people are shown by role, those who are alike are one."""
    return repr(sorted(one.items()))


def _candidates(view: View, scope: Scope) -> list[str]:
    """Everybody without whom something could stop: one of few who hold a role, or the only one who may decide an open record."""
    few = [who for found in view.held.values() if len(found) <= FEW for who in found]
    answers = [scope.answers.of(life.record, STRANGER) for life in scope.open()]
    alone = [answer.goes_to_people[0] for answer in answers if answer and len(answer.goes_to_people) == 1]
    return list(dict.fromkeys((*few, *alone)))[:MOST]


def _missing(view: View, found: Mapping[str, Any]) -> Missing:
    by_id = view.log.by_id
    who = found["who"]
    name = view.person(who) if who in view.names else Link(word(" and ").join(map(view.role, who.split("/"))))
    return Missing(
        name,
        [by_id[one] for one in found["stalled"]],
        [by_id[one] for one in found["would_have_waited"]],
        list(map(said, found["boundaries"])),
        [view.role(budget) for budget in found["budgets"]],
    )
