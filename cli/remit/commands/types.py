"""The types that options have (click takes a function): days, moments, amounts, facts, topics. All that may be typed is said here.

A day or a time may count from today, and which day that is hangs on the log's time zone. So an option is read into a `When`
(and refused at once where it is none), and `Session.moment` says which day or time it means.
"""

import re
from calendar import monthrange
from datetime import datetime, timedelta
from typing import NamedTuple

from remit.log import facts, ids
from remit.log.moment import Moment, parse_moment
from remit.log.problem import Usage


class When(NamedTuple):
    """A day or a time as it was typed."""

    words: str
    """ISO 8601, unless it counts from today."""
    days: int | None = None
    """Days from today, those before it negative; None where a day or a time is given."""
    now: bool = False

    def at(self, now: datetime) -> Moment:
        """The day or the time that is meant; a time without an offset is one of `now`'s zone."""
        if self.now:
            return Moment(now.date(), now.replace(second=0, microsecond=0))
        if self.days is not None:
            return Moment(now.date() + timedelta(days=self.days), None)
        found = parse_moment(self.words, now.tzinfo) if now.tzinfo else None
        assert found  # noqa: S101 - the words were read before
        return found


_COUNTED = re.compile(r"(in )?([0-9]{1,4}) ?(d|days?|w|weeks?)( ago)?")
_PERIOD = re.compile(r"(?!0000)([0-9]{4})(?:-(0[1-9]|1[0-2]))?")


def day(words: str) -> When:
    """A day: 2026-11-18, today, yesterday, `3d` or `2w` (ago), `in 6w`. Raises Usage."""
    found = _when(words)
    if found is None or found.now or len(found.words) > 10:
        raise Usage(f"{words!r} is not a valid date", "write 2026-11-18, today, yesterday, 3d (ago) or `in 3d`")
    return found


def moment(words: str) -> When:
    """What `day` takes, `now`, or a time: 2026-11-18T10:00. Raises Usage."""
    found = _when(words)
    if found is None:
        raise Usage(
            f"{words!r} is not a valid date or time", "write 2026-11-18, 2026-11-18T10:00, today, yesterday or 3d"
        )
    return found


def _when(words: str) -> When | None:
    typed = words.strip()
    named = {"today": When("today", 0), "yesterday": When("yesterday", -1), "now": When("now", now=True)}
    counted = _COUNTED.fullmatch(typed.lower())
    if counted and not (counted[1] and counted[4]):
        days = int(counted[2]) * (7 if counted[3].startswith("w") else 1)
        return When("", days if counted[1] else -days)
    return named.get(typed.lower()) or (When(typed) if parse_moment(typed) else None)


def since(words: str) -> When:
    """The first day of a period: what `day` takes, a year (2026) or a month (2026-05). Raises Usage."""
    period = _PERIOD.fullmatch(words.strip())
    return When(f"{period[1]}-{period[2] or '01'}-01") if period else _named("--since", words)


def until(words: str) -> When:
    """The last day of a period, given as `since` is. Raises Usage."""
    period = _PERIOD.fullmatch(words.strip())
    if period is None:
        return _named("--until", words)
    month = int(period[2] or 12)
    return When(f"{period[1]}-{month:02}-{monthrange(int(period[1]), month)[1]}")


def _named(option: str, words: str) -> When:
    """A day; an error names the option, since both often occur in one call."""
    try:
        return day(words)
    except Usage as error:
        raise Usage(f"{option}: {error.message}", error.remedy) from None


class Amount(NamedTuple):
    """How much, and the currency where it was given."""

    value: str
    currency: str = ""
    typed: str = ""
    """As typed, if only the log's `numbers` can say which amount it is."""


_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def amount(words: str) -> Amount:
    """An amount: 400, 12500.50, "400 USD". Raises Usage, with the spelling of what was probably meant.

    What a log's `numbers` may settle, such as 1.000,50, is left to `settled`.
    """
    two = facts.two_readings(words)
    read = None if two else facts.plain(words)
    if read:
        return Amount(*read)
    if any(facts.in_style(words, style) for style in facts.STYLES):
        return Amount("", typed=words)
    raise _no_amount(words)


def settled(given: Amount, numbers: str) -> Amount:
    """The amount, read as the log's people type numbers (empty: the log does not say). Raises Usage like :func:`amount`."""
    if not given.typed:
        return given
    read = facts.in_style(given.typed, numbers) if numbers else None
    if read is None:
        raise _no_amount(given.typed)
    return Amount(*read)


def _no_amount(words: str) -> Usage:
    two, meant = facts.two_readings(words), facts.respelt(words)
    if two:
        return Usage(f"{words!r} can be read in two ways", f'write "{two[0]}" or "{two[1]}"')
    remedy = f'did you mean "{meant}"?' if meant else 'write digits and a point: 400, 12500.50, "400 USD"'
    return Usage(f"{words!r} is not a valid amount", remedy)


def fact(words: str) -> tuple[str, str]:
    """The name and the value of a fact: key=value. Raises Usage."""
    key, sign, value = words.partition("=")
    if not sign or not value or not _KEY.fullmatch(key):
        raise Usage(f"{words!r} is not a valid fact", "write --fact key=value, such as --fact reversible=yes")
    return key, value


def _meant(words: str) -> str:
    """A topic path in small letters, whichever slashes it was typed with."""
    return "/".join(filter(None, map(ids.slug, re.split(r"[\\/]", words))))


def topic(words: str) -> str:
    """A topic path as it was typed. Raises Usage if it is not one."""
    if ids.is_topic(words):
        return words
    several = [_meant(word) for word in words.split(",")]
    remedy = (
        f"did you mean `{' --topic '.join(several)}`?"
        if all(map(ids.is_topic, several))
        else "write it in lower case with slashes: tooling/cache"
    )
    raise Usage(f"{words!r} is not a valid topic", remedy)
