"""Who carries the decisions, and for whom they wait: counts, open waiting, and how much hangs on one person."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from remit.audits.fields import period
from remit.audits.lead_times import DAY, Life
from remit.audits.policy_questions import Ground, Names
from remit.audits.report import Cell, Chart, Line, Report, Table, counted, days, percent
from remit.log.moment import Moment
from remit.log.record import ACCEPTED, PROPOSED, REJECTED, Act, texts

_PEOPLE = 20
"""So many people (or roles) are listed."""


def load(ground: Ground, *, since: float | None = None, unit: str = "month") -> Report:
    """The audit of what was decided from `since` to now, and of what is open now."""
    names = Names(ground)
    decided = ground.decided(since)
    deciders = Counter(who for life in decided if (who := decider_of(life, ground)))
    waiting = open_waiting(ground)
    busiest, top = concentration(deciders)
    concentrated = _concentrated(ground, decided, unit)
    silent = silence(ground)
    pulled = [life for life in decided if ground.higher_than_needed(life)]
    lead = [
        f"{counted(sum(deciders.values()), 'decision')} by {counted(len(deciders), 'person', 'people')}; the busiest made "
        f"{percent(busiest)}, the three busiest {percent(top)}."
        if deciders
        else "Nothing to measure: nobody decided anything in this period."
    ]
    total = sum(waiting.values())
    if deciders and sum(deciders.values()) < len(decided):
        lead.append(f"Who decided is known for {sum(deciders.values()):,} of {len(decided):,}.")
    if total:
        most, share = waiting.most_common(1)[0]
        lead.append(
            f"{percent(share / total)} of the open waiting is on {names.of(most)} ({days(share)} of {days(total)}, {counted(len(ground.open()), 'open record')})."
        )
    if silent:
        lead.append(
            f"{counted(len(silent), 'request')} for advice or consent without an answer; the oldest waits {days(max(one[2] for one in silent))}."
        )
    if pulled:
        lead.append(f"{counted(len(pulled), 'decision')} pulled up: decided above a tier that could have.")
    return Report(
        "load", "Who carries the decisions", tuple(lead),
        tuple(table for table in (
            _people(deciders, waiting, names), _concentration_table(concentrated, unit), _open(ground, names),
            Table("Asked, and no answer", ("record", "asked", "days"), tuple((one[0], names.of(one[1]), round(one[2], 1)) for one in silent)),
        ) if table.rows),
        {
            "decisions": sum(deciders.values()), "people": len(deciders), "busiest_share": busiest, "top_three_share": top,
            "open": len(ground.open()), "open_days": total,
            "by_person": [
                {"who": names.of(who), "decided": deciders[who], "waiting_days": waiting[who]} for who in _in_order(deciders, waiting)
            ] if not names.off else [],
            "trend": [dict(zip(("period", "decisions", "people", "busiest_share", "top_three_share"), row, strict=True)) for row in concentrated],
            "pulled_up": [life.record.id for life in pulled],
        },
        ("Where a record names no decider, whoever decided the proposal in git is counted.", *names.note),
        (_chart(ground, unit),) if decided or ground.open() else (),
    )  # fmt: skip


def decider_of(life: Life, ground: Ground) -> str:
    """Who decided: the record's decider; else the person (or address) that set the status."""
    if life.record.decider:
        return life.record.decider
    proposed = next((number for number, event in enumerate(life.events) if event.status == PROPOSED), len(life.events))
    event = next((event for event in life.events[proposed:] if event.status in (ACCEPTED, REJECTED)), None)
    if event is None:
        return ""  # who typed a record that was born decided says nothing about who decided
    person = ground.log.people.by_email.get(event.by.lower()) if ground.log.people else None
    return person.handle if person else event.by


def concentration(deciders: Counter[str]) -> tuple[float | None, float | None]:
    """The share of the busiest, and of the three busiest; None of nothing."""
    total = sum(deciders.values())
    if not total:
        return None, None
    most = [count for _, count in deciders.most_common(3)]
    return most[0] / total, sum(most) / total


def open_waiting(ground: Ground) -> Counter[str]:
    """Days that open records have waited, by who they wait for; a record that waits for several is shared among them."""
    out: Counter[str] = Counter()
    for life in ground.open():
        waited, who = life.waited(ground.at), ground.waits_for(life)
        for one in who if waited else ():
            out[one] += waited / len(who)  # type: ignore[assignment, operator]
    return out


