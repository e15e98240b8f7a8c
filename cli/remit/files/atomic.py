"""Writing files so that nothing is ever lost or half-written.

A new file is created exclusively; an existing one is replaced by a complete temporary file beside it, after both its
content and its folder have reached the disk. Whatever happens between two calls of the operating system, the path holds
either the old content or the new.
"""

import os
import stat
from collections.abc import Callable
from typing import NamedTuple

from remit.log.problem import CannotProceed

TEMPORARY = ".tmp"
"""The ending of a temporary file; readers of the log ignore it, and .gitignore should too."""


class System(NamedTuple):
    """The calls of the operating system that writing makes; tests pass failing ones."""

    open: Callable[..., int] = os.open
    write: Callable[[int, bytes], int] = os.write
    fsync: Callable[[int], None] = os.fsync
    close: Callable[[int], None] = os.close
    replace: Callable[[str, str], None] = os.replace
    link: Callable[[str, str], None] = os.link
    unlink: Callable[[str], None] = os.unlink
    makedirs: Callable[..., None] = os.makedirs


SYSTEM = System()
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""Only a file that is not there yet, and byte for byte: Windows would write other line ends."""


class Exists(Exception):  # noqa: N818 - reads as what happened
    """A file of this name is there already; nothing was written."""


def create(path: str, data: bytes, system: System = SYSTEM) -> None:
    """Write a new file that appears complete or not at all. Raises Exists, CannotProceed."""
    _write(path, data, system, new=True)


def replace(path: str, data: bytes, system: System = SYSTEM) -> None:
    """Put `data` in the place of a file's content, keeping its mode. Raises CannotProceed; the old content then stands."""
    _write(path, data, system, new=False)


def _write(path: str, data: bytes, system: System, *, new: bool) -> None:
    folder = os.path.dirname(path) or "."
    temporary = os.path.join(folder, f".{os.path.basename(path)}.{os.getpid()}-{os.urandom(3).hex()}{TEMPORARY}")
    try:
        system.makedirs(folder, exist_ok=True)
        mode = 0o666 if new else stat.S_IMODE(os.stat(path).st_mode)
        _write_all(temporary, data, mode, system, keep_mode=not new)
        try:
            if new:
                _appear(temporary, path, system)
            else:
                system.replace(temporary, path)
            _sync_folder(folder, system)
        except BaseException:
            _forget(temporary, system)
            raise
    except FileExistsError:
        _forget(temporary, system)
        raise Exists(path) from None
    except OSError as error:
        _forget(temporary, system)
        raise CannotProceed(
            f"{path} could not be written: {error.strerror or error}",
            "free disk space or fix the permissions, and try again; nothing was changed",
        ) from None


def _write_all(temporary: str, data: bytes, mode: int, system: System, *, keep_mode: bool) -> None:
    handle = system.open(temporary, _NEW, mode)
    try:
        view = memoryview(data)
        while view:
            view = view[system.write(handle, bytes(view)) :]
        if keep_mode and hasattr(os, "fchmod"):
            os.fchmod(handle, mode)
        system.fsync(handle)
    except BaseException:
        system.close(handle)
        _forget(temporary, system)
        raise
    system.close(handle)


def _appear(temporary: str, path: str, system: System) -> None:
    """Give the complete temporary file its name, never over another file: a hard link fails where the name is taken."""
    try:
        system.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: claim the name, then replace the claim
        system.close(system.open(path, _NEW, 0o666))
        try:
            system.replace(temporary, path)
        except BaseException:
            _forget(path, system)
            raise
        return
    _forget(temporary, system)


def _sync_folder(folder: str, system: System) -> None:
    """Bring the new name to the disk. The file is complete and in place by now, so a folder that cannot be synced (some
    network file systems) is no failure: to report one would be untrue.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        handle = system.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            system.fsync(handle)
        finally:
            system.close(handle)
    except OSError:
        return


def _forget(temporary: str, system: System) -> None:
    try:
        system.unlink(temporary)
    except OSError:
        return
