"""The topic or facts of somebody else's proposal were changed by somebody who may not decide it.

Only the proposal's author, or somebody who could decide it as it was, may change what it is about. Whoever then decides it
must be able to decide both versions, so the stricter one applies. Write your own proposal instead (`remit propose TITLE`), and
name theirs in `related`.
"""

from remit.attribution.grades import Faces
from remit.attribution.statements import SUBJECT, SUBJECTS
from remit.authority.answer import DECIDE, Answer
from remit.authority.procedure.decision import judge_record
from remit.authority.procedure.question import question_of
from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import author_text, faces, restoring, short, squashed, writer_of
from remit.checks.frozen import pairs
from remit.checks.owners import may_decide
from remit.log.change import Change
from remit.log.moment import Moment
from remit.log.record import Record


@Check("G24", "taken-over", ERROR, CHANGE, evidence=True)
def rule(change: Change, known: Known) -> Problems:
    if not change.evidence.known or change.after.people is None or not change.after.judged:
        return
    recognised = faces(change)
    for before, after in pairs(change):
        if after is not None and before.is_open and change.evidence.by(after.path, SUBJECT):
            yield from _changed(change, before, after, recognised, known)


def _changed(change: Change, before: Record, after: Record, recognised: Faces, known: Known) -> Problems:
    now = Moment(known.now.astimezone(known.zone).date(), known.now)
    writer = writer_of(change, after.path, recognised)
    owner = writer.name if writer else "somebody else"
    key = next((key for key in SUBJECTS if before.head.get(key) != after.head.get(key)), "topic")
    for made in change.evidence.by(after.path, SUBJECT):
        author = recognised.of(made.commit.author)
        if (
            (writer and writer.made(made, recognised))
            or squashed(change, made)
            or (author is not None and may_decide(change, before, author.handle, now))
        ):
            continue
        by = author_text(author, made.commit)
        message = (
            f"the `{key}` of the proposal of {owner} was changed by {by} ({short(made.commit)}), who may not decide it"
        )
        yield Problem(
            after.path,
            message,
            f"restore it with {restoring(change, before.path)}, or ask {owner} to change it",
            (key,),
        )
    own = writer and (
        (writer.person and recognised.people.get(after.decider or "") == writer.person)
        or all(writer.made(made, recognised) for made in change.evidence.by(after.path, SUBJECT))
    )
    if after.is_decided and after.decider and not own:
        yield from _under_both(change, before, after, known)


def _under_both(change: Change, before: Record, after: Record, known: Known) -> Problems:
    """The decision must be its decider's too as the proposal was."""
    as_it_was = after._replace(head={**after.head, **{key: before.head.get(key) for key in SUBJECTS}})
    question = question_of(as_it_was, change.after.zone)
    answer = judge_record(change.after, after, ground=known.answers.ground, question=question)
    if isinstance(answer, Answer) and answer.answer != DECIDE:
        to = " or ".join(answer.goes_to or answer.deciders) or "somebody else"
        missing = ", ".join(
            duty.text or f"{duty.kind} of {' or '.join(duty.who)}" for duty in answer.duties if not duty.met
        )
        message = f"as it was proposed, {after.decider} may not decide it: {missing or f'{to} decides this'}"
        yield Problem(
            after.path,
            message,
            "decide it as it was proposed, or write your own proposal: `remit propose TITLE`",
            ("topic",),
        )
