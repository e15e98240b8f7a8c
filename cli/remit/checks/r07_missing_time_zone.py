"""A time has no offset, so two people may read it as two moments. It is read in the log's time zone.

`remit check --fix` adds the offset that the time zone of `remit.yml` has on that day. A day alone needs none.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from remit.checks.heads import fields_of
from remit.checks.shape import DOCUMENT, Check, Document, Known, Said
from remit.formats.fields import MOMENT
from remit.model.finding import WARNING
from remit.model.moment import has_offset, parse_moment


def _without(document: Document) -> Iterator[tuple[str, str]]:
    table = fields_of(document)
    for key, value in document.head.items():
        if isinstance(value, str) and len(value) > 10 and key in table and table[key].shape == MOMENT:
            yield from ((key, value),) if not has_offset(value) and parse_moment(value) else ()


def _run(document: Document, known: Known) -> Iterator[Said]:
    for key, value in _without(document):
        fixed = parse_moment(value, known.zone)
        zone = known.log.settings.time_zone
        yield Said(
            document.path,
            f"`{key}` has no time zone; read as {zone}",
            f"write {fixed.text if fixed else value}",
            (key,),
        )


def _fix(document: Document, known: Known) -> Mapping[str, Any]:
    moments = {key: parse_moment(value, known.zone) for key, value in _without(document)}
    return {key: moment.text for key, moment in moments.items() if moment}


CHECK = Check("R07", "missing-time-zone", WARNING, DOCUMENT, _run, _fix)
