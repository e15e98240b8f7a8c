"""Whether two groups wait differently: a log-rank test whose distribution is made by exchanging the group labels.

With few decisions the textbook approximation is off; exchanging labels (Fisher's principle) is exact for any number. Where there
are too many exchanges to try all, a fixed sequence of random ones is tried, so the same log always gives the same answer.
"""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import combinations
from math import comb
from typing import NamedTuple

from remit.audits.statistics.survival import EVENT, Seen

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
    entries = sorted(one.entry for one in subjects)
    times: list[float] = []
    hazards = [0.0]
    at = entered = 0
    while at < len(subjects):
        time, end = subjects[at].time, at
        while end < len(subjects) and subjects[end].time == time:
            end += 1
        while entered < len(entries) and entries[entered] <= time:
            entered += 1
        events = sum(one.kind == EVENT for one in subjects[at:end])
        times.append(time)
        hazards.append(hazards[-1] + events / (entered - at))
        at = end
    return [
        (one.kind == EVENT) - hazards[bisect_right(times, one.time)] + hazards[bisect_left(times, one.entry)]
        for one in subjects
    ]
