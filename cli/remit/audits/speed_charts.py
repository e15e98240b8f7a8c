"""`remit audit velocity` in pictures: how many are still open after so many days, and where the days go."""

from collections.abc import Sequence

from remit.audits.report import Chart, Line, Table, percent
from remit.audits.statistics.survival import Curve


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
