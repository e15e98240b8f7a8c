"""`remit audit velocity` as a report: sentences, tables and pictures of how long decisions take and whom they wait for."""

from collections.abc import Callable, Collection, Sequence
from datetime import tzinfo
from typing import Any

from remit.audits.fields import day
from remit.audits.lead_times import RECORD, SET, Life
from remit.audits.policy_questions import Ground, Names
from remit.audits.report import Cell, Chart, Line, Report, Table, counted, days, percent
from remit.audits.stages import Approval, Wait, approvals, by_person, by_stage, external, latency, waits
from remit.audits.statistics import Curve, Quantile, median
from remit.audits.velocity import COMPETE, Row, Velocity, came_up, velocity
from remit.log.record import Record
from remit.log.timeline import History, Timeline

CLOCK_SAID = {
    RECORD: "By the record's own dates; git's where it has none.",
    SET: "By the commits that set the status (author's time).",
    "landed": "By the commits that published it on the trusted branch.",
}
_SHOWN = 10
"""So many contradictions are listed."""


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


def findings(
    found: Velocity, given: Sequence[Approval], some: Sequence[Wait], late: Sequence[float]
) -> tuple[str, ...]:
    """What the audit found, a sentence each, the weightiest first."""
    whole = found.all
    if not whole.known:
        return (f"Nothing to measure: {_unknown(whole)}.", *_moved(found))
    lead = [f"{_made(whole)}: {whole.n:,} decided, {counted(found.curve.open, 'open one')} counted."]
    if whole.open and whole.n:
        lead.append(f"Counting only the {whole.n} that are decided the median would be {days(whole.median)}.")
    lead.append(f"Lead time known for {whole.known:,} of {whole.of:,}.")
    if found.with_older:
        lead.append(
            f"{counted(found.older, 'older one')} {'was' if found.older == 1 else 'were'} open when that began; "
            f"with {'it' if found.older == 1 else 'them'} half are decided within {said(found.with_older)}."
        )
    if found.born_decided:
        lead.append(
            f"{found.born_decided:,} of {whole.of:,} came into git already decided: what went before cannot be seen there."
        )
    lead += _moved(found)
    needless = sum(one.needed is False for one in given)
    if needless:
        lead.append(f"{counted(needless, 'consent')} of {len(given)} no boundary asked for.")
    return (*lead, *_compared(found), *_external(given, some, found), *_latency(late))


def _moved(found: Velocity) -> list[str]:
    """How many came all at once, so that git cannot say when they were decided."""
    which = f"All {found.moved:,}" if found.moved == found.born_decided else f"{found.moved:,} of them"
    said = (
        f"{which} came with many others in one commit, as in a move or an import: when they were decided is not known."
    )
    return [said] if found.moved else []


def _made(whole: Row) -> str:
    """By when half are decided, with its interval, and four of five."""
    if whole.km.value is None:
        return (
            f"Fewer than half of the decisions are made within {days(whole.km.seen)}, as long as anything was watched"
        )
    most = f"{'fewer than ' if whole.km80.value is None else ''}four of five within {days(whole.km80.seen if whole.km80.value is None else whole.km80.value)}"
    return f"Half of the decisions are made within {days(whole.km.value)} (95 %: {between(whole.km)}), {most}"


def _unknown(whole: Row) -> str:
    return (
        f"no lead time is known of {counted(whole.of, 'record')}" if whole.of else "there is no record in this period"
    )


def _compared(found: Velocity) -> list[str]:
    """Whether two groups can be told apart."""
    if not found.comparison:
        return []
    which = [" ".join(row.group.values()) for row in found.rows]
    p = found.comparison.p
    if p < 0.05 and found.comparison.faster:
        return [f"{which[found.comparison.faster - 1]} decides sooner (p {_small(p)})."]
    return [f"No difference between {' and '.join(which)} can be told (p = {p:.2f})."]


def _external(given: Sequence[Approval], some: Sequence[Wait], found: Velocity) -> list[str]:
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


