"""Medians and quantiles of values that are all known."""

from collections.abc import Sequence
from fractions import Fraction


def median(values: Sequence[float]) -> float | None:
    """The middle of the sorted values, the mean of the two middle ones; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def nearest(values: Sequence[float], q: Fraction) -> float | None:
    """The value at index min(n - 1, floor(q n)) of the sorted values; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(q * len(ordered)))]


def linear(values: Sequence[float], q: Fraction) -> float | None:
    """The value at position q (n - 1) of the sorted values, between two of them in proportion; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    place = q * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + float(place - below) * (ordered[above] - ordered[below])
