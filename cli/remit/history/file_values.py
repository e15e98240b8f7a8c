"""What a file says, as far as history follows it: the values of its front matter and a checksum of the rest."""

from collections.abc import Callable, Collection
from typing import NamedTuple
from zlib import crc32

from remit.importers import read_foreign
from remit.importers.formats import can_be_read
from remit.log import ids, yaml
from remit.log.settings import ForeignSource
from remit.log.timeline import BODY, Value, Values

_FOLDERS = ("context", "policy", "stops")
_LINES_KEPT = 200_000


class Kind(NamedTuple):
    """How the files of a log are read by history."""

    wants: Callable[[str], bool]
    """Whether a path is followed at all."""
    values: Callable[[str, bytes], Values | None]
    """Path and bytes to values; None where the bytes cannot be read or are none of the log's files."""
    key: Callable[[str, Values], str] | None
    """Path and values to the key of its timeline; None where the path is the only identity (renames are then followed)."""
    name: str
    """Names this way of reading in the index."""

    def also(self, paths: Collection[str]) -> "Kind":
        """The same, which follows these paths too."""
        return self._replace(wants=lambda path: path in paths or self.wants(path)) if paths else self


def native(root: str, earlier: Collection[str] = ()) -> Kind:
    """How Remit's own log below `root` is read: records by id, everything else by path. `earlier`: folders that held it before."""
    top = root.rstrip("/") + "/" if root.strip("/.") else ""
    tops = tuple(f"{folder}/" for folder in earlier)

    def wants(path: str) -> bool:
        return path.endswith((".md", ".yml", ".yaml")) and path.startswith((top, *tops))

    def key(path: str, values: Values) -> str:
        return now(path) if is_page(path) else _record_id(path, values)

    def now(path: str) -> str:
        return next((top + path.removeprefix(old) for old in tops if path.startswith(old)), path)

    known: dict[str, bool] = {}

    def is_page(path: str) -> bool:
        if path not in known:
            known[path] = look(path)
        return known[path]

    def look(path: str) -> bool:
        return not path.endswith(".md") or ".acts/" in path or now(path)[len(top) :].split("/", 1)[0] in _FOLDERS

    def values(path: str, data: bytes) -> Values | None:
        if not path.endswith(".md"):
            return {BODY: crc32(data)}
        found = front_matter(data)
        return found if found is None or is_page(path) or _record_id(path, found) else None

    return Kind(wants, values, key, "remit")


STATUS_RAW = "status_raw"
"""In an adopted log, the field of the status as written; `status` holds its class."""


def adopted(source: ForeignSource) -> Kind:
    """How an adopted log is read: by path, through renames, with the fields that the format's reader finds."""
    folder = source.path.strip("/").removeprefix("./")
    top = f"{folder}/" if folder not in ("", ".") else ""

    def wants(path: str) -> bool:
        return path.startswith(top) and can_be_read(path)

    def values(path: str, data: bytes) -> Values | None:
        reading = read_foreign(path, data, source)
        if not reading.is_record:
            return None
        raw = reading.raw.get("status", reading.head.get("status"))
        return {**reading.head, **({STATUS_RAW: raw} if raw is not None else {}), BODY: crc32(data)}

    return Kind(wants, values, None, repr(source))


def _record_id(path: str, values: Values) -> str:
    written = values.get("id")
    return written if isinstance(written, str) else ids.id_of_file(path.rsplit("/", 1)[-1]) or ""


def front_matter(data: bytes) -> Values | None:
    """The values of a Markdown file with front matter; None where it has none that can be read."""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    end = data.find(b"\n---", start)
    if not data.startswith(b"---\n", start) or end < 0 or end - start > yaml.HEAD_BYTES:
        return None
    after = data.find(b"\n", end + 1)
    try:
        head = read_lines(data[start + 4 : end + 1].decode("utf-8"))
    except (yaml.StrictError, UnicodeDecodeError):
        return None
    return {**head, BODY: crc32(data[after + 1 :] if after >= 0 else b"")}


_READ: dict[str, tuple[str, Value] | None] = {}


def read_lines(text: str) -> Values:
    """The same as `yaml.read`, sooner where most lines were seen before. Raises StrictError.

    Where every line begins with a letter and can be read alone, no line continues another: a continuation is indented.
    """
    out: Values = {}
    count = 0
    for line in text.split("\n"):
        if not line:
            continue
        count += 1
        entry = _READ[line] if line in _READ else _read_line(line)
        if entry is None:
            return yaml.read(text)
        out[entry[0]] = entry[1]
    return out if len(out) == count else yaml.read(text)


def _read_line(line: str) -> tuple[str, Value] | None:
    if len(_READ) > _LINES_KEPT:
        _READ.clear()
    entry = None
    if line[0].isalpha() and line.isascii():
        try:
            read = yaml.read(line)
        except yaml.StrictError:
            read = {}
        entry = next(iter(read.items())) if len(read) == 1 else None
    _READ[line] = entry
    return entry
