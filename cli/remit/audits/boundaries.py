"""Which boundaries are used, which are not, what falls between them, and where practice is not what the policy says."""

from collections import Counter

from remit.audits import emergencies
from remit.audits.asking import RANK, Ground, Names
from remit.audits.life import DAY, Life
from remit.audits.report import Report, Table, counted
from remit.authority.answer import DECIDE, DECIDE_AFTER, Answer
from remit.log.policy import Policy

_WAIVERS, _WITHIN = 3, 90 * DAY


def boundaries(ground: Ground, *, since: float | None = None) -> Report:
    """The audit of what was decided from `since` to now."""
    decided = ground.decided(since)
    answers = [(life, ground.ask(life.record, None)) for life in decided]
    used = Counter(boundary_of(life, answer) for life, answer in answers)
    none = used.pop("", 0)
    known = {
        boundary.id: policy.name for policy in in_force(ground) for boundary in policy.boundaries if boundary.grants
    }
    unused = sorted(set(known) - set(used))
    unclear = [
        life for life in decided if any(entry.get("why") == "unclear" for entry in life.record.entries_of("escalated"))
    ]
    outside = [
        (life, answer)
        for life, answer in answers
        if answer and answer.boundary and answer.answer not in (DECIDE, DECIDE_AFTER)
    ]
    waived = repeated_waivers(decided)
    reasons = escalations(ground, decided)
    urgent = emergencies.owed(ground, decided)
    names = Names(ground)
    if not known:
        said = "Nothing to compare practice with: no policy says who may decide what."
        return Report(
            "boundaries",
            "Boundaries, on paper and in practice",
            (said,),
            (),
            {"used": dict(used), "never_used": [], "no_boundary": none},
        )
    lead = [
        f"{counted(len(decided), 'decision')} under {counted(len(used), 'boundary', 'boundaries')}."
        if decided
        else "Nothing to measure in this period."
    ]
    if decided and none and known:
        lead.append(f"{counted(none, 'decision')} that no boundary covers: the policy's gap, not people's fault.")
    if unclear:
        lead.append(f"{counted(len(unclear), 'decision')} escalated because it was unclear who decides.")
    if outside:
        lead.append(f"{counted(len(outside), 'decision')} by somebody to whom the boundary does not give it.")
    lead += emergencies.said(urgent)
    lead += [f"Boundary {name} was waived {count} times within 90 days: change it?" for name, count in waived]
    tables = (
        Table("Used", ("boundary", "decisions"), tuple(used.most_common())),
        Table("Never used", ("boundary", "policy"), tuple((name, known[name]) for name in unused)),
        Table("Outside the boundary", ("record", "boundary", "decided by", "because"), tuple(
            (life.record.id, answer.boundary, names.of(life.record.decider or ""), ground.because(life)) for life, answer in outside if answer
        )),
        Table("Escalated, by reason", ("reason", "decisions"), tuple(reasons.most_common())),
        emergencies.table(urgent),
        Table("Unclear", ("record", "topic"), tuple((life.record.id, ", ".join(life.record.topics)) for life in unclear)),
    )  # fmt: skip
    return Report(
        "boundaries", "Boundaries, on paper and in practice", tuple(lead), tuple(table for table in tables if table.rows),
        {
            "used": dict(used.most_common()), "never_used": unused, "no_boundary": none, "unclear": [life.record.id for life in unclear],
            "outside": [life.record.id for life, _ in outside], "repeated_waivers": dict(waived), "escalated": dict(reasons),
            "emergencies": {"n": len(urgent), **emergencies.count(urgent)},
        },
    )  # fmt: skip


def escalations(ground: Ground, decided: list[Life]) -> Counter[str]:
    """Why decisions went up: as the records say (limit, conflict, unclear), and `asked anyway` where a lower tier could have.

    Unclear ones measure the policy, those asked anyway the culture.
    """
    out = Counter(
        str(why) for life in decided for entry in life.record.entries_of("escalated") if (why := entry.get("why"))
    )
    for life in decided:
        tier, lowest = ground.tier(life), ground.could_be(life)
        if tier in RANK and lowest in RANK and RANK[str(tier)] > RANK[str(lowest)]:
            out["asked anyway"] += 1
    return out


def boundary_of(life: Life, answer: Answer | None) -> str:
    """The boundary that a decision was made under; empty where none covers it."""
    return (answer.boundary if answer and answer.boundary else life.record.boundary) or ""


def in_force(ground: Ground) -> list[Policy]:
    """The versions of the policies that judge today."""
    day = ground.now.date()
    latest: dict[str, Policy] = {}
    for policy in sorted(ground.log.policies, key=lambda one: one.start):
        if policy.start <= day and not (policy.until and policy.until <= day):
            latest[policy.name] = policy
    return list(latest.values())


def repeated_waivers(decided: list[Life]) -> list[tuple[str, int]]:
    """Waivers relied on at least three times within 90 days, and how often."""
    uses: dict[str, list[float]] = {}
    for life in decided:
        waiver = life.record.head.get("waiver")
        if isinstance(waiver, str) and life.end is not None:
            uses.setdefault(waiver, []).append(life.end)
    out = []
    for name, times in sorted(uses.items()):
        most = max(sum(start <= at <= start + _WITHIN for at in times) for start in times)
        if most >= _WAIVERS:
            out.append((name, most))
    return out
