"""What a format declares: where it keeps its fields, what its own words mean, how its numbers are called."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from remit.importers.document import Document
from remit.importers.places import emphasis, fields, folder, front, lines, listtable, mail, sections, tables
from remit.importers.reading import Found

PLACES: dict[str, Callable[[Document], list[Found]]] = {
    "front": front.read,
    "mail": mail.read,
    "lines": lines.read,
    "fields": fields.read,
    "table": lambda document: [*tables.read(document), *listtable.read(document)],
    "section": sections.read,
    "emphasis": emphasis.read,
    "folder": folder.read,
}
"""Every place where a field can stand, in the order in which they are believed."""
NOTHING: Mapping[str, str] = MappingProxyType({})
Signs = Callable[[Document, frozenset[str], frozenset[str]], bool]
"""Whether a document is in a format: the document, the fields found as `place:name`, and its headings in lower case."""


class Format(NamedTuple):
    """A format that can be read where it lies."""

    name: str
    title: str
    """What people call it."""
    signs: Signs
    places: tuple[str, ...] = ()
    """Where its fields stand, first the most trusted. All other places follow, unless it is `rigid`."""
    rigid: bool = False
    """Whether its fields stand nowhere else, so that prose is never taken for one."""
    own: Mapping[str, str] = NOTHING
    """Field names to our keys where they mean something of their own here; `""` keeps a field as it is."""
    number: str = "ADR"
    """What a number in a file's name is the number of: 12 is ADR-12."""
    day_first: bool = False
    """Whether 03/04/2020 is the third of April in it."""
    unstated: str = ""
    """The status of a record that states none, where the format has such a rule; used when importing."""

    def read(self, document: Document, found: list[Found]) -> list[Found]:
        """The fields found in a document, the most trusted place first."""
        order = {place: rank for rank, place in enumerate(self.places)}
        wanted = [one for one in found if one.place in order] if self.rigid else found
        return sorted(wanted, key=lambda one: order.get(one.place, len(order))) if order else wanted


def find(document: Document, places: tuple[str, ...] = ()) -> list[Found]:
    """Every field of a document: in the given places, or in all."""
    return [found for place, read in PLACES.items() if not places or place in places for found in read(document)]
