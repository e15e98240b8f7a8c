"""Statistics of few decisions, many of them still open: quantiles, survival curves, a test of two groups, shares and their intervals."""

import random
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, groupby
from math import comb, erfc, exp, gamma, gcd, inf, log, sqrt
from statistics import NormalDist
from typing import NamedTuple


def median(values: Sequence[float]) -> float | None:
    """The middle of the sorted values, the mean of the two middle ones; None of nothing."""
    return statistics.median(values) if values else None


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


FEW = 3
"""Below so many decisions a quantile has no interval."""
CENSORED, EVENT, OTHER = 0, 1, 2
"""Still waiting when last seen; decided; went away in another manner (withdrawn, superseded undecided)."""


class Seen(NamedTuple):
    """One subject: how long it was seen, and how that ended."""

    time: float
    kind: int
    entry: float = 0
    """The time at which it came into view: later than 0 where it began before the log did (left truncation). It counts from then on."""


class Step(NamedTuple):
    """One time at which something was decided."""

    time: float
    at_risk: int
    events: int
    share: float
    """The share still undecided after this time, from 0 to 1."""
    low: float
    high: float
    """The pointwise interval of the share."""


class Quantile(NamedTuple):
    """By when a share of the decisions is made."""

    value: float | None
    """None where the curve never comes so far: then it is more than `seen`."""
    low: float | None
    high: float | None
    """None where the interval has no end."""
    seen: float
    """The longest that anything was seen."""


class Curve(NamedTuple):
    """The share undecided over time."""

    steps: tuple[Step, ...]
    n: int
    decided: int
    open: int
    seen: float
    """The longest time that a subject was seen."""

    def quantile(self, q: Fraction) -> Quantile:
        """The first time at which at least `q` are decided."""
        at = _reaches(self.steps, q)
        if self.decided < FEW:
            return Quantile(self.steps[at].time if at is not None else None, None, None, self.seen)
        target = 1 - float(q)
        low = next((step.time for step in self.steps if step.low <= target), None)
        high = next((step.time for step in self.steps if step.high <= target), None)
        return Quantile(self.steps[at].time if at is not None else None, low, high, self.seen)


def curve(seen: Iterable[Seen], *, compete: bool = False) -> Curve:
    """The curve of some subjects.

    What went away in another manner counts as censored when it went; with `compete` as never decided: it then stays among
    those that wait for ever. The first says how long what is decided takes, the second how likely it is to be decided.
    """
    subjects = sorted(seen)
    kinds = [one.kind for one in subjects]
    longest = max((one.time for one in subjects), default=0.0)
    if compete:
        subjects = sorted(one._replace(time=inf) if one.kind == OTHER else one for one in subjects)
    return Curve(_steps(subjects), len(subjects), kinds.count(EVENT), kinds.count(CENSORED), longest)


def _steps(subjects: Sequence[Seen]) -> tuple[Step, ...]:
    """A step for each time at which something was decided.

    A time at which all that are in view are decided, while others have yet to come into view, would end the curve for those
    too; it is left out (Lai and Ying 1991 leave out all times at which too few are in view).
    """
    out: list[Step] = []
    share, greenwood = 1.0, 0.0
    for time, at_risk, events, coming in _table(subjects):
        if not events or (at_risk == events and coming):
            continue
        share *= (at_risk - events) / at_risk
        greenwood += events / (at_risk * (at_risk - events)) if events < at_risk else 0.0
        low, high = _log_log(share, greenwood) if share > 0 else (0.0, out[-1].high if out else 1.0)
        out.append(Step(time, at_risk, events, share, low, high))
    return tuple(out)


def _table(subjects: Sequence[Seen]) -> Iterator[tuple[float, int, int, int]]:
    """Time, how many are at risk just before it, how many were decided at it, and how many have yet to come into view then.

    `subjects` are sorted by time; of ties the decisions come first.
    """
    entries = sorted(one.entry for one in subjects)
    gone = 0
    for time, ended in groupby(subjects, key=lambda one: one.time):
        kinds = [one.kind for one in ended]
        entered = bisect_right(entries, time)
        yield time, entered - gone, kinds.count(EVENT), len(entries) - entered
        gone += len(kinds)


def _log_log(share: float, greenwood: float) -> tuple[float, float]:
    if not 0 < share < 1:
        return share, share
    spread = exp(NormalDist().inv_cdf(0.975) * sqrt(greenwood) / log(share))
    return share ** (1 / spread), share**spread


def _reaches(steps: Sequence[Step], q: Fraction) -> int | None:
    """The first step after which the share undecided is at most 1 - q, in exact integers."""
    up, down = 1, 1
    wanted = 1 - q
    for number, step in enumerate(steps):
        up *= step.at_risk - step.events
        down *= step.at_risk
        if not number % 32:
            common = gcd(up, down) or 1
            up, down = up // common, down // common
        if up * wanted.denominator <= wanted.numerator * down:
            return number
    return None


_ALL, _WORK, _MOST, _SEED = 5_000, 2_000_000, 5_000, 20261121


class Comparison(NamedTuple):
    """Two groups compared."""

    p: float
    """How likely a difference at least as large is, if the groups did not matter."""
    faster: int
    """1 or 2: the group that decides sooner than expected; 0 where there is no difference."""
    tried: int
    """How many exchanges of labels."""
    exact: bool
    """Whether all of them were tried."""


def compare(first: Sequence[Seen], second: Sequence[Seen]) -> Comparison:
    """The test of two groups."""
    subjects = sorted([*((one, 1) for one in first), *((one, 0) for one in second)])
    scores = _scores([one for one, _ in subjects])
    labels = [label for _, label in subjects]
    seen = sum(score for score, label in zip(scores, labels, strict=True) if label)
    size, count = sum(labels), len(labels)
    if not size or size == count or not any(scores):
        return Comparison(1.0, 0, 0, exact=True)
    bound = abs(seen) - 1e-9
    if comb(count, size) <= _ALL:
        sums = [sum(scores[i] for i in chosen) for chosen in combinations(range(count), size)]
        p, tried = sum(abs(one) >= bound for one in sums) / len(sums), len(sums)
        return Comparison(p, _faster(seen), tried, exact=True)
    tried = max(200, min(_MOST, _WORK // count))
    pick = random.Random(_SEED)  # noqa: S311 - a fixed sequence is wanted
    more = sum(abs(sum(pick.sample(scores, size))) >= bound for _ in range(tried))
    return Comparison((more + 1) / (tried + 1), _faster(seen), tried, exact=False)


def _faster(seen: float) -> int:
    return 0 if abs(seen) < 1e-9 else 1 if seen > 0 else 2


def _scores(subjects: list[Seen]) -> list[float]:
    """Log-rank scores: what happened to each, less what was expected while it was in view. They add up to 0."""
    times: list[float] = []
    hazards = [0.0]
    for time, at_risk, events, _ in _table(subjects):
        times.append(time)
        hazards.append(hazards[-1] + events / at_risk)
    return [
        (one.kind == EVENT) - hazards[bisect_right(times, one.time)] + hazards[bisect_left(times, one.entry)]
        for one in subjects
    ]


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
    half = square / 2
    if freedom <= 0:
        return 1.0
    if freedom % 2:
        more = sum(half ** (i + 0.5) / gamma(i + 1.5) for i in range(freedom // 2))
        return float(erfc(sqrt(half)) + exp(-half) * more)
    return float(exp(-half) * sum(half**i / gamma(i + 1) for i in range(freedom // 2)))
