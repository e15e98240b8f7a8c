"""What is exported: some records of a log, each as a row of published fields."""

from functools import cached_property
from typing import Any

from remit.audits.fields import row
from remit.authority.procedure.answers import Answers
from remit.log.log import Log
from remit.log.record import LINKS, RELATIONS, Record

BACK = {"supersedes": "superseded-by", "adopts": "adopted-by", "related": "related", **RELATIONS}
"""What a link is called from its other end."""
BOTH = frozenset(kind for kind, back in BACK.items() if kind == back)
"""Links that are the same from both ends."""
FORTH = {"superseded_by": "supersedes"} | {kind: back for kind, back in RELATIONS.items() if kind.endswith("-by")}
"""Links that are shown from their other end, by that end's name."""


class Selected:
    """Some records of a log, by path or in another order that the reader is to see."""

    def __init__(self, log: Log, records: list[Record], answers: Answers, *, texts: bool) -> None:
        """`texts`: with the text of each record and act, as JSON with everything needed to write the files again."""
        self.log, self.records, self.texts = log, records, texts
        self._answers = answers

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Each record as in `remit list --json`; with texts also `body`, `head` and `file`, of its acts too."""
        return [self._row(record) for record in self.records]

    def _row(self, record: Record) -> dict[str, Any]:
        fields = row(self.log, record, self._answers)
        if not self.texts:
            return fields
        fields["acts"] = [
            entry | {"body": act.body, "head": act.head, "file": self.log.text(act.path)}
            for entry, act in zip(fields["acts"], record.acts, strict=True)
        ]
        return fields | {"body": record.body, "head": record.head, "file": self.log.text(record.path)}

    @cached_property
    def links(self) -> list[tuple[Record, str, Record]]:
        """Links between these records, each once: from, `supersedes`, `adopts`, `related` or a relation, to."""
        named = {alias: record for record in self.records for alias in (*record.list_of("aliases"), record.id)}
        found: dict[tuple[str, str, str], tuple[Record, str, Record]] = {}
        for record in self.records:
            written = [(kind, name) for kind in (*LINKS, "adopts") for name in record.list_of(kind)]
            for kind, other in ((kind, named[name]) for kind, name in (*written, *record.links) if name in named):
                forth = FORTH.get(kind, kind)
                one, two = (record, other) if forth == kind else (other, record)
                first, second = sorted((one, two), key=_path) if forth in BOTH else (one, two)
                found.setdefault((forth, first.path, second.path), (one, forth, two))
        return list(found.values())

    @cached_property
    def links_of(self) -> dict[str, list[tuple[str, Record, bool]]]:
        """The links of each record by the path of its file: kind, the other record, and whether this one names it."""
        found: dict[str, list[tuple[str, Record, bool]]] = {}
        for one, kind, other in self.links:
            found.setdefault(one.path, []).append((kind, other, True))
            found.setdefault(other.path, []).append((kind, one, False))
        return found

    def name(self, handle: str) -> str:
        """The name of a person; the handle where people.yml has none."""
        person = self.log.people.by_handle.get(handle) if self.log.people else None
        return (person.name if person else "") or handle


def _path(record: Record) -> str:
    return record.path
