"""What a command works with: the repository, the log under the policy of the trusted branch, the time, and who asks."""

import json
import os
import secrets
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

import click

from remit.audits.precedents import likely
from remit.authority.procedure.context import Ground
from remit.authority.procedure.records import entries_of, ground_of
from remit.authority.procedure.register import Alike, Drawing, Entry, Key, Register
from remit.commands.types import When
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.record import Record
from remit.repo import repository as place
from remit.repo.commit import commit
from remit.reporting.terminal import safe
from remit.workspace import accepted_decisions, clock, identity, partial_log, reading, record_index, resolve, writing

OFTEN = 12
"""So many questions to kept rows take as long as reading them all once; each further one is cheap then."""


class Later(Register):
    """Reads nothing until somebody asks it."""

    def __init__(self, load: Callable[[], Register]) -> None:
        self._load, self._asked = load, 0

    @cached_property
    def _first(self) -> Register:
        return self._load()

    @cached_property
    def _whole(self) -> Register:
        return self._first.whole()

    @property
    def _found(self) -> Register:
        self._asked += 1
        return self._first if self._asked <= OFTEN else self._whole

    def find(self, record_id: str) -> Entry | None:
        """The accepted decision of an id."""
        return self._found.find(record_id)

    def alike(self, asked: Alike) -> list[Entry]:
        """The decisions that belong together with one."""
        return self._found.alike(asked)

    def says(self, fact: str, asked: Alike) -> bool:
        """Whether one of the decisions that belong together says a fact."""
        return self._found.says(fact, asked)

    def spent(self, drawing: Drawing, start: Key, end: Key) -> Decimal:
        """What the decisions of a time took from a budget."""
        return self._found.spent(drawing, start, end)


def _pick(letters: str) -> str:
    """A letter that nobody can foretell."""
    return secrets.choice(letters)


_SLOWER = 3
"""How many times longer a record of another format takes to be read."""


