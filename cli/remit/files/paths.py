"""Paths that stay inside the repository: nothing is written through a symbolic link or above the top."""

import os

from remit.log.problem import CannotProceed


def inside(top: str, relative: str) -> str:
    """The absolute path of `relative` below `top`. Raises CannotProceed where it leads out or through a link."""
    parts = relative.split("/")
    leads_out = any(part in ("", ".", "..") or os.sep in part for part in parts)  # what Windows separates by is no name
    if leads_out or os.path.isabs(relative) or os.path.splitdrive(relative)[0]:
        raise CannotProceed(
            f"{relative!r} is not a path inside the repository", "give a path below its top, without `..`"
        )
    at = top
    for part in parts[:-1]:
        at = os.path.join(at, part)
        if os.path.islink(at):
            raise CannotProceed(
                f"{os.path.relpath(at, top)} is a symbolic link", "records are written to plain folders only"
            )
    path = os.path.join(at, parts[-1])
    if os.path.islink(path):
        raise CannotProceed(f"{relative} is a symbolic link", "records are plain files: put the text itself there")
    return path
