"""Somebody else's text or act was changed, moved or removed after it was merged.

An act (advice, a consent, an objection, a vote, a stop …) belongs to whoever gave it: only they may change or withdraw it,
whether the record is open or decided. The same applies to objections, stops and votes reported in a record's front matter.
Only the decider may move a decided record, and only its author may remove an open proposal: withdraw it instead
(`remit withdraw ID`). Whether advice was followed (`taken`) is for the decider to write.

Without people.yml nobody can be recognised, and nothing is checked.
"""

from collections.abc import Iterable

from remit.attribution.grades import Faces
from remit.attribution.statements import LOCATED, SAID, voice
from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import author_text, by_others, faces, restoring, short
from remit.checks.frozen import pairs
from remit.log.change import Change
from remit.log.record import Act, Record, voices_of


@Check("G22", "words-of-others", ERROR, CHANGE, evidence=True)
def rule(change: Change, known: Known) -> Problems:
    if not change.evidence.known or change.after.people is None:
        return
    recognised = faces(change)
    for before, after in pairs(change):
        yield from _acts(change, before.acts, after.acts if after else (), recognised)
        if after is None:
            yield from _removed(change, before, recognised)
        else:
            yield from _moved(change, before, after, recognised)
            yield from _voices(change, before, after, recognised)
    yield from _acts(change, change.before.stops, change.after.stops, recognised)


def _acts(change: Change, before: Iterable[Act], after: Iterable[Act], recognised: Faces) -> Problems:
    """Acts that were merged, and are other words, elsewhere, or gone."""
    now = {_name(act.path): act for act in after}
    for act in before:
        kept = now.get(_name(act.path))
        path = kept.path if kept else act.path
        what = "changed" if kept and change.evidence.by(path, SAID) else "moved" if kept else "removed"
        for made in by_others(change, path, (SAID, LOCATED), act.who, recognised):
            by = author_text(recognised.of(made.commit.author), made.commit)
            message = f"the {act.kind or 'act'} of {act.who} was {what} by {by} ({short(made.commit)})"
            yield Problem(path, message, _back(change, act.path, act.who))


def _name(path: str) -> str:
    return "/".join(path.split("/")[-2:])


def _back(change: Change, path: str, who: str) -> str:
    return f"restore it with {restoring(change, path)}; only {who} may change or withdraw it"


def _removed(change: Change, before: Record, recognised: Faces) -> Problems:
    """An open proposal that is gone: its writer may take it back, and nobody else."""
    wrote = change.evidence.wrote.get(before.path)
    if not before.is_open or wrote is None:
        return
    writer = recognised.of(wrote.author)
    for made in change.evidence.by(before.path, LOCATED):
        author = recognised.of(made.commit.author)
        if made.commit.author != wrote.author and (author is None or author != writer):
            by = author_text(author, made.commit)
            owner = writer.handle if writer else wrote.author.name
            message = f"the proposal {before.id} ({before.title}) of {owner} was removed by {by} ({short(made.commit)})"
            yield Problem(
                before.path,
                message,
                f"restore it with {restoring(change, before.path)}, then withdraw it: `remit withdraw {before.id[-6:]}`",
            )


def _moved(change: Change, before: Record, after: Record, recognised: Faces) -> Problems:
    if before.path == after.path or not before.is_decided or not before.decider:
        return
    for made in by_others(change, after.path, (LOCATED,), before.decider, recognised):
        by = author_text(recognised.of(made.commit.author), made.commit)
        message = (
            f"the record that {before.decider} decided was moved from {before.path} by {by} ({short(made.commit)})"
        )
        yield Problem(
            after.path,
            message,
            f"move it back (`git mv {after.path} {before.path}`), or ask {before.decider} to move it",
        )


def _voices(change: Change, before: Record, after: Record, recognised: Faces) -> Problems:
    """Objections, stops and votes that the record reported and no longer reports."""
    now = voices_of(after)
    for who, said in voices_of(before).items():
        if all(entry in now.get(who, ()) for entry in said):
            continue
        for made in by_others(change, after.path, (voice(who),), who, recognised):
            by = author_text(recognised.of(made.commit.author), made.commit)
            message = f"what {who} said in this record was changed or removed by {by} ({short(made.commit)})"
            yield Problem(after.path, message, _back(change, before.path, who))