class Session:
    """One command at work. Everything is read when it is first needed."""

    def __init__(
        self, who: str | None = None, away: tuple[str, ...] = (), *, commit: bool = False, as_json: bool = False
    ) -> None:
        self.asked, self._away, self.commit, self.as_json = who, away, commit, as_json
        self.pick: writing.Pick = _pick
        self.done = False
        """Whether the words of an editor came to something, so that the draft may go."""

    @cached_property
    def repository(self) -> place.Repository:
        """The repository around the current folder."""
        return place.find()

    @cached_property
    def written(self) -> Log:
        """The log as it lies in the work tree, under its own policy and people."""
        return reading.need_log(self.repository, reading.read_log(self.repository))

    @cached_property
    def own(self) -> Log:
        """The work tree's settings, people, policies, context and stops: its log without records."""
        if "written" in self.__dict__:
            return self.written
        found = partial_log.read_frame(self.repository)
        if found.policies or found.people or os.path.exists(os.path.join(self.repository.folder, "remit.yml")):  # noqa: PTH110, PTH118
            return found
        return reading.need_log(self.repository, self.written)

    @cached_property
    def _trusted(self) -> tuple[Log, reading.Trusted] | None:
        return reading.trusted_guards(self.repository, self.own.settings)

    def _under(self, log: Log) -> Log:
        return log.under(self._trusted[0]) if self._trusted else log

    @cached_property
    def frame(self) -> Log:
        """The log without records under the settings, people and policy of the trusted branch's tip: enough to judge."""
        return self._under(self.own)

    @cached_property
    def log(self) -> Log:
        """The whole log under the settings, people and policy of the trusted branch's tip."""
        return self._under(self.written)

    @property
    def guards(self) -> Log:
        """What judges: the trusted tip's settings, people and policies; the work tree's where the tip has none."""
        return self._trusted[0] if self._trusted else self.own

    @property
    def tip(self) -> reading.Trusted | None:
        """The trusted branch's tip; None where the log's own policy stands."""
        return self._trusted[1] if self._trusted else None

    @cached_property
    def paths(self) -> list[str]:
        """The paths of all native records in the work tree."""
        return partial_log.record_paths(self.repository)

    @cached_property
    def _kept(self) -> record_index.Found | None:
        return record_index.rows_and_changes(self.repository)

    def waiting(self) -> list[str]:
        """The paths of all records that may wait for somebody."""
        return record_index.waiting(self.repository, self._kept)

    @cached_property
    def adopted(self) -> list[str]:
        """The paths of all files of adopted logs in the work tree."""
        if not self.frame.settings.sources:
            return []

        return partial_log.paths(self.repository, self.frame.settings.sources)

    @property
    def is_large(self) -> bool:
        """Whether the log, not read yet, holds so many records that an answer should do with a few."""
        return "written" not in self.__dict__ and len(self.paths) + _SLOWER * len(self.adopted) > partial_log.MANY

    def likely(self, title: str) -> Log:
        """The log with the records that a title may be like; of a large log those whose files are named alike."""
        if not self.is_large:
            return self.log

        return self.some([*likely(title, self.paths), *likely(title, self.adopted)])

    def some(self, paths: list[str]) -> Log:
        """The log with a few of its records, of adopted logs too."""
        own = [path for path in paths if path.startswith(f"{self.repository.root}/")]
        records = partial_log.read_records(self.repository, own)
        if len(own) < len(paths):
            others = [path for path in paths if not path.startswith(f"{self.repository.root}/")]
            records += partial_log.records(self.repository, self.frame.settings.sources, others)
        return self.frame.replace(records=records)

    @cached_property
    def register(self) -> Register:
        """Earlier decisions, read when a sum is asked for."""
        return Later(self._decided)

    def _decided(self) -> Register:
        found = accepted_decisions.register(self.repository, self.frame, self._kept) if self.is_large else None
        return found or Register(entries_of(self.log))

    def ground(self, record: Record | None = None) -> Ground:
        """What an answer stands on; with the stops of the record that it is about."""
        about = self.frame.replace(records=(record,) if record else ())
        return ground_of(about, absent=self._away, register=self.register)

    @cached_property
    def now(self) -> datetime:
        """The time, in the log's zone."""
        return clock.now(self.frame.zone)

    @property
    def minute(self) -> str:
        """The time as records give it: to the minute, with the offset."""
        return self.now.isoformat(timespec="minutes")

    @property
    def today(self) -> str:
        """The day as records give it."""
        return self.now.date().isoformat()

    def moment(self, when: When) -> str:
        """A day or a time as records give it."""
        return when.at(self.now).text

    def edited(self, record: Record, change: Callable[[str], str]) -> writing.Draft:
        """A record's file as `change` makes it."""
        return writing.edited(self.repository, record.path, change, record.id)

    @cached_property
    def who(self) -> str:
        """The handle of who acts. Raises CannotProceed where nobody can tell."""
        return identity.acting(self.repository, self.own, self.asked)

    @cached_property
    def me(self) -> str | None:
        """The handle that git's identity gives, whoever `--who` names; None where it gives none."""
        try:
            return identity.acting(self.repository, self.own, None)
        except CannotProceed:
            return None

    def record(self, text: str) -> Record:
        """The record that a word means. Raises Usage or CannotProceed with the candidates."""
        found = partial_log.by_mark(self.repository, text)
        if found:
            return found
        path = self._path_of(text) if self.is_large else None
        if path:
            return self.some([path]).records[0]
        try:
            return resolve.resolve(self.log, text)
        except CannotProceed:
            self._need_readable(text)
            raise

    def _path_of(self, text: str) -> str | None:
        """The file of the record of our own that a word means; None where the whole log must be asked."""
        path = record_index.path_of(self.repository, self._kept, text)
        return path if path and path.startswith(f"{self.repository.root}/") else None

    def _need_readable(self, text: str) -> None:
        """Raises CannotProceed where the file that somebody means is there and cannot be read."""
        wanted = text.strip().casefold()
        for found in self.written.findings:
            if found.path in self.written.unread and wanted and wanted in found.path.rpartition("/")[2].casefold():
                place = f"{found.path}:{found.line}" if found.line else found.path
                raise CannotProceed(f"{place}: {found.message}", found.remedy)


def finish(
    session: Session,
    drafts: list[writing.Draft],
    message: str,
    *,
    lines: tuple[str, ...] = (),
    data: dict[str, Any] | None = None,
    moved: list[str] | None = None,
) -> None:
    """Write drafts and say so. `message` is the commit's first line and the first line shown; `moved` is written already."""
    paths = writing.write(session.repository, drafts) if moved is None else moved
    session.done = True
    made = commit(session.repository.top, paths, message) if session.commit and paths else None
    if session.as_json:
        click.echo(json.dumps({**(data or {}), "written": paths, "commit": made}, ensure_ascii=False, indent=2))
        return
    click.echo(safe(message if paths else f"{message}: it was so already"))
    for path in paths:
        click.echo(f"  {safe(path)}")
    for line in lines:
        click.echo(safe(line))
