"""Cache files: what is kept below the git directory to be quick, and made again where it is missing.

Unlike the log's own files they wait for no disk, and a failure to write one is nobody's problem.
"""

import os
import sqlite3
from typing import Any


def keep(path: str, data: bytes) -> bool:
    """Write a file whole, in the place of what was there; False where nothing can be written, and then nothing was changed."""
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        forget(temporary)
        return False
    return True


def forget(path: str) -> None:
    """Take a file away, where it is there and can be."""
    try:
        os.unlink(path)
    except OSError:
        return


class Table(sqlite3.Connection):
    """A connection to an SQLite file that closes itself: from Python 3.13 on one that is forgotten open is a warning."""

    def __init__(self, path: str, **options: Any) -> None:
        """Open. Nobody shares a connection, but Python may let go of one in whichever thread it tidies up."""
        super().__init__(path, **options | {"check_same_thread": False})

    def __del__(self) -> None:
        """Close."""
        self.close()
