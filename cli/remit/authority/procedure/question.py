"""What is asked about: a decision with its facts and what others have said to it so far."""

from collections.abc import Iterable
from datetime import UTC, tzinfo
from typing import NamedTuple

from remit.log.facts import FactValue, to_facts
from remit.log.moment import Moment, parse_moment
from remit.log.record import Act, Head, Record, entries, texts


class Voice(NamedTuple):
    """A consent, an advice or an objection."""

    who: str | None = None
    """Who spoke; None where only the role is known."""
    role: str | None = None
    """The role or body that they spoke as; None where it was not said."""
    on: Moment | None = None
    """When; None counts as in time."""
    withdrawn: bool = False


class Votes(NamedTuple):
    """What a body voted."""

    body: str | None = None
    """None: the body that decides."""
    yes: int = 0
    no: int = 0
    abstain: int = 0
    blocks: int = 0
    members: int | None = None
    """How many could vote, where it differs from who holds a seat."""
    announced: Moment | None = None
    """When the vote was announced, where it has a day of its own."""
    ballots: tuple[tuple[str, str], ...] = ()
    """Who said yes, no, abstain or block themselves; only those of members are counted."""


class Asked(NamedTuple):
    """Who was asked for advice or consent, and when."""

    of: str
    """A role, a body or a person."""
    kind: str
    """advice or consent."""
    on: Moment


class Question(NamedTuple):
    """One decision, as far as it has come."""

    topics: tuple[str, ...]
    facts: dict[str, FactValue]
    id: str = ""
    requester: str | None = None
    """Who asks for themselves."""
    interested: tuple[str, ...] = ()
    """Who gains from it or declared an interest."""
    consents: tuple[Voice, ...] = ()
    advice: tuple[Voice, ...] = ()
    objections: tuple[Voice, ...] = ()
    votes: tuple[Votes, ...] = ()
    informed: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    announced: Moment | None = None
    raised: Moment | None = None
    raised_by: str | None = None
    related: tuple[str, ...] = ()
    budget: str | None = None
    emergency: str | None = None
    """The emergency power relied on; empty: any that fits; None: no emergency."""
    ratifications: tuple[Voice, ...] = ()
    """Who ratified it: they count where the power lets them."""
    refusals: tuple[Voice, ...] = ()
    """Who refused to ratify it."""
    ratified: bool = False
    """Whether it is said to be ratified without saying by whom."""
    waiver: str | None = None

    def field(self, name: str) -> str | None:
        """What the record says under a key of its own that a boundary may require, as text; None where it says nothing.

        Each of them makes a record unlike any other (`answers.Similarity`), so that no two share an answer about it.
        """
        announced = self.announced.text if self.announced else None
        return {"requester": self.requester, "announced": announced, "budget": self.budget}.get(name)


def question_of(record: Record, zone: tzinfo = UTC) -> Question:
    """The question of a record: its front matter and its act files. What is not of its kind is left out; other checks report it."""
    head, ratified = record.head, record.acts_of("ratification")
    facts = to_facts(facts) if isinstance(facts := head.get("facts"), dict) else {}
    team = text(head.get("team"))
    reported = next(iter(entries(head.get("emergency"))), {}).get("ratified")
    ratifications = voices(reported, zone)
    told = tuple(name for act in record.acts_of("inform") for name in texts(act.head.get("of")))
    return Question(
        topics=texts(head.get("topic")),
        facts={"team": team, **facts} if team else facts,
        id=record.id,
        requester=text(head.get("requester")),
        interested=texts(head.get("interested")),
        consents=voices(head.get("consents"), zone) + _voices(record.acts_of("consent"), zone),
        advice=voices(head.get("advice"), zone) + _voices(record.acts_of("advice"), zone),
        objections=voices(head.get("objections"), zone) + _voices(record.acts_of("objection"), zone),
        votes=_with_ballots(
            tuple(votes_of(entry, zone) for entry in entries(head.get("votes"))), record.acts_of("vote")
        ),
        informed=texts(head.get("informed")) + told,
        asked=asked_of((*entries(head.get("asked")), *(act.head for act in record.acts_of("asked"))), zone),
        announced=moment(head.get("announced"), zone),
        raised=moment(head.get("raised"), zone),
        raised_by=text(head.get("raised_by")),
        related=texts(head.get("related")),
        budget=text(head.get("budget")),
        emergency=_emergency(head.get("emergency")),
        ratifications=ratifications + _voices((act for act in ratified if not _refuses(act)), zone),
        refusals=_voices(filter(_refuses, ratified), zone),
        ratified=bool(reported) and not ratifications,
        waiver=text(head.get("waiver")),
    )


def _voices(acts: Iterable[Act], zone: tzinfo) -> tuple[Voice, ...]:
    return tuple(voice_of({**act.head, "who": act.who}, zone) for act in acts)


def _refuses(act: Act) -> bool:
    return act.head.get("result") == "refused"


def _with_ballots(votes: tuple[Votes, ...], cast: tuple[Act, ...]) -> tuple[Votes, ...]:
    """The votes with the ballots of act files, by body, in the order in which they were cast."""
    acts = sorted(cast, key=lambda act: text(act.head.get("on")) or "")
    out = list(votes)
    for body in dict.fromkeys(text(act.head.get("body")) for act in acts):
        ballots = tuple(
            (act.who, text(act.head.get("says")) or "") for act in acts if text(act.head.get("body")) == body
        )
        at = next((index for index, counted in enumerate(out) if counted.body == body), None)
        if at is None:
            out.append(Votes(body, ballots=ballots))
        else:
            out[at] = out[at]._replace(ballots=ballots)
    return tuple(out)


def text(value: object) -> str | None:
    """A text that is not empty; None of everything else."""
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
        text(entry.get("who")),
        text(entry.get("as")) or text(entry.get("role")),
        moment(entry.get("on") or entry.get("at"), zone),
        withdrawn not in (None, "", "no", "false"),
    )


def votes_of(entry: Head, zone: tzinfo) -> Votes:
    """A count of votes; a number that is none counts as nothing."""
    members = entry.get("members")
    return Votes(
        text(entry.get("body")),
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


def _emergency(value: object) -> str | None:
    """The power relied on; empty for any that fits; None where it is no emergency."""
    if isinstance(value, dict):
        return text(value.get("under")) or ""
    if not isinstance(value, str) or value.lower() in ("", "no", "false"):
        return None
    return "" if value.lower() in ("yes", "true") else value
