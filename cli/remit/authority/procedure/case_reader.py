"""From a record's head (or a scenario's decision) to a Case: the decision and what others have said to it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, tzinfo
from typing import Any

from remit.authority.procedure.case import Asked, Case, Voice, Votes
from remit.log.facts import to_facts
from remit.log.moment import Moment, parse_moment
from remit.log.record import entries, texts

Head = Mapping[str, Any]


_RARE = frozenset((
    "requester", "interested", "consents", "advice", "objections", "votes", "informed", "asked", "announced", "related",
    "budget", "emergency", "waiver",
))  # fmt: skip
"""Keys that most records do without."""


def case_of_head(head: Head, id: str = "", zone: tzinfo = UTC) -> Case:  # noqa: A002 - the record's own word
    """The case that a head describes. What is not of its kind is left out; other checks report it."""
    facts = head.get("facts")
    case = Case(
        topics=texts(head.get("topic")),
        facts=to_facts(facts) if isinstance(facts, dict) else {},
        id=id,
        raised=moment(head.get("raised"), zone),
        raised_by=_text(head.get("raised_by")),
    )
    return case if _RARE.isdisjoint(head) else _with_others(case, head, zone)


def _with_others(case: Case, head: Head, zone: tzinfo) -> Case:
    """The case with what others said to it, and what it hangs on."""
    return case._replace(
        requester=_text(head.get("requester")),
        interested=texts(head.get("interested")),
        consents=voices(head.get("consents"), zone),
        advice=voices(head.get("advice"), zone),
        objections=voices(head.get("objections"), zone),
        votes=tuple(votes_of(entry, zone) for entry in entries(head.get("votes"))),
        informed=texts(head.get("informed")),
        asked=asked_of(entries(head.get("asked")), zone),
        announced=moment(head.get("announced"), zone),
        related=texts(head.get("related")),
        budget=_text(head.get("budget")),
        emergency=_emergency(head.get("emergency")),
        ratifications=voices(_ratified(head), zone),
        ratified=bool(_ratified(head)) and not voices(_ratified(head), zone),
        waiver=_text(head.get("waiver")),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def moment(value: object, zone: tzinfo) -> Moment | None:
    """The moment that a value gives; None where it is none."""
    return parse_moment(value, zone) if isinstance(value, str) else None


def voices(value: object, zone: tzinfo) -> tuple[Voice, ...]:
    """Consents, advice or objections: entries with `who`, `as`, `on`."""
    return tuple(voice_of(entry, zone) for entry in entries(value))


def voice_of(entry: Head, zone: tzinfo) -> Voice:
    """One entry."""
    withdrawn = entry.get("withdrawn")
    return Voice(
        _text(entry.get("who")),
        _text(entry.get("as")) or _text(entry.get("role")),
        moment(entry.get("on") or entry.get("at"), zone),
        withdrawn not in (None, "", "no", "false"),
    )


def votes_of(entry: Head, zone: tzinfo) -> Votes:
    """A count of votes; a number that is none counts as nothing."""
    members = entry.get("members")
    return Votes(
        _text(entry.get("body")),
        _count(entry.get("yes")),
        _count(entry.get("no")),
        _count(entry.get("abstain")),
        _count(entry.get("blocks")) or _count(entry.get("block")),
        _count(members) if members is not None else None,
        moment(entry.get("announced"), zone),
    )


def _count(value: object) -> int:
    """A number, or how many names a list holds."""
    if isinstance(value, list):
        return len(value)
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else 0


def asked_of(found: Iterable[Head], zone: tzinfo) -> tuple[Asked, ...]:
    """Who was asked for what: entries with `of`, `for`, `on`."""
    out = []
    for entry in found:
        on = moment(entry.get("on"), zone)
        if on:
            kinds = texts(entry.get("for")) or ("advice", "consent")
            out += [Asked(name, kind, on) for name in texts(entry.get("of")) for kind in kinds]
    return tuple(out)


def _ratified(head: Head) -> object:
    """What a head says of its ratification: an entry that names who did, or a word."""
    return next(iter(entries(head.get("emergency"))), {}).get("ratified")


def _emergency(value: object) -> str | None:
    """The power relied on; empty for any that fits; None where it is no emergency."""
    if isinstance(value, dict):
        return _text(value.get("under")) or ""
    if not isinstance(value, str) or value.lower() in ("", "no", "false"):
        return None
    return "" if value.lower() in ("yes", "true") else value
