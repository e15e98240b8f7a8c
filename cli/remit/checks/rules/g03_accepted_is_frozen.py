"""A record that was decided on the trusted branch was changed afterwards.

What was decided stays as it was decided, so that everybody can rely on it. Compared after evening out white space and
line ends, so formatters pass. Still free: the lawful steps of `status`, `superseded_by`, `informed`, `aliases`,
`corrections`, keys of your own (`x-`), lines added below `## Amendments`, and act files.

For a new turn of things, supersede it (`remit supersede ID`). For something to add, `remit amend ID`. For a typo,
`remit amend ID --typo OLD NEW`: it is logged, and never changes the head or a number.
"""

from collections.abc import Iterator

from remit.checks import frozen
from remit.checks.check import CHANGE, Check, Known, Problem
from remit.log.change import Change
from remit.log.finding import ERROR
from remit.log.record import Record

_REMEDY = "put it back; then supersede the record, or `remit amend` it (a typo: `--typo`)"


def _run(change: Change, known: Known) -> Iterator[Problem]:
    for before, after in frozen.pairs(change):
        if before.is_decided and after is not None and after is not before:
            yield from _differences(before, after)


def _differences(before: Record, after: Record) -> Iterator[Problem]:
    for key in frozen.changed_keys(before, after):
        what = "was added" if key not in before.head else "was taken out" if key not in after.head else "changed"
        yield Problem(
            after.path, f"`{key}` of a decided record {what}", _REMEDY, (key,) if key in after.head else (), 1
        )
    if before.body == after.body:
        return
    was, amended = frozen.lines_of(frozen.corrected(before, after))
    now, amendments = frozen.lines_of(after.body)
    different = frozen.first_difference(was, now)
    if different:
        number, old, new = different
        line = after.body_line + (number if number >= 0 else after.body.count("\n"))
        yield Problem(after.path, f"a line of a decided record changed: {_words(old, new)}", _REMEDY, line=line)
    if not frozen.amendments_kept(amended, amendments):
        yield Problem(
            after.path,
            "an amendment was changed or taken out",
            "put it back, and add a new one below it",
            line=after.body_line,
        )


def _words(old: str, new: str) -> str:
    if not old:
        return f"“{_short(new)}” was added"
    return f"“{_short(old)}” was taken out" if not new else f"it was “{_short(old)}”"


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."


CHECK = Check("G03", "accepted-is-frozen", ERROR, CHANGE, _run)
