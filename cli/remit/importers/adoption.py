"""What adopting a folder would bring: where its logs are, how well they can be read, and what their own words may mean here."""

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from remit.importers import keys
from remit.importers.file_names import is_numbered, number_of
from remit.importers.folder import Read, read_folder
from remit.importers.formats import BY_NAME
from remit.importers.head import FROM_FILE
from remit.importers.lines import FOLDERS
from remit.log.record import TIERS, texts
from remit.log.settings import ForeignSource, Mapped
from remit.log.source import Source
from remit.log.text import counted

# How well a folder was read, in one line.

_WANTED = (
    ("status", (keys.STATUS,)),
    ("date", (keys.RAISED, keys.DECIDED)),
    ("title", (keys.TITLE,)),
    ("decider", (keys.DECIDERS,)),
)


def told(read: Sequence[Read]) -> str:
    """How many records, how many do not state what a record should, and what became of the other files."""
    records = [one for one in read if one.is_record]
    said = [counted(len(records), "record")]
    for word, wanted in _WANTED:
        n = sum(not any(_states(one, key) for key in wanted) for one in records)
        said += [f"{n} without {word}"] if n else []
    numbers = Counter((posixpath.dirname(one.path), number) for one in records if (number := _number(one)) >= 0)
    twice = sorted(number for (_, number), n in numbers.items() if n > 1)
    if twice:
        which = f"{', '.join(map(str, twice[:5]))}{' …' if twice[5:] else ''}"
        said.append(f"{'numbers' if twice[1:] else 'number'} {which} twice")
    if n := sum(1 for _ in one_sided(read)):
        said.append(counted(n, "one-sided link"))
    why = Counter(one.reading.why for one in read if not one.is_record)
    if why:
        reasons = "; ".join(f"{n} {reason}" if n > 1 else reason for reason, n in why.most_common(4))
        said.append(
            f"{counted(why.total(), 'other file')} ({reasons}{'; …' if why.keys() - dict(why.most_common(4)) else ''})"
        )
    return ", ".join(said)


def _states(one: Read, key: str) -> bool:
    """Whether a record states a value itself: neither its file's name nor the settings do."""
    head, raw = one.reading.head, one.reading.raw
    if key == keys.STATUS:
        return key in raw and key in head
    return key in head and not (key == keys.TITLE and FROM_FILE in one.reading.guessed)


def _number(one: Read) -> int:
    return next((number for alias in one.reading.head.get(keys.ALIASES, ()) if (number := number_of(alias)) >= 0), -1)


def one_sided(read: Iterable[Read]) -> Iterable[tuple[str, str, str]]:
    """Supersessions that only one end states: the end that does not, the key that it lacks, and the other end."""
    heads = {one.path: one.reading.head for one in read if one.is_record}
    for path, head in heads.items():
        for key, converse in ((keys.SUPERSEDES, keys.SUPERSEDED_BY), (keys.SUPERSEDED_BY, keys.SUPERSEDES)):
            for other in head.get(key, ()):
                if other in heads and path not in heads[other].get(converse, ()):
                    yield other, converse, path


# Which format a folder is in, and what the settings could say of it.


class Detected(NamedTuple):
    """What a folder holds."""

    path: str
    format: str
    """The format of most of its records; empty where there are none."""
    records: int
    examples: tuple[str, ...]
    told: str
    """How well it was read, in one line."""
    unstated: int
    """How many records state no status."""
    merged: str
    """The status of those by the format's own rule; empty where it has none."""
    tier: Mapped | None
    topic: Mapped | None
    boundary: Mapped | None
    """What the settings could say."""


def detect(files: Iterable[Source], path: str = ".") -> Detected:
    """The log below `path`."""
    read = read_folder(files, ForeignSource(path))
    records = [one for one in read if one.is_record]
    formats = Counter(one.reading.format for one in records)
    best = min(formats, key=lambda name: (-formats[name], name), default="")
    return Detected(
        path, best, len(records), tuple(one.path for one in records if one.reading.format == best)[:3], told(read),
        sum(keys.STATUS not in one.reading.head for one in records), BY_NAME[best].unstated if best else "", _tier(records), _topic(records, path), _boundary(records),
    )  # fmt: skip


