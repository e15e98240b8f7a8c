"""What things are called on pages: a status, a role, a day in words that nobody can misread; and links."""

import re
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal
from html import escape
from typing import NamedTuple

from remit.authority.words import size
from remit.log.facts import plain
from remit.log.log import Log
from remit.log.moment import Moment, parse_moment
from remit.log.policy import AMOUNT
from remit.site.words import said, word

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


_SEVERAL = {"person": "people"}


class Link(NamedTuple):
    """A text and its target. A template shows it as a link; as the text alone if it has no target."""

    text: str
    href: str | None = None

    def __html__(self) -> str:
        return f'<a href="{escape(self.href)}">{escape(self.text)}</a>' if self.href else escape(self.text)


class Time(NamedTuple):
    """A day in words. A template shows it as a `time` element; its tooltip has the time of day, where it is known."""

    text: str
    written: str
    """As the record has it, ISO 8601."""
    exact: str = ""
    """The day and the time of day in the log's zone; empty if only the day is known."""

    def __html__(self) -> str:
        tip = f' title="{escape(self.exact)}"' if self.exact else ""
        return f'<time datetime="{escape(self.written)}"{tip}>{escape(self.text)}</time>'


def status_word(status: str) -> str:
    """The status of the file as a label."""
    return word(status.capitalize() or "Status unknown")


def role_word(name: str) -> str:
    """A role, committee or boundary that has no title, in words: `platform-lead` is "platform lead"."""
    return name.replace("-", " ").replace("_", " ")


def sentence(text: str) -> str:
    """A text with a capital letter in front."""
    return text[:1].upper() + text[1:]


def line(text: str) -> str:
    """A text in Markdown that cannot break out of its line, its cell or its brackets, and is no HTML."""
    return " ".join(text.split()).replace("[", "(").replace("]", ")").replace("|", "/").replace("<", "\\<")


def condition(text: str) -> str:
    """A condition of a boundary (`reversible is yes`) in the site's language."""
    return said(f"if {text}").removeprefix("if ")


def money(facts: Mapping[str, object], currency: str) -> str:
    """An amount among facts with its own currency, else with the policy's; as it is written where it is no number."""
    written = facts.get(AMOUNT)
    found = plain(written) if isinstance(written, str) else None
    if found is None:
        return str(written or "")
    return size(Decimal(found[0]), str(facts.get("currency") or found[1] or currency))


def plain_words(text: str) -> str:
    """A sentence of Remit's in the site's language, its moments (ISO 8601) as days in words."""

    def day(found: re.Match[str]) -> str:
        moment = parse_moment(found[0])
        return day_text(moment.day) if moment else found[0]

    return _MOMENT.sub(day, said(text))


def names_of(log: Log) -> dict[str, str]:
    """Handle to name, for everybody in people.yml; a handle used before gives the same name."""
    if log.people is None:
        return {}
    return {handle: person.name or person.handle for handle, person in log.people.by_handle.items()}


def day_text(day: date) -> str:
    """`21 Nov 2026`."""
    return word("{day} {month} {year}").format(day=day.day, month=word(_MONTHS[day.month - 1]), year=day.year)


def month_text(day: date) -> str:
    """`Nov 2026`."""
    return f"{word(_MONTHS[day.month - 1])} {day.year}"


def day_of(moment: Moment | None, zone: tzinfo) -> Time | None:
    """The day of a moment, for lists."""
    return Time(day_text(moment.day_in(zone)), moment.text) if moment else None


def time_of(moment: Moment | None, zone: tzinfo) -> Time | None:
    """The day in the log's zone, with the time of day in its tooltip where it is known."""
    if moment is None or moment.at is None:
        return day_of(moment, zone)
    day = day_text(moment.day_in(zone))
    return Time(day, moment.text, f"{day}, {moment.at.astimezone(zone):%H:%M %Z}")


def days_between(moment: Moment, now: datetime, zone: tzinfo) -> int:
    """Whole calendar days from `moment` to `now`; negative if it is ahead."""
    return (now.astimezone(zone).date() - moment.day_in(zone)).days


def ago(days: int) -> str:
    """`today`, `3 days ago`, `in 2 weeks`."""
    if abs(days) < 2:
        return word({0: "today", 1: "yesterday", -1: "tomorrow"}[days])
    number, unit = _rounded(abs(days))
    return word(f"%s {unit}s ago" if days > 0 else f"in %s {unit}s") % number


def span(days: int) -> str:
    """A number of days (0 or more) in the unit a person would use."""
    return counted(*_rounded(days))


def _rounded(days: int) -> tuple[int, str]:
    if days < 14:
        return days, "day"
    if days < 60:
        return days // 7, "week"
    return (days // 30, "month") if days < 730 else (days // 365, "year")


def counted_span(number: float, unit: str) -> str:
    """Days (`d`) or hours (`h`) in words: `4 days`, `3.5 hours`."""
    shown = f"{number:,.1f}".removesuffix(".0").replace(",", " ").replace(".", word(".", "counted"))
    name = "day" if unit == "d" else "hour"
    return f"{shown} {word(name if shown == '1' else name + 's', 'counted')}"


def counted(number: int, name: str) -> str:
    """`1 day`, `2 days`, `no days`."""
    shown = word("no", "counted") if number == 0 else f"{number:,}".replace(",", " ")
    several = _SEVERAL.get(name, f"{name}s")
    return f"{shown} {word(name if number == 1 else several, 'counted')}"
