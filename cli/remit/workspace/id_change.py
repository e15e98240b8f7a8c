"""Giving a record another id: its file, the folder of its acts and the links to it."""

import os
from typing import NamedTuple

from remit.files import paths
from remit.log import edit, ids
from remit.log.record import Head, Record
from remit.repo.repository import Repository
from remit.workspace import file_drafts

_LINKS = ("supersedes", "superseded_by", "related")


class Renumbering(NamedTuple):
    """What a new id changes."""

    id: str
    drafts: tuple[file_drafts.Draft, ...]
    """The record under its new name, its acts, then records that link to it."""
    gone: tuple[str, ...]
    """Files that go once all drafts are written."""


def renumbered(
    repository: Repository, record: Record, pick: file_drafts.Pick, *, links: bool, others: tuple[Record, ...]
) -> Renumbering:
    """The plan. `links`: whether links of other records mean this one (and not another of the same id)."""
    new_id = ids.new_id(record.id[2:10], pick)
    path = record.path.replace(record.id, new_id, 1)
    text = edit.set_fields(file_drafts.read(repository, record.path), {"id": new_id})
    drafts = [file_drafts.Draft(path, text, id=new_id)]
    gone = [record.path]
    if links:
        drafts += [_relinked(repository, other, record.id, new_id) for other in others if _links_to(other, record.id)]
        for act in record.acts:
            drafts.append(
                file_drafts.Draft(act.path.replace(record.id, new_id, 1), file_drafts.read(repository, act.path))
            )
            gone.append(act.path)
    return Renumbering(new_id, tuple(drafts), tuple(gone))


def _links_to(other: Record, record_id: str) -> bool:
    if not other.native or other.id == record_id:
        return False
    return any(record_id in other.list_of(key) for key in _LINKS) or any(to == record_id for _, to in other.links)


def _relinked(repository: Repository, other: Record, old: str, new: str) -> file_drafts.Draft:
    changes: Head = {
        key: [new if entry == old else entry for entry in other.list_of(key)]
        for key in _LINKS
        if old in other.list_of(key)
    }
    if any(to == old for _, to in other.links):
        changes["links"] = [{**one, "to": new} if one.get("to") == old else one for one in other.entries_of("links")]
    return file_drafts.edited(repository, other.path, lambda content: edit.set_fields(content, changes), other.id)


def move(repository: Repository, plan: Renumbering) -> list[str]:
    """Write the new files, then take the old ones away; the paths that changed."""
    done = file_drafts.write(repository, plan.drafts)
    for path in plan.gone:
        os.unlink(paths.inside(repository.top, path))
    for folder in {os.path.dirname(path) for path in plan.gone if ".acts/" in path}:
        try:
            os.rmdir(os.path.join(repository.top, folder))
        except OSError:
            continue
    return [*done, *plan.gone]
