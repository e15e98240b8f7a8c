"""What surrounds a decision: what it builds on above it, what followed from it below, with whole chains of succession."""

from collections.abc import Iterator
from typing import NamedTuple

from remit.log.record import RELATIONS, Record
from remit.site.relations import Relation
from remit.site.view import View

SIDE, STEPS = 5, 4
"""Linked decisions that are drawn on each side, and steps of a chain of succession."""
_AFTER = {"superseded_by", "adopted_by", "related", *list(RELATIONS)[len(RELATIONS) // 2 :]}
_ROW, _LEFT, _STEP, _LETTER, WIDTH = 38, 12, 20, 6.4, 380


class Node(NamedTuple):
    """A decision of the drawing: its link to the one before, as the page calls it, and its place."""

    record: Record
    words: str
    x: int
    y: int
    parent: int
    """The row of the decision that it is linked to; its own of the decision in the middle."""
    letters: int
    """How many letters of its title there is room for."""


class Graph(NamedTuple):
    """The drawing."""

    nodes: list[Node]
    height: int
    left_out: int
    """Linked decisions without a place."""


def graph(view: View, record: Record) -> Graph | None:
    """The surroundings of a decision; None where it is linked to none of this log."""
    links = [link for link in view.links.get(record.path, ()) if link.record]
    if not links:
        return None
    before = [link for link in links if link.kind not in _AFTER]
    after = [link for link in links if link.kind in _AFTER]
    seen = {record.path}
    above = [list(_chain(view, link, seen)) for link in before[:SIDE]]
    below = [list(_chain(view, link, seen)) for link in after[:SIDE]]
    middle = sum(map(len, above))
    nodes: list[Node] = []
    for chain in above:
        for at, (words, other) in enumerate(reversed(chain), 1):
            row = len(nodes)
            nodes.append(_node(other, words, row, row + 1 if at < len(chain) else middle))
    nodes.append(_node(record, "", middle, middle))
    for chain in below:
        for at, (words, other) in enumerate(chain):
            row = len(nodes)
            nodes.append(_node(other, words, row, row - 1 if at else middle))
    return Graph(nodes, _ROW * len(nodes), len(before[SIDE:]) + len(after[SIDE:]))


def _node(record: Record, words: str, row: int, parent: int) -> Node:
    x = _LEFT + (_STEP if words else 0)
    return Node(record, words, x, _ROW * row + _ROW // 2, parent, int((WIDTH - x - 14) / _LETTER))


def _chain(view: View, link: Relation, seen: set[str]) -> Iterator[tuple[str, Record]]:
    """A linked decision with the words for its link, and those that it superseded or was superseded by in turn."""
    following: Relation | None = link
    for _ in range(STEPS):
        if following is None or following.record is None or following.record.path in seen:
            return
        seen.add(following.record.path)
        yield following.words, following.record
        more = view.links.get(following.record.path, ()) if link.kind in ("supersedes", "superseded_by") else ()
        following = next((one for one in more if one.kind == link.kind), None)