def notes(found: Velocity, clock: str, history: History) -> tuple[str, ...]:
    """How it was counted, and what is not known."""
    out = [CLOCK_SAID[clock]]
    if {"year", "month", "week"} & set(found.by):
        out.append(
            "n to p90 go by when it was decided; what is open, and how soon half is decided, by when it came up."
        )
    if clock == RECORD and found.from_git:
        out.append(
            f"{found.from_record:,} begin with the record's `raised`, {found.from_git:,} with the commit that proposed it."
        )
    if found.elsewhere:
        what = "record is in a branch and has" if found.elsewhere == 1 else "records are in branches and have"
        out.append(
            f"{found.elsewhere} open {what} not landed: {'it counts' if found.elsewhere == 1 else 'they count'} from {'its' if found.elsewhere == 1 else 'their'} first commit there."
        )
    if found.unknown:
        out.append(f"{counted(found.unknown, 'record')} without a known beginning left out.")
    if found.late:
        out.append(
            f"{counted(found.late, 'record')} came up before the log begins, and {'counts' if found.late == 1 else 'count'} from then on."
        )
    how = "count as never decided" if found.withdrawn == COMPETE else "are watched until they were withdrawn"
    if found.all.withdrawn:
        out.append(f"{counted(found.all.withdrawn, 'withdrawn one')}: they {how}.")
    if history.flags:
        commits = ", ".join(flag.commit.id[:10] for flag in history.flags[:5])
        out.append(
            f"{counted(len(history.flags), 'merge')} went the wrong way round ({commits}): what they brought is dated too late by the clock `landed`."
        )
    return (*out, *_contradictions(found.contradictions))


def _contradictions(some: Sequence[Life]) -> list[str]:
    """Records whose dates git contradicts: how many, and which."""
    if not some:
        return []
    shown = [f"{life.record.path}: {life.contradiction}." for life in some[:_SHOWN]]
    more = [f"... and {len(some) - _SHOWN:,} more; --format json lists all."] if len(some) > _SHOWN else []
    return [f"{counted(len(some), 'record')} with dates that git contradicts; git's were counted:", *shown, *more]


def by_group(found: Velocity, tier_name: Callable[[str], str]) -> Table:
    """A row for each group, and one for all together; `tier_name` is what the log calls a tier."""
    rows = (*found.rows, found.all)
    cells: list[tuple[Cell, ...]] = []
    for row in rows:
        named = {field: tier_name(value) if field == "tier" else value for field, value in row.group.items()}
        group = tuple(named.get(field, "all") for field in found.by) or ("all",)
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


def stage_tables(some: Sequence[Wait], waited: Sequence[tuple[str, int, float | None, float]]) -> list[Table]:
    """By stage, and by whom it waited for."""
    return [
        Table("Where the time goes", ("stage", "waits", "median days", "days together"), tuple(by_stage(some))),
        Table("Whom it waits for", ("who", "waits", "median days", "days together"), tuple(waited[:10])),
    ]


def layer(names: Names, people: Collection[str]) -> Callable[[str], str]:
    """Roles as they are, people by what the log allows to call them."""
    return lambda who: names.of(who) if who in people else who


def consents(given: Sequence[Approval], names: Names) -> Table:
    """Who gave consents, how many no boundary asked for, and after how many nothing changed."""
    groups: dict[str, list[Approval]] = {}
    for one in given:
        groups.setdefault(one.as_role or names.of(one.who), []).append(one)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (who, len(some), sum(one.needed is False for one in some), sum(one.changed is False for one in some))
        for who, some in sorted(groups.items())
    )
    return Table("Consents", ("by", "given", "no boundary asked", "nothing changed after"), rows)


def slowest(found: Velocity, zone: tzinfo) -> Table:
    """The slowest with their story."""
    rows = tuple((life.record.id, life.record.title, life.lead, story(life, zone)) for life in found.slowest)
    return Table("The slowest", ("record", "title", "days", "story"), rows)


def story(life: Life, zone: tzinfo) -> str:
    """What happened to a record, in one line."""
    parts = [f"raised {day(life.start, zone)}"] if life.start_from == "record" else []
    return ", ".join([*parts, *(f"{event.status} {day(event.at, zone)}" for event in life.events)])


def oldest(found: Velocity, ground: Ground, names: Names) -> Table:
    """What has been open longest, and for whom it waits."""
    rows = tuple(
        (life.record.id, life.record.title, life.waited(ground.at), names.waited_for(life, ground))
        for life in found.oldest
    )
    return Table("Open longest", ("record", "title", "days", "waits for"), rows)


def still_open(found: Curve) -> Chart:
    """The share still open after so many days, with its band."""
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


