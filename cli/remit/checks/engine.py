"""Running checks over records, a log, a change: pure, in the order of the checks, one finding a problem."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib import import_module

from remit.checks import rules
from remit.checks.check import ANSWER, CHANGE, DOCUMENT, GUARDS, LOG, RECORD, SCOPES, Check, Known, Problem, judged
from remit.checks.claims import with_authors
from remit.log.change import Change
from remit.log.finding import LEVELS, Finding
from remit.log.log import Log
from remit.log.record import Record, place_in
from remit.log.settings import Settings

OFF = "off"
_MODULES = tuple(import_module(f"{rules.__name__}.{name}") for name in rules.NAMES)
CHECKS: tuple[Check, ...] = tuple(module.rule for module in _MODULES)
"""Every check, in the order of their codes: each module in `rules/` is one."""
EXPLANATIONS: dict[str, str] = {module.rule.code: (module.__doc__ or "").strip() for module in _MODULES}
"""The explanation of each check by its code."""
_Found = list[tuple[Check, Problem]]


def check_named(word: str) -> Check | None:
    """A check by its code or name; None if there is none."""
    return next((check for check in CHECKS if word.lower() in (check.code.lower(), check.name)), None)


class Run:
    """The checks of one run, under the team's settings: those that are switched off are left out."""

    def __init__(
        self,
        settings: Settings,
        *,
        timely: bool = False,
        whole: bool = False,
        evidence: bool = False,
        checks: Sequence[Check] = CHECKS,
    ) -> None:
        """`timely`: include checks that depend on the date of the run. `whole`: those that need every record.

        `evidence`: those that need to know which commits made the change.
        """

        def runs(check: Check) -> bool:
            if settings.level_of(check.code, check.level) == OFF:
                return False
            return (timely or not check.timely) and (whole or not check.whole) and (evidence or not check.evidence)

        self._settings = settings
        self._checks = {scope: [one for one in checks if one.scope == scope and runs(one)] for scope in SCOPES}
        self._foreign = [check for scope in (DOCUMENT, RECORD) for check in self._checks[scope] if check.foreign]

    def documents(self, known: Known) -> list[Finding]:
        """What is wrong with the records, their acts, and the pages of a log, and what of it could not be read."""
        log = known.log
        found = [one for record in log.records for one in self._record(record, known)]
        for page in (*log.context, *log.stops):
            found += _found(self._checks[DOCUMENT], page, known)
        return [*self._read(log), *self._placed(found, log)]

    def log(self, known: Known) -> list[Finding]:
        """What is wrong with the log as a whole."""
        return self._placed(_found(self._checks[LOG], known.log, known), known.log)

    def guards(self, log: Log, now: datetime) -> list[Finding]:
        """What is wrong with the settings, people and policies of a log, and what of them could not be read."""
        governing = log.governing
        return [
            *self._read(governing),
            *self._placed(_found(self._checks[GUARDS], governing, Known(governing, now)), log),
        ]

    def change(self, change: Change, known: Known) -> list[Finding]:
        """What is wrong with what a change does, and who did it."""
        return self._placed(_found(self._checks[CHANGE], change, known), known.log, change)

    def _record(self, record: Record, known: Known) -> _Found:
        if not record.native:
            return _found(self._foreign, record, known)
        found = [*_found(self._checks[DOCUMENT], record, known), *_found(self._checks[RECORD], record, known)]
        for act in record.acts:
            found += _found(self._checks[DOCUMENT], act, known)
        answered = judged(record, known)
        if answered:
            found += _found(self._checks[ANSWER], answered, known)
        return found

    def _read(self, log: Log) -> list[Finding]:
        """What could not be read, under the team's levels; without what is switched off."""
        levels = [
            finding._replace(level=self._settings.level_of(finding.code, finding.level)) for finding in log.findings
        ]
        return [finding for finding in levels if finding.level in LEVELS]

    def _placed(self, found: _Found, log: Log, change: Change | None = None) -> list[Finding]:
        """Problems as findings, with the lines that the files of `log` give and the authors that a change shows."""
        placed = [self._finding(check, problem, log) for check, problem in found]
        if not change:
            return placed
        return [
            finding._replace(message=with_authors(change, finding.path, finding.message, problem.kinds))
            for finding, (_, problem) in zip(placed, found, strict=True)
        ]

    def _finding(self, check: Check, problem: Problem, log: Log) -> Finding:
        path, where = problem.path, problem.where
        line, column = place_in(log.text(path), path, where) if where else (problem.line, 0)
        level = self._settings.level_of(check.code, problem.level or check.level)
        return Finding(check.code, check.name, level, path, problem.message, problem.remedy, line, column)


def _found(checks: Iterable[Check], subject: object, known: Known) -> _Found:
    return [(check, problem) for check in checks for problem in check.run(subject, known)]
