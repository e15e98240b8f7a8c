"""Running checks over records, a log, a change: pure, in the order of the checks, one finding a problem."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from remit.checks.shape import ANSWER, CHANGE, DOCUMENT, LOG, RECORD, Check, Known, Said
from remit.log.change import Change
from remit.log.finding import LEVELS, Finding
from remit.log.log import Log
from remit.log.record import Record
from remit.log.settings import Settings

OFF = "off"
PlaceOf = Callable[[str, tuple[str | int, ...]], tuple[int, int]]
"""Line and column (from 1) of a key of the head of a file; 0 where unknown."""
Hit = tuple[Check, Said]


class Chosen(NamedTuple):
    """The checks of a run, by what they look at; those that the team switched off are left out."""

    documents: tuple[Check, ...]
    records: tuple[Check, ...]
    answered: Callable[[], tuple[Check, ...]]
    """Those about an answer: they come when the first answer is not plainly fine."""
    foreign: tuple[Check, ...]
    logs: tuple[Check, ...]
    changes: tuple[Check, ...]


def choose(
    checks: Iterable[Check],
    settings: Settings,
    *,
    timely: bool = True,
    whole: bool = True,
    later: Callable[[], Iterable[Check]] = tuple,
) -> Chosen:
    """The checks that run: without those that a passed day turns bad, or that need every record, where so asked.

    `later` gives the checks about an answer, where they are not among `checks`.
    """

    def runs(check: Check) -> bool:
        on = check.run and settings.level_of(check.code, check.level) != OFF
        return bool(on and (timely or not check.timely) and (whole or not check.whole))

    kept = [check for check in checks if runs(check)]

    @cache
    def answered() -> tuple[Check, ...]:
        return of(ANSWER) or tuple(check for check in later() if runs(check))

    def of(scope: str) -> tuple[Check, ...]:
        return tuple(check for check in kept if check.scope == scope)

    documents, records = of(DOCUMENT), of(RECORD)
    foreign = tuple(check for check in (*documents, *records) if check.foreign)
    return Chosen(documents, records, answered, foreign, of(LOG), of(CHANGE))


def on_record(record: Record, known: Known, chosen: Chosen) -> list[Hit]:
    """What is wrong with one record and its acts."""
    hits: list[Hit] = []
    if not record.native:
        for check in chosen.foreign:
            hits.extend((check, said) for said in check.run(record, known))  # type: ignore[misc]
        return hits
    for check in chosen.documents:
        for said in check.run(record, known):  # type: ignore[misc]
            hits.append((check, said))
    for check in chosen.records:
        for said in check.run(record, known):  # type: ignore[misc]
            hits.append((check, said))
    for act in record.acts:
        for check in chosen.documents:
            hits.extend((check, said) for said in check.run(act, known))  # type: ignore[misc]
    judged = known.answers.of(record) if known.answers else None
    if judged:
        for check in chosen.answered():
            hits.extend((check, said) for said in check.run(judged, known))  # type: ignore[misc]
    return hits


def on_pages(log: Log, known: Known, chosen: Chosen) -> Iterator[Hit]:
    """What is wrong with pages of shared context, and with stops on topics and budgets."""
    for document in (*log.context, *log.stops):
        for check in chosen.documents:
            yield from ((check, said) for said in check.run(document, known))  # type: ignore[misc]


def on_log(known: Known, chosen: Chosen) -> Iterator[Hit]:
    """What is wrong with the log as a whole."""
    for check in chosen.logs:
        yield from ((check, said) for said in check.run(known.log, known))  # type: ignore[misc]


def on_change(change: Change, known: Known, chosen: Chosen) -> Iterator[Hit]:
    """What is wrong with what a change does."""
    for check in chosen.changes:
        yield from ((check, said) for said in check.run(change, known))  # type: ignore[misc]


def findings(hits: Iterable[Hit], settings: Settings, place_of: PlaceOf) -> list[Finding]:
    """Hits as findings with level and place."""
    return [_finding(check, said, settings, place_of) for check, said in hits]


def _finding(check: Check, said: Said, settings: Settings, place_of: PlaceOf) -> Finding:
    line, column = place_of(said.path, said.where) if said.where else (said.line, 0)
    level = settings.level_of(check.code, said.level or check.level)
    return Finding(check.code, check.name, level, said.path, said.message, said.remedy, line, column)


def leveled(read: Iterable[Finding], settings: Settings) -> list[Finding]:
    """Findings of reading under the team's levels; without those that are switched off."""
    if not settings.checks:
        return list(read)
    set_to = [finding._replace(level=settings.level_of(finding.code, finding.level)) for finding in read]
    return [finding for finding in set_to if finding.level in LEVELS]
