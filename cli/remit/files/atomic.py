"""Writing files so that nothing is ever lost or half-written.

A new file is created exclusively; an existing one is replaced by a complete temporary file beside it, after both its
content and its folder have reached the disk. Whatever happens between two calls of the operating system, the path holds
either the old content or the new.
"""

import os
import stat

from remit.log.problem import CannotProceed

TEMPORARY = ".tmp"
"""The ending of a temporary file; readers of the log ignore it, and .gitignore should too."""


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""Only a file that is not there yet, and byte for byte: Windows would write other line ends."""


class Exists(Exception):  # noqa: N818 - reads as what happened
    """A file of this name is there already; nothing was written."""


def create(path: str, data: bytes) -> None:
    """Write a new file that appears complete or not at all. Raises Exists, CannotProceed."""
    _write(path, data, new=True)


def replace(path: str, data: bytes) -> None:
    """Put `data` in the place of a file's content, keeping its mode. Raises CannotProceed; the old content then stands."""
    _write(path, data, new=False)


def _write(path: str, data: bytes, *, new: bool) -> None:
    folder = os.path.dirname(path) or "."
    temporary = os.path.join(folder, f".{os.path.basename(path)}.{os.getpid()}-{os.urandom(3).hex()}{TEMPORARY}")
    try:
        os.makedirs(folder, exist_ok=True)
        mode = 0o666 if new else stat.S_IMODE(os.stat(path).st_mode)
        _write_all(temporary, data, mode, keep_mode=not new)
        if new:
            _appear(temporary, path)
        else:
            os.replace(temporary, path)
        _sync_folder(folder)
    except FileExistsError:
        raise Exists(path) from None
    except OSError as error:
        raise CannotProceed(
            f"{path} could not be written: {error.strerror or error}",
            "free disk space or fix the permissions, and try again; nothing was changed",
        ) from None
    finally:
        _forget(temporary)


def _write_all(temporary: str, data: bytes, mode: int, *, keep_mode: bool) -> None:
    handle = os.open(temporary, _NEW, mode)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, bytes(view)) :]
        if keep_mode and hasattr(os, "fchmod"):
            os.fchmod(handle, mode)
        os.fsync(handle)
    finally:
        os.close(handle)


def _appear(temporary: str, path: str) -> None:
    """Give the complete temporary file its name, never over another file: a hard link fails where the name is taken."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: claim the name, then replace the claim
        os.close(os.open(path, _NEW, 0o666))
        try:
            os.replace(temporary, path)
        except BaseException:
            _forget(path)
            raise


def _sync_folder(folder: str) -> None:
    """Bring the new name to the disk. The file is complete and in place by now, so a folder that cannot be synced (some
    network file systems) is no failure: to report one would be untrue.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        return


def _forget(path: str) -> None:
    """Remove a file that must not stay; it may be gone already."""
    try:
        os.unlink(path)
    except OSError:
        return
