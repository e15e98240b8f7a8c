"""What happened to a decision, in order: raised, asked, advised, decided, merged, stopped, reviewed; each with who did it."""

from functools import cmp_to_key, partial

from remit.log.moment import Moment
from remit.log.record import Record
from remit.site.responses import Response, responses
from remit.site.view import View

RAISED, DECIDED, MERGED, NEWER = "raised", "decided", "merged", "superseded"
_FIRST = (RAISED, "asked", "advice", "consent", "objection", "vote", "inform", DECIDED, MERGED)
"""Kinds in their usual order, for those of one day without a time; all other kinds come after them."""


def timeline(view: View, record: Record) -> list[Response]:
    """Everything that happened to a decision, oldest first; what has no day last."""
    found = [*_own(view, record), *responses(record)]
    return sorted(found, key=cmp_to_key(partial(_compare, view)))


def _own(view: View, record: Record) -> list[Response]:
    """What the record and git say of the decision itself."""
    out = []
    if record.raised:
        raiser = next(iter(record.list_of("raised_by")), "")
        out.append(Response(RAISED, raiser, None, record.raised, "", {}, path=record.path))
    if record.is_decided and (record.decided or record.deciders):
        role = record.head.get("as")
        out.append(
            Response(DECIDED, record.decider or "", role if isinstance(role, str) else None, record.decided, "", {})
        )
    merged = merge_of(view, record)
    if merged:
        moment, commit = merged
        out.append(Response(MERGED, "", None, moment, "", {"commit": commit}))
    for link in view.links.get(record.path, ()):
        if link.kind == "superseded_by" and link.record:
            out.append(Response(NEWER, "", None, link.record.decided, "", {"by": link.record}))
    return out


def merge_of(view: View, record: Record) -> tuple[Moment, str] | None:
    """When the decision (or an open record) came to the trusted branch, and the commit; None where it did not, or git is not known."""
    found = view.proofs.change_of(record)
    if found is None or found.landed is None or found.landed_at is None:
        return None
    return view.moment_at(found.landed_at), found.landed.id


def _compare(view: View, one: Response, other: Response) -> int:
    """By time, where both have one; else by day, and on one day in the usual order. Without a day: last."""
    if one.on is None or other.on is None:
        return (one.on is None) - (other.on is None) or _rank(one) - _rank(other)
    zone = view.log.zone
    if one.on.at and other.on.at and one.on.at != other.on.at:
        return -1 if one.on.at < other.on.at else 1
    days = (one.on.day_in(zone) - other.on.day_in(zone)).days
    return days or _rank(one) - _rank(other)


def _rank(one: Response) -> int:
    return _FIRST.index(one.kind) if one.kind in _FIRST else len(_FIRST)
