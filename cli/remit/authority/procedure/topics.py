"""Topic paths: `vendor/software` is under `vendor`; `*` is above everything."""

from remit.log.policy import EVERYTHING

OWN = "remit"
"""The topic of Remit's own files: `remit/policy`, `remit/people`, `remit/settings`."""


def contains(outer: str, topic: str) -> bool:
    """Whether a topic is `outer` or under it."""
    return outer in (EVERYTHING, topic) or topic.startswith(outer + "/")


def depth(topic: str) -> int:
    """How specific a topic is: `*` 0, `vendor` 1, `vendor/software` 2."""
    return 0 if topic == EVERYTHING else topic.count("/") + 1


def lineage(topic: str) -> list[str]:
    """The topic and all that contain it, nearest first, `*` last."""
    out = [topic]
    while "/" in topic:
        topic = topic.rpartition("/")[0]
        out.append(topic)
    if topic != EVERYTHING:
        out.append(EVERYTHING)
    return out


def is_own(topic: str) -> bool:
    """Whether it is about Remit's own files: who may change the rules."""
    return contains(OWN, topic)
