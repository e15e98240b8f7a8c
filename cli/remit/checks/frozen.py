"""What may still change in a decided record, and how two texts are compared so that formatters pass."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from remit.log.amendments import amendments, divided, no_typo, typo
from remit.log.change import Change
from remit.log.meaning import Words, of_value
from remit.log.record import Head, Record
from remit.log.text import one_line

MAY_CHANGE = frozenset(("status", "superseded_by", "informed", "aliases", "corrections"))
"""Keys of the front matter that may change after the decision; a team's own keys (`x-`) may too."""


def changed_keys(before: Record, after: Record) -> list[str]:
    """The keys of the front matter that changed and may not, in the order of the record before the change."""
    keys = dict.fromkeys((*before.head, *after.head))
    return [
        key
        for key in keys
        if key not in MAY_CHANGE
        and not key.startswith("x-")
        and of_value(before.head.get(key)) != of_value(after.head.get(key))
        and not (key == "links" and set(before.links) <= set(after.links))
    ]


def pairs(change: Change) -> Iterator[tuple[Record, Record | None]]:
    """Every native record on the target branch, and what it is now: at its path, else wherever its id is now."""
    by_path = {record.path: record for record in change.after.records}
    by_id = change.after.by_id
    for before in change.before.records:
        if before.native:
            here = by_path.get(before.path)
            if here is None or here.id != before.id:  # else what the change no longer names would be gone
                here = by_id.get(before.id) or change.after.find(before.id)
            yield before, here


def new_corrections(before: Record, after: Record) -> list[Head]:
    """The corrections that a record has logged since."""
    known = before.entries_of("corrections")
    return [entry for entry in after.entries_of("corrections") if entry not in known]


def corrected(before: Record, after: Record) -> str:
    """The text as it was, with the typos fixed that the record has logged since, as far as they are typos.

    Words that one correction wrote are not corrected again: step by step they could become any others.
    """
    body = before.body
    written = {typo(str(entry.get("what")))[1] for entry in before.entries_of("corrections")}
    for entry in new_corrections(before, after):
        old, new = typo(str(entry.get("what")))
        again = any(_share(old, word) for word in written)
        if body.count(old) == 1 and not again and not no_typo(body, old, new):
            body = body.replace(old, new)
            written.add(new)
    return body


def _share(one: str, other: str) -> bool:
    return bool(set(one.lower().split()) & set(other.lower().split()))


class Reworded(NamedTuple):
    """The first line of a decided text that says something else."""

    number: int
    """Its line in the text as it is now, from 0; -1 at the end."""
    old: str
    new: str


def reworded(before: Record, after: Record) -> Reworded | None:
    """Where the text says something else than it did, logged typos and amendments aside; None where it says the same."""
    was, now = divided(corrected(before, after))[0], divided(after.body)[0]
    if Words(was) == Words(now):
        return None
    return _first_difference(_lines(was, one_line), _lines(now, one_line)) or _first_difference(
        _lines(was, str.rstrip), _lines(now, str.rstrip)
    )


def _lines(text: str, written: Callable[[str], str]) -> list[tuple[int, str]]:
    """The lines of a text that are not empty, each with its number."""
    plain = ((number, written(line)) for number, line in enumerate(text.split("\n")))
    return [(number, line) for number, line in plain if line]


def _first_difference(before: list[tuple[int, str]], after: list[tuple[int, str]]) -> Reworded | None:
    for index in range(max(len(before), len(after))):
        was = before[index][1] if index < len(before) else ""
        number, now = after[index] if index < len(after) else (-1, "")
        if was != now:
            return Reworded(number, was, now)
    return None


def only_a_typo(before: Record, after: Record) -> bool:
    """Whether nothing but one typo of the body of a proposal differs."""
    was, now = before.body.split(), after.body.split()
    other = [at for at, pair in enumerate(zip(was, now, strict=False)) if pair[0] != pair[1]]
    if not other or of_value(before.head) != of_value(after.head):
        return False
    old, new = (" ".join(words[other[0] : other[-1] + 1]) for words in (was, now))
    return not no_typo(before.body, old, new) and Words(before.body.replace(old, new)) == Words(after.body)


def amendments_kept(before: Record, after: Record) -> bool:
    """Whether every amendment is still there, in order, with new ones only added."""
    rest = iter(entry.words for entry in amendments(after.body))
    return all(any(words == kept.words for words in rest) for kept in amendments(before.body))
