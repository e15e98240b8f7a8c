"""What the last build was made of: where all of it is as it was then, and the site too, there is nothing to build.

Files are known by their stamps, as git knows them. Where the configuration is the repository's own, its plugins may read
anything, and every build is made.
"""

import json
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from time import time_ns
from typing import Any, NamedTuple

from remit.repo import git
from remit.repo.repository import Repository
from remit.repo.trees import walk
from remit.site.cache import folder_of
from remit.site.configuration import PAGES
from remit.site.digest import program
from remit.site.load import Loaded
from remit.site.output import Stamps, stamps
from remit.workspace.logs import folders, stamp

_FILE = "last-build.json"
_ENGINE = ("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions")


class Asked(NamedTuple):
    """What somebody wants to have built."""

    repository: Repository
    target: str
    """The folder of the site, absolute."""
    options: tuple[object, ...]


class Made(NamedTuple):
    """What a build made."""

    records: int
    """Record pages, as many as records."""
    pictures: tuple[str, ...]
    """The pictures of the repository that it shows, by their paths."""
    files: Stamps
    until: datetime | None
    """The next time at which it may be another site; None: not before midnight."""


def unchanged(asked: Asked, now: datetime) -> int | None:
    """How many decisions the site shows, if a build would make the same site again; None where it has to be built."""
    try:
        kept = json.loads(_place(asked).read_text(encoding="utf-8"))
        if not datetime.fromisoformat(kept["from"]) <= now < datetime.fromisoformat(kept["until"]):
            return None
        same = _made_of(asked, kept["folders"], kept["files"], time_ns()) == kept["made_of"]
        return int(kept["records"]) if same and _number(stamps(asked.target)) == kept["site"] else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def remember(asked: Asked, loaded: Loaded, made: Made, began: int) -> None:
    """Keep what a build of a day was made of; nothing where some of it changed since it `began` (ns), or may have."""
    log, midnight = loaded.log, datetime.combine(loaded.now.astimezone(loaded.log.zone).date(), time(), loaded.log.zone)
    until = min(midnight + timedelta(days=1), made.until or datetime.max.replace(tzinfo=UTC))
    kept: dict[str, Any] = {
        "from": midnight.isoformat(),
        "until": until.isoformat(),
        "folders": [*folders(asked.repository, log.settings), PAGES],
        "files": sorted(made.pictures),
        "records": made.records,
        "site": _number(made.files),
    }
    kept["made_of"] = _made_of(asked, kept["folders"], kept["files"], began)
    place = _place(asked)
    if kept["made_of"] and place.parent.is_dir():
        place.write_text(json.dumps(kept), encoding="utf-8")


def _place(asked: Asked) -> Path:
    return folder_of(asked.repository.top) / _FILE


def _made_of(asked: Asked, below: Iterable[str], files: Iterable[str], at: int) -> str:
    """Everything that a build reads, as one number; empty where a file changed too lately to tell `at` that time (ns)."""
    top, versions = asked.repository.top, [metadata.version(name) for name in _ENGINE]
    refs = git.run(top, "for-each-ref", "--format=%(objectname) %(refname)").decode("utf-8", "surrogateescape")
    head = (
        git.run_raw(top, "symbolic-ref", "-q", "HEAD")[1] + git.run_raw(top, "rev-parse", "-q", "--verify", "HEAD")[1]
    )
    parts = [program(), *versions, repr(asked), refs, repr(head)]
    for name, seen in _seen(asked.repository, below, files):
        known = stamp(seen, at) if seen else "none"
        if not known:
            return ""
        parts.append(f"{name} {known}")
    return blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _seen(
    repository: Repository, below: Iterable[str], files: Iterable[str]
) -> Iterator[tuple[str, os.stat_result | None]]:
    for folder in below:
        for path, entry in walk(repository.top, folder):
            yield path, entry.stat(follow_symlinks=False)
    inside = (Path(repository.git_dir, "index"), *(Path(repository.common_dir, name) for name in ("config", "shallow")))
    for place in (*inside, *(Path(repository.top, file) for file in files)):
        yield str(place), place.lstat() if os.path.lexists(place) else None


def _number(site: Stamps) -> str:
    """The files of a site, their sizes and times, as one number."""
    return blake2b(repr(sorted(site.items())).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
