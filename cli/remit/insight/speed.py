"""`remit audit velocity` as a report: the rows, the stages, who was waited for, needless approvals, the slowest with their story."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from remit.insight.asking import Ground, Names
from remit.insight.life import RECORD, SET, Life
from remit.insight.report import Cell, Chart, Line, Report, Table, counted, days, percent
from remit.insight.stages import Wait, approvals, by_person, by_stage, external, latency, waits
from remit.insight.statistics.quantiles import median
from remit.insight.statistics.survival import Curve, Quantile
from remit.insight.velocity import COMPETE, Row, Velocity, came_up, velocity
from remit.model.history import History, Timeline
from remit.model.record import Record

CLOCK_SAID = {
    RECORD: "By the record's own dates; git's where it has none.",
    SET: "By the commits that set the status (author's time).",
    "landed": "By the commits that published it on the trusted branch.",
}


def speed(
    ground: Ground,
    history: History,
    *,
    clock: str,
    by: Sequence[str] = (),
    since: float | None = None,
    withdrawn: str = "censor",
    rule: str = "nearest",
) -> Report:
    """The whole audit of how long decisions take."""
    found = velocity(
        ground.lives, ground.log, ground.at, clock=clock, by=by, since=since, withdrawn=withdrawn, rule=rule
    )
    kept = came_up(ground.lives, since)
    names = Names(ground)
    some_waits = waits(ground, kept)
    late = latency(ground, kept)
    handles = frozenset(ground.log.people.by_handle if ground.log.people else ())
    people = [] if names.off else by_person(some_waits, _layer(names, handles))
    given = approvals(ground, [life for life in kept if life.ended == "decided"], _timelines(history))
    tables = [
        _rows(found),
        *_stage_tables(some_waits, people),
        _approval_table(given, names),
        _story(found, ground),
        _open(found, ground),
    ]
    return Report(
        "velocity", "How long decisions take", (*_lead(found, given), *_external(given, some_waits, found), *_latency(late)), tuple(table for table in tables if table.rows),
        {
            "clock": clock, "withdrawn": withdrawn, "by": list(by), "rows": [*map(_as_data, found.rows), {**dict.fromkeys(by, "all"), **_as_data(found.all)}], "all": _as_data(found.all),
            "lead_time_known": {"known": found.all.known, "of": found.all.of, "from_record": found.from_record, "from_git": found.from_git},
            "comparison": found.comparison._asdict() if found.comparison else None,
            "stages": [dict(zip(("stage", "n", "median_days", "days"), row, strict=True)) for row in by_stage(some_waits)],
            "waited_for": [dict(zip(("who", "n", "median_days", "days"), row, strict=True)) for row in people],
            "external": dict(zip(("decisions", "median_days"), external(given, some_waits), strict=True)),
            "approvals": {
                "given": len(given), "needless": sum(one.needed is False for one in given), "nothing_changed": sum(not one.changed for one in given),
            },
            "latency": {"n": len(late), "median_days": median(late)}, "born_decided": found.born_decided,
            "contradictions": [{"id": life.record.id, "path": life.record.path, "why": life.contradiction} for life in found.contradictions],
            "oldest_open": [life.record.id for life in found.oldest], "slowest": [life.record.id for life in found.slowest],
        },
        _notes(found, clock, history), (_curve_chart(found.curve), *_stage_chart(some_waits), *_layer_chart(people)),
    )  # fmt: skip


def _timelines(history: History) -> Callable[[Record], Timeline | None]:
    return lambda record: history.of(record.id, record.path)


def _external(given: Sequence[Any], some: Sequence[Wait], found: Velocity) -> list[str]:
    count, waited = external(given, some)
    if not count:
        return []
    return [
        f"{count} of {found.all.n} decisions needed consent from outside the team"
        + (f"; half of them waited {days(waited)} for it." if waited is not None else ".")
    ]


def _latency(late: Sequence[float]) -> list[str]:
    return (
        [
            f"Once the last advice or consent was there, half were decided within {days(median(late))} ({counted(len(late), 'decision')})."
        ]
        if late
        else []
    )


def _small(p: float) -> str:
    return "< 0.001" if p < 0.001 else f"= {p:.3f}"


def said(quantile: Quantile) -> str:
    """A quantile for people: the days, or how long was watched without reaching it."""
    if quantile.value is None:
        return f"more than {days(quantile.seen)}" if quantile.seen else "-"
    return days(quantile.value)


def between(quantile: Quantile) -> str:
    """The interval of a quantile for people."""
    if quantile.low is None and quantile.high is None:
        return "too few" if quantile.seen else "-"
    return f"{days(quantile.low) if quantile.low is not None else '?'} to {days(quantile.high) if quantile.high is not None else 'not reached'}"


def _lead(found: Velocity, given: Sequence[Any]) -> tuple[str, ...]:
    whole = found.all
    if not whole.known:
        return ("Nothing to measure: no lead time is known in this period.",)
    lead = [
        (
            f"Half of the decisions are made within {said(whole.km)} (95 %: {between(whole.km)}), four of five within {said(whole.km80)}; "
            f"{counted(whole.open, 'open one')} counted."
        )
    ]
    if whole.open and whole.n:
        lead.append(f"Of the {whole.n} decided alone the median would be {days(whole.median)}.")
    lead.append(f"Lead time known for {whole.known} of {whole.of}.")
    if found.comparison:
        which = [" ".join(row.group.values()) for row in found.rows]
        p = found.comparison.p
        quick = which[found.comparison.faster - 1] if found.comparison.faster else ""
        lead.append(
            f"{quick} decides sooner (p {_small(p)})."
            if p < 0.05 and quick
            else f"No difference between {' and '.join(which)} can be told (p = {p:.2f})."
        )
    if found.born_decided:
        lead.append(
            f"{found.born_decided} of {whole.of} came into git already decided: what went before cannot be seen there."
        )
    needless = sum(one.needed is False for one in given)
    if needless:
        lead.append(f"{counted(needless, 'consent')} of {len(given)} no boundary asked for.")
    return tuple(lead)


def _rows(found: Velocity) -> Table:
    rows = (*found.rows, found.all)
    cells: list[tuple[Cell, ...]] = []
    for row in rows:
        group = tuple(row.group.get(field, "all") for field in found.by) or ("all",)
        cells.append(
            (
                *group,
                row.n,
                row.median,
                row.p75,
                row.p90,
                said(row.km),
                between(row.km),
                said(row.km80),
                row.open,
                row.withdrawn,
                f"{row.known}/{row.of}",
            )
        )
    columns = (
        *(found.by or ("",)),
        "n",
        "median",
        "p75",
        "p90",
        "half within",
        "95 %",
        "four of five within",
        "open",
        "withdrawn",
        "known",
    )
    return Table("Days from the need to the decision", columns, tuple(cells))


def _as_data(row: Row) -> dict[str, Any]:
    return {
        **row.group, "n": row.n, "median_days": row.median, "p75_days": row.p75, "p90_days": row.p90,
        "km_median_days": row.km.value, "km_median_low": row.km.low, "km_median_high": row.km.high,
        "km_p80_days": row.km80.value, "km_p80_low": row.km80.low, "km_p80_high": row.km80.high, "watched_days": row.km.seen,
        "open": row.open, "withdrawn": row.withdrawn, "known": row.known, "of": row.of,
    }  # fmt: skip


def _stage_tables(some: Sequence[Wait], waited: Sequence[tuple[str, int, float | None, float]]) -> list[Table]:
    stages: tuple[tuple[Cell, ...], ...] = tuple(by_stage(some))
    people: tuple[tuple[Cell, ...], ...] = tuple(waited[:10])
    return [
        Table("Where the time goes", ("stage", "waits", "median days", "days together"), stages),
        Table("Whom it waits for", ("who", "waits", "median days", "days together"), people),
    ]


def _layer(names: Names, people: Collection[str]) -> Callable[[str], str]:
    """Roles as they are, people by what the log allows to call them."""
    return lambda who: names.of(who) if who in people else who


def _approval_table(given: Sequence[Any], names: Names) -> Table:
    groups: dict[str, list[Any]] = {}
    for one in given:
        groups.setdefault(one.as_role or names.of(one.who), []).append(one)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (who, len(some), sum(one.needed is False for one in some), sum(not one.changed for one in some))
        for who, some in sorted(groups.items())
    )
    return Table("Consents", ("by", "given", "no boundary asked", "nothing changed after"), rows)


def _story(found: Velocity, ground: Ground) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (life.record.id, life.record.title, life.lead, story(life, ground)) for life in found.slowest
    )
    return Table("The slowest", ("record", "title", "days", "story"), rows)


def story(life: Life, ground: Ground) -> str:
    """What happened to a record, in one line."""
    parts = [f"raised {_day(life.start, ground)}"] if life.start_from == "record" else []
    return ", ".join([*parts, *(f"{event.status} {_day(event.at, ground)}" for event in life.events)])


def _day(at: float | None, ground: Ground) -> str:
    return datetime.fromtimestamp(at, ground.log.zone).date().isoformat() if at is not None else "?"


def _open(found: Velocity, ground: Ground) -> Table:
    names = Names(ground)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            life.record.id,
            life.record.title,
            life.waited(ground.at),
            names.waited_for(life, ground),
        )
        for life in found.oldest
    )
    return Table("Open longest", ("record", "title", "days", "waits for"), rows)


def _notes(found: Velocity, clock: str, history: History) -> tuple[str, ...]:
    notes = [CLOCK_SAID[clock]]
    if {"year", "month", "week"} & set(found.by):
        notes.append(
            "n to p90 go by when it was decided; what is open, and how soon half is decided, by when it came up."
        )
    if clock == RECORD and found.from_git:
        notes.append(
            f"{found.from_record} begin with the record's `raised`, {found.from_git} with the commit that proposed it."
        )
    if found.unknown:
        notes.append(f"{counted(found.unknown, 'record')} without a known beginning left out.")
    how = "count as never decided" if found.withdrawn == COMPETE else "are watched until they were withdrawn"
    if found.all.withdrawn:
        notes.append(f"{counted(found.all.withdrawn, 'withdrawn one')}: they {how}.")
    for life in found.contradictions[:20]:
        notes.append(f"{life.record.path}: {life.contradiction}; git's date was counted.")
    if history.flags:
        commits = ", ".join(flag.commit.id[:10] for flag in history.flags[:5])
        notes.append(
            f"{counted(len(history.flags), 'merge')} went the wrong way round ({commits}): what they brought is dated too late by the clock `landed`."
        )
    return tuple(notes)


def _curve_chart(found: Curve) -> Chart:
    share = [(0.0, 1.0), *((step.time, step.share) for step in found.steps)]
    low = [(0.0, 1.0), *((step.time, step.low) for step in found.steps)]
    high = [(0.0, 1.0), *((step.time, step.high) for step in found.steps)]
    if found.seen > share[-1][0]:
        for points in (share, low, high):
            points.append((found.seen, points[-1][1]))
    every = max(1, len(found.steps) // 25)
    rows = tuple(
        (step.time, percent(step.share), f"{percent(step.low)} to {percent(step.high)}", step.at_risk)
        for step in found.steps[::every]
    )
    table = Table("Share still open", ("days", "still open", "95 %", "watched"), rows)
    return Chart(
        "steps",
        "How many are still open after so many days",
        "days",
        "share still open",
        (Line("open", tuple(share), tuple(low), tuple(high)),),
        (),
        table,
    )


def _layer_chart(waited: Sequence[tuple[str, int, float | None, float]]) -> tuple[Chart, ...]:
    if not waited:
        return ()
    rows = waited[:8]
    points = tuple((float(number), row[3]) for number, row in enumerate(rows))
    table = Table("Whom it waits for", ("who", "days together"), tuple((row[0], row[3]) for row in rows))
    return (
        Chart(
            "across",
            "Whom it waits for",
            "days together",
            "",
            (Line("days", points),),
            tuple(row[0] for row in rows),
            table,
        ),
    )


def _stage_chart(some: Sequence[Any]) -> tuple[Chart, ...]:
    rows = by_stage(some)
    if not rows:
        return ()
    points = tuple((float(number), row[3]) for number, row in enumerate(rows))
    table = Table("Where the time goes", ("stage", "days together"), tuple((row[0], row[3]) for row in rows))
    return (
        Chart(
            "across",
            "Where the time goes",
            "days together",
            "",
            (Line("days", points),),
            tuple(row[0] for row in rows),
            table,
        ),
    )
