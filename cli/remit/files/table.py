"""SQLite files, let go of when nobody holds them any more."""

import sqlite3
from typing import Any


class Table(sqlite3.Connection):
    """A connection that closes itself: from Python 3.13 on one that is forgotten open is a warning."""

    def __init__(self, path: str, **options: Any) -> None:
        """Open. Nobody shares a connection, but Python may let go of one in whichever thread it tidies up."""
        super().__init__(path, **options | {"check_same_thread": False})

    def __del__(self) -> None:
        """Close."""
        self.close()
