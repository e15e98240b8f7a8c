"""What may still change in a record once it is decided, and how two texts are compared so that a formatter passes."""

import re
from collections.abc import Iterator
from typing import Any

from remit.log.change import Change
from remit.log.record import Record, entries

MAY_CHANGE = frozenset(("status", "superseded_by", "informed", "aliases", "corrections"))
"""Keys of the head that may change after the decision; keys of a team's own (`x-`) may too."""
_AMENDMENTS = "## Amendments"
_DIGIT = re.compile(r"[0-9]")


def normal(value: Any) -> Any:
    """A value of the head with its white space evened out; one text and a list of one are the same, empty is absent."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, list):
        found = [entry for entry in map(normal, value) if entry is not None]
        return found[0] if len(found) == 1 else found or None
    if isinstance(value, dict):
        return {
            key: entry for key, entry in ((key, normal(entry)) for key, entry in value.items()) if entry is not None
        } or None
    return value


def changed_keys(before: Record, after: Record) -> list[str]:
    """The keys of the head that changed and may not, in the order of the record as it was."""
    keys = dict.fromkeys((*before.head, *after.head))
    return [
        key
        for key in keys
        if key not in MAY_CHANGE
        and not key.startswith("x-")
        and normal(before.head.get(key)) != normal(after.head.get(key))
    ]


def pairs(change: Change) -> Iterator[tuple[Record, Record | None]]:
    """Every native record that had landed, and what it is now: at its path, else wherever its id is now."""
    by_path = {record.path: record for record in change.after.records}
    by_id = change.after.by_id
    for before in change.before.records:
        if before.native:
            here = by_path.get(before.path)
            yield before, here if here is not None and here.id == before.id else by_id.get(before.id)


Line = tuple[int, str]
"""A line of the body: its number from the body's first line (0), and its words, one space between them."""


def lines_of(body: str) -> tuple[list[Line], list[Line]]:
    """The body's lines that say something, without and then within `## Amendments`."""
    words: list[Line] = []
    amendments: list[Line] = []
    where = words
    for number, line in enumerate(body.split("\n")):
        plain = " ".join(line.split())
        if plain.startswith("## "):
            where = amendments if plain == _AMENDMENTS else words
            if where is amendments:
                continue
        if plain:
            where.append((number, plain))
    return words, amendments


def corrected(before: Record, after: Record) -> str:
    """The body as it was, with the typos mended that the record has logged since; never one with a number in it."""
    body = before.body
    known = entries(before.head.get("corrections"))
    for entry in entries(after.head.get("corrections")):
        old, new = _typo(str(entry.get("what") or ""))
        if entry not in known and old and body.count(old) == 1 and not _DIGIT.search(old + new):
            body = body.replace(old, new)
    return body


def _typo(what: str) -> tuple[str, str]:
    for arrow in (" -> ", " → "):
        old, found, new = what.partition(arrow)
        if found:
            return old.strip().strip("\"'`“”"), new.strip().strip("\"'`“”")
    return "", ""


def first_difference(before: list[Line], after: list[Line]) -> tuple[int, str, str] | None:
    """The first line that differs: its number in the text as it is now (-1 at the end), what it was, what it is."""
    for index in range(max(len(before), len(after))):
        was = before[index][1] if index < len(before) else ""
        number, now = after[index] if index < len(after) else (-1, "")
        if was != now:
            return number, was, now
    return None


def amendments_kept(before: list[Line], after: list[Line]) -> bool:
    """Whether every line of the amendments still stands, in order, with new ones only added."""
    rest = iter(line for _, line in after)
    return all(any(line == kept for line in rest) for _, kept in before)
