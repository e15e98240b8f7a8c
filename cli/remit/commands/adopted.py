"""Records of other formats, adopted in place: their status and their links change in their own format, and nothing else."""

from remit.commands.session import Session, finish
from remit.importers import edit as foreign
from remit.log import edit
from remit.log.edit import linked, need_step
from remit.log.problem import CannotProceed
from remit.log.record import SUPERSEDED, Record
from remit.log.text import one_line
from remit.workspace.file_drafts import Draft


def native(session: Session, name: str) -> Record:
    """The record of a name. Raises CannotProceed for one of another format."""
    record = session.record(name)
    need_native(record)
    return record


def need_native(record: Record) -> None:
    """Raises CannotProceed for a record of another format."""
    if not record.native:
        raise CannotProceed(
            f"{record.id} is a record of another format ({record.format}), adopted in place",
            f"edit {record.path} itself, or convert it with `remit import {record.path}`",
        )


def step(session: Session, record: Record, status: str, verb: str, words: str) -> None:
    """Give an adopted record another status. The reason goes into the commit's message: the file has no place for it."""
    need_step(record, status)
    draft = session.edited(record, lambda content: foreign.with_status(record, content, status))
    reason = f": {one_line(words)}" if words.strip() else ""
    lines = (f"Not checked against a policy: the record is in another format ({record.format}).",)
    message = f"{verb}: {record.title} ({record.id}){reason}"
    finish(session, [draft], message, lines=lines, data={"id": record.id, "status": status})


def superseded(session: Session, old: Record, by: Record) -> Draft:
    """A record as the one that another supersedes."""
    if not old.native:
        return session.edited(old, lambda text: foreign.with_status(old, text, SUPERSEDED, foreign.target(old, by)))
    return session.edited(
        old, lambda text: edit.set_fields(text, {"status": SUPERSEDED, **linked(text, "superseded_by", by.id)})
    )


def superseding(session: Session, new: Record, old: Record) -> Draft:
    """A record with the link to the one that it supersedes."""
    if not new.native:
        return session.edited(new, lambda text: foreign.with_link(new, text, "supersedes", foreign.target(new, old)))
    return session.edited(new, lambda text: edit.set_fields(text, linked(text, "supersedes", old.id)))


def related(session: Session, record: Record, kind: str, other: Record) -> Draft:
    """A record with a link to another; `kind` is a word of RELATIONS."""
    if not record.native:
        return session.edited(record, lambda text: foreign.with_link(record, text, kind, foreign.target(record, other)))
    return session.edited(record, lambda text: edit.with_link(text, kind, other.id))
