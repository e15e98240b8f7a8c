"""Records of other formats, adopted in place: their status and their links change in their own format, and nothing else.

The room that knows the formats is imported where it is needed: it is large, and most logs adopted none.
"""

import shlex
from collections.abc import Iterable

from remit.commands.session import Session, finish
from remit.log import edit
from remit.log.edit import linked, need_step
from remit.log.problem import CannotProceed
from remit.log.record import SUPERSEDED, Head, Record, texts
from remit.log.settings import ForeignSource
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
            f"edit {record.path} itself, or convert it with `remit import {shlex.quote(record.path)}`",
        )


def step(
    session: Session, record: Record, status: str, verb: str, words: str, replaced: tuple[Record, ...] = (),
    ended: Iterable[Draft] = (),
) -> None:  # fmt: skip
    """Give an adopted record another status, with links to those that it replaces; `ended` are the drafts of those.

    The reason goes into the commit's message: the file has no place for it.
    """
    from remit.importers import edit as foreign

    need_step(record, status)

    def change(content: str) -> str:
        out = foreign.with_status(record, content, status)
        for old in replaced:
            out = foreign.with_link(record, out, "supersedes", foreign.target(record, old))
        return out

    drafts = [session.edited(record, change), *ended]
    reason = f": {one_line(words)}" if words.strip() else ""
    lines = (f"Not checked against a policy: the record is in another format ({record.format}).",)
    message = f"{verb}: {record.title} ({record.id}){reason}"
    finish(session, drafts, message, lines=lines, data={"id": record.id, "status": status}, checked=True)


def superseded(session: Session, old: Record, by: Record) -> Draft:
    """A record as the one that another supersedes."""
    if not old.native:
        from remit.importers import edit as foreign

        return session.edited(old, lambda text: foreign.with_status(old, text, SUPERSEDED, foreign.target(old, by)))
    return session.edited(
        old, lambda text: edit.set_fields(text, {"status": SUPERSEDED, **linked(text, "superseded_by", by.id)})
    )


def superseding(session: Session, new: Record, old: Record) -> Draft:
    """A record with the link to the one that it supersedes."""
    if not new.native:
        from remit.importers import edit as foreign

        return session.edited(new, lambda text: foreign.with_link(new, text, "supersedes", foreign.target(new, old)))
    return session.edited(new, lambda text: edit.set_fields(text, linked(text, "supersedes", old.id)))


def related(session: Session, record: Record, kind: str, other: Record) -> Draft:
    """A record with a link to another; `kind` is a word of RELATIONS."""
    if not record.native:
        from remit.importers import edit as foreign

        return session.edited(record, lambda text: foreign.with_link(record, text, kind, foreign.target(record, other)))
    return session.edited(record, lambda text: edit.with_link(text, kind, other.id))


def source(session: Session) -> ForeignSource | None:
    """The adopted log that new decisions are written to."""
    return next((one for one in session.log.settings.sources if one.write), None)


def form(session: Session) -> str:
    """The template that fits the format of the adopted log that is written to; empty where there is none."""
    log = source(session)
    return "" if log is None else "nygard" if _format(session, log) == "nygard" else "madr"


def _records(session: Session, log: ForeignSource) -> list[Record]:
    return [record for record in session.log.adopted if record.path.startswith(log.below)]


def _format(session: Session, log: ForeignSource) -> str:
    from remit.importers import new_record

    return new_record.format_of(_records(session, log), log.format)


def new(session: Session, log: ForeignSource, head: Head, body: str) -> Draft:
    """A new record of an adopted log, with the links to those that it supersedes."""
    from remit.importers import edit as foreign
    from remit.importers import new_record
    from remit.importers.folder import id_of

    format_, records = _format(session, log), _records(session, log)
    handle, people = str(head.get("decider") or ""), session.log.people
    person = people.by_handle.get(handle) if people else None
    said = new_record.New(
        str(head["title"]), str(head["status"]), str(head.get("decided") or session.today)[:10], body,
        person.name if person else handle, ", ".join(texts(head.get("tags"))),
    )  # fmt: skip
    path, content = new_record.new_record(session.log, log.below.rstrip("/"), format_, records, said)
    record = Record(path, id_of(path), said.status, {"title": said.title}, body, format=format_)
    for name in texts(head.get("supersedes")):
        content = foreign.with_link(record, content, "supersedes", foreign.target(record, session.record(name)))
    return Draft(path, content, id=record.id)


_KEPT = ("title", "status", "decided", "decider", "supersedes")


def dropped(session: Session, head: Head) -> tuple[str, ...]:
    """A line that names the fields which the format of the adopted log has no place for."""
    log = source(session)
    if log is None:
        return ()
    format_ = _format(session, log)
    kept = (*_KEPT, "tags") if format_ == "log4brains" else _KEPT
    lost = [key for key in head if key not in kept and head[key] not in (None, [], "")]
    return (f"Not written, because the format {format_} has no place for it: {', '.join(lost)}.",) if lost else ()
