"""A field holds something that it cannot be: an unknown status, a day that is none, a name that is no handle.

The reference page of the record lists every field with its shape. The id in the head is the id in the file's name.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from remit.checks.check import DOCUMENT, Check, Document, Known, Problem
from remit.checks.documents import fields_of, near
from remit.log import fields, ids
from remit.log.facts import to_fact
from remit.log.fields import Field
from remit.log.finding import ERROR
from remit.log.moment import parse_moment
from remit.log.record import Record

Wrong = Iterator[tuple[str, str, tuple[str | int, ...]]]
"""What is wrong, the way out, and where below the field."""


def _text(value: Any, field: Field) -> Wrong:
    if not isinstance(value, str):
        yield f"`{field.key}` must be one line of text", f"write `{field.key}: …` on one line", ()


def _enum(value: Any, field: Field) -> Wrong:
    if value in field.values:
        return
    meant = near(value, field.values) if isinstance(value, str) else None
    hint = f"did you mean `{meant}`? " if meant else ""
    yield f"`{field.key}` is {_shown(value)}", f"{hint}it is one of: {', '.join(field.values)}", ()


def _handle(value: Any, field: Field) -> Wrong:
    if isinstance(value, str) and ids.is_handle(value):
        return
    odd = next((char for char in value if not char.isascii()), "") if isinstance(value, str) else ""
    why = f" (character U+{ord(odd):04X})" if odd else ""
    yield (
        f"`{field.key}` is {_shown(value)}, which is not a handle{why}",
        "write the handle that people.yml gives the person",
        (),
    )


def _handles(value: Any, field: Field) -> Wrong:
    for index, entry in enumerate(value if isinstance(value, list) else [value]):
        for message, remedy, _ in _handle(entry, field):
            yield message, remedy, (index,) if isinstance(value, list) else ()


def _moment(value: Any, field: Field) -> Wrong:
    if not isinstance(value, str) or parse_moment(value) is None:
        remedy = "write 2026-11-21, or 2026-11-21T10:12+01:00"
        yield f"`{field.key}` is {_shown(value)}, which is no day or time", remedy, ()


def _day(value: Any, field: Field) -> Wrong:
    moment = parse_moment(value) if isinstance(value, str) else None
    if moment is None or moment.at is not None:
        yield f"`{field.key}` is {_shown(value)}, which is no day", "write it as 2026-11-21", ()


def _id(value: Any, field: Field) -> Wrong:
    if not (isinstance(value, str) and ids.is_id(value)):
        remedy = "an id is `D-`, a day and six characters: D-20261121-k3f9qz"
        yield f"`{field.key}` is {_shown(value)}, which is no id", remedy, ()


def _list(value: Any, field: Field) -> Wrong:
    for index, entry in enumerate(value if isinstance(value, list) else [value]):
        if not isinstance(entry, str):
            yield (
                f"`{field.key}` must be a list of words",
                f"write `{field.key}: [one, two]`",
                (index,) if isinstance(value, list) else (),
            )


def _topics(value: Any, field: Field) -> Wrong:
    for index, entry in enumerate(value if isinstance(value, list) else [value]):
        if not (isinstance(entry, str) and ids.is_topic(entry)):
            yield (
                f"{_shown(entry)} is no topic",
                "a topic is a path of lower-case words: vendor/software",
                (index,) if isinstance(value, list) else (),
            )


def _facts(value: Any, field: Field) -> Wrong:
    if not isinstance(value, dict):
        yield "`facts` must be a mapping", "write `facts: {amount: 400, currency: EUR}`", ()
        return
    for key, entry in value.items():
        if isinstance(entry, dict) or (isinstance(entry, list) and not all(isinstance(item, str) for item in entry)):
            yield f"the fact `{key}` must be a word, a number or a list of them", f"write `{key}: …`", (key,)
        elif entry is None and key.isdecimal():
            yield (
                f"the fact `{key}` has no value",
                "a number has no separators: `amount: 1000`, `amount: 1000.50`",
                (key,),
            )
        elif key == "amount" and isinstance(entry, str) and not _is_amount(entry):
            below = isinstance(to_fact(entry), Decimal)
            yield (
                f"the amount is {_shown(entry)}, which is {'below zero' if below else 'no number'}",
                "an amount is what is spent or promised; what comes back is a fact of another name"
                if below
                else "write `facts: {amount: 400, currency: EUR}`",
                (key,),
            )


def _entries(value: Any, field: Field) -> Wrong:
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        yield f"`{field.key}` must be a list", f"write `{field.key}: [{{{': …, '.join(field.keys[:3])}: …}}]`", ()
        return
    for index, entry in enumerate(value):
        yield from _entry(entry, field, (index,))


def _entry(value: Any, field: Field, at: tuple[str | int, ...] = ()) -> Wrong:
    if not isinstance(value, dict):
        yield f"an entry of `{field.key}` must have keys", f"its keys are: {', '.join(field.keys)}", at
        return
    for key in value:
        if field.keys and key not in field.keys and not key.startswith("x-"):
            meant = near(key, field.keys)
            remedy = f"did you mean `{meant}`?" if meant else f"its keys are: {', '.join(field.keys)}"
            yield f"`{key}` is not a key of `{field.key}`", remedy, (*at, key)
    who = value.get("who")
    if who is not None:
        for message, remedy, _ in _handle(who, field._replace(key=f"{field.key}: who")):
            yield message, remedy, (*at, "who")


def _is_amount(text: str) -> bool:
    """Whether a text is a number from zero up: below it, it would give back to a budget what was never drawn."""
    value = to_fact(text)
    return isinstance(value, Decimal) and value >= 0


def _free(value: Any, field: Field) -> Wrong:
    return iter(())


_WRONG: dict[str, Callable[[Any, Field], Wrong]] = {
    fields.TEXT: _text, fields.LINE: _text, fields.NUMBER: _text, fields.HANDLE: _handle, fields.HANDLES: _handles,
    fields.NAMES: _list, fields.LIST: _list, fields.IDS: _list, fields.MOMENT: _moment, fields.DAY: _day, fields.ID: _id,
    fields.TOPICS: _topics, fields.FACTS: _facts, fields.ENTRIES: _entries, fields.ENTRY: _entry, fields.ENUM: _enum,
    fields.FREE: _free,
}  # fmt: skip
"""What is wrong with a value of each shape."""


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f"`{value if len(value) < 60 else value[:57] + '...'}`"
    return "empty" if value is None else "a list" if isinstance(value, list) else "a mapping"


def _run(document: Document, known: Known) -> Iterator[Problem]:
    fields_here = fields_of(document)
    for key, value in document.head.items():
        if value is not None and key in fields_here:
            field = fields_here[key]
            for message, remedy, below in _WRONG[field.shape](value, field):
                yield Problem(document.path, message, remedy, (key, *below))
    if isinstance(document, Record):
        yield from _same_id(document)


def _same_id(record: Record) -> Iterator[Problem]:
    named = ids.id_of_file(record.path.rpartition("/")[2])
    if named and record.id != named and ids.is_id(record.id):
        remedy = "the file's name begins with the id: make them the same again"
        yield Problem(record.path, f"`id` is `{record.id}`, but the file's name says {named}", remedy, ("id",))


CHECK = Check("R04", "bad-value", ERROR, DOCUMENT, _run)
