"""From what somebody typed to the one record that they mean: an id, any unique part of it or of the file name, an alias."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from remit.log import ids
from remit.log.log import Log
from remit.log.problem import CannotProceed, Usage
from remit.log.record import Record
from remit.log.source import RECORD, kind_of
from remit.log.text import one_line

_LETTERS = re.compile(r"(?=[a-z]*[0-9])(?=[0-9]*[a-z])[0-9a-z]{4,6}")
SHOWN = 8
"""How many candidates a sentence names."""


def resolve(log: Log, text: str) -> Record:
    """The record that `text` names: its id, path or alias, else the only one of whose id or file name it is a part.

    Raises Usage where several could be meant, CannotProceed where none is; both name the candidates.
    """
    found = _by_letters(log, text)
    if found:
        return found
    try:
        return find(log.records, text)
    except CannotProceed:
        _need_readable(log, text)
        raise


def _by_letters(log: Log, text: str) -> Record | None:
    """The record that an id, or a part of its random letters, can only mean; no other is read.

    A part counts where it holds a letter and a digit: what could be a word of a title or an alias is left to the log.
    """
    wanted = text.strip()
    if not (ids.is_id(wanted) or _LETTERS.fullmatch(wanted)):
        return None
    named = [file.path for file in log.tree.files if wanted in file.path and kind_of(file.path, log.root) == RECORD]
    found = {ids.id_of_record(path) or "" for path in named}
    record = log.find(found.pop()) if len(found) == 1 else None
    return record if record and wanted in record.id and len(log.paths(record.id)) == 1 else None


def _need_readable(log: Log, text: str) -> None:
    """Raises CannotProceed where the file that somebody means is there and cannot be read."""
    wanted = text.strip().casefold()
    for found in log.findings:
        if found.path in log.unread and wanted and wanted in found.path.rpartition("/")[2].casefold():
            place = f"{found.path}:{found.line}" if found.line else found.path
            raise CannotProceed(f"{place}: {found.message}", found.remedy)


def find(records: Sequence[Record], text: str) -> Record:
    """The record among some that `text` means. Raises like :func:`resolve`."""
    wanted = _normal(text)
    if not wanted:
        raise Usage("no decision was named", "give any unique part of its id, such as `k3f9`")
    for matches in (_exact, _numbered, _titled, _part, _part_of_title):
        found = [record for record in records if matches(record, wanted)]
        if len({record.id for record in found}) > 1:
            raise _ambiguous(text, found)
        if found:
            return found[0]
    raise _unknown(text, records)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", one_line(text)).casefold().removesuffix(".md")


def _exact(record: Record, wanted: str) -> bool:
    return (
        wanted in (record.id.casefold(), record.path.casefold().removesuffix(".md"))
        or any(wanted == alias.casefold() for alias in record.list_of("aliases"))
        or record.id.casefold().removeprefix("d-") == wanted
    )


_NUMBER = re.compile(r"(?:(?:adr|dec|decision|no|nr)?\.?[ _-]*#?[ _-]*)0*([0-9]{1,5})(?![0-9])(.*)")
"""How people name a record by its number: 12, #12, ADR-0012, adr 12; and how the file of an adopted one begins."""


def _numbered(record: Record, wanted: str) -> bool:
    """Whether a record from another log has the number that is wanted."""
    number = _NUMBER.fullmatch(wanted)
    if number is None or number[2]:
        return False
    own = () if ids.id_of_record(record.path) else (record.id, record.path.rpartition("/")[2])
    found = (_NUMBER.match(called.casefold()) for called in (*own, *record.list_of("aliases")))
    return any(one is not None and one[1] == number[1] for one in found)


def _titled(record: Record, wanted: str) -> bool:
    return _normal(record.title) == wanted


def _part_of_title(record: Record, wanted: str) -> bool:
    return wanted in _normal(record.title)


def _part(record: Record, wanted: str) -> bool:
    return wanted in record.path.rpartition("/")[2].casefold() or wanted in record.id.casefold()


def _described(found: Sequence[Record]) -> str:
    more = f", and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return "; ".join(f"{record.id} ({record.title})" for record in found[:SHOWN]) + more


def _ambiguous(text: str, records: Sequence[Record]) -> Usage:
    several = len({record.id for record in records})
    return Usage(f"{text!r} could be any of {several} decisions: {_described(records)}", "type more of the id")


def _unknown(text: str, records: Sequence[Record]) -> CannotProceed:
    if not records:
        return CannotProceed(
            f"there is no decision {text!r}: the log holds none yet", "`remit propose` writes the first one"
        )
    near = _near(text, records)
    if near:
        return CannotProceed(f"there is no decision {text!r}", f"did you mean {_described(near)}?")
    return CannotProceed(
        f"there is no decision {text!r}",
        f"`remit list {text}` searches titles and texts" if text.isprintable() else "`remit list` shows them all",
    )


def _near(text: str, records: Sequence[Record]) -> Sequence[Record]:
    """The few that are spelt alike, or whose title holds the words."""
    wanted = _normal(text)
    titled = [record for record in records if wanted in record.title.casefold()]
    if titled:
        return titled[:3]
    by_key: dict[str, Record] = {}
    for record in records:
        for key in (record.id, record.id[-6:], *record.list_of("aliases")):
            by_key.setdefault(key.casefold(), record)
    alike = (by_key[key] for key in get_close_matches(wanted, by_key, 3, 0.75))
    return list({record.path: record for record in alike}.values())
