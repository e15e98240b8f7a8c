"""What one check says of a change that is told without git, in the words of `changes`.

said("G22", change({RECORD: OLD}, {RECORD: NEW}, "ana"))     place, kinds of statement, level, message and remedy
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import changes
from changes import PEOPLE_PATH, Files, known

from remit.checks.check import Known, Problem
from remit.checks.engine import CHECKS, Run
from remit.checks.report import in_order
from remit.log.change import Change, Made, Step
from remit.log.log import Log
from remit.log.timeline import Commit, Identity
from remit.workspace.logs import adopted
from support import DAY, NOW, record_text

BASE = "b" * 40
By = str | Made | Iterable[Made]


def file(suffix: str) -> str:
    """The path of a record."""
    return f"{changes.ROOT}/2026/D-{DAY}-{suffix}.md"


def act_file(suffix: str, kind: str, who: str) -> str:
    """The path of an act."""
    return changes.act_path(kind, who, suffix)


def proposal_text(suffix: str = "k3f9qz", body: str = "Because it is needed.\n", **fields: Any) -> str:
    """The text of an open proposal."""
    usual = {"status": "proposed", "decider": None, "decided": None, "tier": None, "boundary": None}
    return record_text(suffix, body, **{**usual, **fields})


def identity(who: str) -> Identity:
    """Whom a commit names: a handle of people.yml, or `Name <address>`."""
    name, found, address = who.partition(" <")
    return Identity(name, address.rstrip(">")) if found else Identity(who.capitalize(), f"{who}@example.com")


def made_by(who: str, written: str = "2026-11-21T11:30+00:00", *, merge: bool = False, **parts: Any) -> Made:
    """What a commit made, written at a time. Its id is the first letter of who made it, eight times."""
    author, at = identity(who), int(datetime.fromisoformat(written).timestamp())
    own = {"id": who[0] * 8 + "0" * 32, "author": author, "committer": author}
    return changes.made("ana", at, **{**own, **parts})._replace(merge=merge)


def commit_of(who: str) -> Commit:
    """A commit by somebody."""
    return made_by(who).commit


def change(
    before: Files,
    edits: Files,
    by: By | Mapping[str, By] = "ana",
    *,
    wrote: Mapping[str, str] | None = None,
    **more: Any,
) -> Change:
    """What `edits` make of a log, made by one commit, by several together, or by path by one each.

    `wrote`: who had brought a record that was there; dia, unless it says otherwise. `more`: parts of the evidence, or `founding`,
    `stopped` and `days`.
    """

    def makers(path: str) -> tuple[Made, ...]:
        who = by.get(path, "ana") if isinstance(by, Mapping) else by
        return (made_by(who),) if isinstance(who, str) else (who,) if isinstance(who, Made) else tuple(who)

    parts = {name: more.pop(name) for name in ("founding", "stopped", "days") if name in more}
    told = changes.change(before, edits)
    found = told.evidence
    writers = dict.fromkeys(found.stated, "dia") if wrote is None else wrote
    people = [(step.before, step.after) for step in found.people]
    found = found._replace(
        stated={path: dict.fromkeys(kinds, makers(path)) for path, kinds in found.stated.items()},
        touched={path: makers(path) for path in found.touched},
        commits=tuple({one.commit: 1 for path in found.paths for one in makers(path)}),
        people=tuple(Step(one, *sides) for sides in people for one in makers(PEOPLE_PATH)),
        wrote={path: commit_of(who) for path, who in writers.items()},
    )
    return told._replace(evidence=found._replace(**more), **parts)


def said(code: str, told: Change, now: str = NOW) -> str:
    """What a check says of a change, without the commits that are added to every message."""
    check = next(check for check in CHECKS if check.code == code)
    return "".join(
        f"{problem.path}{_place(problem)}: {problem.message}\n    {problem.remedy}\n"
        for problem in check.run(told, known(told, now))
    )


def found(code: str, files: Files, now: str = NOW) -> str:
    """What a check finds in a log that files hold, beside an organisation: place, level, message and remedy."""
    log = Log(changes.log_of({**changes.ORGANISATION, **files}).tree, adopted=adopted)
    asked = Known(log, datetime.fromisoformat(now))
    run = Run(log.settings, timely=True, whole=True, checks=[check for check in CHECKS if check.code == code])
    every = in_order([*run.documents(asked), *run.log(asked)])
    return "".join(f"{one.place}: {one.level}: {one.message}\n    {one.remedy}\n" for one in every if one.code == code)


def _place(problem: Problem) -> str:
    words = (*problem.where, f"line {problem.line}" if problem.line else "", problem.level, *problem.kinds)
    return "".join(f" {word}" for word in words if word != "")
