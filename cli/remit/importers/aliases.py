"""The names that a record goes by: ids written in it, and the number in its file's name."""

import re

from remit.importers.document import Document
from remit.importers.kinds import Format
from remit.importers.titles import read_title

_NAME = re.compile(r"(?P<kind>[A-Za-z]{2,6}[-_ ]?)?0*(?P<number>\d{1,6})(?=[-_. ]|$)")
_NO_KIND = ("ID", "IDENTIFIER", "NUMBER", "DECISION")


def written_id(field: str, text: str, format_: Format) -> str:
    """An id as a field gives it. A bare number takes its kind from the format or from the field: `sccp: 101` is SCCP-101."""
    number = text.lstrip("#").rstrip()
    if not (number.isascii() and number.isdigit()):
        return text
    kind = field.removesuffix("-number").removesuffix("-id").upper()
    kind = (format_.number or "ADR") if kind in _NO_KIND else kind
    return f"{kind} {int(number)}" if kind == "PEP" else f"{kind}-{int(number)}"


def with_file_number(written: list[str], document: Document, format_: Format) -> list[str]:
    """All aliases: those written, then the one of the file's name. A heading's counts only where it agrees with the name
    or the name has none, because headings are copied from record to record.
    """
    heading = read_title(document.title_heading.text).alias if document.title_heading else ""
    match = _NAME.match(document.path.rsplit("/", 1)[-1])
    if format_.rigid:
        return written
    if not match:
        return [*written, *([heading] if heading and heading not in written else [])]
    number = int(match["number"])
    known = any(_number(one) == number for one in written)
    both = [*written, *([heading] if not known and heading and _number(heading) == number else [])]
    kind = (match["kind"] or format_.number or "ADR").strip("-_ ").upper()
    return both if any(_number(one) == number for one in both) else [*both, f"{kind}-{number}"]


def _number(alias: str) -> int:
    digits = alias.rpartition("-")[2]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else -1
