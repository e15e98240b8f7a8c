"""Links between records, both ways: what one file says shows on both pages."""

from collections import defaultdict
from typing import NamedTuple

from remit.log.record import RELATIONS, Record
from remit.site.addresses import Addresses
from remit.site.words import word

KINDS = {
    "supersedes": "Supersedes",
    "superseded_by": "Superseded by",
    "adopts": "Adopts",
    "adopted_by": "Adopted by",
    "related": "Related to",
    **{word: word.replace("-", " ").capitalize() for word in RELATIONS},
}
"""What a link is called on a page, in the order shown."""
_BACK = {"supersedes": "superseded_by", "superseded_by": "supersedes", "adopts": "adopted_by", "related": "related"}


class Relation(NamedTuple):
    """One link of a record."""

    kind: str
    """One of KINDS."""
    name: str
    """The id or the words as written."""
    record: Record | None
    """The record that is meant; None where this log has none of that name."""

    @property
    def words(self) -> str:
        """What the link is called on a page."""
        return word(KINDS[self.kind])


def relations(records: tuple[Record, ...], where: Addresses) -> dict[str, tuple[Relation, ...]]:
    """The links of every record that has any, by its path; those that only the other side wrote included."""
    found: dict[str, dict[tuple[str, str], Relation]] = defaultdict(dict)
    by_path = {record.path: record for record in records}
    for record in records:
        named = [(kind, back, name) for kind, back in _BACK.items() for name in record.list_of(kind)]
        named += [(kind, RELATIONS[kind], name) for kind, name in record.links if kind in RELATIONS]
        for kind, back, name in named:
            other = by_path.get(where.ids.get(name, ""))
            found[record.path].setdefault((kind, other.path if other else name), Relation(kind, name, other))
            if other and other.path != record.path:
                found[other.path].setdefault((back, record.path), Relation(back, record.id, record))
    order = list(KINDS)
    return {path: tuple(sorted(few.values(), key=lambda one: order.index(one.kind))) for path, few in found.items()}
