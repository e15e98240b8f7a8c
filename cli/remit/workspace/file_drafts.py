"""Writing to a log: what is to be written is a list of drafts first, so that a plan can be tested, shown and undone.

Drafts are written in order, each atomically. Where an operation touches two files the order is such that a crash between
them leaves something that `remit check` names: the new record first, then the old one.
"""

import os
from collections.abc import Callable, Iterable
from typing import NamedTuple

from remit.files import atomic, paths
from remit.log import edit, ids, text, yaml
from remit.log.problem import CannotProceed
from remit.log.record import LINKS, Head, Record, conflict_line
from remit.repo.repository import Repository
from remit.workspace import logs

Pick = Callable[[str], str]
"""Takes one of the letters it is given, such as `secrets.choice`."""


class Draft(NamedTuple):
    """A file that is to be written."""

    path: str
    """From the top of the repository."""
    text: str
    was: str | None = None
    """The text that it replaces; None for a new file."""
    id: str = ""
    """The id of the record that it is, or belongs to."""


def new_record(repository: Repository, head: Head, body: str, day: str, pick: Pick) -> Draft:
    """A new record for a day (YYYYMMDD) with an id that no file of its folder begins with."""
    folder = f"{repository.root}/{day[:4]}"
    taken = _names(os.path.join(repository.top, folder))
    record_id = ids.new_id(day, pick)
    while any(name.startswith(record_id) for name in taken):
        record_id = ids.new_id(day, pick)
    slug = ids.slug(str(head.get("title") or ""))
    name = f"{record_id}-{slug}.md" if slug else f"{record_id}.md"
    return Draft(f"{folder}/{name}", edit.new_text({"id": record_id, **head}, body), id=record_id)


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []
    except NotADirectoryError:
        raise CannotProceed(
            f"{folder} is a file, not a folder", "move it away: the records of a year belong in a folder of this name"
        ) from None


def new_act(record: Record, kind: str, who: str, head: Head, body: str, pick: Pick) -> Draft:
    """A new act file of a record: `<id>.acts/<kind>-<who>-<4 random>.md`."""
    folder = f"{record.path.rpartition('/')[0]}/{record.id}.acts"
    return Draft(_act_path(folder, kind, who, pick), _act_text({"act": kind, "who": who, **head}, body), id=record.id)


def new_stop(repository: Repository, matter: str, kind: str, who: str, head: Head, body: str, pick: Pick) -> Draft:
    """A new stop or lift of a topic or a budget (`matter`), in the folder `stops`."""
    folder = f"{repository.root}/stops"
    name = matter.replace("/", "-")
    return Draft(_act_path(folder, name, who, pick), _act_text({"act": kind, "who": who, **head}, body))


def _act_path(folder: str, name: str, who: str, pick: Pick) -> str:
    return f"{folder}/{name}-{who}-{''.join(pick(ids.ALPHABET) for _ in range(4))}.md"


_FIRST = ("act", "who", "as", "on")


def _act_text(head: Head, body: str) -> str:
    keys = [*(key for key in _FIRST if head.get(key)), *(key for key in head if key not in _FIRST)]
    lines = (f"{key}: {edit.printed(head[key])}\n" for key in keys if head[key] not in (None, "", []))
    return "---\n" + "".join(lines) + "---\n" + (body if not body or body.endswith("\n") else body + "\n")


def read(repository: Repository, path: str) -> str:
    """The text of a file that is about to be edited. Raises CannotProceed where it cannot be read as text."""
    try:
        with open(paths.inside(repository.top, path), "rb") as file:
            return text.decode(file.read())
    except (OSError, text.NotText) as error:
        raise CannotProceed(f"{path} cannot be edited: {error}", "fix the file first; it was not changed") from None


def edited(repository: Repository, path: str, change: Callable[[str], str], record_id: str = "") -> Draft:
    """A file as `change` makes it. Raises CannotProceed where the file is not understood."""
    was = read(repository, path)
    line = conflict_line(was)
    if line:
        raise CannotProceed(
            f"{path}:{line}: an unresolved merge", "keep one side, remove the marker lines, and try again"
        )
    try:
        return Draft(path, change(was), was, record_id)
    except yaml.StrictError as error:
        raise CannotProceed(
            f"{path}:{error.line}: {error.message}",
            "make the change by hand, or fix the line first; nothing was written",
        ) from None


def write(repository: Repository, drafts: Iterable[Draft]) -> list[str]:
    """Write drafts in order; the paths that changed. Raises CannotProceed, naming what was written before it failed."""
    repository.need_work_tree()
    logs.need_checked_out(repository)
    done: list[str] = []
    for draft in drafts:
        if draft.text == draft.was:
            continue
        try:
            _write(repository, draft)
        except CannotProceed as error:
            if not done:
                raise
            raise CannotProceed(f"{error.message}; written before that: {', '.join(done)}", error.remedy) from None
        done.append(draft.path)
    return done


def _write(repository: Repository, draft: Draft) -> None:
    path = paths.inside(repository.top, draft.path)
    data = draft.text.encode()
    try:
        if draft.was is None:
            atomic.create(path, data)
        elif read(repository, draft.path) != draft.was:
            raise _raced(draft.path)
        else:
            atomic.replace(path, data)
    except atomic.Exists:
        raise _raced(draft.path) from None


def _raced(path: str) -> CannotProceed:
    return CannotProceed(f"{path} was changed by somebody else in the meantime", "run the command again")


class Renumbering(NamedTuple):
    """What a new id changes."""

    id: str
    drafts: tuple[Draft, ...]
    """The record under its new name, its acts, then records that link to it."""
    gone: tuple[str, ...]
    """Files that go once all drafts are written."""


def renumbered(
    repository: Repository, record: Record, pick: Pick, *, links: bool, others: tuple[Record, ...]
) -> Renumbering:
    """The plan. `links`: whether links of other records mean this one (and not another of the same id)."""
    new_id = ids.new_id(record.id[2:10], pick)
    path = record.path.replace(record.id, new_id, 1)
    text = edit.set_fields(read(repository, record.path), {"id": new_id})
    drafts = [Draft(path, text, id=new_id)]
    gone = [record.path]
    if links:
        drafts += [_relinked(repository, other, record.id, new_id) for other in others if _links_to(other, record.id)]
        for act in record.acts:
            drafts.append(Draft(act.path.replace(record.id, new_id, 1), read(repository, act.path)))
            gone.append(act.path)
    return Renumbering(new_id, tuple(drafts), tuple(gone))


def _links_to(other: Record, record_id: str) -> bool:
    if not other.native or other.id == record_id:
        return False
    return any(record_id in other.list_of(key) for key in LINKS) or any(to == record_id for _, to in other.links)


def _relinked(repository: Repository, other: Record, old: str, new: str) -> Draft:
    changes: Head = {
        key: [new if entry == old else entry for entry in other.list_of(key)]
        for key in LINKS
        if old in other.list_of(key)
    }
    if any(to == old for _, to in other.links):
        changes["links"] = [{**one, "to": new} if one.get("to") == old else one for one in other.entries_of("links")]
    return edited(repository, other.path, lambda content: edit.set_fields(content, changes), other.id)


def move(repository: Repository, plan: Renumbering) -> list[str]:
    """Write the new files, then take the old ones away; the paths that changed."""
    done = write(repository, plan.drafts)
    for path in plan.gone:
        os.unlink(paths.inside(repository.top, path))
    for folder in {os.path.dirname(path) for path in plan.gone if ".acts/" in path}:
        try:
            os.rmdir(os.path.join(repository.top, folder))
        except OSError:
            continue
    return [*done, *plan.gone]
