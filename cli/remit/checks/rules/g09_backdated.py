"""A date in the record doesn't fit its commit: it is later than the commit, or long before it without a reason.

Authors can set a commit's date themselves, so a commit counts as no older than the commits it builds on. A decision recorded
more than `backdating_days` (remit.yml, 7 by default) after it was made needs a reason: `late: …`. One day of tolerance allows
for time zones. The same applies to consents, advice, objections and votes: otherwise somebody could backdate them to meet a
deadline. Nor does an earlier date get a decision past a stop that was merged before it: the stop is lifted first.
"""

from copy import copy
from datetime import UTC, datetime, timedelta

from remit.attribution.statements import DECIDING
from remit.authority.answer import STOP, Answer
from remit.authority.procedure.decision import judge_record
from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import ACTED, DECIDED, Claim, author_text, claims, faces, short
from remit.log.change import Change
from remit.log.moment import Moment
from remit.log.record import ACCEPTED
from remit.log.stops import stops_of

_DAY = timedelta(days=1)
_DATED = frozenset(("consent", "advice", "objection", "vote", "ratification"))


@Check("G09", "backdated", ERROR, CHANGE, evidence=True)
def rule(change: Change, known: Known) -> Problems:
    if not change.evidence.known:
        return
    for claim in claims(change):
        key = "decided" if claim.kind == DECIDED else "on" if claim.kind == ACTED else ""
        if key == "on" and (claim.act is None or claim.act.kind not in _DATED):
            continue
        moment = _moment(claim, key, known)
        if moment:
            yield from _compare(claim, key, moment, change, known)
    merged = {stop.path for stop in stops_of(change.before)}
    if merged and change.after.judged:
        yield from _past_a_stop(change, known, merged)


def _moment(claim: Claim, key: str, known: Known) -> Moment | None:
    if key == "decided" and claim.record:
        return claim.record.moment("decided", known.zone)
    return claim.act.on if key == "on" and claim.act else None


def _compare(claim: Claim, key: str, moment: Moment, change: Change, known: Known) -> Problems:
    written = datetime.fromtimestamp(claim.made.written, UTC)
    by = author_text(faces(change).of(claim.made.commit.author), claim.made.commit)
    commit = f"{short(claim.made.commit)} of {written.astimezone(known.zone).date().isoformat()} by {by}"
    if moment.instant(known.zone) > written + _DAY:
        yield Problem(
            claim.path,
            f"`{key}` is {moment.text}, which is after {commit}",
            "enter the time at which it happened",
            (key,),
        )
    allowed = timedelta(days=change.after.settings.backdating_days) + _DAY
    if moment.last_instant(known.zone) < written - allowed and not _explained(claim):
        days = (written - moment.instant(known.zone)).days
        remedy = (
            "say why it is recorded so late: add `late: …`"
            if key == "decided"
            else "enter the day on which the others could read it"
        )
        yield Problem(claim.path, f"`{key}` is {moment.text}, {days} days before {commit}", remedy, (key,))


def _past_a_stop(change: Change, known: Known, merged: set[str]) -> Problems:
    """Decisions that are accepted under a stop which was merged before, and give an earlier time."""
    before, ground = change.before.by_id, copy(known.answers.ground)
    ground.stops = tuple(stop for stop in ground.stops if stop.path in merged)
    for record in change.after.records:
        was, then = before.get(record.id), known.answers.of(record)
        if (
            record.status != ACCEPTED
            or record.decided_elsewhere
            or (was and was.is_decided)
            or (then and then.answer == STOP)
        ):
            continue
        late = record._replace(head={**record.head, "decided": known.now.isoformat()})
        now = judge_record(change.after, late, ground=ground)
        if isinstance(now, Answer) and now.answer == STOP:
            to = " or ".join(now.goes_to_people or now.goes_to) or "whoever must respond to it"
            message = f"a stop by {now.stopped_by} was merged before this decision: {now.because}"
            yield Problem(record.path, message, f"ask {to} to {now.would_change[0]}", ("decided",), kinds=(DECIDING,))


def _explained(claim: Claim) -> bool:
    head = claim.act.head if claim.kind == ACTED and claim.act else claim.record.head if claim.record else {}
    return bool(head.get("late"))
