"""What others did to a record, whether they wrote an act file or the record reports it."""

from typing import NamedTuple

from remit.log.moment import Moment, parse_moment
from remit.log.record import Act, Head, Record, texts
from remit.site.words import word

INLINE = {
    "advice": "advice",
    "consents": "consent",
    "objections": "objection",
    "stops": "stop",
    "outcomes": "outcome",
    "corrections": "correction",
    "votes": "vote",
}
"""Key of a record's head to the kind of act that it reports."""
_TAKEN = {
    "yes": "advice taken", "true": "advice taken", "partly": "advice partly taken", "no": "advice not taken", "false": "advice not taken",
}  # fmt: skip
_RESULTS = {"as-expected": "as expected", "better": "better than expected", "worse": "worse than expected"}
_SAID = {"result": "", "process": "process: ", "carried_out": "carried out: ", "says": "", "how": "", "team": "team "}
_VOTES = {"yes": "yes: ", "no": "no: ", "abstain": "abstain: ", "blocks": "blocks: "}


class Response(NamedTuple):
    """One act, however it was recorded."""

    kind: str
    who: str
    as_role: str | None
    on: Moment | None
    words: str
    """What they said, as Markdown; may be empty."""
    head: Head
    path: str = ""
    """The act file; empty where the record only claims it."""

    def text_of(self, key: str) -> str | None:
        """The text under a key of the act."""
        value = self.head.get(key)
        return value if isinstance(value, str) else None

    @property
    def verdict(self) -> str:
        """What it says in a few words: whether advice was taken, how a vote or an outcome was; empty if it says nothing."""
        if self.kind == "advice":
            return word(_TAKEN.get((self.text_of("taken") or "").lower(), "no response yet"))
        if self.kind == "objection" and self.head.get("withdrawn"):
            return word("withdrawn")
        keys = {**_SAID, **_VOTES} if self.kind == "vote" else _SAID
        said = [
            f"{word(label)}{word(_RESULTS.get(value, value))}"
            for key, label in keys.items()
            if (value := self.text_of(key))
        ]
        lifted = self.kind == "stop" and isinstance(self.head.get("lifted"), dict)
        return ", ".join((*said, word("lifted")) if lifted else said)


def responses(record: Record) -> tuple[Response, ...]:
    """Everything that others did to `record`: what it reports itself, then the act files."""
    found = [_claimed(kind, entry) for key, kind in INLINE.items() for entry in record.entries_of(key)]
    ratified = (entry.get("ratified") for entry in record.entries_of("emergency"))
    found += [_claimed("ratification", entry) for entry in ratified if isinstance(entry, dict)]
    return (*found, *map(_filed, record.acts))


def _filed(act: Act) -> Response:
    return Response(act.kind, act.who, act.as_role, act.on, act.body.strip(), act.head, act.path)


def _claimed(kind: str, entry: Head) -> Response:
    words = next((entry[key] for key in ("said", "why", "learned", "what") if isinstance(entry.get(key), str)), "")
    who = next(iter(texts(entry.get("who")) or texts(entry.get("by"))), "")
    role = next(iter(texts(entry.get("as")) or texts(entry.get("body"))), None)
    on = entry.get("on")
    return Response(kind, who, role, parse_moment(on) if isinstance(on, str) else None, words, entry)
