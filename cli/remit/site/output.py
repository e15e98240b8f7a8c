"""Where a site is written: new files wait beside the old site, and join it at the very end."""

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from remit.log.problem import CannotProceed
from remit.site.cache import Kept

DATA = "assets/remit/decisions.js"
SEARCH = "assets/remit/search/"
"""The data file of the table, and the folder of the search shards."""
MARKS = (DATA, "sitemap.xml", "404.html", "log.json")
"""Files by which a folder is known as a site that a build wrote."""
Stamps = dict[str, tuple[int, int]]
"""Files by address, each with its size and the time of its change (ns)."""


class Output:
    """A site that is being written. Files that are as they should be stay where they are; new ones wait in a folder beside the
    site until all are there.
    """

    def __init__(self, folder: str, site: str = "", known: Mapping[str, Kept] | None = None) -> None:
        """New files are written into `folder`; `site` holds the old ones, of which earlier builds wrote those that are `known`."""
        self.folder = folder
        self.pieces: dict[str, Kept] = {}
        """What the new site is made of."""
        self.complete = False
        """Whether every file is written, for other plugins that look at them."""
        self.files: Stamps = {}
        """The files of the new site, once it is there."""
        self._site, self._known, self._same = site, known or {}, set[str]()
        self._old = stamps(site) if site else {}

    def earlier(self, piece: str) -> Kept | None:
        """What an earlier build wrote of a piece, if all of it is there as it was written."""
        kept = None if self.complete else self._known.get(piece)
        whole = kept and all(self._old.get(address) == tuple(stamp) for address, stamp in kept.files.items())
        return kept if whole else None

    def write(self, address: str, data: bytes) -> None:
        """A file of the new site, unless the old one has it with this content."""
        if not self.complete and address in self._old and _content(Path(self._site, address)) == data:
            self._same.add(address)
        else:
            write(self.folder, address, data)

    def join(self) -> None:
        """Put the new files into the site, and take away what it does not have any more."""
        new, site = stamps(self.folder), Path(self._site)
        stay = self._same.union(*(kept.files for kept in self.pieces.values()))
        for address in self._old.keys() - new.keys() - stay:
            (site / address).unlink()
            with contextlib.suppress(OSError):  # other files are in it
                (site / address).parent.rmdir()
        if not self._old:
            with contextlib.suppress(OSError):  # there is none, or it holds folders
                site.rmdir()
        if not site.exists():
            Path(self.folder).rename(site)
        for address in new if Path(self.folder).exists() else ():
            fresh = Path(self.folder, address)
            if address not in self._old or _content(site / address) != fresh.read_bytes():
                (site / address).parent.mkdir(parents=True, exist_ok=True)
                fresh.replace(site / address)
        self.files = stamps(self._site)

    def changed(self) -> dict[str, Kept]:
        """The pieces of the new site that were written now."""
        return {
            name: kept._replace(files={address: self.files.get(address, (0, 0)) for address in kept.files})
            for name, kept in self.pieces.items()
            if kept is not self._known.get(name)
        }

    def gone(self) -> list[str]:
        """The pieces that it has no more."""
        return [*(self._known.keys() - self.pieces.keys())]


@contextlib.contextmanager
def exchanged(site_dir: Path, top: Path, known: Mapping[str, Kept] | None = None) -> Iterator[Output]:
    """A new site to write, of which pieces are `known` from earlier builds. It becomes that in `site_dir` when it is
    told to `join`; until then the old site stays as it is.

    Raises CannotProceed where `site_dir` holds anything but an old site.
    """
    _check(site_dir, top)
    new = site_dir.parent / f".{site_dir.name}.new-{os.getpid()}.tmp"
    try:
        new.mkdir(parents=True)
    except OSError as error:
        raise CannotProceed(
            f"{new} could not be made: {error.strerror}", "choose another folder with --site-dir"
        ) from None
    try:
        output = Output(str(new), str(site_dir), known)
        yield output
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise CannotProceed(
            f"the site could not be written: {what}",
            "free disk space or fix the permissions; the old site is unchanged",
        ) from None
    finally:
        shutil.rmtree(new, ignore_errors=True)


def stamps(folder: str, below: str = "") -> Stamps:
    """Every file in a folder, and `below` which address it is; a link to a folder is a file, too."""
    found: Stamps = {}
    with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                found |= stamps(entry.path, f"{below}{entry.name}/")
            else:
                seen = entry.stat(follow_symlinks=False)
                found[below + entry.name] = (seen.st_size, seen.st_mtime_ns)
    return found


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


def write(folder: str, address: str, data: bytes) -> None:
    """One file of a site."""
    path = Path(folder, address)
    try:
        path.write_bytes(data)
    except FileNotFoundError:  # the first file of its folder
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _content(path: Path) -> bytes | None:
    """The content of a file; None where there is none, or a link."""
    try:
        return None if path.is_symlink() else path.read_bytes()
    except OSError:
        return None


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