def silence(ground: Ground) -> list[tuple[str, str, float]]:
    """Requests without an answer on open records: record, who was asked, days; longest first."""
    out = []
    roles = ground.roles()
    for life in ground.open():
        for act in life.record.acts_of("asked"):
            for who in texts(act.head.get("of")):
                if not any(answers(other, who, act, roles) for other in life.record.acts) and act.on:
                    out.append((life.record.id, who, since(act.on, ground)))
    return sorted(out, key=lambda one: -one[2])


def answers(other: Act, asked: str, request: Act, roles: Mapping[str, Collection[str]]) -> bool:
    """Whether an act answers a request: advice, consent or objection by who was asked, or by somebody with the role."""
    if other.kind not in ("advice", "consent", "objection"):
        return False
    if asked not in (other.who, other.as_role) and asked not in roles.get(other.who, ()):
        return False
    return request.on is None or other.on is None or other.on.last_instant() >= request.on.instant()


def since(moment: Moment, ground: Ground) -> float:
    """Days from a moment to now."""
    return max(0.0, (ground.now - moment.instant(ground.log.zone)).total_seconds() / DAY)


def _in_order(deciders: Counter[str], waiting: Counter[str]) -> list[str]:
    return sorted({*deciders, *waiting}, key=lambda who: (-deciders[who], -waiting[who], who))


def _people(deciders: Counter[str], waiting: Counter[str], names: Names) -> Table:
    if names.off:
        return Table("By person", (), ())
    sums: dict[str, list[float]] = {}
    for who in _in_order(deciders, waiting):
        row = sums.setdefault(names.of(who), [0, 0.0])
        row[0] += deciders[who]
        row[1] += waiting[who]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, int(count), round(waited, 1)) for name, (count, waited) in sums.items()
    )
    title = "By person" if names.metrics == "names" else "By role"
    more = f", the first {_PEOPLE} of {len(rows)}" if len(rows) > _PEOPLE else ""
    return Table(title + more, ("who", "decided", "days open on them"), rows[:_PEOPLE])


def _concentrated(
    ground: Ground, decided: Sequence[Life], unit: str
) -> list[tuple[str, int, int, float | None, float | None]]:
    """For each period: decisions, people, the share of the busiest and of the three busiest."""
    groups: dict[str, Counter[str]] = {}
    for life in decided:
        who = decider_of(life, ground)
        if who:
            groups.setdefault(period(life.end, unit, ground.log.zone), Counter())[who] += 1
    return [(key, sum(found.values()), len(found), *concentration(found)) for key, found in sorted(groups.items())]


def _concentration_table(found: Sequence[tuple[str, int, int, float | None, float | None]], unit: str) -> Table:
    rows = tuple((key, count, people, percent(most), percent(three)) for key, count, people, most, three in found)
    return Table(
        f"How much hangs on one person, by {unit}", (unit, "decisions", "people", "busiest", "top three"), rows
    )


def _open(ground: Ground, names: Names) -> Table:
    rows = tuple(
        (
            life.record.id,
            life.record.title,
            round(life.waited(ground.at) or 0, 1),
            names.waited_for(life, ground),
        )
        for life in ground.open()[:5]
    )
    return Table("Open longest", ("record", "title", "days", "waits for"), rows)


def _chart(ground: Ground, unit: str) -> Chart:
    """How many records were open at the end of each of the last months."""
    month = timedelta(days=30)
    moments = [ground.now - month * back for back in range(11, -1, -1)]
    counts = [sum(_open_at(life, moment) for life in ground.lives) for moment in moments]
    labels = tuple(f"{moment:%Y-%m}" for moment in moments)
    table = Table("Open records over time", ("month", "open"), tuple(zip(labels, counts, strict=True)))
    points = tuple((float(at), float(count)) for at, count in enumerate(counts))
    return Chart("lines", "Open records over time", "month", "open records", (Line("open", points),), labels, table)


def _open_at(life: Life, moment: datetime) -> bool:
    at = moment.timestamp()
    return (
        life.start is not None
        and life.start <= at
        and (life.end is None or life.end > at)
        and (not life.ended or life.end is not None)
    )
