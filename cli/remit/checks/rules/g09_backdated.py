"""A date in the record doesn't fit its commit: it is later than the commit, or long before it without a reason.

Authors can set a commit's date themselves, so a commit counts as no older than the commits it builds on. A decision recorded
more than `backdating_days` (remit.yml, 7 by default) after it was made needs a reason: `late: …`. One day of tolerance allows
for time zones. The same applies to consents, advice, objections and votes: otherwise somebody could backdate them to meet a
deadline.
"""

from datetime import UTC, datetime, timedelta

from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import ACTED, DECIDED, Claim, author_text, claims, faces, short
from remit.log.change import Change
from remit.log.moment import Moment

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


def _explained(claim: Claim) -> bool:
    head = claim.act.head if claim.kind == ACTED and claim.act else claim.record.head if claim.record else {}
    return bool(head.get("late"))
