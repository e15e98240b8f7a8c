"""A date in the record doesn't fit its commit: it is later than the commit, or long before it without a reason.

Authors can set a commit's date themselves, so a commit counts as no older than the commits it builds on. A decision recorded
more than `backdating_days` (remit.yml, 7 by default) after it was made needs a reason: `late: …`. One day of tolerance allows
for time zones. The same applies to consents, advice, objections and votes: otherwise somebody could backdate them to meet a
deadline. Nor does an earlier date get a decision past a stop that was merged before it: the stop is lifted first.
"""

from copy import copy
from datetime import UTC, datetime, timedelta

from remit.attribution.statements import DECIDING, TAKEN
from remit.authority.answer import STOP, Answer
from remit.authority.procedure.decision import judge_record
from remit.checks.check import COMMITS, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import DECIDED, Claim, author_text, claims, faces, short
from remit.log.change import Change
from remit.log.moment import parse_moment
from remit.log.record import ACCEPTED, Head
from remit.log.stops import stops_of

_DAY = timedelta(days=1)
_DATED = frozenset(("consent", "advice", "objection", "vote", "ratification"))


@Check("G09", "backdated", ERROR, COMMITS)
def rule(change: Change, known: Known) -> Problems:
    for claim in claims(change):
        decided = claim.record if claim.kind == DECIDED else None
        act = claim.act if claim.where != (TAKEN,) else None
        if decided:
            yield from _compare(change, known, claim, "decided", decided.head)
        elif act and act.kind in _DATED:
            yield from _compare(change, known, claim, "on", act.head)
    yield from _past_a_stop(change, known)


def _compare(change: Change, known: Known, claim: Claim, key: str, head: Head) -> Problems:
    moment = parse_moment(str(head.get(key)), known.zone)
    if moment is None:
        return
    written = datetime.fromtimestamp(claim.made.written, UTC)
    by = author_text(faces(change).of(claim.made.commit.author), claim.made.commit)
    commit = f"{short(claim.made.commit)} of {written.astimezone(known.zone).date().isoformat()} by {by}"
    if moment.instant(known.zone) > written + _DAY:
        message = f"`{key}` is {moment.text}, which is after {commit}"
        yield Problem(claim.path, message, "enter the time at which it happened", (key,))
    allowed = timedelta(days=change.after.settings.backdating_days) + _DAY
    if moment.last_instant(known.zone) < written - allowed and not head.get("late"):
        days = (written - moment.instant(known.zone)).days
        remedy = (
            "say why it is recorded so late: add `late: …`"
            if key == "decided"
            else "enter the day on which the others could read it"
        )
        yield Problem(claim.path, f"`{key}` is {moment.text}, {days} days before {commit}", remedy, (key,))


def _past_a_stop(change: Change, known: Known) -> Problems:
    """Decisions that are accepted under a stop which was merged before, and give an earlier time."""
    merged = {stop.path for stop in stops_of(change.before)}
    if not merged:
        return
    ground = copy(known.answers.ground)
    ground.stops = tuple(stop for stop in ground.stops if stop.path in merged)
    for record in (one for one in change.decided if one.status == ACCEPTED):
        late = record._replace(head={**record.head, "decided": known.now.isoformat()})
        now, then = judge_record(change.after, late, ground=ground), known.answers.of(record)
        if isinstance(now, Answer) and now.answer == STOP and not (then and then.answer == STOP):
            to = " or ".join(now.goes_to_people or now.goes_to)
            message = f"a stop by {now.stopped_by} was merged before this decision: {now.because}"
            yield Problem(record.path, message, f"ask {to} to {now.would_change[0]}", ("decided",), kinds=(DECIDING,))
