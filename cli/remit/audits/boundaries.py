"""Which boundaries are used, which are not, what falls between them, where practice is not what the policy says, and emergencies."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from remit.audits.lead_times import Life
from remit.audits.report import Report, Table, between, counted
from remit.audits.scope import Names, Scope
from remit.audits.statistics import wilson
from remit.authority.answer import DECIDE, DECIDE_AFTER, RATIFY, Answer
from remit.authority.procedure.question import question_of
from remit.log.record import Record

IN_TIME, LATE, OVERDUE, REFUSED, NOT_YET = "in time", "late", "overdue", "refused", "not yet due"


def ratifications(scope: Scope, decided: Iterable[Life]) -> list[tuple[str, ...]]:
    """What the emergency decisions among some owe: record, title, power, the last day (ISO 8601), and how it stands."""
    out: list[tuple[str, ...]] = []
    for life in decided:
        answer = scope.ask(life.record) if life.record.head.get("emergency") else None
        for duty in answer.duties if answer else ():
            if duty.kind == RATIFY:
                end = datetime.fromisoformat(duty.until) if duty.until else None
                state = _state(scope, life.record, end, met=duty.met, refused=bool(duty.by))
                out.append((life.record.id, life.record.title, duty.boundary, duty.until[:10] or "-", state))
    return out


def _state(scope: Scope, record: Record, end: datetime | None, *, met: bool, refused: bool) -> str:
    if not met:
        return REFUSED if refused else NOT_YET if end is None or scope.now <= end else OVERDUE
    voices = question_of(record, scope.log.zone).ratifications
    given = [voice.on.instant(scope.log.zone) for voice in voices if voice.on]
    return LATE if end and given and min(given) > end else IN_TIME


def ratified_in_time(states: Counter[str]) -> list[str]:
    """How many were ratified in time, in a sentence; nothing where no decision was an emergency."""
    if not states:
        return []
    known = states.total() - states[NOT_YET]
    first = (
        f"{states[IN_TIME]} of {counted(known, 'emergency decision')} ratified in time ({between(wilson(states[IN_TIME], known))})"
        if known
        else counted(states.total(), "emergency decision")
    )
    rest = [f"{states[state]} {state}" for state in (LATE, OVERDUE, REFUSED, NOT_YET) if states[state]]
    return [f"{'; '.join([first, ', '.join(rest)] if rest else [first])}."]


TITLE = "Boundaries in practice"


def boundaries(scope: Scope, *, since: float | None = None) -> Report:
    """The audit of what was decided from `since` to now."""
    decided = [life for life in scope.decided(since) if not life.record.decided_elsewhere]
    answers = [(life, scope.ask(life.record)) for life in decided]
    used = Counter(boundary_of(life, answer) for life, answer in answers)
    none = used.pop("", 0)
    known = {boundary.id: policy.name for policy in scope.in_force for boundary in policy.boundaries if boundary.grants}
    if not known:
        said = "Nothing to measure: no policy says who may decide what."
        return Report("boundaries", TITLE, [said], [], {"used": dict(used), "never_used": [], "no_boundary": none})
    unused = sorted(set(known) - set(used))
    unclear = [life for life in decided if is_unclear(life)]
    outside = [
        (life, answer)
        for life, answer in answers
        if answer and answer.boundary and answer.answer not in (DECIDE, DECIDE_AFTER)
    ]
    reasons = escalations(scope, decided)
    urgent = ratifications(scope, decided)
    states, names = Counter(row[-1] for row in urgent), Names(scope)
    lead = [f"{counted(len(decided), 'decision')} under {counted(len(used), 'boundary', 'boundaries')}."]
    if not decided:
        lead = ["Nothing to measure in this period."]
    if none:
        lead.append(f"{counted(none, 'decision')} not covered by any boundary: a gap in the policy.")
    if unclear:
        lead.append(f"{counted(len(unclear), 'decision')} escalated because it was unclear who decides.")
    if outside:
        lead.append(f"{counted(len(outside), 'decision')} by someone who may not decide under the boundary.")
    lead += ratified_in_time(states)
    return Report(
        "boundaries", TITLE, lead,
        [
            Table("Used", ("boundary", "decisions"), used.most_common()),
            Table("Never used", ("boundary", "policy"), [(name, known[name]) for name in unused]),
            Table("Outside the boundary", ("record", "boundary", "decided by", "reason"), [
                (life.record.id, answer.boundary, names.of(life.record.decider or ""), scope.because(life)) for life, answer in outside
            ]),
            Table("Escalated, by reason", ("reason", "decisions"), reasons.most_common()),
            Table("Emergency decisions", ("record", "title", "emergency power", "ratify by", "ratified"), urgent),
            Table("Unclear", ("record", "topic"), [(life.record.id, ", ".join(life.record.topics)) for life in unclear]),
        ],
        {
            "used": dict(used.most_common()), "never_used": unused, "no_boundary": none, "unclear": [life.record.id for life in unclear],
            "outside": [life.record.id for life, _ in outside], "escalated": dict(reasons),
            "emergencies": {"n": len(urgent), **states},
        },
    )  # fmt: skip


def is_unclear(life: Life) -> bool:
    """Whether it went up because nobody could tell who decides."""
    return any(entry.get("why") == "unclear" for entry in life.record.entries_of("escalated"))


def escalations(scope: Scope, decided: list[Life]) -> Counter[str]:
    """Why decisions went up: as the records say (limit, conflict, unclear), and `asked anyway` where a lower tier could have.

    Unclear ones measure the policy, those asked anyway the culture.
    """
    entries = (entry for life in decided for entry in life.record.entries_of("escalated"))
    out = Counter(str(why) for entry in entries if (why := entry.get("why")))
    if asked_anyway := sum(map(scope.higher_than_needed, decided)):
        out["asked anyway"] += asked_anyway
    return out


def boundary_of(life: Life, answer: Answer | None) -> str:
    """The boundary that a decision was made under; empty where none covers it."""
    return (answer.boundary if answer and answer.boundary else life.record.boundary) or ""
