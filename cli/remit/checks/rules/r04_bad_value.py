"""A field has an invalid value: an unknown status, an invalid date, a name that is not a handle.

The reference page of the record lists every field and its values. `id` must be the same as the id in the file name.
"""

from collections.abc import Iterator

from remit.checks.check import DOCUMENT, Check, Document, Known, Problem
from remit.checks.documents import fields_of
from remit.log import ids
from remit.log.finding import ERROR
from remit.log.kinds import Problems
from remit.log.record import Record


def _run(document: Document, known: Known) -> Iterator[Problem]:
    fields, wrong = fields_of(document), Problems()
    for key, value in document.head.items():
        if value is not None and key in fields:
            fields[key].kind.read(value, (key,), wrong)
    yield from (Problem(document.path, one.message, one.remedy, one.at) for one in wrong)
    if isinstance(document, Record):
        yield from _same_id(document)


def _same_id(record: Record) -> Iterator[Problem]:
    named = ids.id_of_file(record.path.rpartition("/")[2])
    if named and record.id != named and ids.is_id(record.id):
        remedy = "the file name begins with the id: make the two the same"
        yield Problem(record.path, f"`id` is `{record.id}`, but the file name says {named}", remedy, ("id",))


CHECK = Check("R04", "bad-value", ERROR, DOCUMENT, _run)
