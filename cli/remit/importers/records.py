"""An adopted folder as records of the log, and what there is to say about its files."""

from collections.abc import Iterable

from remit.importers import keys
from remit.importers.folder import Read, read_folder
from remit.log.finding import INFO, Finding
from remit.log.record import Record
from remit.log.settings import ForeignSource
from remit.log.source import Source

CODE, NAME = "I01", "adopted-file"
"""What findings about adopted files are called. They only inform: nothing of a foreign log is an error."""


def id_of(path: str) -> str:
    """The id of a foreign record: its path without the suffix."""
    folder, slash, name = path.rpartition("/")
    return folder + slash + (name.rpartition(".")[0] or name)


def read_source(files: Iterable[Source], source: ForeignSource) -> tuple[list[Record], list[Finding]]:
    """The records of an adopted folder, by path, and notes on what was guessed and which files are no records.

    Links in supersedes, superseded_by and related are ids of records; what points elsewhere is kept in `raw`.
    """
    read = read_folder(files, source)
    return [_record(one) for one in read if one.reading.is_record], [note for one in read for note in _notes(one)]


def _record(one: Read) -> Record:
    reading = one.reading
    head = dict(reading.head)
    for key in keys.LINKS:
        if key in head:
            head[key] = [id_of(path) for path in head[key]]
    return Record(
        one.path,
        id_of(one.path),
        head.get(keys.STATUS, ""),
        head,
        reading.body,
        reading.body_line,
        (),
        reading.format,
        reading.raw,
    )


def _notes(one: Read) -> list[Finding]:
    if not one.reading.is_record:
        return [Finding(CODE, NAME, INFO, one.path, f"is no record: {one.reading.why}")]
    return [Finding(CODE, NAME, INFO, one.path, guess) for guess in one.reading.guessed]
