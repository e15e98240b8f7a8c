"""How well git verifies a merged decision or act: what pages and audits show.

Signatures are checked when a change is merged (G02); here the verification is what the commit's author shows, and `signed` only where
the caller has verified the signature.
"""

from collections.abc import Mapping
from typing import NamedTuple

from remit.attribution.grades import (
    CLAIMED,
    COMMITTED,
    PLATFORMS,
    PROVEN,
    Faces,
    confirmations,
    faces_of,
    prove,
    scribe_for,
)
from remit.log.change import NO_SIGNATURE, Made, Signature
from remit.log.log import Log
from remit.log.people import Person
from remit.log.record import DECIDED, Record
from remit.log.timeline import STATUS, Change, History

SQUASHED = "squashed"
"""A Git host merged many commits into one of its own: who decided was proven on the branch, and cannot be any more."""


class Standing(NamedTuple):
    """A verification, and why."""

    grade: str
    """claimed, committed, signed or squashed."""
    by: str
    """The handle of the commit's author; their name where people.yml does not know them."""
    commit: str
    note: str = ""
    """A part of a sentence that says more: who recorded it, who confirmed it."""


class Proofs:
    """Standings of a log's records and acts, by its own people.yml."""

    def __init__(self, log: Log, history: History, signatures: Mapping[str, Signature] | None = None) -> None:
        self._log, self._history, self.signatures = log, history, signatures or {}
        self._decided: dict[str, Standing | None] = {}
        self._faces: Faces | None = faces_of(log.people) if log.people else None

    def decided(self, record: Record) -> Standing | None:
        """How well it is proven who decided a record; None where it is open, or git shows nothing of it."""
        if record.path not in self._decided:
            change = self._deciding(record)
            standing = self._standing(record.decider, change, record) if change and record.decider else None
            self._decided[record.path] = standing
        return self._decided[record.path]

    def raised(self, record: Record) -> Standing | None:
        """How well it is proven who raised a record; None where it names nobody, or git shows nothing of it."""
        who, added = next(iter(record.list_of("raised_by")), ""), self._added(record)
        return self._standing(who, added) if who and added and record.native else None

    def change_of(self, record: Record) -> Change | None:
        """The change that decided a record; the one that brought it where it is open, or of another format."""
        return self._deciding(record) or self._added(record)

    def acted(self, path: str, who: str) -> Standing | None:
        """How well it is proven who added an act's file; None where git shows nothing of it."""
        change = self._adding(path)
        return self._standing(who, change) if change else None

    def to_verify(self) -> set[str]:
        """The commits that decided a record or added an act, and carry a signature: what is worth verifying."""
        paths = [act.path for record in self._log.records for act in record.acts]
        made = [*map(self._deciding, self._log.records), *map(self._adding, paths)]
        return {change.made.id for change in made if change and change.made.signed}

    def _deciding(self, record: Record) -> Change | None:
        """The change that decided a record; None where it is open, or git shows nothing of it."""
        if not record.is_decided or not record.native:
            return None
        timeline = self._history.of(record.id, record.path)
        steps = timeline.of(STATUS) if timeline else ()
        return next((step for step in steps if step.new in DECIDED), None)

    def _added(self, record: Record) -> Change | None:
        timeline = self._history.of(record.id, record.path)
        return timeline.added if timeline else None

    def _adding(self, path: str) -> Change | None:
        """The change that added an act's file; None where git shows nothing of it."""
        timeline = self._history.at(path)
        return timeline.added if timeline else None

    def _standing(self, who: str, change: Change, record: Record | None = None) -> Standing | None:
        if self._faces is None:
            return None
        made = change.made
        proof = prove(who, Made(made, made.committed), self._faces, self.signatures.get(made.id, NO_SIGNATURE))
        by = proof.author.handle if proof.author else made.author.name or "an unreadable author"
        if proof.grade != CLAIMED:
            return Standing(proof.grade, by, made.id)
        if made.committer.email in PLATFORMS and self._log.settings.merge == "squash":
            return Standing(SQUASHED, by, made.id, "squashed on its way here")
        return Standing(CLAIMED, by, made.id, self._recorded(who, record, proof.author))

    def _recorded(self, who: str, record: Record | None, author: Person | None) -> str:
        """That a scribe recorded it, and whether it was confirmed."""
        if record is None:
            return ""
        scribe = scribe_for(self._log, record, author)
        if not scribe:
            return ""
        confirmed = any(
            standing is not None and standing.grade in (COMMITTED, PROVEN)
            for act in confirmations(record, who)
            for standing in (self.acted(act.path, who),)
        )
        return f"recorded by {scribe}, and confirmed by {who}" if confirmed else f"recorded by {scribe}"
