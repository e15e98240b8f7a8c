"""What a command works with: the repository, the log under the policy of the trusted branch, the time, and who asks."""

import os
import random
import shlex
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from remit.audits.precedents import likely
from remit.authority.procedure.context import Ground, ground_of
from remit.authority.procedure.register import Register, entries_of
from remit.commands import prompts
from remit.commands.types import When
from remit.log.log import Log
from remit.log.moment import Moment
from remit.log.problem import CannotProceed
from remit.log.record import Record
from remit.repo import git
from remit.repo import repository as place
from remit.repo.commit import commit
from remit.reporting.terminal import json_of, safe
from remit.workspace import clock, file_drafts, identity, logs, resolve, trusted_branch

_pick = random.SystemRandom().choice
"""Takes a letter that nobody can foretell."""
MANY = 500
"""Of a log with more files than this, only records whose files are named alike are looked at for likeness: it stays instant."""


class Session:
    """One command at work. Everything is read when it is first needed."""

    def __init__(
        self,
        who: str | None = None,
        away: tuple[str, ...] = (),
        *,
        commit: bool = False,
        as_json: bool = False,
        reads_only: bool = False,
        at: str | None = None,
    ) -> None:
        """`reads_only`: not even what was read is kept for the next time. `at`: the commit whose log is read, with its own policy."""
        self.asked, self._away, self.commit, self.as_json = who, away, commit, as_json
        self.pick: file_drafts.Pick = _pick
        self._reads_only, self._at = reads_only, at
        self.done = False
        """Whether the words of an editor came to something, so that the draft may go."""

    @cached_property
    def repository(self) -> place.Repository:
        """The repository around the current folder; with --commit, one in which git can commit to a branch now."""
        return self.taken(place.find())

    def taken(self, found: place.Repository) -> place.Repository:
        """A repository that the command will work in. Raises CannotProceed, before anything is written, where --commit cannot."""
        if self.commit:
            place.need_branch(found)
        return found

    @cached_property
    def written(self) -> Log:
        """The log in the working tree (or of the commit that was named), with its own policy and people."""
        if self._at:
            commit_id = git.commit_id(self.repository.top, self._at)
            return logs.need_log(self.repository, logs.read_log(self.repository, commit_id))
        read = logs.read_log if self._reads_only else logs.work_log
        return logs.need_log(self.repository, read(self.repository))

    @cached_property
    def _trusted(self) -> tuple[Log, trusted_branch.Trusted] | None:
        return None if self._at else trusted_branch.trusted_guards(self.repository, self.written.settings)

    @cached_property
    def log(self) -> Log:
        """The log under the settings, people and policy of the trusted branch's tip."""
        return self.written.under(self._trusted[0]) if self._trusted else self.written

    @property
    def guards(self) -> Log:
        """What is in force: settings, people and policies of the trusted branch; those of the working tree if it has none."""
        return self._trusted[0] if self._trusted else self.written.governing

    @property
    def tip(self) -> trusted_branch.Trusted | None:
        """The trusted branch's tip; None if the log's own policy is in force."""
        return self._trusted[1] if self._trusted else None

    def likely(self, title: str) -> Log:
        """The log with the records that a title may be like; of a large log those whose files are named alike."""
        files = self.log.tree.files
        if len(files) <= MANY:
            return self.log
        named = set(likely(title, [file.path for file in files]))
        return self.log.part(file for file in files if file.path in named)

    @cached_property
    def register(self) -> Register:
        """Earlier decisions, read when a sum is asked for."""
        return Register(entries_of(self.log))

    def ground(self, record: Record | None = None) -> Ground:
        """What an answer stands on; with the stops of the record that it is about."""
        about = self.log.about(*([record] if record else []))
        absent = [identity.known(self.log.people, handle) for handle in self._away]
        return ground_of(about, absent=absent, register=self.register)

    @cached_property
    def now(self) -> datetime:
        """The time, in the log's zone."""
        return clock.now(self.log.zone)

    @property
    def stamp(self) -> str:
        """The time as records give it, with the offset: to the second, for a stop may follow its decision within the minute."""
        return Moment(self.now.date(), self.now).text

    @property
    def today(self) -> str:
        """The day as records give it."""
        return self.now.date().isoformat()

    def moment(self, when: When) -> str:
        """A day or a time as records give it."""
        return when.at(self.now).text

    def edited(self, record: Record, change: Callable[[str], str]) -> file_drafts.Draft:
        """A record's file as `change` makes it."""
        return file_drafts.edited(self.repository, record.path, change, record.id)

    @cached_property
    def who(self) -> str:
        """The handle of who acts. Raises CannotProceed where nobody can tell."""
        return identity.acting(self.repository, self.written, self.asked)

    @cached_property
    def me(self) -> str | None:
        """The handle that git's identity gives, whoever `--who` names; None where it gives none."""
        try:
            return identity.acting(self.repository, self.written, None)
        except CannotProceed:
            return None

    def record(self, text: str) -> Record:
        """The record that a word, or a path from here, means. Raises Usage or CannotProceed with the candidates."""
        if text.endswith(".md") and Path(text).is_file():
            text = os.path.relpath(os.path.realpath(text), os.path.realpath(self.repository.top)).replace(os.sep, "/")
        try:
            return resolve.resolve(self.log, text)
        except CannotProceed as error:
            error.message = f"at {self._at}, {error.message}" if self._at else error.message
            raise


def finish(
    session: Session,
    drafts: list[file_drafts.Draft],
    message: str,
    *,
    lines: tuple[str, ...] = (),
    data: dict[str, Any] | None = None,
    moved: list[str] | None = None,
    checked: bool = False,
) -> None:
    """Write drafts and say so. `message` is the commit's first line and the first line shown; `moved` is written already.

    `checked`: nothing is written that the check of the change would refuse, and the commands that commit it are shown.
    """
    if checked:
        from remit.workspace import changes  # every check there is: a command that only reads needs none

        changes.need_passing(session.repository, session.log, drafts)
    written = prompts.with_progress("Wrote", drafts)
    paths = file_drafts.write(session.repository, written) if moved is None else moved
    session.done = True
    made = commit(session.repository.top, paths, message) if session.commit and paths else None
    if session.as_json:
        click.echo(json_of({**(data or {}), "written": paths, "commit": made}))
        return
    under_way = (
        "" if session.commit or all(draft.was is None for draft in drafts) else place.in_progress(session.repository)
    )
    if under_way:
        lines = (*lines, f"git {under_way} is in progress: `git {under_way} --abort` would undo this too.")
    click.echo(safe(message if paths else f"{message}: nothing to change"))
    for path in paths:
        click.echo(f"  {safe(path)}")
    for line in (*lines, *_to_commit(session, paths, message)) if checked else lines:
        click.echo(safe(line))


def _to_commit(session: Session, paths: list[str], message: str) -> tuple[str, ...]:
    """The line that commits what was written, to be pasted where the command was typed."""
    if session.commit or not paths:
        return ()
    directory = click.get_current_context().find_root().params.get("directory")
    git = shlex.join(["git", "-C", directory] if directory else ["git"])
    files = shlex.join(os.path.relpath(Path(session.repository.top, path)) for path in paths)
    return (f"Not committed yet: {git} add {files} && {git} commit -m {shlex.quote(message)} -- {files}",)
