"""Spans of time."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from remit.authority.procedure.context import Calendar, calendar_of
from remit.log.moment import Span

FRIDAY = datetime(2026, 3, 6, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "unit", "end"),
    [
        (30, "s", datetime(2026, 3, 6, 9, 0, 30, tzinfo=UTC)),
        (5, "m", datetime(2026, 3, 6, 9, 5, tzinfo=UTC)),
        (72, "h", datetime(2026, 3, 9, 9, tzinfo=UTC)),
        (2, "d", datetime(2026, 3, 8, 9, tzinfo=UTC)),
        (1, "w", datetime(2026, 3, 13, 9, tzinfo=UTC)),
        (1, "wd", datetime(2026, 3, 9, 9, tzinfo=UTC)),
        (3, "wd", datetime(2026, 3, 11, 9, tzinfo=UTC)),
        (0, "wd", FRIDAY),
    ],
)
def test_a_span_ends(count, unit, end):
    assert Calendar().after(FRIDAY, Span(count, unit)) == end


@pytest.mark.parametrize(
    ("count", "unit", "start"),
    [
        (72, "h", datetime(2026, 3, 3, 9, tzinfo=UTC)),
        (1, "wd", datetime(2026, 3, 5, 9, tzinfo=UTC)),
        (5, "wd", datetime(2026, 2, 27, 9, tzinfo=UTC)),
    ],
)
def test_a_span_began(count, unit, start):
    assert Calendar().before(FRIDAY, Span(count, unit)) == start


def test_holidays_and_other_weeks_are_skipped():
    calendar = calendar_of(UTC, ("sun", "mon", "nonday"), ("2026-03-08",))
    assert calendar.after(FRIDAY, Span(1, "wd")) == datetime(2026, 3, 9, 9, tzinfo=UTC)
    assert calendar.works(date(2026, 3, 15))
    assert not calendar.works(date(2026, 3, 8))


def test_working_days_are_those_of_the_logs_zone():
    tokyo = timezone(timedelta(hours=9))
    late = datetime(2026, 3, 6, 20, tzinfo=UTC)  # Saturday morning there
    assert Calendar(tokyo).after(late, Span(1, "wd")) == datetime(2026, 3, 8, 20, tzinfo=UTC)
    assert Calendar(tokyo).before(late, Span(1, "wd")) == datetime(2026, 3, 5, 20, tzinfo=UTC)


def test_where_nobody_ever_works_every_day_counts():
    idle = Calendar(UTC, frozenset())
    assert idle.after(FRIDAY, Span(2, "wd")) == datetime(2026, 3, 8, 9, tzinfo=UTC)
    assert idle.before(FRIDAY, Span(2, "wd")) == datetime(2026, 3, 4, 9, tzinfo=UTC)
