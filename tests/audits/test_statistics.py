"""Statistics against a second implementation (scipy), on thousands of random cases, and against numbers that are known."""

import random
from fractions import Fraction

import pytest

from remit.audits.statistics import (
    CENSORED,
    EVENT,
    OTHER,
    Seen,
    _scores,
    chi_squared_tail,
    compare,
    curve,
    joint,
    median,
    multinomial_p,
    nearest,
    wilson,
)

HALF, P80 = Fraction(1, 2), Fraction(4, 5)
TARGET = (Fraction(60, 100), Fraction(20, 100), Fraction(20, 100))


def test_ten_decisions_of_which_three_are_open():
    seen = [Seen(day, EVENT) for day in (1, 2, 2, 3, 5, 8, 13)] + [Seen(day, CENSORED) for day in (21, 30, 45)]
    found = curve(seen)
    assert median([one.time for one in seen if one.kind == EVENT]) == 3
    assert found.quantile(HALF)[:3] == (5, 1, None)
    assert found.quantile(P80).value is None
    assert found.quantile(P80).seen == 45
    assert [round(step.share, 9) for step in found.steps if step.time <= 13][-1] == 0.3


def test_a_curve_that_stands_at_exactly_one_half_has_its_median_there():
    for count in range(1, 60):
        seen = [Seen(day, EVENT) for day in range(1, 2 * count + 1)]
        assert curve(seen).quantile(HALF).value == count


def test_withdrawn_ones_may_count_as_never_decided():
    seen = [Seen(1, EVENT), Seen(2, OTHER), Seen(3, OTHER), Seen(4, EVENT)]
    assert curve(seen).quantile(HALF).value == 4
    assert curve(seen, compete=True).quantile(HALF).value == 4
    assert [step.share for step in curve(seen, compete=True).steps] == [0.75, 0.5]


def test_what_came_into_view_late_counts_from_then_on():
    seen = [Seen(5, EVENT, 0), Seen(6, EVENT, 5.5), Seen(7, EVENT, 0)]
    assert [(step.time, step.at_risk) for step in curve(seen).steps] == [(5, 2), (6, 2), (7, 1)]


def test_nothing_gives_nothing():
    assert curve([]).quantile(HALF).value is None
    assert (median([]), nearest([], HALF)) == (None, None)
    assert wilson(0, 0).value is None
    assert multinomial_p((0, 0, 0), TARGET) == 1.0
    assert compare([], [Seen(1, EVENT)]).p == 1.0


@pytest.mark.filterwarnings("ignore:The confidence interval is undefined")
def test_kaplan_meier_and_its_interval_agree_with_scipy():
    stats = pytest.importorskip("scipy.stats")
    pick = random.Random(3)
    for _ in range(1000):
        count = pick.randrange(2, 40)
        subjects = [Seen(pick.randrange(1, 30), pick.random() < 0.6) for _ in range(count)]
        decided = [one.time for one in subjects if one.kind]
        if not decided:
            continue
        data = stats.CensoredData(decided, right=[one.time for one in subjects if not one.kind])
        reference = stats.ecdf(data).sf
        found = curve(Seen(time, int(kind)) for time, kind, _ in subjects)
        for step in found.steps:
            assert reference.evaluate(step.time) == pytest.approx(step.share, abs=1e-12)
        inner = [step for step in found.steps if 0 < step.share < 1]
        if inner:
            band = reference.confidence_interval(0.95, method="log-log")
            for step in inner:
                assert band.low.evaluate(step.time) == pytest.approx(step.low, abs=1e-9)
                assert band.high.evaluate(step.time) == pytest.approx(step.high, abs=1e-9)


def test_wilson_agrees_with_scipy():
    stats = pytest.importorskip("scipy.stats")
    for of in range(1, 60):
        for hits in range(of + 1):
            found, reference = wilson(hits, of, 0.9833), stats.binomtest(hits, of).proportion_ci(0.9833, "wilson")
            assert (found.low, found.high) == pytest.approx((reference.low, reference.high), abs=1e-9)


def test_the_chi_squared_tail_agrees_with_scipy():
    stats = pytest.importorskip("scipy.stats")
    for freedom in range(1, 12):
        for tenth in range(0, 400, 7):
            assert chi_squared_tail(tenth / 10, freedom) == pytest.approx(stats.chi2.sf(tenth / 10, freedom), abs=1e-9)


def test_the_exact_multinomial_test_agrees_with_a_count_by_scipy():
    stats = pytest.importorskip("scipy.stats")
    pick = random.Random(5)
    for _ in range(60):
        total = pick.randrange(1, 13)
        first = pick.randrange(total + 1)
        counts = (first, (second := pick.randrange(total - first + 1)), total - first - second)
        shares = [float(share) for share in TARGET]
        outcomes = [(a, b, total - a - b) for a in range(total + 1) for b in range(total - a + 1)]
        chances = stats.multinomial.pmf(outcomes, total, shares)
        seen = stats.multinomial.pmf(counts, total, shares)
        assert multinomial_p(counts, TARGET) == pytest.approx(
            sum(one for one in chances if one <= seen * (1 + 1e-9)), abs=1e-9
        )


