"""A status in anybody's words to one of ours. The words stay beside it as they were written."""

import re
from functools import lru_cache
from typing import NamedTuple

from remit.importers.words import is_nil, is_placeholder, one_line, plain, unbraced
from remit.log.record import ACCEPTED, DEFERRED, DEPRECATED, PROPOSED, REJECTED, SUPERSEDED, WITHDRAWN

CLASSES = {
    ACCEPTED: (
        "accepted", "approved", "decided", "final", "active", "living", "implemented", "implementable", "experimental", "adopted",
        "agreed", "ratified", "enacted", "passed", "effective", "in force", "in effect", "in use", "complete", "completed", "done",
        "confirmed", "merged", "current", "released", "recommended", "ready for release", "awaiting implementation", "partly superseded", "partially superseded", "partly replaced", "partially replaced",
    ),
    PROPOSED: (
        "proposed", "proposal", "provisional", "pending", "review", "in review", "under review", "last call", "in progress", "draft",
        "in draft", "open", "request for comment", "request for comments", "rfc", "submitted", "under discussion", "in discussion",
        "discussion", "candidate", "work in progress", "wip", "for review", "under consideration", "idea", "active review", "awaiting review", "scheduled for review", "exploring",
    ),
    REJECTED: ("rejected", "declined", "refused", "denied", "turned down", "not accepted", "not approved", "april fool"),
    WITHDRAWN: ("withdrawn", "expired", "abandoned", "cancelled", "canceled", "retracted"),
    DEFERRED: ("deferred", "on hold", "stagnant", "postponed", "parked", "paused", "returned for revision"),
    DEPRECATED: ("deprecated", "removed", "retired", "archived", "obsolete", "historical", "discontinued", "repealed", "revoked"),
    SUPERSEDED: ("superseded", "superceded", "superseeded", "replaced", "obsoleted"),
}  # fmt: skip
"""The words of the field, by our status. A draft is proposed; one that is superseded in part stays in force."""
_WORDS = {word: status for status, words in CLASSES.items() for word in words}
LONGEST = 600
"""Characters of a status that are looked at: its first words tell it."""
_MOST_WORDS = max(len(word.split()) for word in _WORDS)
_VERBS = ("supersedes", "supercedes", "replaces", "obsoletes", "removes", "deprecates", "implements", "accepts")
"""What a record does to others is near to a status in letters alone."""
_STRUCK = re.compile(r"~~.*?~~")
_BADGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_WORD = re.compile(r"[a-z']+")


class Status(NamedTuple):
    """Our status (empty where there is none) and what was guessed."""

    value: str
    guess: str = ""


@lru_cache(4096)
def read_status(text: str) -> Status:
    """The status that `text` names: by its first words; by the nearest word where the first is misspelt."""
    bare = unbraced(plain(_STRUCK.sub("", text[:LONGEST])))
    if is_nil(bare):
        return Status("")
    if is_placeholder(bare):
        return Status("", f"the status `{_short(bare)}` is the template's")
    words = _WORD.findall(_LINK.sub(r"\1", _BADGE.sub(r"\1", bare)).lower().replace("-", " "))
    if words[:1] in (["status"], ["adr"]):
        words = words[1:]
    return _known(words) or _nearest(words) or Status("", f"`{_short(bare)}` is no status that is known")


def _known(words: list[str]) -> Status | None:
    for length in range(min(_MOST_WORDS, len(words)), 0, -1):
        status = _WORDS.get(" ".join(words[:length]))
        if status:
            return Status(status)
    return None


def _nearest(words: list[str]) -> Status | None:
    """A word with one slip (two in a long one), where all the words that near mean the same."""
    word = words[0] if words and words[0] not in _VERBS else ""
    allowed = 0 if len(word) < 5 else 1 if len(word) < 8 else 2
    near = [known for known in _WORDS if " " not in known and slips(word, known, allowed) <= allowed] if allowed else []
    if not near or len({_WORDS[known] for known in near}) > 1:
        return None
    return Status(_WORDS[near[0]], f"`{word}` is read as `{near[0]}`")


def slips(a: str, b: str, most: int) -> int:
    """Letters missed, added, changed or swapped with their neighbour between two words; more than `most` is not counted out."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        last, row, older = row, [i], before
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if older and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= 40 else line[:39] + "…"
