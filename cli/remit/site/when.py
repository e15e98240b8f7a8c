"""Days in words that nobody can misread: 21 Nov 2026, 3 days ago, in 2 weeks."""

from datetime import date, datetime, tzinfo

from remit.log.moment import Moment
from remit.site.html import Html, el

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date) -> str:
    """`21 Nov 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def moment_html(moment: Moment | None, zone: tzinfo) -> Html | None:
    """A moment as a `time` element; the time of day where it is known, in the log's zone."""
    if moment is None:
        return None
    text = day_text(moment.day_in(zone))
    if moment.at is not None:
        text += f", {moment.at.astimezone(zone):%H:%M}"
    return el("time", text, datetime=moment.text)


def day_html(moment: Moment | None, zone: tzinfo) -> Html | None:
    """The day of a moment alone, for lists."""
    return None if moment is None else el("time", day_text(moment.day_in(zone)), datetime=moment.text)


def days_between(moment: Moment, now: datetime, zone: tzinfo) -> int:
    """Whole calendar days from `moment` to `now`; negative where it lies ahead."""
    return (now.astimezone(zone).date() - moment.day_in(zone)).days


def ago(days: int) -> str:
    """`today`, `3 days ago`, `in 2 weeks`."""
    if days == 0:
        return "today"
    if abs(days) == 1:
        return "yesterday" if days > 0 else "tomorrow"
    return f"{span(abs(days))} ago" if days > 0 else f"in {span(abs(days))}"


def span(days: int) -> str:
    """A number of days (0 or more) in the unit a person would use."""
    if days < 14:
        return counted(days, "day")
    if days < 60:
        return counted(days // 7, "week")
    return counted(days // 30, "month") if days < 730 else counted(days // 365, "year")


def counted(number: int, word: str, plural: str = "") -> str:
    """`1 day`, `2 days`, `no days`."""
    shown = "no" if number == 0 else f"{number:,}".replace(",", " ")
    return f"{shown} {word if number == 1 else plural or word + 's'}"
