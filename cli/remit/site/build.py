"""One build: read the log, make the site beside the old one, exchange the two."""

import contextlib
import logging
import sys
from collections.abc import Callable, Iterator
from importlib import util
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from remit.log.problem import CannotProceed
from remit.repo.repository import find
from remit.site.cache import Cache
from remit.site.configuration import FILE, configuration
from remit.site.last_build import Asked, Made, remember, unchanged
from remit.site.load import load, time_of_build
from remit.site.output import exchanged


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

    `plain`: of the log alone, without the repository's own mkdocs.yml and pages. `tell` hears what is being done, and how far
    it is of how far. Raises CannotProceed; the old site is then as it was.
    """
    need_extras()
    repository, began = find(start), time_ns()
    target = Path(site_dir or Path(repository.top, "site")).absolute()
    asked = Asked(repository, str(target), (strict, plain))
    generated = plain or not Path(repository.top, FILE).exists()
    records = unchanged(asked, time_of_build()) if generated else None
    if records is not None:
        return Built(records, str(target / "index.html"))
    from remit.site.plugin import Given, run, silent

    with _warned() as warnings:
        loaded = load(start)
        cache = Cache(loaded.top)
        with (
            contextlib.closing(cache),
            configuration(loaded.top, loaded.log, plain=plain) as config,
            exchanged(target, Path(loaded.top), cache.written(str(target))) as output,
        ):
            made = run(config, Given(loaded, cache, output, tell or silent), strict=strict)
            output.join()
            cache.remember(str(target), output.changed(), output.gone())
    if generated and not warnings.any:
        remember(asked, loaded, Made(made.written, made.pictures, output.files, made.until), began)
    return Built(made.written, str(target / "index.html"))


class _Warnings(logging.Handler):
    """Whether the engine warned of something."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.any = False

    def emit(self, record: logging.LogRecord) -> None:
        """Note it."""
        self.any = True


@contextlib.contextmanager
def _warned() -> Iterator[_Warnings]:
    """What the engine warns of within the block."""
    handler, logger = _Warnings(), logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)


def need_extras() -> None:
    """Raises CannotProceed where the parts of the site are not installed."""
    missing = [name for name in ("mkdocs", "material", "nh3", "markdown_it") if util.find_spec(name) is None]
    if missing:
        raise CannotProceed("the site needs parts that are not installed", "pip install 'remit[site]'")


class _Plain(logging.Handler):
    """One line for each message; foreign text never sends control characters to the terminal."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one message; that a skeleton is not written as a page is nobody's business."""
        if record.getMessage().startswith("Page skipped: ") and "address.md" in record.getMessage():
            return
        text = "".join(mark if mark.isprintable() else " " for mark in record.getMessage())
        word = "" if record.levelno < logging.WARNING else f"{record.levelname.lower()}: "
        sys.stderr.write(f"{word}{text}\n")


@contextlib.contextmanager
def heard(*, everything: bool = False) -> Iterator[None]:
    """Within the block the engine's warnings are shown; with `everything` what it does, too."""
    logger = logging.getLogger("mkdocs")
    handler, before = _Plain(logging.INFO if everything else logging.WARNING), (logger.level, logger.propagate)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO if everything else logging.WARNING)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before[0])
        logger.propagate = before[1]
