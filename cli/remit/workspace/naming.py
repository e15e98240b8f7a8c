"""By what words the records of a large log are called: from its kept rows."""

from remit.repo.repository import Repository
from remit.workspace import kept, resolve, rows
from remit.workspace.resolve import Name


def path_of(repository: Repository, found: kept.Found | None, text: str) -> str | None:
    """The file of the record that `text` means; None where the log itself must be asked. Raises like `resolve.resolve`."""
    if found is None or rows.unread(found[0]):
        return None
    table, changed = found
    read = kept.read(repository, changed)
    if len(read) < len(kept.changed_files(repository, changed)):
        return None  # one cannot be read, and may be meant
    names = [name for name in rows.names(table) if name.path not in changed]
    names += [Name(record.path, record.id, record.title, record.list_of("aliases")) for record in read]
    names.sort(key=lambda name: name.path)
    return names[resolve.find(names, text)].path
