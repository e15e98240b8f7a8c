"""How long until a decision, where some are still open: Kaplan-Meier.

An open decision has waited for at least so long; leaving it out would make the newest always look fastest. Times are any
unit, integers or floats. Quantiles are decided with exact integers: with floats a curve that should stand at one half stood
at 0.5000000000000001, and the median moved from 5 days to 8.

Sources: Kaplan and Meier 1958; Greenwood 1926; the log-log interval as in Kalbfleisch and Prentice, "The Statistical
Analysis of Failure Time Data", 1.4; Brookmeyer and Crowley 1982 for the interval of a quantile; Lai and Ying 1991 where
some come into view late.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import exp, gcd, inf, log, sqrt
from statistics import NormalDist
from typing import NamedTuple

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
    other: int
    seen: float
    confidence: float
    compete: bool

    def quantile(self, q: Fraction) -> Quantile:
        """The first time at which at least `q` are decided."""
        at = _reaches(self.steps, q)
        if self.decided < FEW:
            return Quantile(self.steps[at].time if at is not None else None, None, None, self.seen)
        target = 1 - float(q)
        low = next((step.time for step in self.steps if step.low <= target), None)
        high = next((step.time for step in self.steps if step.high <= target), None)
        return Quantile(self.steps[at].time if at is not None else None, low, high, self.seen)

    def at(self, time: float) -> float:
        """The share undecided after a time."""
        share = 1.0
        for step in self.steps:
            if step.time > time:
                break
            share = step.share
        return share


def curve(seen: Iterable[Seen], *, compete: bool = False, confidence: float = 0.95) -> Curve:
    """The curve of some subjects.

    What went away in another manner counts as censored when it went; with `compete` as never decided: it then stays among
    those that wait for ever. The first says how long what is decided takes, the second how likely it is to be decided.
    """
    subjects = sorted(seen)
    kinds = [one.kind for one in subjects]
    longest = max((one.time for one in subjects), default=0.0)
    if compete:
        subjects = sorted(one._replace(time=inf) if one.kind == OTHER else one for one in subjects)
    steps = _steps(subjects, NormalDist().inv_cdf((1 + confidence) / 2))
    return Curve(
        steps,
        len(subjects),
        kinds.count(EVENT),
        kinds.count(CENSORED),
        kinds.count(OTHER),
        longest,
        confidence,
        compete,
    )


def _steps(subjects: list[Seen], z: float) -> tuple[Step, ...]:
    out: list[Step] = []
    share, greenwood = 1.0, 0.0
    for time, at_risk, events in _table(subjects):
        share *= (at_risk - events) / at_risk
        greenwood += events / (at_risk * (at_risk - events)) if events < at_risk else 0.0
        low, high = _log_log(share, greenwood, z) if share > 0 else (0.0, out[-1].high if out else 1.0)
        out.append(Step(time, at_risk, events, share, low, high))
    return tuple(out)


def _table(subjects: Sequence[Seen]) -> Iterable[tuple[float, int, int]]:
    """Time, how many are at risk just before it, and how many were decided at it; of ties the decisions come first.

    A time at which all that are in view are decided, while others have yet to come into view, would end the curve for those
    too; it is left out (Lai and Ying 1991 leave out all times at which too few are in view).
    """
    entries = sorted(one.entry for one in subjects)
    gone = entered = at = 0
    count = len(subjects)
    while at < count:
        time = subjects[at].time
        while entered < count and entries[entered] <= time:
            entered += 1
        end, events = at, 0
        while end < count and subjects[end].time == time:
            events += subjects[end].kind == EVENT
            end += 1
        if events and (entered - gone > events or entered == count):
            yield time, entered - gone, events
        gone += end - at
        at = end


def _log_log(share: float, greenwood: float, z: float) -> tuple[float, float]:
    if not 0 < share < 1:
        return share, share
    spread = exp(z * sqrt(greenwood) / log(share))
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
