"""A time has no UTC offset, so it is ambiguous. Remit reads it in the log's time zone.

`remit check --fix` adds the offset of the time zone in `remit.yml` on that day. A date without a time needs no offset.
"""

from collections.abc import Mapping
from typing import Any

from remit.checks.check import DOCUMENT, WARNING, Check, Document, Known, Problem, Problems
from remit.log.fields import ACT_FIELDS, MOMENT, RECORD_FIELDS
from remit.log.moment import has_offset, parse_moment
from remit.log.record import Record

_OF_RECORDS = tuple(key for key, field in RECORD_FIELDS.items() if field.kind is MOMENT)
_OF_ACTS = tuple(key for key, field in ACT_FIELDS.items() if field.kind is MOMENT)


def _without(document: Document) -> list[tuple[str, str]]:
    keys = _OF_RECORDS if isinstance(document, Record) else _OF_ACTS
    written = [(key, value) for key in keys if isinstance(value := document.head.get(key), str) and len(value) > 10]
    return [(key, value) for key, value in written if not has_offset(value) and parse_moment(value)]


def _fix(document: Document, known: Known) -> Mapping[str, Any]:
    moments = {key: parse_moment(value, known.zone) for key, value in _without(document)}
    return {key: moment.text for key, moment in moments.items() if moment}


@Check("R07", "missing-time-zone", WARNING, DOCUMENT, fix=_fix)
def rule(document: Document, known: Known) -> Problems:
    for key, value in _without(document):
        fixed = parse_moment(value, known.zone)
        zone = known.log.settings.time_zone
        remedy = f"write {fixed.text if fixed else value}"
        yield Problem(document.path, f"`{key}` has no time zone; read as {zone}", remedy, (key,))
