"""Somebody deprecated a decision, rejected a proposal, stopped something, or lifted a stop, without permission.

Whoever deprecates a decision, or rejects a proposal, must be able to decide it today. (For superseding, see P16.) Anyone may
stop a decision, a topic or a budget, unless the policy names who (`stops: {who: […]}`). A stop may be lifted by whoever raised it, by the responder, or by a role that the policy names (`stops: {responder: …, lifted_by: […]}`);
where the policy has no `stops`, by whoever raised it or may change the policy.
The author of the commit is the person who did it, as in G01.
"""

from collections.abc import Iterable

from remit.attribution.grades import CLAIMED, Faces, wanted_for
from remit.attribution.statements import DECIDING, ENDING, SAID, voice
from remit.authority.answer import ESCALATE, Answer
from remit.authority.procedure.chain import policy_for
from remit.authority.procedure.context import Ground
from remit.authority.procedure.decision import judge_ending
from remit.authority.procedure.question import question_of
from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import author_text, faces, restoring, short, squashed
from remit.checks.owners import Owners, may_decide
from remit.log.change import Change, Made
from remit.log.moment import Moment
from remit.log.policy import ANYONE, Stops
from remit.log.protected_files import POLICY
from remit.log.record import DEPRECATED, REJECTED, Act, Record
from remit.log.stops import Stop, lifted_by, stops_of


@Check("G19", "ended-by-another", ERROR, CHANGE, evidence=True)
def rule(change: Change, known: Known) -> Problems:
    if not change.evidence.known or change.after.people is None or not change.after.judged:
        return
    before = change.before.by_id
    ended = [record for record in change.after.records if _deprecated(change, record, before.get(record.id))]
    lifts = [
        (act, stop)
        for acts in (change.after.stops, *(record.acts for record in change.after.records))
        for act in acts
        if act.kind == "lift" and change.evidence.by(act.path, SAID)
        for stop in lifted_by(act, acts)
    ]
    for record in change.after.records:
        at = record.decided or Moment(known.now.date(), known.now)
        if _rejected(change, record, before.get(record.id)) and not may_decide(
            change, record, record.decider or "", at
        ):
            message = f"{record.decider} may not reject {record.id}: only somebody who could accept it may"
            yield Problem(record.path, message, f"`remit may {record.id[-6:]}` shows who may", ("status",))
    begun = [stop for stop in stops_of(change.after) if _stopping(change, stop)]
    if not ended and not lifts and not begun:
        return
    recognised, ground = faces(change), known.answers.ground
    today = Moment(known.today, known.now)
    for record in ended:
        for made in change.evidence.by(record.path, ENDING):
            yield from _ending(change, record, made, recognised, ground, today)
    for act, stop in lifts:
        for made in change.evidence.by(act.path, SAID):
            yield from _lifting(change, known, act, stop, made)
    for one in begun:
        yield from _stopped(change, known, one)


def _rejected(change: Change, record: Record, before: Record | None) -> bool:
    decided = record.native and record.status == REJECTED and bool(record.decider)
    new = decided and (before is None or before.is_open) and not record.decided_elsewhere
    return new and bool(change.evidence.by(record.path, DECIDING)) and wanted_for(change.after, record) != CLAIMED


def _deprecated(change: Change, record: Record, before: Record | None) -> bool:
    return (
        record.native
        and record.status == DEPRECATED
        and bool(change.evidence.by(record.path, ENDING))
        and (before is None or before.status != DEPRECATED)
        and wanted_for(change.after, record) != CLAIMED
    )


def _who(change: Change, made: Made, recognised: Faces) -> str | None:
    """The author's handle, empty for a stranger; None if the Git host squashed it as the settings allow."""
    if squashed(change, made):
        return None
    person = recognised.of(made.commit.author)
    return person.handle if person else ""


def _ending(change: Change, record: Record, made: Made, recognised: Faces, ground: Ground, today: Moment) -> Problems:
    who = _who(change, made, recognised)
    if who is None:
        return
    case = question_of(record, change.after.zone)
    answer = judge_ending(ground, case, who, today, by=case, policy=policy_for(change.after, record, today))
    if not who or (isinstance(answer, Answer) and answer.answer == ESCALATE):
        by = author_text(recognised.of(made.commit.author), made.commit)
        to = " or ".join(answer.goes_to) if isinstance(answer, Answer) else ""
        message = f"{by} may not deprecate {record.id} ({short(made.commit)}){f': {to} decides this' if to else ''}"
        remedy = f"ask {to or 'whoever could decide it'} to run `remit deprecate {record.id[-6:]}`"
        yield Problem(record.path, message, remedy, ("status",))


def _rules(known: Known) -> Stops | None:
    """What the policy says of stops, today."""
    chain = known.chain(known.today)
    return chain.lowest.stops if chain else None


def _holds(known: Known, who: str, names: Iterable[str]) -> bool:
    """Whether somebody holds one of some roles today."""
    chain, held = known.chain(known.today), known.answers.ground.role_holders(known.today)
    return chain is not None and any(held.how(chain.lowest, name, who) for name in names)


def _lifting(change: Change, known: Known, act: Act, stop: Act, made: Made) -> Problems:
    """One stop that a lift lifts: each is asked for by itself."""
    recognised, rules = faces(change), _rules(known)
    who = _who(change, made, recognised)
    if who is None or who == recognised.handle(stop.who):
        return
    if rules:
        names = tuple(dict.fromkeys((rules.responder, *rules.lifted_by)))
        may = _holds(known, who, names)
    else:
        owners = Owners(change, known)
        names, may = (owners.owners(POLICY, (None,)),), bool(who) and owners.may(who, POLICY, (None,))
    if not may:
        by = author_text(recognised.of(made.commit.author), made.commit)
        remedy = f"ask {' or '.join(names)} to lift it, or {stop.who}, who raised the stop"
        yield Problem(act.path, f"{by} may not lift the stop by {stop.who} ({short(made.commit)})", remedy, ("who",))


def _stopping(change: Change, stop: Stop) -> tuple[Made, ...]:
    """The commits of the change that say that something is stopped: in an act's file, or in the record that reports it."""
    return change.evidence.by(stop.path, voice(stop.who) if stop.where else SAID)


def _stopped(change: Change, known: Known, stop: Stop) -> Problems:
    """Whoever stops is one of those whom the policy names for that."""
    recognised, rules = faces(change), _rules(known)
    if rules is None or ANYONE in rules.who:
        return
    for made in _stopping(change, stop):
        who = _who(change, made, recognised)
        if who is not None and not _holds(known, who, rules.who):
            by = author_text(recognised.of(made.commit.author), made.commit)
            names = " or ".join(rules.who)
            message = f"{by} may not stop {stop.what} ({short(made.commit)}); {names} may"
            remedy = f"take it back with {restoring(change, stop.path)}, and ask {names} to stop it"
            yield Problem(stop.path, message, remedy, stop.where or ("who",))
