"""A field has an invalid value: an unknown status, an invalid date, a name that is not a handle.

The reference page of the record lists every field and its values. `id` must be the same as the id in the file name.
"""

from remit.checks.check import DOCUMENT, ERROR, Check, Document, Known, Problem, Problems, fields_of
from remit.log import ids, kinds
from remit.log.record import Record


@Check("R04", "bad-value", ERROR, DOCUMENT)
def rule(document: Document, known: Known) -> Problems:
    fields, wrong = fields_of(document), kinds.Problems()
    for key, value in document.head.items():
        if value is not None and key in fields:
            fields[key].kind.read(value, (key,), wrong)
    yield from (Problem(document.path, one.message, one.remedy, one.at) for one in wrong)
    if isinstance(document, Record):
        yield from _same_id(document)


def _same_id(record: Record) -> Problems:
    named = ids.id_of_file(record.path.rpartition("/")[2])
    if named and record.id != named and ids.is_id(record.id):
        remedy = "the file name begins with the id: make the two the same"
        yield Problem(record.path, f"`id` is `{record.id}`, but the file name says {named}", remedy, ("id",))
