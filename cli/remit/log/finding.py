"""A problem that a check reports: a value, collected and never raised."""

from typing import NamedTuple

ERROR, WARNING, INFO = "error", "warning", "info"
LEVELS = (ERROR, WARNING, INFO)
"""Levels, gravest first. An error fails the check, a warning fails it under `--strict`, an info only shows."""


class Finding(NamedTuple):
    """One problem: which check found it, where, what is wrong and how to fix it."""

    code: str
    name: str
    level: str
    path: str
    message: str
    remedy: str = ""
    line: int = 0
    """From 1; 0 where the finding concerns the whole file."""
    column: int = 0
    """From 1; 0 where no column is known."""
    kinds: tuple[str, ...] = ()
    """The kinds of statement of the file that it is about, so that whoever made them is named. Empty: all."""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Path, then place: the order in which findings are shown."""
        return (self.path, self.line, self.column, self.code, self.message)

    @property
    def place(self) -> str:
        """`path:line:column`, as far as it is known."""
        line = f":{self.line}" if self.line else ""
        return f"{self.path}{line}{f':{self.column}' if line and self.column else ''}"
