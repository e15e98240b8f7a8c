"""A record's topic is not in the policy's list, so it is unclear who decides.

A policy with a `topics` list allows only those topics and their subtopics, so that a typo never grants permission. Correct
the topic (`remit check --fix` does if exactly one is similar), or add it to the policy.
"""

from collections.abc import Container, Mapping
from typing import Any

from remit.checks.check import ERROR, RECORD, Check, Known, Problem, Problems, near, only_near
from remit.log.record import Record, one_or_all


def _is_known(topic: str, listed: Container[str]) -> bool:
    above = topic
    while above:
        if above in listed:
            return True
        above = above.rpartition("/")[0]
    return topic.partition("/")[0] == "remit"


def _unknown(record: Record, known: Known) -> tuple[list[str], set[str]]:
    topics, lists = record.topics, [policy.topics for policy in known.log.policies if policy.topics]
    if (
        not known.log.judged
        or record.decided_elsewhere
        or all(_is_known(topic, listed) for topic in topics for listed in lists)
    ):
        return [], set()  # so are nearly all
    level = known.level(record)
    listed = set(level.topics) if level else set()
    return ([topic for topic in topics if not _is_known(topic, listed)] if listed else []), listed


def _meant(topic: str, listed: set[str], *, only: bool = False) -> str | None:
    """The topic that was probably meant: a listed one, or one below it."""
    find = only_near if only else near
    first, _, rest = topic.partition("/")
    head = find(first, {name for name in listed if "/" not in name}) if rest else None
    return find(topic, listed) or (f"{head}/{rest}" if head else None)


def _fix(record: Record, known: Known) -> Mapping[str, Any]:
    unknown, listed = _unknown(record, known)
    meant = {topic: _meant(topic, listed, only=True) for topic in unknown}
    topics = [meant.get(topic) or topic for topic in record.topics]
    return {"topic": one_or_all(topics)} if topics != list(record.topics) else {}


@Check("Y02", "unknown-topic", ERROR, RECORD, fix=_fix)
def rule(record: Record, known: Known) -> Problems:
    unknown, listed = _unknown(record, known)
    return _problems(record, unknown, listed) if unknown else ()


def _problems(record: Record, unknown: list[str], listed: set[str]) -> Problems:
    for topic in unknown:
        meant = _meant(topic, listed)
        remedy = f"did you mean `{meant}`?" if meant else f"choose one of these topics: {', '.join(sorted(listed))}"
        yield Problem(record.path, f"`{topic}` is not a topic of the policy", remedy, ("topic",))
