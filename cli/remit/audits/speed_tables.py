"""`remit audit velocity` in tables: by group, by stage, by whom it waited for, consents, the slowest with their story, the oldest."""

from collections.abc import Callable, Collection, Sequence
from datetime import tzinfo

from remit.audits.asking import Ground, Names
from remit.audits.fields import day
from remit.audits.life import Life
from remit.audits.report import Cell, Table
from remit.audits.speed_words import between, said
from remit.audits.stages import Approval, Wait, by_stage
from remit.audits.velocity import Velocity


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
