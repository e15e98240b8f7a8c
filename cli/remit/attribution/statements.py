"""What a file of the log states: each kind of statement is followed by itself, and has an author of its own."""

import re

from remit.log import text
from remit.log.amendments import amendments
from remit.log.finding import Finding
from remit.log.meaning import Words, of_file, of_value
from remit.log.record import (
    DEFERRED,
    DEPRECATED,
    PROPOSED,
    SUPERSEDED,
    VOICES,
    WITHDRAWN,
    Act,
    Head,
    Record,
    act_of,
    body_words,
    deciding_of,
    head_words,
    is_frozen,
    read_parts,
    record_of,
    voices_of,
)
from remit.log.source import ACT, RECORD, STOP, kind_of

LOCATED = "located"
"""That the file is there, and where."""
CONTENT = "content"
"""All that a file says that is no record and no act: the data of YAML, of others the bytes."""
DECIDING, WORDING, ENDING = "deciding", "wording", "ending"
"""Status, decider and time · what is frozen once it is decided · that a decision ended, and by what."""
SUBJECT = "subject"
"""What a decision is about, and so whose it is: topic, facts and what belongs to them."""
TEXT = "text"
"""What a proposal says beside its subject, and beside what others say in it and what deciding writes: title, body and the rest."""
STEP = "step"
"""What became of a proposal without a decision: it was deferred, withdrawn, or is still one."""
COMPUTED = "computed"
"""Tier and boundary, which the tool writes and a check compares with the policy."""
STARTED = "started"
"""The times from which windows are counted: raised, announced, asked."""
SAID, TAKEN = "said", "taken"
"""The words of an act · what the decider made of it."""
SUBJECTS = ("topic", "facts", "requester", "interested", "budget", "related", "team", "emergency", "waiver")
STARTS = ("raised", "announced", "asked")
_NO_TEXT = frozenset((*SUBJECTS, *STARTS, *VOICES, "decider", "decided", "as", "recorded_by"))
_KEYS = {
    (SUBJECT,): SUBJECTS,
    (STARTED,): STARTS,
    (COMPUTED,): ("tier", "boundary"),
    (DECIDING, ENDING, STEP): ("status", "superseded_by"),
    (DECIDING,): ("decider", "decided", "as", "recorded_by"),
}
_RECORD = (DECIDING, WORDING, ENDING, SUBJECT, TEXT, STEP, COMPUTED, STARTED)
_MARKS = re.compile(r"^(<{7}|={7}|>{7}).*\n", re.MULTILINE)
_ENDED = (SUPERSEDED, DEPRECATED)


def voice(who: str) -> str:
    """The kind of statement that a record makes of what somebody else said: their entries of its front matter."""
    return f"voice of {who}"


def amendment(words: Words) -> str:
    """The kind of statement that an entry below `## Amendments` is."""
    return f"amendment {words.said}"


def correction(entry: Head) -> str:
    """The kind of statement that an entry of `corrections` is."""
    return f"correction {of_value(entry)}"


def kinds_of(key: str) -> tuple[str, ...]:
    """The kinds of statement that a key of a record's front matter is part of; none where it could be any."""
    if key in VOICES:
        return ()
    found = (kind for kind, keys in _KEYS.items() if key in keys)
    return next(found, (TEXT,))


def stated_by(path: str, blob: str, data: bytes, root: str) -> dict[str, object]:
    """What a file states, by kind. One that cannot be read states its bytes, under every kind of its own."""
    inside = path.startswith(f"{root}/")
    return {LOCATED: path, **_words(path, blob, data, kind_of(path, root) if inside else "")}


def of_document(known: Record | Act) -> dict[str, object]:
    """The same of a record or an act that was read before."""
    return {LOCATED: known.path, **(of_record(known) if isinstance(known, Record) else of_act(known))}


def _words(path: str, blob: str, data: bytes, kind: str) -> dict[str, object]:
    try:
        parts = read_parts(path, text.decode(data)) if kind in (RECORD, ACT, STOP) else None
        if isinstance(parts, Finding):
            return _unread(blob, *(_RECORD if kind == RECORD else (SAID,)))
        if parts:
            return of_record(record_of(path, *parts)) if kind == RECORD else of_act(act_of(path, *parts))
    except text.NotText:
        return _unread(blob, SAID, *_RECORD)
    return {CONTENT: of_file(path, data, typed=not kind) if data else blob}


def _unread(blob: str, *kinds: str) -> dict[str, object]:
    return dict.fromkeys(kinds, blob)


def _read(body: str) -> tuple[str, ...]:
    """A body; where git left both sides of a conflict in it, without its marks too: then each side's amendments are read."""
    plain = _MARKS.sub("", body)
    return (body,) if plain == body else (body, plain)


def of_record(record: Record) -> dict[str, object]:
    """What a record states."""
    ended, words = record.status in _ENDED, body_words(record.body)
    head = [(key, said) for key, entry in sorted(record.head.items()) if (said := of_value(entry)) is not None]
    frozen = [entry for entry in head if is_frozen(entry[0])]
    began = [{key: entry.get(key) for key in ("body", "announced")} for entry in record.entries_of("votes")]
    return {
        DECIDING: deciding_of(record),
        WORDING: (tuple(frozen), words),
        ENDING: (record.status, record.list_of("superseded_by")) if ended else None,
        SUBJECT: tuple(entry for entry in head if entry[0] in SUBJECTS) or None,
        TEXT: (tuple(entry for entry in frozen if entry[0] not in _NO_TEXT), words),
        STEP: record.status if record.status in (DEFERRED, WITHDRAWN) else PROPOSED,
        COMPUTED: (record.tier, record.boundary),
        STARTED: (of_value(began), tuple(entry for entry in head if entry[0] in STARTS) or None),
        **{amendment(entry.words): entry.who for body in _read(record.body) for entry in amendments(body)},
        **{correction(entry): entry for entry in record.entries_of("corrections")},
        **{voice(who): entries for who, entries in voices_of(record).items()},
    }


def of_act(act: Act) -> dict[str, object]:
    """What an act or a stop states."""
    head = {key: value for key, value in act.head.items() if key != TAKEN}
    return {SAID: (head_words(head), body_words(act.body)), TAKEN: of_value(act.head.get(TAKEN))}
