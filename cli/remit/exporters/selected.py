"""What is exported: some records of a log, each as a row of published fields."""

from functools import cached_property
from typing import Any

from remit.audits.fields import row
from remit.authority.procedure.answers import Answers
from remit.log.log import Log
from remit.log.record import LINKS, Record


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
        """Links between these records, each once: from, `supersedes`, `adopts` or `related`, to."""
        named = {alias: record for record in self.records for alias in (*record.list_of("aliases"), record.id)}
        found: dict[tuple[str, str, str], tuple[Record, str, Record]] = {}
        for record in self.records:
            for kind in (*LINKS, "adopts"):
                for other in (named[name] for name in record.list_of(kind) if name in named):
                    one, two = (other, record) if kind == "superseded_by" else (record, other)
                    key = "supersedes" if kind == "superseded_by" else kind
                    first, second = sorted((one, two), key=_path) if key == "related" else (one, two)
                    found.setdefault((key, first.path, second.path), (one, key, two))
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
