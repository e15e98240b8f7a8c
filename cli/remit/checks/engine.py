"""Running checks over records, a log, a change: pure, in the order of the checks, one finding a problem."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module

from remit.checks import rules
from remit.checks.check import ANSWER, CHANGE, DOCUMENT, GUARDS, LOG, RECORD, SCOPES, Check, Known, Problem, judged
from remit.log.change import Change
from remit.log.finding import LEVELS, Finding
from remit.log.log import Log
from remit.log.record import Record, place_in
from remit.log.settings import Settings

OFF = "off"
PlaceOf = Callable[[str, tuple[str | int, ...]], tuple[int, int]]
"""Line and column (from 1) of a key of a file's front matter; 0 if unknown."""
Found = tuple[Check, Problem]
_MODULES = tuple(import_module(f"{rules.__name__}.{name}") for name in rules.NAMES)
CHECKS: tuple[Check, ...] = tuple(module.rule for module in _MODULES)
"""Every check, in the order of their codes: each module in `rules/` is one."""
EXPLANATIONS: dict[str, str] = {module.rule.code: (module.__doc__ or "").strip() for module in _MODULES}
"""The explanation of each check by its code."""


def check_named(word: str) -> Check | None:
    """A check by its code or name; None if there is none."""
    return next((check for check in CHECKS if word.lower() in (check.code.lower(), check.name)), None)


Chosen = Mapping[str, Sequence[Check]]
"""The checks of a run, by what they look at; those that the team switched off are left out."""


def choose(
    settings: Settings, *, timely: bool, whole: bool, evidence: bool, checks: Iterable[Check] = CHECKS
) -> Chosen:
    """The checks that run under the team's settings.

    `timely`: include those that depend on the date of the run. `whole`: include those that need every record. `evidence`:
    include those that need to know which commits made the change.
    """

    def runs(check: Check) -> bool:
        if check.run is None or settings.level_of(check.code, check.level) == OFF:
            return False
        return (timely or not check.timely) and (whole or not check.whole) and (evidence or not check.evidence)

    kept = [check for check in checks if runs(check)]
    return {scope: [check for check in kept if check.scope == scope] for scope in SCOPES}


def _run(checks: Iterable[Check], subject: object, known: Known) -> Iterator[Found]:
    for check in checks:
        if check.run:
            yield from ((check, problem) for problem in check.run(subject, known))


def on_record(record: Record, known: Known, chosen: Chosen) -> Iterator[Found]:
    """What is wrong with one record and its acts."""
    if not record.native:
        both = (*chosen[DOCUMENT], *chosen[RECORD])
        yield from _run((check for check in both if check.foreign), record, known)
        return
    yield from _run(chosen[DOCUMENT], record, known)
    yield from _run(chosen[RECORD], record, known)
    for act in record.acts:
        yield from _run(chosen[DOCUMENT], act, known)
    found = judged(record, known)
    if found:
        yield from _run(chosen[ANSWER], found, known)


def on_pages(log: Log, known: Known, chosen: Chosen) -> Iterator[Found]:
    """What is wrong with context pages, and with stops on topics and budgets."""
    for document in (*log.context, *log.stops):
        yield from _run(chosen[DOCUMENT], document, known)


def on_guards(known: Known, chosen: Chosen) -> Iterator[Found]:
    """What is wrong with settings, people and policies."""
    return _run(chosen[GUARDS], known.log, known)


def on_log(known: Known, chosen: Chosen) -> Iterator[Found]:
    """What is wrong with the log as a whole."""
    return _run(chosen[LOG], known.log, known)


def on_change(change: Change, known: Known, chosen: Chosen) -> Iterator[Found]:
    """What is wrong with what a change does."""
    return _run(chosen[CHANGE], change, known)


def in_files(known: Known, chosen: Chosen, records: Iterable[Record] | None = None) -> list[Finding]:
    """What is wrong with the files of a log: with what cannot be read, its records and its pages.

    `records`: check these alone, and no page.
    """
    log = known.log
    hits = [hit for record in (log.records if records is None else records) for hit in on_record(record, known, chosen)]
    hits += on_pages(log, known, chosen) if records is None else ()
    return [*leveled(log.findings, log.settings), *placed(hits, log.settings, log)]


def findings(found: Iterable[Found], settings: Settings, place_of: PlaceOf) -> list[Finding]:
    """Problems as findings with level and place."""
    return [_finding(check, problem, settings, place_of) for check, problem in found]


def placed(found: Iterable[Found], settings: Settings, log: Log) -> list[Finding]:
    """Problems as findings, with the lines that the files of `log` give."""
    return findings(found, settings, lambda path, where: place_in(log.text(path), path, where))


def _finding(check: Check, problem: Problem, settings: Settings, place_of: PlaceOf) -> Finding:
    line, column = place_of(problem.path, problem.where) if problem.where else (problem.line, 0)
    level = settings.level_of(check.code, problem.level or check.level)
    return Finding(check.code, check.name, level, problem.path, problem.message, problem.remedy, line, column)


def leveled(read: Iterable[Finding], settings: Settings) -> list[Finding]:
    """Findings of reading under the team's levels; without those that are switched off."""
    if not settings.checks:
        return list(read)
    set_to = [finding._replace(level=settings.level_of(finding.code, finding.level)) for finding in read]
    return [finding for finding in set_to if finding.level in LEVELS]
