"""What an audit says: sentences and tables for people, the same as data for programs, and what to draw."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from remit.audits.statistics import Share

Cell = str | int | float | None
Row = Sequence[Cell]


class Table(NamedTuple):
    """Rows under columns. A number is shown to one decimal, None as a dash."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Row]


class Line(NamedTuple):
    """One line of a chart: a name and its points, x ascending."""

    name: str
    points: tuple[tuple[float, float], ...]
    low: tuple[tuple[float, float], ...] = ()
    high: tuple[tuple[float, float], ...] = ()
    """The band around it, where there is one."""


class Chart(NamedTuple):
    """What to draw. The table behind it holds the same numbers for those who do not see it."""

    kind: str
    """steps (a curve), lines, bars (stacked), or across (horizontal bars)."""
    title: str
    x: str
    y: str
    lines: tuple[Line, ...]
    labels: tuple[str, ...] = ()
    """Names of the places on the x axis, where they are no numbers."""
    table: Table | None = None
    tiers: tuple[str, ...] = ()
    """The tier of each line (or of each bar across), where they are tiers: so that one has one colour everywhere."""


class Report(NamedTuple):
    """One audit."""

    name: str
    title: str
    lead: Sequence[str]
    """The findings, a sentence each, the weightiest first."""
    tables: Sequence[Table]
    """Those without a row are not shown."""
    data: Mapping[str, Any]
    """The same for programs: numbers unrounded, None for null."""
    notes: Sequence[str] = ()
    """How it was counted, and what is not known."""
    charts: Sequence[Chart] = ()

    @property
    def filled(self) -> list[Table]:
        """The tables that have rows."""
        return [table for table in self.tables if table.rows]


def shown(cell: Cell) -> str:
    """A cell for people: one decimal, two below one, a dash for nothing."""
    if cell is None:
        return "-"
    if isinstance(cell, float):
        return f"{cell:,.1f}" if abs(cell) >= 1 or cell == 0 else f"{cell:.2f}"
    return f"{cell:,}" if isinstance(cell, int) else " ".join(cell.split())


def percent(share: float | None) -> str:
    """A share from 0 to 1 as a whole percentage; a dash for none."""
    return "-" if share is None else f"{share * 100:.0f} %"


def between(share: Share) -> str:
    """The interval of a share as two whole percentages."""
    return f"{percent(share.low)} to {percent(share.high)}"


def days(value: float | None) -> str:
    """Days for people: hours below two days, one decimal below ten, whole days above."""
    if value is None:
        return "-"
    if value < 2:
        return f"{value * 24:.0f} h"
    return f"{value:.1f} d" if value < 10 else f"{value:,.0f} d"


def counted(number: int, one: str, several: str = "") -> str:
    """`1 decision`, `3 decisions`."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


Item = TypeVar("Item")
Key = TypeVar("Key")


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """The items by a key, in the order in which the keys come."""
    out: dict[Key, list[Item]] = {}
    for item in items:
        out.setdefault(key(item), []).append(item)
    return out
