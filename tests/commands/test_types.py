"""One day is typed like another: every option that takes a day, a time, an amount, a fact or a topic takes the same forms."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import click
import pytest

from remit.commands import types
from remit.commands.types import Amount
from remit.log.problem import Usage
from remit.main import remit as group
from support import Repo

NOW = datetime(2026, 11, 21, 12, 0, 30, tzinfo=timezone(timedelta(hours=1)))
DAYS = {
    "2026-11-18": "2026-11-18", " 2026-11-18 ": "2026-11-18", "today": "2026-11-21", "Yesterday": "2026-11-20", "3d": "2026-11-18",
    "3 days": "2026-11-18", "1 day ago": "2026-11-20", "2w": "2026-11-07", "1 week ago": "2026-11-14", "in 3d": "2026-11-24", "in 6 weeks": "2027-01-02",
}  # fmt: skip
TIMES = {
    "now": "2026-11-21T12:00+01:00", "2026-11-18T10:00": "2026-11-18T10:00+01:00", "2026-11-18T10:00Z": "2026-11-18T10:00+00:00",
    "2026-11-18 10:00:05+02:00": "2026-11-18T10:00:05+02:00",
}  # fmt: skip
PERIODS = {"2026": ("2026-01-01", "2026-12-31"), "2024-02": ("2024-02-01", "2024-02-29")}
NEITHER = (
    "", "soon", "2026-02-30", "2026-13-01", "18.11.2026", "20261118", "2026-W47-3", "3", "-3d", "3m", "in 3d ago", "in today", "99999d",
    "2026-11-18T", "2026-11-18T25:00", "0000", "26", "2026-1", "2026-13",
)  # fmt: skip
WANTED = {
    "DAY": (types.day, types.since, types.until),
    "WHEN": (types.moment,),
    "N": (types.amount,),
    "KEY=VALUE": (types.fact,),
}


def parameters(command: click.Command = group, name: str = "remit") -> Iterator[tuple[str, click.Parameter]]:
    """Every option and argument of every command."""
    for parameter in command.params:
        yield f"{name} {parameter.opts[0]}", parameter
    if isinstance(command, click.Group):
        context = click.Context(command)
        for word in command.list_commands(context):
            below = command.get_command(context, word)
            assert below
            yield from parameters(below, f"{name} {word}")


def taken_by(*functions: Callable[[str], Any]) -> list[Any]:
    return [
        pytest.param(parameter, id=name)
        for name, parameter in parameters()
        if getattr(parameter.type, "func", None) in functions
    ]


def read(parameter: click.Parameter, words: str) -> Any:
    return parameter.type.convert(words, parameter, click.Context(group))


def test_every_option_that_says_so_takes_a_day_a_time_an_amount_or_a_fact() -> None:
    wrong = [
        name
        for name, parameter in parameters()
        if (parameter.metavar or "") in WANTED and not isinstance(parameter.type, click.IntRange)
        if getattr(parameter.type, "func", None) not in WANTED[str(parameter.metavar)]
    ]
    assert wrong == []
    told = [name for name, parameter in parameters() if parameter.metavar in ("DAY", "WHEN")]
    dated = (types.day, types.moment, types.since, types.until)
    assert len(taken_by(*dated)) == len(told) > 25


@pytest.mark.parametrize("parameter", taken_by(types.day, types.moment, types.since, types.until))
def test_every_option_takes_the_same_days_and_refuses_the_same_words(parameter: click.Parameter) -> None:
    assert {words: read(parameter, words).at(NOW).text for words in DAYS} == DAYS
    period = getattr(parameter.type, "func", None) in (types.since, types.until)
    timed = getattr(parameter.type, "func", None) is types.moment
    for words in (*NEITHER, *(() if period else PERIODS), *(() if timed else TIMES)):
        with pytest.raises(Usage, match="is not a valid date"):
            read(parameter, words)


@pytest.mark.parametrize("parameter", taken_by(types.moment))
def test_every_option_takes_the_same_times(parameter: click.Parameter) -> None:
    assert {words: read(parameter, words).at(NOW).text for words in TIMES} == TIMES


@pytest.mark.parametrize("parameter", taken_by(types.since, types.until))
def test_a_period_has_a_first_and_a_last_day(parameter: click.Parameter) -> None:
    last = getattr(parameter.type, "func", None) is types.until
    assert {words: read(parameter, words).at(NOW).text for words in PERIODS} == {
        words: days[last] for words, days in PERIODS.items()
    }


@pytest.mark.parametrize("parameter", taken_by(types.amount))
def test_every_option_takes_the_same_amounts(parameter: click.Parameter) -> None:
    good = {
        "400": Amount("400"),
        "12500.50": Amount("12500.50"),
        "400 usd": Amount("400", "USD"),
        "400EUR": Amount("400", "EUR"),
    }
    assert {words: read(parameter, words) for words in good} == good
    for words in ("", "1,5", "-4", "4 EURO", "USD 4", "a lot"):
        with pytest.raises(Usage, match="is not a valid amount"):
            types.settled(read(parameter, words), "")  # of a log that does not say how its people type numbers


@pytest.mark.parametrize("parameter", taken_by(types.topic))
def test_every_option_takes_the_same_topics(parameter: click.Parameter) -> None:
    assert read(parameter, "tooling/cache") == "tooling/cache"
    for words in ("", "Tooling", "tooling cache", "tooling/"):
        with pytest.raises(Usage, match="is not a valid topic"):
            read(parameter, words)


def test_what_is_written_is_a_day_where_the_format_has_one(repo: Repo) -> None:
    assert repo.remit("people", "leave", "dia", "--on", "2026-12-31T10:00").code == 2
    assert repo.remit("people", "leave", "dia", "--on", "in 2w").code == 0
    assert "left: 2026-12-05" in repo.read("decisions/people.yml")
    assert repo.remit("policy", "new", "--on", "in 2w").out.startswith("Start policy acme@2026-12-05\n")
    assert repo.remit("decide", "A", "--topic", "tooling", "--meeting", "now").code == 2


def test_a_month_that_ends_an_audit_ends_with_its_last_day(repo: Repo) -> None:
    repo.record()
    repo.commit("Decide", who="ben")
    shown = [repo.remit("audit", "ratio", "--until", words).out for words in ("2026-11", "2026-11-30", "2026-11-01")]
    assert shown[0] == shown[1] != shown[2]
