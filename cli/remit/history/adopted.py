"""History of a log of another format: the same timelines, from the head that the format's reader finds."""

from remit.history.file_values import Kind, foreign
from remit.importers import read_foreign
from remit.log.settings import ForeignSource
from remit.log.timeline import Values

STATUS_RAW = "status_raw"
"""The field of the status as written; `status` holds its class."""
SUFFIXES = (".md", ".markdown", ".rst", ".txt", ".adoc", ".yaml", ".yml")


def adopted(source: ForeignSource) -> Kind:
    """How the files of an adopted log are followed: by path, through renames."""
    folder = source.path.strip("/").removeprefix("./")
    top = f"{folder}/" if folder not in ("", ".") else ""

    def wants(path: str) -> bool:
        return path.startswith(top) and path.endswith(SUFFIXES)

    def head_of(path: str, data: bytes) -> Values | None:
        reading = read_foreign(path, data, source)
        if not reading.is_record:
            return None
        raw = reading.raw.get("status", reading.head.get("status"))
        return {**reading.head, STATUS_RAW: raw} if raw is not None else dict(reading.head)

    return foreign(wants, head_of, repr(source))
