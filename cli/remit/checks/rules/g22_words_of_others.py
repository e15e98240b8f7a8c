"""Somebody else's text or act was changed, moved or removed after it was merged.

An act (advice, a consent, an objection, a vote, a stop …) belongs to whoever gave it: only they may change or withdraw it,
whether the record is open or decided. The same applies to objections, stops and votes reported in a record's front matter.
Only the decider may move a decided record. Only its author may reword, move or remove an open proposal: give advice
(`remit advise ID`), or withdraw it (`remit withdraw ID`). Whoever decides it does so in their own words; whoever may decide it
may also withdraw, defer or reopen it, and fix a typo in it, of the size of a correction (G03). Whether advice was followed
(`taken`) is for the decider to write.

Without people.yml nobody can be recognised, and nothing is checked.
"""

from collections.abc import Iterable, Iterator

from remit.attribution.grades import Faces
from remit.attribution.statements import LOCATED, SAID, STEP, TEXT, voice
from remit.checks import frozen
from remit.checks.check import AUTHORS, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import author_text, by_others, faces, restoring, short, writer_of
from remit.checks.owners import may_decide
from remit.log.change import Change, Made
from remit.log.ids import name_of
from remit.log.record import Act, Record, voices_of


@Check("G22", "words-of-others", ERROR, AUTHORS)
def rule(change: Change, known: Known) -> Problems:
    recognised = faces(change)
    for before, after in frozen.pairs(change):
        yield from _acts(change, before.acts, after.acts if after else (), recognised)
        yield from _proposal(change, before, after, recognised, known)
        if after is not None:
            yield from _moved(change, before, after, recognised)
            yield from _voices(change, before, after, recognised)
    yield from _acts(change, change.before.stops, change.after.stops, recognised)


def _acts(change: Change, before: Iterable[Act], after: Iterable[Act], recognised: Faces) -> Problems:
    """Acts that were merged, and are other words, elsewhere, or gone."""
    now = {name_of(act.path): act for act in after}
    for act in before:
        kept = now.get(name_of(act.path))
        path = kept.path if kept else act.path
        what = "changed" if kept and change.evidence.by(path, SAID) else "moved" if kept else "removed"
        for made in by_others(change, path, (SAID, LOCATED), recognised, act.who):
            message = f"the {act.kind or 'act'} of {act.who} was {what} by {_by(made, recognised)}"
            yield Problem(path, message, _back(change, act.path, act.who))


def _by(made: Made, recognised: Faces) -> str:
    return f"{author_text(recognised.of(made.commit.author), made.commit)} ({short(made.commit)})"


def _back(change: Change, path: str, who: str) -> str:
    return f"restore it with {restoring(change, path)}; only {who} may change or withdraw it"


def _proposal(change: Change, before: Record, after: Record | None, recognised: Faces, known: Known) -> Problems:
    """An open proposal that is gone, elsewhere, reworded or closed: its writer's to do. What its decider writes is judged as deciding."""
    if not before.is_open:
        return
    path = after.path if after else before.path
    decider = (str(after.decider),) if after and after.is_decided else ()
    for kind, what, remedy, shared in _done(before, after):
        for made in by_others(change, path, (kind,), recognised, *decider):
            writer, author = writer_of(change, path, recognised), recognised.of(made.commit.author)
            if writer is None or writer.made(made, recognised):
                continue
            if not (shared and author and may_decide(change, before, author.handle, known.at)):
                by, back = _by(made, recognised), f"restore it with {restoring(change, before.path)}"
                message = f"the proposal {before.id} ({before.title}) of {writer.name} was {what} by {by}"
                yield Problem(path, message, f"{back}; {remedy.format(before.id[-6:], writer.name)}")


def _done(before: Record, after: Record | None) -> Iterator[tuple[str, str, str, bool]]:
    """What may have been done to a proposal that its decider did not.

    The kind of statement, in a word, what to do instead, and whether those who may decide the proposal may do it too: give it
    another status with the reason below the text, or mend a typo.
    """
    if after is None:
        yield LOCATED, "removed", "then ask {1} to withdraw it (`remit withdraw {0}`)", False
        return
    yield LOCATED, "moved", "ask {1} to move it", False
    if not after.is_decided:
        step = after.status != before.status
        explained = step and after.body.startswith(before.body.rstrip())
        remedy = "say what you would change (`remit advise {0}`), or decide it in your own words (`remit decide {0}`)"
        yield TEXT, "reworded", remedy, explained or frozen.only_a_typo(before, after)
        if step:
            yield (
                STEP,
                f"made {after.status}",
                "ask {1}, or somebody who may decide it (`remit may {0}` shows who)",
                True,
            )


def _moved(change: Change, before: Record, after: Record, recognised: Faces) -> Problems:
    if not before.is_decided or not before.decider:
        return
    for made in by_others(change, after.path, (LOCATED,), recognised, before.decider):
        message = f"the record that {before.decider} decided was moved from {before.path} by {_by(made, recognised)}"
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
        for made in by_others(change, after.path, (voice(who),), recognised, who):
            message = f"what {who} said in this record was changed or removed by {_by(made, recognised)}"
            yield Problem(after.path, message, _back(change, before.path, who))
