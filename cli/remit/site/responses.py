"""What others did to a record, whether they wrote an act file or the record reports it."""

from datetime import date
from typing import NamedTuple

from remit.log.moment import Moment, parse_moment
from remit.log.record import Act, Head, Record, texts

INLINE = {
    "advice": "advice",
    "consents": "consent",
    "objections": "objection",
    "stops": "stop",
    "outcomes": "outcome",
    "corrections": "correction",
}
"""Key of a record's head to the kind of act that it reports."""
TITLES = {
    "stop": "Stops",
    "lift": "Stops lifted",
    "asked": "Asked",
    "advice": "Advice",
    "consent": "Consent",
    "objection": "Objections",
    "vote": "Votes",
    "inform": "Who was told",
    "ratification": "Ratified",
    "confirmation": "Confirmed",
    "outcome": "What came of it",
    "adoption": "Taken over by other teams",
    "correction": "Corrections",
}
"""Kinds in the order shown, with the heading of each on a page."""


class Response(NamedTuple):
    """One act, however it was recorded."""

    kind: str
    who: str
    as_role: str | None
    on: Moment | None
    words: str
    """What they said, as Markdown; may be empty."""
    head: Head
    proven: bool
    """Whether they wrote it themselves, in a file of its own; otherwise the record only claims it."""
    path: str = ""
    """The act file."""

    def text_of(self, key: str) -> str | None:
        """The text under a key of the act."""
        value = self.head.get(key)
        return value if isinstance(value, str) else None


def responses(record: Record) -> tuple[Response, ...]:
    """Everything that others did to `record`, by kind, then by time."""
    found = [_filed(act) for act in record.acts]
    for key, kind in INLINE.items():
        found += [_claimed(kind, entry) for entry in record.entries_of(key)]
    found += [_claimed("vote", entry) for entry in record.entries_of("votes")]
    for entry in record.entries_of("emergency"):
        ratified = entry.get("ratified")
        if isinstance(ratified, dict):
            found.append(_claimed("ratification", ratified))
    order = list(TITLES)
    return tuple(
        sorted(
            found,
            key=lambda response: (
                _place(response.kind, order),
                str(response.on.text if response.on else ""),
                response.path,
            ),
        )
    )


def _place(kind: str, order: list[str]) -> int:
    return order.index(kind) if kind in order else len(order)


def _filed(act: Act) -> Response:
    return Response(act.kind, act.who, act.as_role, act.on, act.body.strip(), act.head, True, act.path)


def _claimed(kind: str, entry: Head) -> Response:
    words = next((entry[key] for key in ("said", "why", "learned", "what") if isinstance(entry.get(key), str)), "")
    who = next(iter(texts(entry.get("who")) or texts(entry.get("by"))), "")
    role = next(iter(texts(entry.get("as")) or texts(entry.get("body"))), None)
    on = entry.get("on")
    return Response(kind, who, role, parse_moment(on) if isinstance(on, str) else None, words, entry, False)


def open_stops(found: tuple[Response, ...], today: date) -> tuple[Response, ...]:
    """The stops among `found` that nobody has lifted and whose last day is not over."""
    lifts = {
        name.removesuffix(".md")
        for response in found
        if response.kind == "lift"
        for name in texts(response.head.get("lifts"))
    }
    return tuple(stop for stop in found if stop.kind == "stop" and not _over(stop, lifts, today))


def _over(stop: Response, lifts: set[str], today: date) -> bool:
    if stop.head.get("lifted") or stop.path.rsplit("/", 1)[-1].removesuffix(".md") in lifts - {""}:
        return True
    until = parse_moment(stop.text_of("until") or "")
    return until is not None and until.day < today


def stops_on_matters(acts: tuple[Act, ...], today: date) -> tuple[Response, ...]:
    """The open stops on a topic or a budget, from the acts in the folder `stops`."""
    return open_stops(tuple(_filed(act) for act in acts), today)
