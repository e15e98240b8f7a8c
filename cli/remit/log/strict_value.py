"""What strict YAML can hold, and the one error that reading it can raise."""

Value = str | None | list["Value"] | dict[str, "Value"]
"""What strict YAML can hold. `None` is a key with nothing behind it."""

Path = tuple[str | int, ...]
"""Where a value stands: keys and list positions from the top, such as `("advice", 0, "who")`."""

Place = tuple[int, int]
"""Line and column in the text, both from 1."""

DEPTH = 12
"""How many mappings and lists may stand inside each other."""

HEAD_BYTES = 16 * 1024
"""The most that a front matter may hold."""

WORDS = r"[A-Za-z0-9][\w ./+-]*(?:(?::(?=[\w/])|,(?=[ \w]))[\w ./+-]*)*"
"""A plain scalar that is words (a regular expression)."""


class StrictError(ValueError):
    """The text is not strict YAML: a sentence, and the place (line and column from 1)."""

    def __init__(self, message: str, line: int, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column
