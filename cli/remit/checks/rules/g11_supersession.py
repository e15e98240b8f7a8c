"""A link between records is broken, one-sided, or part of a circle.

`supersedes` and `superseded_by` name records of this log. Once the newer record is accepted, each names the other, and the
older one is superseded. `remit supersede ID` writes both. If one side is missing, the message names the command that adds it.
"""

from remit.checks.check import ERROR, IN_FORCE, RECORD, Check, Known, Problem, Problems
from remit.log.record import LINKS, SUPERSEDED, Record


@Check("G11", "supersession", ERROR, RECORD)
def rule(record: Record, known: Known) -> Problems:
    head = record.head
    if record.status == SUPERSEDED and not head.get("superseded_by") and not head.get("imported"):
        yield Problem(
            record.path,
            "the status is superseded, but `superseded_by` is empty",
            "add `superseded_by: ID`, the id of the newer record",
            ("status",),
        )
    for key in LINKS:
        if head.get(key):
            yield from _links(record, key, known)
    for index, (_, other_id) in enumerate(record.links):
        if not known.log.paths(other_id):
            message = f"`links` names {other_id}, which is not in this log"
            yield Problem(record.path, message, "`remit list` shows the ids", ("links", index, "to"))


def _links(record: Record, key: str, known: Known) -> Problems:
    for index, other_id in enumerate(record.list_of(key)):
        where = (key, index) if isinstance(record.head[key], list) else (key,)
        if other_id == record.id:
            yield Problem(record.path, f"`{key}` names the record itself", "name the other record", where)
        elif not known.log.paths(other_id):
            yield Problem(
                record.path, f"`{key}` names {other_id}, which is not in this log", "`remit list` shows the ids", where
            )
        elif key != "related":
            other = known.log.find(other_id)
            if other is not None and other.native:
                yield from _both_ways(record, key, other, where)
                if key == "supersedes" and _circle(record, known):
                    yield Problem(
                        record.path, "it supersedes itself through a circle of links", "remove one of the links", where
                    )


def _both_ways(record: Record, key: str, other: Record, where: tuple[str | int, ...]) -> Problems:
    if key == "supersedes":
        if record.status in IN_FORCE and record.id not in other.list_of("superseded_by"):
            remedy = f"run `remit supersede {other.id} --by {record.id}`"
            yield Problem(record.path, f"it supersedes {other.id}, which does not link back", remedy, where)
    elif record.status == SUPERSEDED and other.status not in IN_FORCE:
        message = f"{other.id} is {other.status or 'without a status'}: only an accepted decision supersedes another"
        yield Problem(record.path, message, f"restore the old status until {other.id} is accepted", where)
    elif record.id not in other.list_of("supersedes"):
        remedy = f"add `supersedes: [{record.id}]` there, or remove the link here"
        yield Problem(record.path, f"{other.id} does not say that it supersedes this record", remedy, where)


def _circle(record: Record, known: Known) -> bool:
    seen, ahead = {record.id}, list(record.list_of("supersedes"))
    while ahead:
        other = known.log.find(ahead.pop())
        if other is None:
            continue
        if other.id == record.id:
            return True
        if other.id not in seen:
            seen.add(other.id)
            ahead.extend(other.list_of("supersedes"))
    return False
