"""What a command works with: the repository, the log under the policy of the trusted branch, the time, and who asks."""

import secrets
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from remit.model.log import Log
from remit.model.problem import CannotProceed
from remit.model.record import Record
from remit.workspace import clock, place, reading, resolve, writing

if TYPE_CHECKING:
    from remit.authority.ground import Ground


class Desk:
    """One command at work. Everything is read when it is first needed."""

    def __init__(self, who: str | None = None, away: tuple[str, ...] = ()) -> None:
        self._asked, self._away = who, away
        self.pick: writing.Pick = secrets.choice
        self.done = False
        """Whether the words of an editor came to something, so that the draft may go."""

    @cached_property
    def workspace(self) -> place.Workspace:
        """The repository around the current folder."""
        return place.find()

    @cached_property
    def written(self) -> Log:
        """The log as it lies in the work tree, under its own policy and people."""
        return reading.need_log(self.workspace, reading.read_log(self.workspace))

    @cached_property
    def _trusted(self) -> tuple[Log, reading.Trusted] | None:
        return reading.trusted_guards(self.workspace, self.written.settings)

    @cached_property
    def log(self) -> Log:
        """The log of the work tree under the settings, people and policy of the trusted branch's tip."""
        return reading.under(self.written, self._trusted[0]) if self._trusted else self.written

    @property
    def guards(self) -> Log:
        """What judges: the trusted tip's settings, people and policies; the work tree's where the tip has none."""
        return self._trusted[0] if self._trusted else self.written

    @property
    def tip(self) -> reading.Trusted | None:
        """The trusted branch's tip; None where the log's own policy stands."""
        return self._trusted[1] if self._trusted else None

    @cached_property
    def ground(self) -> "Ground":
        """What every answer about this log stands on."""
        from remit.authority.records import ground_of

        return ground_of(self.log, absent=self._away)

    @cached_property
    def now(self) -> datetime:
        """The time, in the log's zone."""
        return clock.now(self.log.zone)

    @property
    def minute(self) -> str:
        """The time as records give it: to the minute, with the offset."""
        return self.now.isoformat(timespec="minutes")

    @property
    def today(self) -> str:
        """The day as records give it."""
        return self.now.date().isoformat()

    @cached_property
    def who(self) -> str:
        """The handle of who acts. Raises CannotProceed where nobody can tell."""
        from remit.commands import _who

        return _who.acting(self.workspace, self.written, self._asked)

    @cached_property
    def me(self) -> str | None:
        """The handle that git's identity gives, whoever `--who` names; None where it gives none."""
        from remit.commands import _who

        try:
            return _who.acting(self.workspace, self.written, None)
        except CannotProceed:
            return None

    def record(self, text: str) -> Record:
        """The record that a word means. Raises Usage or CannotProceed with the candidates."""
        return resolve.resolve(self.log, text)