def where_it_waits(title: str, rows: Sequence[tuple[str, int, float | None, float]], column: str) -> tuple[Chart, ...]:
    """Days together by stage, or by whom it waited for: across. Nothing where nothing waited."""
    if not rows:
        return ()
    points = tuple((float(number), row[3]) for number, row in enumerate(rows))
    table = Table(title, (column, "days together"), tuple((row[0], row[3]) for row in rows))
    return (Chart("across", title, "days together", "", (Line("days", points),), tuple(row[0] for row in rows), table),)


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
    names = Names(ground)
    found = velocity(
        ground.lives,
        ground.log,
        ground.at,
        clock=clock,
        by=by,
        since=since,
        withdrawn=withdrawn,
        rule=rule,
        call=names.group,
    )
    kept = came_up(ground.lives, since)
    some = waits(ground, kept)
    late = latency(ground, kept)
    handles = frozenset(ground.log.people.by_handle if ground.log.people else ())
    people = [] if names.off else by_person(some, layer(names, handles))
    given = approvals(ground, [life for life in kept if life.ended == "decided"], _timelines(history))
    shown = (
        *([by_group(found, ground.log.settings.label_of)] if found.all.of else []), *stage_tables(some, people), consents(given, names),
        slowest(found, ground.log.zone), oldest(found, ground, names),
    )  # fmt: skip
    return Report(
        "velocity", "How long decisions take", findings(found, given, some, late), tuple(table for table in shown if table.rows),
        {**_as_data(found), "open_longest": _open(found, ground, names), **_waits_as_data(some, people, given, late)}, (*notes(found, clock, history), *names.note),
        (
            still_open(found.curve), *where_it_waits("Where the time goes", by_stage(some), "stage"),
            *where_it_waits("Whom it waits for", people[:8], "who"),
        ) if found.curve.n else (),
    )  # fmt: skip


def _timelines(history: History) -> Callable[[Record], Timeline | None]:
    return lambda record: history.of(record.id, record.path)


def _as_data(found: Velocity) -> dict[str, Any]:
    """How long decisions take, for programs."""
    return {
        "clock": found.clock, "withdrawn": found.withdrawn, "by": list(found.by),
        "rows": [*map(_row, found.rows), {**dict.fromkeys(found.by, "all"), **_row(found.all)}], "all": _row(found.all),
        "lead_time_known": {"known": found.all.known, "of": found.all.of, "from_record": found.from_record, "from_git": found.from_git},
        "comparison": found.comparison._asdict() if found.comparison else None, "born_decided": found.born_decided, "moved": found.moved,
        "before_the_log": found.late, "older": {"n": found.older, "km_median_days": found.with_older.value if found.with_older else None},
        "contradictions": [{"id": life.record.id, "path": life.record.path, "why": life.contradiction} for life in found.contradictions],
        "oldest_open": [life.record.id for life in found.oldest], "slowest": [life.record.id for life in found.slowest],
    }  # fmt: skip


def _open(found: Velocity, ground: Ground, names: Names) -> list[dict[str, Any]]:
    return [
        {
            "id": life.record.id, "title": life.record.title, "days": life.waited(ground.at), "waits_for": names.waits_for(life, ground),
            "branch": life.branch or None,
        }
        for life in found.oldest
    ]  # fmt: skip


def _waits_as_data(
    some: Sequence[Wait], people: Sequence[tuple[Any, ...]], given: Sequence[Approval], late: Sequence[float]
) -> dict[str, Any]:
    """Where decisions wait, for programs."""
    return {
        "stages": [dict(zip(("stage", "n", "median_days", "days"), row, strict=True)) for row in by_stage(some)],
        "waited_for": [dict(zip(("who", "n", "median_days", "days"), row, strict=True)) for row in people],
        "external": dict(zip(("decisions", "median_days"), external(given, some), strict=True)),
        "approvals": {
            "given": len(given), "needless": sum(one.needed is False for one in given), "nothing_changed": sum(one.changed is False for one in given),
        },
        "latency": {"n": len(late), "median_days": median(late)},
    }  # fmt: skip


def _row(row: Row) -> dict[str, Any]:
    return {
        **row.group, "n": row.n, "median_days": row.median, "p75_days": row.p75, "p90_days": row.p90,
        "km_median_days": row.km.value, "km_median_low": row.km.low, "km_median_high": row.km.high,
        "km_p80_days": row.km80.value, "km_p80_low": row.km80.low, "km_p80_high": row.km80.high, "watched_days": row.km.seen,
        "open": row.open, "withdrawn": row.withdrawn, "known": row.known, "of": row.of,
    }  # fmt: skip
