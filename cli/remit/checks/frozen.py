"""What may still change in a decided record, and how two texts are compared so that formatters pass."""

from collections.abc import Iterator
from typing import Any

from remit.log.amendments import amendments, divided, no_typo, typo
from remit.log.change import Change
from remit.log.record import Head, Record

MAY_CHANGE = frozenset(("status", "superseded_by", "informed", "aliases", "corrections"))
"""Keys of the front matter that may change after the decision; a team's own keys (`x-`) may too."""


def normal(value: Any) -> Any:
    """A value of the front matter with normalized white space; one text equals a list of one, empty equals absent."""
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
    """The keys of the front matter that changed and may not, in the order of the record before the change."""
    keys = dict.fromkeys((*before.head, *after.head))
    return [
        key
        for key in keys
        if key not in MAY_CHANGE
        and not key.startswith("x-")
        and normal(before.head.get(key)) != normal(after.head.get(key))
    ]


def pairs(change: Change) -> Iterator[tuple[Record, Record | None]]:
    """Every native record on the target branch, and what it is now: at its path, else wherever its id is now."""
    by_path = {record.path: record for record in change.after.records}
    by_id = change.after.by_id
    for before in change.before.records:
        if before.native:
            here = by_path.get(before.path)
            yield before, here if here is not None and here.id == before.id else by_id.get(before.id)


Line = tuple[int, str]
"""A line of the text: its number from the text's first line (0), and its words, separated by one space."""


def lines_of(body: str) -> list[Line]:
    """The lines of the text that are not empty, without its amendments."""
    plain = ((number, " ".join(line.split())) for number, line in enumerate(divided(body)[0].split("\n")))
    return [(number, line) for number, line in plain if line]


def new_corrections(before: Record, after: Record) -> list[Head]:
    """The corrections that a record has logged since."""
    known = before.entries_of("corrections")
    return [entry for entry in after.entries_of("corrections") if entry not in known]


def corrected(before: Record, after: Record) -> str:
    """The text as it was, with the typos fixed that the record has logged since, as far as they are typos.

    Words that one correction wrote are not corrected again: step by step they could become any others.
    """
    body = before.body
    written = {typo(str(entry.get("what") or ""))[1] for entry in before.entries_of("corrections")} - {""}
    for entry in new_corrections(before, after):
        old, new = typo(str(entry.get("what") or ""))
        if old and not no_typo(old, new) and body.count(old) == 1 and not any(_share(old, word) for word in written):
            body = body.replace(old, new)
            written.add(new)
    return body


def _share(one: str, other: str) -> bool:
    return bool(set(one.lower().split()) & set(other.lower().split()))


def first_difference(before: list[Line], after: list[Line]) -> tuple[int, str, str] | None:
    """The first line that differs: its number in the text as it is now (-1 at the end), what it was, what it is."""
    for index in range(max(len(before), len(after))):
        was = before[index][1] if index < len(before) else ""
        number, now = after[index] if index < len(after) else (-1, "")
        if was != now:
            return number, was, now
    return None


def amendments_kept(before: Record, after: Record) -> bool:
    """Whether every line of the amendments is still there, in order, with new ones only added."""
    rest = iter(line.words for line in amendments(after.body))
    return all(any(line == kept.words for line in rest) for kept in amendments(before.body))
