"""A record that was decided on the trusted branch was changed afterwards.

A decision stays as it was made, so that everybody can rely on it. Formatting is no change: line breaks, list markers,
the width of tables, quotes in the front matter. Code, HTML and hidden text count as written. These may still change:
`status` (its permitted steps), `superseded_by`, `informed`, `aliases`, `corrections`, your own keys (`x-`), `links` and
lines added under `## Amendments`, and act files. An amendment begins with its date and its author, who commits it. A
typo has at most five words and 60 characters, with at most three letters changed. Numbers, words that change the
meaning (not, never, only, must …), code, links, HTML, the front matter and text that was corrected before can't be fixed as a typo. The
decider, or somebody who may decide the record, corrects it in their own commit.

If the decision changes, supersede it: `remit supersede ID`. To add something: `remit amend ID --why TEXT`. To fix a typo:
`remit amend ID --typo OLD NEW`; this is logged, and never changes the front matter or a number.
"""

from remit.attribution.grades import Faces
from remit.attribution.statements import COMPUTED, WORDING, amendment, correction
from remit.checks import frozen
from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import author_text, by_others, faces, restoring, short
from remit.checks.owners import may_decide
from remit.log.amendments import amendments
from remit.log.change import Change
from remit.log.record import Record


def _undo(change: Change, before: Record, after: Record) -> str:
    short = after.id[-6:]
    return (
        f"undo this with {restoring(change, before.path)}; then `remit supersede {short}` or `remit amend {short} --why TEXT`; "
        f"for a typo `remit amend {short} --typo OLD NEW`"
    )


@Check("G03", "accepted-is-frozen", ERROR, CHANGE)
def rule(change: Change, known: Known) -> Problems:
    recognised = faces(change) if change.evidence.known and change.after.people is not None else None
    for before, after in frozen.pairs(change):
        if before.is_decided and after is not None:
            yield from _differences(change, before, after)
            if recognised:
                yield from _corrections(change, before, after, recognised, known)
    for record in change.after.records:
        if recognised and record.native and record.is_decided:
            yield from _amendments(change, change.before.by_id.get(record.id), record, recognised)


def _differences(change: Change, before: Record, after: Record) -> Problems:
    undo = _undo(change, before, after)
    for key in frozen.changed_keys(before, after):
        what = "was added" if key not in before.head else "was removed" if key not in after.head else "changed"
        place = (key,) if key in after.head else ()
        yield Problem(after.path, f"`{key}` of a decided record {what}", undo, place, 1, kinds=(WORDING, COMPUTED))
    kept = after.entries_of("corrections")
    gone = tuple(correction(entry) for entry in before.entries_of("corrections") if entry not in kept)
    if gone:
        message = "a logged correction was changed or removed"
        yield Problem(after.path, message, undo, ("corrections",), kinds=gone)
    if before.body == after.body:
        return
    different = frozen.reworded(before, after)
    if different:
        number, old, new = different
        line = after.body_line + (number if number >= 0 else after.body.rstrip().count("\n"))
        message = f"a line of a decided record changed: {_words(old, new)}"
        yield Problem(after.path, message, undo, line=line, kinds=(WORDING,))
    if not frozen.amendments_kept(before, after):
        words = tuple(amendment(entry.words) for entry in amendments(before.body))
        remedy = f"undo this with {restoring(change, before.path)}, and add a new amendment below it"
        yield Problem(after.path, "an amendment was changed or removed", remedy, line=after.body_line, kinds=words)


def _corrections(change: Change, before: Record, after: Record, recognised: Faces, known: Known) -> Problems:
    """Each correction is made by its own person, who is the decider or may decide the record today."""
    for entry in frozen.new_corrections(before, after):
        who = str(entry.get("who") or "")
        for made in by_others(change, after.path, (correction(entry),), recognised, who):
            by = author_text(recognised.of(made.commit.author), made.commit)
            message = f"a correction names {who or 'nobody'}, but {short(made.commit)} is by {by}"
            yield Problem(
                after.path, message, "name the person who corrects it; they must commit it themselves", ("corrections",)
            )
        if recognised.handle(who) != recognised.handle(after.decider or "") and not may_decide(
            change, after, who, known.at
        ):
            message = f"{who or 'nobody'} may not correct what {after.decider} decided"
            remedy = f"ask {after.decider}, or somebody who may decide it, to run `remit amend {after.id[-6:]} --typo OLD NEW`"
            yield Problem(after.path, message, remedy, ("corrections",))


def _amendments(change: Change, before: Record | None, after: Record, recognised: Faces) -> Problems:
    """Each amendment begins with its day and its author, who committed it."""
    old = [entry.words for entry in amendments(before.body)] if before and before.is_decided else []
    for entry in amendments(after.body):
        if entry.words in old:
            continue
        place = after.body_line + entry.number
        if not entry.who:
            remedy = "begin it with the date and the author (`- 2026-11-22, ben: …`), or move it above `## Amendments`"
            yield Problem(after.path, "a line under `## Amendments` names no author", remedy, line=place)
            continue
        for made in by_others(change, after.path, (amendment(entry.words),), recognised, entry.who):
            by = author_text(recognised.of(made.commit.author), made.commit)
            message = f"an amendment names {entry.who}, but {short(made.commit)} is by {by}"
            yield Problem(after.path, message, f"ask {entry.who} to commit it, or name who writes it", line=place)


def _words(old: str, new: str) -> str:
    if not old:
        return f"“{_short(new)}” was added"
    return f"“{_short(old)}” was removed" if not new else f"it was “{_short(old)}”"


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."
