"""What the engine says while it builds, as plain sentences on standard error."""

import contextlib
import logging
import sys
from collections.abc import Iterator


class _Plain(logging.Handler):
    """One line for each message; foreign text never sends control characters to the terminal."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one message; that a skeleton is not written as a page is nobody's business."""
        if record.getMessage().startswith("Page skipped: ") and "address.md" in record.getMessage():
            return
        text = "".join(mark if mark.isprintable() else " " for mark in record.getMessage())
        word = "" if record.levelno < logging.WARNING else f"{record.levelname.lower()}: "
        sys.stderr.write(f"{word}{text}\n")


@contextlib.contextmanager
def heard(*, everything: bool = False) -> Iterator[None]:
    """Within the block the engine's warnings are shown; with `everything` what it does, too."""
    logger = logging.getLogger("mkdocs")
    handler, before = _Plain(logging.INFO if everything else logging.WARNING), (logger.level, logger.propagate)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO if everything else logging.WARNING)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before[0])
        logger.propagate = before[1]
