"""Where a site is written: a folder of its own beside the old one, which is exchanged at the very end."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from remit.log.problem import CannotProceed

DATA = "assets/remit/decisions.js"
SEARCH = "assets/remit/search/"
"""The data file of the table, and the folder of the search shards."""
MARKS = (DATA, "sitemap.xml", "404.html", "log.json")
"""Files by which a folder is known as a site that a build wrote."""


@contextlib.contextmanager
def exchanged(site_dir: Path, top: Path) -> Iterator[str]:
    """A new folder to build in. It becomes `site_dir` when the block ends well; else the old site stays as it is.

    Raises CannotProceed where `site_dir` holds anything but an old site.
    """
    _check(site_dir, top)
    new = _beside(site_dir, "new")
    try:
        new.mkdir(parents=True)
    except OSError as error:
        raise CannotProceed(
            f"{new} could not be made: {error.strerror}", "choose another folder with --site-dir"
        ) from None
    try:
        yield str(new)
        _exchange(new, site_dir)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise CannotProceed(
            f"the site could not be written: {what}",
            "free disk space or fix the permissions; the old site is unchanged",
        ) from None
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _beside(site_dir: Path, word: str) -> Path:
    return site_dir.parent / f".{site_dir.name}.{word}-{os.getpid()}.tmp"


def _exchange(new: Path, site_dir: Path) -> None:
    old = _beside(site_dir, "old")
    if site_dir.exists():
        site_dir.rename(old)
    try:
        new.rename(site_dir)
    except OSError:
        if old.exists():
            old.rename(site_dir)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _check(site_dir: Path, top: Path) -> None:
    """Nothing but an old site, an empty folder or nothing at all is ever replaced."""
    if site_dir.is_symlink() or (site_dir.exists() and not site_dir.is_dir()):
        raise CannotProceed(f"{site_dir} is not a folder", "choose another one with --site-dir")
    if top.resolve().is_relative_to(site_dir.resolve()):
        raise CannotProceed(
            "the site would replace the repository itself", "choose a folder with --site-dir, such as `site`"
        )
    if not site_dir.is_dir():
        return
    inside = {entry.name for entry in site_dir.iterdir()}
    if inside and (".git" in inside or not any((site_dir / mark).exists() for mark in MARKS)):
        raise CannotProceed(
            f"{site_dir} holds files that no build wrote", "empty it, or choose another folder with --site-dir"
        )


def write(folder: str, address: str, data: bytes, old: str | None = None) -> None:
    """One file of the new site. Where the old site has the same content, the file is shared instead of written."""
    path = Path(folder, address)
    if old is not None and _shared(Path(old, address), path, data):
        return
    try:
        path.write_bytes(data)
    except FileNotFoundError:  # the first file of its folder
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _shared(old: Path, new: Path, data: bytes) -> bool:
    try:
        if old.read_bytes() != data:
            return False
        new.hardlink_to(old)
    except OSError:
        return False
    return True


def may_copy(top: str, path: str, most: int) -> bool:
    """Whether a file of the repository is there, is not a link nor behind one, and has at most `most` bytes."""
    at = Path(top)
    for part in path.split("/"):
        at /= part
        if at.is_symlink():
            return False
    try:
        return at.is_file() and at.stat().st_size <= most
    except OSError:
        return False
