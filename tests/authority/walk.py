"""Walks a decision tree as the page's script does: what is said, by whom, to the answer."""

import json
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from remit.authority.policy.decision_tree import UNKNOWN, Branch, Node, Trees, filled
from remit.authority.procedure.matching import unknown_topics
from remit.log.facts import to_number
from remit.log.policy import lineage


def walk(trees: Trees, topic: str, said: Mapping[str, str], who: str = "") -> dict[str, Any] | None:
    """The answer for `who` about a topic; `{"ask": fact}` where something must be said first; None where the tree ends."""
    meant = near_miss(trees, topic)
    if meant:
        version = trees.version.rpartition(" < ")[2]
        because = f"{topic} is not a topic of {version}; did you mean {meant}"
        return {
            "answer": "ask",
            "missing": ["topic"],
            "because": because,
            "would_change": [meant],
            "policy": version,
            "record": "line",
        }
    known = next((name for name in lineage(topic) if name in trees.of), UNKNOWN)
    node: Node | None = trees.of[known][trees.askers.get(who, 0)]
    while isinstance(node, Branch):
        fact, value = node.fact, said.get(node.fact)
        node = next((below for test, below in node.ways if passes(test, value, number=node.number)), None)
        if node is None:
            return {"ask": fact}
    if not node or not node.answer:
        return None
    answer = json.loads(filled(node.answer, {**said, "topic": topic, "": who}))
    names = answer.get("goes_to", [])
    versions = [answer.get("policy"), trees.version.rpartition(" < ")[2]]
    areas = {name: said.get(trees.areas.get(name, ""), "") for name in names}
    held = [f"{name}/{area}" if area else name for name, area in areas.items()]
    found = [[person for name in held for person in trees.holders.get(one, {}).get(name, ())] for one in versions]
    people = [person for person in dict.fromkeys(found[0] or found[1]) if person != who]
    here = [person for person in people if person not in trees.absent]
    return {**answer, "goes_to_people": here or people}


def near_miss(trees: Trees, topic: str) -> str:
    """The known topic that one is a misspelling of."""
    level = SimpleNamespace(topics=dict.fromkeys(trees.listed, ""), parts=trees.parts)
    return "".join(unknown_topics(level, (topic,)).values())


def passes(test: str, value: str | None, *, number: bool) -> bool:
    """Whether what is said takes a way; a number that is none takes no way."""
    if value is None or test == "?":
        return value is None and test == "?"
    amount = to_number(value)
    if not number or amount is None:
        return not number and test in ("*", f"={value}")
    if test.startswith("<="):
        return amount <= to_number(test[2:])
    return test == "*" or (test.startswith("<") and amount < to_number(test[1:]))
