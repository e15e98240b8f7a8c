"""Shares of a few decisions: intervals that hold together, and an exact test against a target.

Wilson's score interval is the one that Brown, Cai and DasGupta (2001) recommend for small numbers. For k shares at once each
is taken at 1 - alpha/k (the same as Goodman 1965 with alpha/k): three plain 95 % intervals cover jointly only 83 to 93 %.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import comb, sqrt
from statistics import NormalDist
from typing import NamedTuple

TOO_FEW, VERDICT, NO_EVIDENCE = 5, 20, 50
"""Below the first: counts only. Below the second: a verdict only where it is clear. Below the third: never "on target"."""
_EXACT = 60
"""Up to so many decisions every outcome is counted; above it the test is Pearson's chi-squared."""


class Share(NamedTuple):
    """A share with its interval, all from 0 to 1."""

    hits: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """hits / of; None of nothing."""
        return self.hits / self.of if self.of else None


def wilson(count: int, of: int, confidence: float = 0.95) -> Share:
    """Wilson's score interval for `count` out of `of`; 0 to 1 where there is nothing."""
    if not of:
        return Share(count, of, 0.0, 1.0)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, square = count / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return Share(count, of, max(0.0, middle - half) if count else 0.0, min(1.0, middle + half) if count < of else 1.0)


def joint(counts: Sequence[int], confidence: float = 0.95) -> tuple[Share, ...]:
    """Intervals for several shares of one whole that hold together with the given confidence."""
    return tuple(wilson(count, sum(counts), 1 - (1 - confidence) / len(counts)) for count in counts)


def multinomial_p(counts: Sequence[int], target: Sequence[Fraction]) -> float:
    """How likely an outcome no likelier than this one is, were `target` the truth: from 0 to 1.

    Summed over every outcome up to 60 decisions, which is exact; above that the chi-squared approximation.
    """
    total = sum(counts)
    if not total:
        return 1.0
    if any(count and not share for count, share in zip(counts, target, strict=True)):
        return 0.0
    pairs = [(count, share) for count, share in zip(counts, target, strict=True) if share]
    if total > _EXACT or len(pairs) > 3:
        return _chi_squared(pairs, total)
    seen = _probability(pairs, total)
    shares = [share for _, share in pairs]
    outcomes = (_probability(list(zip(other, shares, strict=True)), total) for other in _outcomes(total, len(pairs)))
    return float(sum((p for p in outcomes if p <= seen), Fraction(0)))


def _probability(pairs: Sequence[tuple[int, Fraction]], total: int) -> Fraction:
    out: Fraction = Fraction(1)
    left = total
    for count, share in pairs:
        out *= Fraction(comb(left, count)) * Fraction(share**count)
        left -= count
    return out


def _outcomes(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _outcomes(total - first, parts - 1):
            yield (first, *rest)


def _chi_squared(pairs: Sequence[tuple[int, Fraction]], total: int) -> float:
    square = sum((count - float(share) * total) ** 2 / (float(share) * total) for count, share in pairs)
    return chi_squared_tail(square, len(pairs) - 1)


def chi_squared_tail(square: float, freedom: int) -> float:
    """The upper tail of the chi-squared distribution, for any whole number of degrees of freedom."""
    from math import erfc, exp, gamma

    half = square / 2
    if freedom <= 0:
        return 1.0
    if freedom % 2:
        more = sum(half ** (i + 0.5) / gamma(i + 1.5) for i in range(freedom // 2))
        return float(erfc(sqrt(half)) + exp(-half) * more)
    return float(exp(-half) * sum(half**i / gamma(i + 1) for i in range(freedom // 2)))
