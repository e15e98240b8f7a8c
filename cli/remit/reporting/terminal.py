"""Text that is safe to print: foreign text never moves a cursor, hides what follows, or tells a CI runner or a spreadsheet what to do."""

import csv
import io
import json
import os
import re
import sys
import traceback
from collections.abc import Iterable

from remit import __version__
from remit.log.problem import CannotProceed
from remit.log.text import JOINERS

_SPACES = f"\n\xa0\u2007\u202f\u3000{JOINERS}"
"""What is not printable by Unicode's letter and harmless all the same."""


_COMMAND = re.compile(r"^(\s*)(?=::[a-z-]+[ :])|(?<=##)(?=\[)", re.MULTILINE)
"""Where a line would be a command to GitHub Actions (`::error ...`) or Azure Pipelines (`##[error]...`)."""
_UNPRINTABLE = re.compile("[\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What JSON allows in a text, and a terminal or a reader's eye does not."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run."""


def safe(text: str) -> str:
    """`text` with control and direction characters shown as escapes; line ends stay. No line is a command to a CI runner."""
    shown = text if text.isprintable() else "".join(map(_shown, text))
    return _COMMAND.sub(r"\1\\", shown) if "::" in shown or "##[" in shown else shown


def _shown(char: str) -> str:
    if char.isprintable() or char in _SPACES:
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def safe_line(text: str) -> str:
    """`text` as one safe line."""
    return safe(text.replace("\n", " ").replace("\t", " "))


def json_of(data: object) -> str:
    """Data as JSON, indented and with letters as they are; control and direction characters are written as escapes."""
    return escaped(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def escaped(text: str) -> str:
    """A JSON text without characters that a terminal would act on: they can stand in its strings alone."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def csv_of(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table as CSV. A text that a spreadsheet would run as a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[_cell(cell) for cell in row] for row in rows])
    return out.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return "" if value is None else value
    text = safe(value.replace("\r\n", "\n").replace("\r", "\n"))
    return f"'{text}" if value.startswith(_FORMULA) else text


def failed(error: Exception) -> int:
    """Say on standard error why a run ended, with the traceback only where it is a bug of ours; the exit code."""
    if isinstance(error, CannotProceed):
        remedy = f"  {safe(error.remedy)}\n" if error.remedy else ""
        sys.stderr.write(f"remit: {safe(error.message)}\n{remedy}")
        return error.exit_code
    if isinstance(error, OSError):  # the operating system refused: the disk is full, the working directory was deleted
        drop_output()
        what = f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror}"
        if isinstance(error, FileNotFoundError) and not error.filename:
            what = "the current directory does not exist any more"
        sys.stderr.write(f"remit: cannot continue: {safe(what)}\n")
        return 1
    sys.stderr.write(
        f"remit: this is a bug in Remit, not in your log. Please report the following.\n"
        f"remit {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n"
        f"{safe(''.join(traceback.format_exception(error)))}\n"
    )
    return 3


def drop_output() -> None:
    """What could not be written is not tried again when Python ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no real stream, as in tests
        return
