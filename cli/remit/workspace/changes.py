"""A change: two logs, before and after, as far as the change touches them and what that names. Never the whole log."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from remit.checks import engine
from remit.checks.check import Known
from remit.checks.claims import with_authors
from remit.checks.report import new_ones
from remit.log import ids
from remit.log.change import NO_EVIDENCE, Change, Evidence
from remit.log.files import GUARDS
from remit.log.finding import Finding
from remit.log.log import Log
from remit.log.record import Record
from remit.log.source import STOP, File, kind_of
from remit.repo.raw import Difference


class Comparison(NamedTuple):
    """Two logs and what differs between them, with what the trusted branch holds."""

    differences: tuple[Difference, ...]
    before: Log
    """What the change is measured against: it brought what is not wrong here."""
    after: Log
    landed: Log
    """What the trusted branch holds, as far as this change knows: what was decided there is frozen."""
    guards: Log | None
    """Settings, people and policies in force; None where the trusted branch holds none."""
    against: str
    """The commit whose settings, people and policies are in force."""

    @property
    def judging(self) -> Log:
        """The log whose settings, people and policies are in force: the change's own where it founds the log."""
        return self.guards or self.after

    @property
    def founding(self) -> bool:
        """Whether nothing is in force yet: the trusted branch holds no policy, not even one that cannot be read."""
        return self.guards is None or not (self.guards.policies or self.guards.unreadable_policies)

    @property
    def days(self) -> tuple[date, ...]:
        """The days of all decisions that the trusted branch holds, with repetitions; only where the change touches a policy."""
        if not any(entry.path.startswith(f"{self.landed.root}/policy/") for entry in self.differences):
            return ()
        decided = (record.decided for record in self.landed.whole.records if record.native and record.is_decided)
        return tuple(moment.day for moment in decided if moment)

    @property
    def proposed(self) -> Log | None:
        """The change's own settings, people and policies, where it changes any or brings the first ones."""
        brings = not self.guards or any(kind_of(entry.path, self.after.root) in GUARDS for entry in self.differences)
        return self.after if brings else None


def compared(
    differences: list[Difference], before: Log, after: Log, landed: Log, trusted: Log | None, against: str
) -> Comparison:
    """A change, from whole logs of which just what it is about is read."""
    founded = trusted if trusted and trusted.guard_files() else None
    wanted = [files_about(log, differences) for log in (before, after, landed)]
    guard_files = (founded or after).guard_files()
    after.tree.read([*guard_files, *(file for files in wanted for file in files)])  # all in one call of git
    was, now = before.part(wanted[0]), after.part(wanted[1])
    had_landed = was if landed is before else landed.part(wanted[2])
    guards = founded.governing if founded else None
    return Comparison(tuple(differences), was, now, had_landed, guards, against if guards else "")


def brought(
    compared: Comparison, now: datetime, evidence: Evidence = NO_EVIDENCE, stopped: tuple[Record, ...] = ()
) -> list[Finding]:
    """What a change brings: what is wrong after it and was not before or on the trusted branch, and what the change itself does."""
    guards = compared.judging
    run = engine.Run(guards.settings, evidence=evidence != NO_EVIDENCE)
    known = Known(compared.after.under(guards), now)
    found = run.documents(known)
    if found:
        sides = [compared.before] if compared.landed is compared.before else [compared.before, compared.landed]
        found = new_ones(found, [one for side in sides for one in run.documents(Known(side.under(guards), now))])
    proposed = compared.proposed
    if proposed:
        found += new_ones(run.guards(proposed, now), run.guards(compared.guards, now) if compared.guards else [])
    change = Change(
        compared.landed.under(guards), known.log, proposed or known.log, compared.founding, evidence, stopped,
        compared.days,
    )  # fmt: skip
    found = [_of_the_law(finding, change) for finding in found]
    return [*found, *run.change(change, known)]


def _of_the_law(finding: Finding, change: Change) -> Finding:
    """A finding about a single record; where it is one of the law, with whose it is."""
    if not finding.code.startswith("G"):
        return finding
    return finding._replace(message=with_authors(change, finding.path, finding.message))


def files_about(log: Log, differences: Iterable[Difference]) -> list[File]:
    """The files of one side that a change is about: of the touched records all, every other that differs, and every stop."""
    paths = {entry.path for entry in differences}
    touched = {ids.id_of_path(path) for path in paths if path.startswith(f"{log.root}/")} - {None}
    found = {file.path: file for file in log.tree.files if file.path in paths or _is_stop(file.path, log.root)}
    found.update((file.path, file) for record_id in touched for file in log.files_of(record_id or ""))
    return list(found.values())


def _is_stop(path: str, root: str) -> bool:
    return "/stops/" in path and kind_of(path, root) == STOP