@pytest.mark.parametrize(
    ("counts", "p"),
    [
        ((6, 2, 2), 1.0),
        ((4, 3, 3), 0.43),
        ((8, 1, 1), 0.49),
        ((3, 3, 4), 0.10),
        ((10, 0, 0), 0.027),
        ((2, 4, 4), 0.021),
        ((2, 2, 6), 0.005),
    ],
)
def test_ten_decisions_against_sixty_twenty_twenty(counts: tuple[int, int, int], p: float):
    assert multinomial_p(counts, TARGET) == pytest.approx(p, abs=0.005)


@pytest.mark.parametrize(
    ("counts", "edge"),
    [
        ((3, 1, 1), (18, 91)),
        ((6, 2, 2), (27, 86)),
        ((12, 4, 4), (35, 81)),
        ((30, 10, 10), (43, 75)),
        ((120, 40, 40), (52, 68)),
    ],
)
def test_joint_intervals_are_those_of_the_table(counts: tuple[int, int, int], edge: tuple[int, int]):
    share = joint(counts)[0]
    assert (round(share.low * 100), round(share.high * 100)) == edge


def test_groups_that_differ_are_told_apart_and_equal_ones_are_not():
    slow, fast = [Seen(day, EVENT) for day in range(20, 30)], [Seen(day, EVENT) for day in range(1, 11)]
    assert compare(fast, slow).p < 0.001
    assert compare(fast, slow).faster == 1
    assert compare(slow, fast).faster == 2
    assert compare(fast, fast).p == 1.0
    few = compare(fast[:4], slow[:4])
    assert (few.exact, few.tried) == (True, 70)
    assert few.p == pytest.approx(2 / 70)


def test_the_log_rank_test_agrees_with_scipy():
    stats = pytest.importorskip("scipy.stats")
    pick = random.Random(11)
    for _ in range(12):
        groups = [[Seen(pick.randrange(1, 60), int(pick.random() < 0.8)) for _ in range(60)] for _ in range(2)]
        data = [
            stats.CensoredData(
                [one.time for one in group if one.kind], right=[one.time for one in group if not one.kind]
            )
            for group in groups
        ]
        assert compare(*groups).p == pytest.approx(stats.logrank(*data).pvalue, abs=0.06)


def test_the_nearest_rule_takes_the_value_at_the_floor():
    assert [nearest([10, 20, 30, 40], Fraction(quarter, 4)) for quarter in range(5)] == [10, 20, 30, 40, 40]


def in_view(seen: list[Seen]) -> list[tuple[float, Fraction]]:
    """Kaplan-Meier by its definition: at each time who is in view and who of them is decided."""
    share, out = Fraction(1), []
    for time in sorted({one.time for one in seen if one.kind == EVENT}):
        there = [one for one in seen if one.entry <= time <= one.time]
        events = sum(one.kind == EVENT and one.time == time for one in there)
        if events < len(there) or not any(one.entry > time for one in seen):
            share *= 1 - Fraction(events, len(there))
            out.append((time, share))
    return out


def test_late_entries_agree_with_the_definition():
    pick = random.Random(17)
    for _ in range(2000):
        seen = [
            Seen(
                time := pick.randrange(0, 25),
                int(pick.random() < 0.7),
                pick.choice((0, 0, pick.randrange(0, time + 1))),
            )
            for _ in range(pick.randrange(1, 30))
        ]
        found = curve(seen)
        wanted = in_view(seen)
        assert [step.time for step in found.steps] == [time for time, _ in wanted]
        assert [step.share for step in found.steps] == pytest.approx([float(share) for _, share in wanted], abs=1e-12)
        assert found.quantile(HALF).value == next((time for time, share in wanted if share <= HALF), None)


def test_one_who_came_into_view_late_and_was_decided_first_does_not_end_the_curve():
    seen = [Seen(2, EVENT, 1), Seen(9, EVENT, 3), Seen(12, CENSORED, 3), Seen(14, EVENT, 3)]
    assert [(step.time, step.at_risk) for step in curve(seen).steps] == [(9, 3), (14, 1)]


def test_scores_of_the_log_rank_test_add_up_to_nothing_with_late_entries_too():
    pick = random.Random(19)
    for _ in range(300):
        seen = sorted(
            Seen(time := pick.randrange(1, 25), int(pick.random() < 0.7), pick.randrange(0, time)) for _ in range(20)
        )
        assert sum(_scores(seen)) == pytest.approx(0, abs=1e-9)
