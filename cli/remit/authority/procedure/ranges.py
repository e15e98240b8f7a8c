"""Where along a measure something holds: the values at which it was seen to hold, as words."""

from collections.abc import Sequence
from decimal import Decimal

from remit.authority.policy.duty_words import size
from remit.authority.policy.scenario_runner import CENT

NEVER, ALWAYS = "nothing", "everything"


def range_text(grid: Sequence[Decimal], holds: Sequence[bool], unit: str = "") -> str:
    """`up to 500 EUR`, `over 500 and below 5000 EUR`, `everything`, `nothing`, from what was tried at each value of a grid.

    The grid is sorted and has a value at, a cent below and a cent above each threshold; beyond its ends nothing changes.
    """
    if all(holds):
        return ALWAYS
    parts = [_interval(grid, first, last, unit) for first, last in _runs(holds)]
    return " and ".join(parts) or NEVER


def _runs(holds: Sequence[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index, held in enumerate(holds):
        if held and runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        elif held:
            runs.append((index, index))
    return runs


def _interval(grid: Sequence[Decimal], first: int, last: int, unit: str) -> str:
    open_end = last == len(grid) - 1
    start, end = "", ""
    if first > 0:
        value, after = grid[first], grid[first - 1] + CENT == grid[first]
        is_step = after and not _round_end(grid[first - 1], value)
        start = f"from {size(value, unit if open_end else '')}"
        if is_step:
            start = f"over {size(grid[first - 1], unit if open_end else '')}"
    if not open_end:
        value, following = grid[last], grid[last + 1]
        is_below = value + CENT == following and _round_end(value, following)
        end = f"below {size(following, unit)}" if is_below else f"up to {size(value, unit)}"
    return f"{start} and {end}" if start and end else start or end


def _round_end(low: Decimal, high: Decimal) -> bool:
    """Whether the higher of two neighbouring values is the threshold: it is the rounder number."""
    return _places(high) < _places(low)


def _places(value: Decimal) -> int:
    """How many digits after the point it needs; of a round number less than none."""
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
