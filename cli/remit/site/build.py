"""One build: read the log, make the site beside the old one, exchange the two."""

import contextlib
import logging
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.site.config import generated
from remit.site.load import Loaded, load
from remit.site.out import exchanged

CONFIG, PAGES = "mkdocs.yml", "site_src"


class Built(NamedTuple):
    """What a build made."""

    records: int
    """Record pages, as many as records."""
    page: str
    """The page to open."""


def build(
    start: str,
    site_dir: str | None = None,
    *,
    strict: bool = False,
    plain: bool = False,
    tell: Callable[[str, int, int], None] | None = None,
) -> Built:
    """Build the site of the repository around `start` into `site_dir` (default: `site` at its top).

    `plain`: of the log alone, without the repository's own mkdocs.yml and pages. `tell` hears what is being done, and how far it is of how far. Raises CannotProceed; the old site is then as it was.
    """
    need_extras()
    loaded = load(start)
    target = Path(site_dir or Path(loaded.top, "site")).absolute()
    with configuration(loaded.top, loaded.log, plain=plain) as config, exchanged(target, Path(loaded.top)) as folder:
        records = _run(config, folder, target, loaded, strict=strict, tell=tell or (lambda _what, _done, _all: None))
    return Built(records, str(target / "index.html"))


def _run(
    config: str, folder: str, target: Path, loaded: Loaded, *, strict: bool, tell: Callable[[str, int, int], None]
) -> int:
    from remit.site.plugin import Given, run

    old = str(target) if target.is_dir() else None
    return run(
        config,
        folder,
        Given(loaded.top, loaded.log, loaded.now, loaded.blobs, loaded.history, loaded.signatures, old, tell),
        strict=strict,
    )


def need_extras() -> None:
    """Raises CannotProceed where the parts of the site are not installed."""
    from importlib.util import find_spec

    missing = [name for name in ("mkdocs", "material", "nh3", "markdown_it") if find_spec(name) is None]
    if missing:
        raise CannotProceed("the site needs parts that are not installed", "pip install 'remit[site]'")


@contextlib.contextmanager
def configuration(top: str, log: Log, *, plain: bool = False) -> Iterator[str]:
    """The path of the repository's mkdocs.yml, or of one that we make: where it has none, or where it is to be `plain`.

    Raises CannotProceed where reading the repository's own would run something; says what else it runs.
    """
    own = Path(top, CONFIG)
    if own.is_file() and not plain:
        _say_what_runs(own)
        yield str(own)
        return
    with tempfile.TemporaryDirectory(prefix="remit-") as folder:
        pages = Path(top, PAGES)
        there = pages.is_dir() and not plain
        if not there:
            pages = Path(folder, "docs")
            pages.mkdir()
        made = Path(folder, CONFIG)
        made.write_text(generated(log.settings, top, str(pages), own_pages=there), encoding="utf-8")
        yield str(made)


def _say_what_runs(path: Path) -> None:
    from remit.site import named

    found = named.look(path)
    named.refuse(path, found)
    if found.runs:
        logging.getLogger("mkdocs.plugins.remit").warning(
            "%s runs code of this repository: %s. `--plain` builds the log without it.",
            CONFIG,
            ", ".join(dict.fromkeys(found.runs)),
        )
