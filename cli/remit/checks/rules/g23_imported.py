"""A record claims to be imported, but nothing shows that it was. Authority is not checked for imported records.

`remit import PATH` writes `imported`: `from`, the original file, `format`, one of the formats that Remit reads, and the
`status` of what is still open. Only somebody who may change the log's settings may import records, and only decisions made
before the change began. A record of this log never becomes an imported one, and what was imported open is decided here.
"""

from datetime import UTC, datetime

from remit.attribution.statements import DECIDING, LOCATED, WORDING
from remit.checks.check import COMMITS, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import author_text, by_others, short
from remit.checks.owners import Owners
from remit.log.change import Change
from remit.log.protected_files import SETTINGS
from remit.log.record import Record
from remit.log.settings import FORMATS, ROWS

_WHERE = ("imported",)
_DECIDE = "remove `imported` and decide it: `remit decide ID`"


@Check("G23", "imported-by-its-owner", ERROR, COMMITS)
def rule(change: Change, known: Known) -> Problems:
    before = change.before.by_id
    new = [record for record in change.after.records if _is_new(record, before.get(record.id))]
    if not new:
        return
    owners = Owners(change, known)
    for record in new:
        if record.id in before:
            yield Problem(record.path, "a record of this log now claims to be imported", _DECIDE, _WHERE)
            continue
        yield from _shape(record)
        if not change.founding and change.after.people is not None and change.after.judged:
            yield from _owner(change, owners, record)
        yield from _time(change, record, known)


def _is_new(record: Record, before: Record | None) -> bool:
    """Whether a change claims that a record is imported, or that it was decided before it was."""
    now = record.head.get("imported")
    if not record.native or not now:
        return False
    if before is None:
        return True
    return now != before.head.get("imported") or (record.decided_elsewhere and before.is_open)


def _shape(record: Record) -> Problems:
    imported = record.head["imported"]
    wanted = {"from", "format", *({"status"} if record.is_open else ())}
    written = isinstance(imported, dict) and wanted <= set(imported) <= {"from", "format", "status"}
    if not written or not imported["from"] or imported["format"] not in _FORMATS:
        remedy = f"import it with `remit import PATH`; or {_DECIDE}"
        yield Problem(
            record.path,
            "`imported` has other keys or values than an import writes",
            remedy,
            _WHERE,
        )


_FORMATS = frozenset((*FORMATS, ROWS)) - {"auto"}


def _owner(change: Change, owners: Owners, record: Record) -> Problems:
    for made in by_others(change, record.path, (LOCATED, DECIDING, WORDING), owners.faces):
        person = owners.faces.of(made.commit.author)
        if person is None or not owners.may(person.handle, SETTINGS, (None,)):
            who = owners.owners(SETTINGS, (None,))
            message = f"{author_text(person, made.commit)} may not import records ({short(made.commit)}); {who} may"
            yield Problem(record.path, message, f"ask {who} to import it; or {_DECIDE}", _WHERE)


def _time(change: Change, record: Record, known: Known) -> Problems:
    decided = record.moment("decided", known.zone)
    if decided is None:
        return
    began = datetime.fromtimestamp(min(_times(change)), UTC)
    if decided.last_instant(known.zone) >= began:
        message = f"it was decided {decided.text}, after this change began, so it can't be an imported decision"
        yield Problem(record.path, message, _DECIDE, ("decided",))


def _times(change: Change) -> list[int]:
    """When the commits of the change were written, none older than what it builds on."""
    return [made.written for kinds in change.evidence.stated.values() for several in kinds.values() for made in several]
