"""The topic or facts of somebody else's proposal were changed by somebody who may not decide it.

Only the proposal's author, or somebody who could decide it as it was, may change what it is about. Whoever then decides it
must be able to decide both versions, so the stricter one applies. Write your own proposal instead (`remit propose TITLE`), and
name theirs in `related`.
"""

from collections.abc import Iterable

from remit.attribution.grades import Faces
from remit.attribution.statements import SUBJECT, SUBJECTS
from remit.authority.answer import DECIDE, Answer
from remit.authority.procedure.decision import judge_record
from remit.authority.procedure.question import question_of
from remit.checks.check import AUTHORS, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import Writer, author_text, by_others, faces, restoring, short, writer_of
from remit.checks.frozen import pairs
from remit.checks.owners import may_decide
from remit.log.change import Change, Made
from remit.log.record import Record


@Check("G24", "taken-over", ERROR, AUTHORS)
def rule(change: Change, known: Known) -> Problems:
    if not change.after.judged:
        return
    recognised = faces(change)
    for before, after in pairs(change):
        if after is not None and before.is_open:
            yield from _changed(change, before, after, recognised, known)


def _changed(change: Change, before: Record, after: Record, recognised: Faces, known: Known) -> Problems:
    keys = [key for key in SUBJECTS if before.head.get(key) != after.head.get(key)]
    if not keys:
        return
    writer = writer_of(change, after.path, recognised)
    owner = writer.name if writer else "somebody else"
    for made in by_others(change, after.path, (SUBJECT,), recognised):
        author = recognised.of(made.commit.author)
        theirs = writer and writer.made(made, recognised)
        if not theirs and not (author and may_decide(change, before, author.handle, known.at)):
            by = f"{author_text(author, made.commit)} ({short(made.commit)})"
            message = f"the `{keys[0]}` of the proposal of {owner} was changed by {by}, who may not decide it"
            remedy = f"restore it with {restoring(change, before.path)}, or ask {owner} to change it"
            yield Problem(after.path, message, remedy, (keys[0],))
    decider = after.decider if after.is_decided else None
    if decider and not (writer and _own(writer, decider, change.evidence.by(after.path, SUBJECT), recognised)):
        yield from _under_both(change, before, after, known)


def _own(writer: Writer, decider: str, made: Iterable[Made], recognised: Faces) -> bool:
    """Whether a proposal's writer decided it, or changed by themselves what it is about."""
    person = recognised.people.get(decider)
    return (person is not None and person == writer.person) or all(writer.made(one, recognised) for one in made)


def _under_both(change: Change, before: Record, after: Record, known: Known) -> Problems:
    """The decision must be its decider's too as the proposal was."""
    as_it_was = after._replace(head={**after.head, **{key: before.head.get(key) for key in SUBJECTS}})
    question = question_of(as_it_was, change.after.zone)
    answer = judge_record(change.after, after, ground=known.answers.ground, question=question)
    if isinstance(answer, Answer) and answer.answer != DECIDE:
        message = f"as it was proposed, {after.decider} may not decide it: {answer.because}"
        remedy = "decide it as it was proposed, or write your own proposal: `remit propose TITLE`"
        yield Problem(after.path, message, remedy, ("topic",))
