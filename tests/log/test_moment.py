"""Days and times are read in one form, as the schemas say."""

from datetime import date

import pytest

from remit.log.moment import parse_day, parse_moment


def test_a_day_has_one_form():
    assert parse_day("2026-01-31") == date(2026, 1, 31)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-W05-6",
        "20260131",
        "2026-031",
        "2026-02-30",
        "2026-1-31",
        "31.01.2026",
        "٢٠٢٦-٠١-٣١",
        "2026-01-31T10:00",
    ],
)
def test_other_forms_are_no_day(text):
    assert parse_day(text) is None


@pytest.mark.parametrize(
    "text", ["2026-01-31T10", "2026-01-31T1000", "2026-W05-6T10:00", "20260131T10:00:00", "2026-01-31T25:00"]
)
def test_a_time_needs_a_day_and_minutes(text):
    assert parse_moment(text) is None