_LEVELS = (
    ("low", "minor", "small", "team", "local", "edge", "1", "trivial"),
    ("medium", "moderate", "mid", "department", "functional", "2", "normal"),
    ("high", "major", "large", "company", "central", "3", "critical"),
)
_SOME = 2
"""So many records with a value make it worth a mapping."""


def _tier(records: Sequence[Read]) -> Mapped | None:
    """A tier by a level that the records state in words of low, medium and high."""
    said = Counter(str(one.reading.head[keys.LEVEL]).lower() for one in records if keys.LEVEL in one.reading.head)
    values = tuple((word, tier) for tier, words in zip(TIERS, _LEVELS, strict=True) for word in words if word in said)
    return Mapped(keys.LEVEL, values) if len(values) >= _SOME else None


_GROUPS = ("team", "working-group", "squad", "department", "board", "scope", "network", "organization", "organisation")
"""Fields that say who decides, or for whom."""


def _topic(records: Sequence[Read], path: str) -> Mapped | None:
    """A topic by the one category that each record has, or by the folders in which they lie, where they state none."""
    if any(keys.TOPIC in one.reading.head for one in records):
        return None
    if all(len(one.reading.head.get(keys.TAGS, ())) < 2 for one in records) and _repeats(records, keys.TAGS):
        return Mapped(keys.TAGS)
    below = ForeignSource(path).below
    inside = [one.path.removeprefix(below).partition("/") for one in records]
    said = Counter(folder for folder, slash, _ in inside if slash and not is_numbered(f"{folder}.md"))
    many = [folder for folder, n in said.items() if n >= _SOME and folder.lower() not in FOLDERS]
    return Mapped("folder") if len(many) >= _SOME else None


def _boundary(records: Sequence[Read]) -> Mapped | None:
    """A boundary by the group that the records state, or by their topic."""
    name = next((name for name in _GROUPS if _repeats(records, f"x-{name}")), "")
    return Mapped(name or keys.TOPIC) if name or _repeats(records, keys.TOPIC) else None


def _repeats(records: Sequence[Read], key: str) -> bool:
    """Whether most records state one of a few values, each of which several state."""
    said = Counter(text for one in records for text in texts(one.reading.head.get(key))[:1])
    many = [n for n in said.values() if n >= _SOME]
    return len(many) >= _SOME and sum(many) * 2 > len(records) and len(said) * 2 <= len(records)


# Where the logs are in a folder that holds much else.

_HALF, _ALL, _FEWEST = 0.5, 0.9, 2
"""Shares of the texts of a folder, and of a whole repository, that are records where it is a log; and how many at least."""


def find_logs(files: Sequence[Source], path: str = ".") -> list[str]:
    """The folder itself where most of its texts are records; otherwise the highest folders below it of which that is true. A folder
    that somebody names is one in any case: its format may be nobody else's.
    """
    read = [
        one
        for one in read_folder(files, ForeignSource(path))
        if one.reading.why not in ("a symbolic link", "another repository")
    ]
    likely: dict[str, int] = defaultdict(int)
    texts: dict[str, int] = defaultdict(int)
    for one in read:
        is_likely = one.is_record and (
            is_numbered(one.path) or any(key in one.reading.raw for key in (keys.STATUS, keys.RAISED, keys.DECIDED))
        )
        folder = posixpath.dirname(one.path)
        while True:
            texts[folder] += one.is_record
            likely[folder] += is_likely
            if not folder:
                break
            folder = posixpath.dirname(folder)
    good = [folder for folder, n in likely.items() if n >= _FEWEST and n > texts[folder] * _HALF]
    top = "" if path in (".", "") else path.strip("/")
    if likely[top] and likely[top] >= texts[top] * (_ALL if not top else _HALF):
        return [path if top else _narrowed("", likely) or "."]
    good = [folder for folder in good if folder]
    highest = [folder for folder in good if not any(folder != other and _holds(other, folder) for other in good)]
    found = sorted(_narrowed(folder, likely) for folder in highest)
    return found or ([path] if top else [])


def _narrowed(top: str, likely: Mapping[str, int]) -> str:
    """The folder at or below `top` that holds all of its records, where they are several."""
    while likely[top] >= _FEWEST:
        below = (one for one, n in likely.items() if posixpath.dirname(one) == top != one and n == likely[top])
        found = next(below, "")
        if not found:
            break
        top = found
    return top


def _holds(outer: str, inner: str) -> bool:
    return not outer or inner.startswith(outer + "/")
