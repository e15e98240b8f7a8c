"""Running checks over records, a log, a change: pure, in the order of the checks, one finding a problem."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib import import_module

from remit.attribution.statements import TEXT, kinds_of
from remit.checks import rules
from remit.checks.check import (
    ANSWER,
    AUTHORS,
    CHANGE,
    COMMITS,
    DOCUMENT,
    GUARDS,
    LOG,
    RECORD,
    SCOPES,
    Check,
    Known,
    judged,
)
from remit.log.change import Change
from remit.log.finding import LEVELS, Finding
from remit.log.log import Log
from remit.log.record import place_in
from remit.log.settings import Settings

OFF = "off"
_MODULES = tuple(import_module(f"{rules.__name__}.{name}") for name in rules.NAMES)
CHECKS: tuple[Check, ...] = tuple(module.rule for module in _MODULES)
"""Every check, in the order of their codes: each module in `rules/` is one."""
EXPLANATIONS: dict[str, str] = {module.rule.code: (module.__doc__ or "").strip() for module in _MODULES}
"""The explanation of each check by its code."""
_FOREIGN = "foreign"
"""Besides the scopes: what makes sense for a record of another format."""


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
        checks: Sequence[Check] = CHECKS,
    ) -> None:
        """`timely`: include checks that depend on the date of the run. `whole`: those that need every record."""

        def runs(check: Check) -> bool:
            if settings.level_of(check.code, check.level) == OFF:
                return False
            return (timely or not check.timely) and (whole or not check.whole)

        self._settings = settings
        self._checks = {scope: [one for one in checks if one.scope == scope and runs(one)] for scope in SCOPES}
        self._checks[_FOREIGN] = [
            check for scope in (DOCUMENT, RECORD) for check in self._checks[scope] if check.foreign
        ]

    def documents(self, known: Known) -> list[Finding]:
        """What is wrong with the records, their acts, and the pages of a log, and what of it could not be read."""
        log = known.log
        found = self._read(log)
        for record in log.records:
            if not record.native:
                found += self._found(_FOREIGN, record, known)
                continue
            found += self._found(DOCUMENT, record, known)
            found += self._found(RECORD, record, known)
            for act in record.acts:
                found += self._found(DOCUMENT, act, known)
            answered = judged(record, known) if self._checks[ANSWER] else None
            if answered:
                found += self._found(ANSWER, answered, known)
        for page in (*log.context, *log.stops):
            found += self._found(DOCUMENT, page, known)
        return found

    def log(self, known: Known) -> list[Finding]:
        """What is wrong with the log as a whole."""
        return list(self._found(LOG, known.log, known))

    def guards(self, log: Log, now: datetime) -> list[Finding]:
        """What is wrong with the settings, people and policies of a log, and what of them could not be read."""
        governing = log.governing
        return [*self._read(governing), *self._found(GUARDS, governing, Known(governing, now))]

    def change(self, change: Change, known: Known) -> list[Finding]:
        """What is wrong with what a change does, and who did it, as far as git shows that and people.yml knows them."""
        found = list(self._found(CHANGE, change, known))
        if change.evidence.known:
            found += self._found(COMMITS, change, known)
            found += self._found(AUTHORS, change, known) if change.after.people else ()
        return found

    def _read(self, log: Log) -> list[Finding]:
        """What could not be read, under the team's levels; without what is switched off."""
        levels = [
            finding._replace(level=self._settings.level_of(finding.code, finding.level)) for finding in log.findings
        ]
        return [finding for finding in levels if finding.level in LEVELS]

    def _found(self, scope: str, subject: object, known: Known) -> Iterator[Finding]:
        """What the checks of a scope find in their subject, with the line and the statements that it is about."""
        for check in self._checks[scope]:
            for problem in check.run(subject, known):
                path, where = problem.path, problem.where
                line, column = place_in(known.log.text(path), path, where) if where else (problem.line, 0)
                level = self._settings.level_of(check.code, problem.level or check.level)
                kinds = problem.kinds or (kinds_of(str(where[0])) if where else (TEXT,) if problem.line > 1 else ())
                yield Finding(check.code, check.name, level, path, problem.message, problem.remedy, line, column, kinds)
