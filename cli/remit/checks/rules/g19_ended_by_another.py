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
from remit.authority.procedure.chain import Chain
from remit.checks.check import AUTHORS, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import author_text, by_others, faces, restoring, short
from remit.checks.owners import Owners, ending, may_decide
from remit.log.change import Change
from remit.log.people import Person
from remit.log.policy import ANYONE
from remit.log.protected_files import POLICY
from remit.log.record import DEPRECATED, REJECTED, Act, Record
from remit.log.stops import Stop, lifted_by, stops_of


@Check("G19", "ended-by-another", ERROR, AUTHORS)
def rule(change: Change, known: Known) -> Problems:
    if not change.after.judged:
        return
    recognised = faces(change)
    before = change.before.by_id
    for record in change.decided:
        if _rejected(change, record) and not may_decide(
            change, record, str(record.decider), record.decided or known.at
        ):
            message = f"{record.decider} may not reject {record.id}: only somebody who could accept it may"
            yield Problem(record.path, message, f"`remit may {record.id[-6:]}` shows who may", ("status",))
    for record in change.after.records:
        if _deprecated(change, record, before.get(record.id)):
            yield from _ending(change, known, record, recognised)
    for acts in (change.after.stops, *(record.acts for record in change.after.records)):
        for act in acts:
            for stop in lifted_by(act, acts) if act.kind == "lift" else ():
                yield from _lifting(change, known, act, stop, recognised)
    for one in stops_of(change.after):
        yield from _stopped(change, known, one, recognised)


def _rejected(change: Change, record: Record) -> bool:
    committed = bool(change.evidence.by(record.path, DECIDING)) and wanted_for(change.after, record) != CLAIMED
    return record.status == REJECTED and record.decider is not None and committed


def _deprecated(change: Change, record: Record, before: Record | None) -> bool:
    ended = record.status == DEPRECATED and (before is None or before.status != DEPRECATED)
    return ended and wanted_for(change.after, record) != CLAIMED


def _ending(change: Change, known: Known, record: Record, recognised: Faces) -> Problems:
    for made in by_others(change, record.path, (ENDING,), recognised):
        who = recognised.of(made.commit.author)
        answer = ending(change, record, who.handle if who else "", known.at)
        if not who or (isinstance(answer, Answer) and answer.answer == ESCALATE):
            by = author_text(who, made.commit)
            to = " or ".join(answer.goes_to) if isinstance(answer, Answer) else ""
            message = f"{by} may not deprecate {record.id} ({short(made.commit)}){f': {to} decides this' if to else ''}"
            remedy = f"ask {to or 'whoever could decide it'} to run `remit deprecate {record.id[-6:]}`"
            yield Problem(record.path, message, remedy, ("status",))


def _hold(known: Known, chain: Chain, who: Person | None, names: Iterable[str]) -> bool:
    """Whether somebody holds one of some roles today."""
    held = known.answers.ground.role_holders(known.today)
    return who is not None and any(held.how(chain.lowest, name, who.handle) for name in names)


def _lifting(change: Change, known: Known, act: Act, stop: Act, recognised: Faces) -> Problems:
    """One stop that a lift lifts: each is asked for by itself."""
    chain = known.chain(known.today)
    for made in by_others(change, act.path, (SAID,), recognised, stop.who):
        who = recognised.of(made.commit.author)
        if chain and (rules := chain.lowest.stops):
            names = tuple(dict.fromkeys((rules.responder, *rules.lifted_by)))
            may = _hold(known, chain, who, names)
        else:
            owners = Owners(change, known)
            names, may = (owners.owners(POLICY, (None,)),), who is not None and owners.may(who.handle, POLICY, (None,))
        if not may:
            message = f"{author_text(who, made.commit)} may not lift the stop by {stop.who} ({short(made.commit)})"
            remedy = f"ask {' or '.join(names)} to lift it, or {stop.who}, who raised the stop"
            yield Problem(act.path, message, remedy, ("who",))


def _stopped(change: Change, known: Known, stop: Stop, recognised: Faces) -> Problems:
    """Whoever stops (in an act's file, or in the record that reports it) is one of those whom the policy names for that."""
    chain = known.chain(known.today)
    rules = chain.lowest.stops if chain else None
    if not chain or not rules or ANYONE in rules.who:
        return
    for made in by_others(change, stop.path, (voice(stop.who) if stop.where else SAID,), recognised):
        who = recognised.of(made.commit.author)
        if not _hold(known, chain, who, rules.who):
            names = " or ".join(rules.who)
            message = f"{author_text(who, made.commit)} may not stop {stop.what} ({short(made.commit)}); {names} may"
            remedy = f"take it back with {restoring(change, stop.path)}, and ask {names} to stop it"
            yield Problem(stop.path, message, remedy, stop.where or ("who",))
