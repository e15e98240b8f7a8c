"""Which format a folder is in."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from remit.importers.folder import read_folder
from remit.log.settings import ForeignSource
from remit.log.source import Source


class Detected(NamedTuple):
    """What a folder holds: the format of most of its records (empty where there are none), how many, and some of them."""

    format: str
    records: int
    examples: tuple[str, ...]


def detect(files: Iterable[Source], path: str = ".") -> Detected:
    """The format of the log below `path`."""
    records = [one for one in read_folder(files, ForeignSource(path)) if one.reading.is_record]
    counted = Counter(one.reading.format for one in records)
    best = min(counted, key=lambda name: (-counted[name], name), default="")
    return Detected(best, len(records), tuple(one.path for one in records if one.reading.format == best)[:3])
