"""SQLite files, let go of when nobody holds them any more."""

import sqlite3


class Table(sqlite3.Connection):
    """A connection that closes itself: from Python 3.13 on one that is forgotten open is a warning."""

    def __del__(self) -> None:
        """Close."""
        self.close()
