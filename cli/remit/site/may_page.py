"""May I decide this? A page that asks what matters and says the procedure's own answer; a script walks the tree of answers."""

import json
import re
from collections.abc import Mapping
from typing import Any

from remit.authority.policy.decision_tree import Branch, Node, Trees, trees
from remit.authority.procedure.chain import policy_of_team, team_of
from remit.log.moment import Moment
from remit.log.policy import lineage
from remit.log.record import Record
from remit.site.labels import day_text
from remit.site.page import MAY, Page
from remit.site.requirements import OPEN
from remit.site.search_index import script_data
from remit.site.view import View, newest_first
from remit.site.words import said, word

PATH, DATA, CALL = "may/index.html", "assets/remit/answers.js", "remitAnswers"
PRECEDENTS = 3
"""Earlier decisions that are shown of a topic."""


_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
"""A text in an answer as JSON."""


def may_page(view: View, data: str) -> Page:
    """The page; `data` is the address of the answers."""
    view = view.at(PATH)
    body = view.render("may.html", data=view.base + data)
    return Page(PATH, "May I decide this?", body, MAY, "Find out whether a decision is yours, and what it requires.")


def all_trees(view: View) -> dict[str, Trees]:
    """The answers under each policy that applies to somebody's decisions, by its name; under the empty name the log's own."""
    if not view.log.judged:
        return {}
    ground, at = view.answers.ground, Moment(view.now.date(), view.now)
    people: dict[str, list[str]] = {"": []}
    for handle in view.where.people:
        people.setdefault(_policy(view, handle), []).append(handle)
    made = {name: trees(ground, at, handles, name or None) for name, handles in people.items()}
    return {name: found for name, found in made.items() if isinstance(found, Trees)}


def _policy(view: View, handle: str) -> str:
    at = Moment(view.now.date(), view.now)
    return policy_of_team(view.log, team_of(view.log, handle), at) or ""


def topics(found: Mapping[str, Trees]) -> dict[str, str]:
    """Every topic with its meaning."""
    return dict(sorted((topic, meaning) for one in found.values() for topic, meaning in one.topics.items()))


def script(view: View, found: Mapping[str, Trees]) -> str:
    """The data file: a script, so that it loads from `file://` too."""
    view, nodes, near = view.at(PATH), _Nodes(), _latest(view)
    policies = {name: _policy_data(view, one, nodes) for name, one in found.items()}
    log = view.log
    roles = {name for policy in log.policies for name in (*policy.roles, *policy.bodies, *policy.budgets)}
    here = log.people.people if log.people else ()
    data = {
        "day": day_text(view.today),
        "people": {one.handle: view.names[one.handle] for one in here if one.here_on(view.today)},
        "pages": {who: view.to(page) for who, page in view.where.people.items()},
        "roles": {name: view.role(name) for name in sorted(roles)},
        "boundaries": {row.boundary: view.boundary(row.boundary) for row in view.rows},
        "near": {topic: [view.record(record) for record in near.get(topic, ())] for topic in view.topics},
        "requirements": {kind: word(said) for kind, said in OPEN.items()},
        "policies": policies,
        "nodes": nodes.all,
    }
    return script_data(CALL, data)


def _policy_data(view: View, found: Trees, nodes: "_Nodes") -> dict[str, Any]:
    version = found.version.rpartition(" < ")[2]
    return {
        "version": version,
        "title": view.policy(version),
        "currency": found.currency,
        "askers": found.askers,
        "trees": {topic: [nodes.place(tree) for tree in several] for topic, several in found.of.items()},
        "holders": found.holders,
        "absent": sorted(found.absent),
        "areas": found.areas,
        "listed": found.listed,
        "parts": found.parts,
    }


def _latest(view: View) -> dict[str, list[Record]]:
    """The latest decisions about each topic and what is below it."""
    out: dict[str, list[Record]] = {}
    for record in newest_first(record for record in view.log.records if record.is_decided):
        for topic in dict.fromkeys(outer for name in record.topics for outer in lineage(name)):
            if len(out.setdefault(topic, [])) < PRECEDENTS:
                out[topic].append(record)
    return out


def _worded(found: re.Match[str]) -> str:
    """A text in the site's language, if it is a sentence; keys and names are single words."""
    return found[0] if " " not in found[0] else json.dumps(said(json.loads(found[0])), ensure_ascii=False)


class _Nodes:
    """The nodes of all trees as data, each once: an answer's text, or a fact, whether it is a number, and its ways."""

    def __init__(self) -> None:
        self.all: list[object] = []
        self._places: dict[object, int] = {}

    def place(self, node: Node) -> int:
        """The place of a tree in the list."""
        if isinstance(node, Branch):
            ways = tuple((test, self.place(below)) for test, below in node.ways)
            key: object = (node.fact, node.number, ways)
        else:
            key = _TEXT.sub(_worded, node.answer)
        if key not in self._places:
            self._places[key] = len(self.all)
            self.all.append(key)
        return self._places[key]
