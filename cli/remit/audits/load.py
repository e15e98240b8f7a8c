"""Who carries the decisions, and who they wait for: counts, open waiting, and how much depends on one person."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from remit.audits.fields import period
from remit.audits.lead_times import DAY, Life
from remit.audits.report import Chart, Line, Report, Table, counted, days, grouped, percent
from remit.audits.scope import Names, Scope
from remit.log.moment import Moment
from remit.log.record import ACCEPTED, PROPOSED, REJECTED, Act, texts

_PEOPLE = 20
"""So many people (or roles) are listed."""


def load(scope: Scope, *, since: float | None = None, unit: str = "month") -> Report:
    """The audit of what was decided from `since` to now, and of what is open now."""
    names = Names(scope)
    decided = scope.decided(since)
    deciders = Counter(who for life in decided if (who := decider_of(life, scope)))
    waiting = open_waiting(scope)
    busiest, top = concentration(deciders)
    concentrated = _concentrated(scope, decided, unit)
    silent = silence(scope)
    decisions, total = deciders.total(), sum(waiting.values())
    lead = ["Nothing to measure: no decisions in this period."]
    if deciders:
        lead = [
            f"{counted(decisions, 'decision')} by {counted(len(deciders), 'person', 'people')}; the busiest person made {percent(busiest)}, the three busiest {percent(top)}."
        ]
    if deciders and decisions < len(decided):
        lead.append(f"Who decided is known for {decisions:,} of {len(decided):,}.")
    if total:
        most, share = waiting.most_common(1)[0]
        lead.append(
            f"{percent(share / total)} of the waiting time of open records is for {names.of(most)} ({days(share)} of {days(total)}, {counted(len(scope.open()), 'open record')})."
        )
    if silent:
        oldest = days(max(waited for _, _, waited in silent))
        lead.append(f"{counted(len(silent), 'unanswered request')} for advice or consent; the oldest is {oldest} old.")
    return Report(
        "load", "Workload", lead,
        [
            _people(deciders, waiting, names), Table(
                f"Dependence on the busiest people, by {unit}", (unit, "decisions", "people", "busiest", "three busiest"),
                [(key, count, people, percent(most), percent(three)) for key, count, people, most, three in concentrated],
            ),
            names.open_table("Open the longest", scope.open()[:5]),
            Table("Unanswered requests", ("record", "asked", "days"), [(record, names.of(who), round(waited, 1)) for record, who, waited in silent]),
        ],
        {
            "decisions": decisions, "people": len(deciders), "busiest_share": busiest, "top_three_share": top,
            "open": len(scope.open()), "open_days": total,
            "by_person": [
                {"who": names.of(who), "decided": deciders[who], "waiting_days": waiting[who]} for who in _in_order(deciders, waiting)
            ] if not names.off else [],
            "trend": [dict(zip(("period", "decisions", "people", "busiest_share", "top_three_share"), row, strict=True)) for row in concentrated],
        },
        ("If a record names no decider, whoever decided the proposal in git is counted.", *names.note),
        [_chart(scope)] if decided or scope.open() else [],
    )  # fmt: skip


def decider_of(life: Life, scope: Scope) -> str:
    """Who decided: the record's decider; else the person (or address) that set the status."""
    if life.record.decider:
        return life.record.decider
    proposed = next((number for number, event in enumerate(life.events) if event.status == PROPOSED), len(life.events))
    event = next((event for event in life.events[proposed:] if event.status in (ACCEPTED, REJECTED)), None)
    if event is None:
        return ""  # who typed a record that was born decided says nothing about who decided
    person = scope.log.people.by_email.get(event.by.lower()) if scope.log.people else None
    return person.handle if person else event.by


def concentration(deciders: Counter[str]) -> tuple[float | None, float | None]:
    """The share of the busiest, and of the three busiest; None of nothing."""
    total = sum(deciders.values())
    if not total:
        return None, None
    most = [count for _, count in deciders.most_common(3)]
    return most[0] / total, sum(most) / total


def open_waiting(scope: Scope) -> Counter[str]:
    """Days that open records have waited, by who they wait for; a record that waits for several is shared among them."""
    out: Counter[str] = Counter()
    for life in scope.open():
        waited, who = life.waited(scope.at), scope.waits_for(life)
        for one in who if waited else ():
            out[one] += waited / len(who)  # type: ignore[assignment, operator]
    return out


def silence(scope: Scope) -> list[tuple[str, str, float]]:
    """Requests without an answer on open records: record, who was asked, days; longest first."""
    out = []
    roles = scope.roles()
    for life in scope.open():
        for act in life.record.acts_of("asked"):
            for who in texts(act.head.get("of")):
                if not any(answers(other, who, act, roles) for other in life.record.acts) and act.on:
                    out.append((life.record.id, who, since(act.on, scope)))
    return sorted(out, key=lambda one: -one[2])


def answers(other: Act, asked: str, request: Act, roles: Mapping[str, Collection[str]]) -> bool:
    """Whether an act answers a request: advice, consent or objection by who was asked, or by somebody with the role."""
    if other.kind not in ("advice", "consent", "objection"):
        return False
    if asked not in (other.who, other.as_role) and asked not in roles.get(other.who, ()):
        return False
    return request.on is None or other.on is None or other.on.last_instant() >= request.on.instant()


def since(moment: Moment, scope: Scope) -> float:
    """Days from a moment to now."""
    return max(0.0, (scope.now - moment.instant(scope.log.zone)).total_seconds() / DAY)


def _in_order(deciders: Counter[str], waiting: Counter[str]) -> list[str]:
    return sorted({*deciders, *waiting}, key=lambda who: (-deciders[who], -waiting[who], who))


def _people(deciders: Counter[str], waiting: Counter[str], names: Names) -> Table:
    if names.off:
        return Table("By person", (), ())
    groups = grouped(_in_order(deciders, waiting), names.of)
    rows = [
        (name, sum(deciders[who] for who in some), round(sum((waiting[who] for who in some), 0.0), 1))
        for name, some in groups.items()
    ]
    title = "By person" if names.metrics == "names" else "By role"
    more = f", the first {_PEOPLE} of {len(rows)}" if len(rows) > _PEOPLE else ""
    return Table(title + more, ("who", "decided", "days waiting for them"), rows[:_PEOPLE])


Concentrated = tuple[str, int, int, float | None, float | None]
"""A period: decisions, people, the share of the busiest and of the three busiest."""


def _concentrated(scope: Scope, decided: Sequence[Life], unit: str) -> list[Concentrated]:
    known = [life for life in decided if decider_of(life, scope)]
    groups = {
        key: Counter(decider_of(life, scope) for life in some)
        for key, some in grouped(known, lambda life: period(life.end, unit, scope.log.zone)).items()
    }
    return [(key, found.total(), len(found), *concentration(found)) for key, found in sorted(groups.items())]


def _chart(scope: Scope) -> Chart:
    """How many records were open at the end of each of the last months."""
    moments = [scope.now - timedelta(days=30) * back for back in range(11, -1, -1)]
    counts = [sum(_open_at(life, moment.timestamp()) for life in scope.lives) for moment in moments]
    labels = tuple(f"{moment:%Y-%m}" for moment in moments)
    title = "Open records over time"
    table = Table(title, ("month", "open"), list(zip(labels, counts, strict=True)))
    points = tuple((float(at), float(count)) for at, count in enumerate(counts))
    return Chart("lines", title, "month", "open records", (Line("open", points),), labels, table)


def _open_at(life: Life, at: float) -> bool:
    if life.start is None or life.start > at:
        return False
    return life.end > at if life.end is not None else not life.ended
