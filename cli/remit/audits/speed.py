"""`remit audit velocity` as a report: the rows, the stages, who was waited for, needless approvals, the slowest with their story."""

from collections.abc import Callable, Sequence
from typing import Any

from remit.audits import speed_tables as tables
from remit.audits.asking import Ground, Names
from remit.audits.report import Report
from remit.audits.speed_charts import still_open, where_it_waits
from remit.audits.speed_words import findings, notes
from remit.audits.stages import Approval, Wait, approvals, by_person, by_stage, external, latency, waits
from remit.audits.statistics.quantiles import median
from remit.audits.velocity import Row, Velocity, came_up, velocity
from remit.log.record import Record
from remit.log.timeline import History, Timeline


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
    people = [] if names.off else by_person(some, tables.layer(names, handles))
    given = approvals(ground, [life for life in kept if life.ended == "decided"], _timelines(history))
    shown = (
        *([tables.by_group(found, ground.log.settings.label_of)] if found.all.of else []), *tables.stage_tables(some, people), tables.consents(given, names),
        tables.slowest(found, ground.log.zone), tables.oldest(found, ground, names),
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
