"""A change without git: two logs as files, and who made what differs between them. The law is a function of that.

change({}, {RECORD: record_text()}, by="ben")       what ben's one commit brings
said(change(...), "G01")                            what a check finds in it, as text
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from remit.attribution.authors import Entries
from remit.attribution.evidence import differing
from remit.attribution.statements import stated_by
from remit.checks import engine
from remit.checks.check import Known
from remit.log import log
from remit.log.change import Change, Evidence, Made, Step
from remit.log.log import Log
from remit.log.protected_files import guard_of
from remit.log.source import REGULAR, Source
from remit.log.timeline import Commit, Identity
from remit.repo.raw import ABSENT, Difference
from support import DAY, NOW, PEOPLE, POLICY, POLICY_PATH, SETTINGS

ROOT = "decisions"
PEOPLE_PATH, SETTINGS_PATH = f"{ROOT}/people.yml", f"{ROOT}/remit.yml"
ORGANISATION = {SETTINGS_PATH: SETTINGS, PEOPLE_PATH: PEOPLE, POLICY_PATH: POLICY}
RECORD = f"{ROOT}/2026/D-{DAY}-k3f9qz.md"
AT = int(datetime.fromisoformat(NOW).timestamp()) - 3600
Files = Mapping[str, str | None]
"""Path to text; None takes a file away."""


def act_path(kind: str, who: str, suffix: str = "k3f9qz") -> str:
    """The file of an act on a record."""
    return f"{ROOT}/2026/D-{DAY}-{suffix}.acts/{kind}-{who}-p7x2.md"


def act_text(kind: str, who: str, words: str = "Look.", **fields: str) -> str:
    """An act file."""
    head = {"act": kind, "who": who, "on": "2026-11-21T11:00+00:00", **{key.rstrip("_"): fields[key] for key in fields}}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in head.items()) + f"---\n{words}\n"


def made(who: str, at: int = AT, **parts: Any) -> Made:
    """A commit by somebody, with the address that people.yml of the tests gives them."""
    author = Identity(who.capitalize(), f"{who}@example.com")
    commit = Commit(hashlib.sha1(f"{who}{at}".encode()).hexdigest(), author, at, author, at)
    return Made(commit._replace(**parts), at)


def log_of(files: Files) -> Log:
    """The log that files hold."""
    return log.read((Source(path, text.encode()) for path, text in files.items() if text is not None), root=ROOT)


def blob(text: str | None) -> str:
    """git's id of a text; of no file zeros."""
    data = (text or "").encode()
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest() if text is not None else "0" * 40


def entry(path: str, old: str | None, new: str | None) -> Difference:
    """A file that differs between two texts; None where it is not there."""
    modes = [REGULAR if text is not None else ABSENT for text in (old, new)]
    return Difference(path, *modes, blob(old), blob(new))


def change(
    before: Files,
    edits: Files,
    by: str | Made | Iterable[Made] = "ben",
    *,
    parts: Mapping[tuple[str, str], Made | Iterable[Made]] = {},
    wrote: str = "dia",
    **evidence: Any,
) -> Change:
    """What `edits` make of a log (`before`, beside an organisation), all made by one commit, or by several together.

    `parts`: who stated something else of a file (by path and kind of statement). `wrote`: who had brought the records of `before`.
    """
    old = {**ORGANISATION, **before}
    new = {path: text for path, text in {**old, **edits}.items() if text is not None}
    makers = tuple([made(by)] if isinstance(by, str) else [by] if isinstance(by, Made) else by)
    texts = {blob(text): text or "" for text in (*old.values(), *new.values())}
    brought = Entries(
        entry(path, old.get(path), new.get(path)) for path in {**old, **new} if old.get(path) != new.get(path)
    )

    def of(path: str, kind: str) -> tuple[Made, ...]:
        some = parts.get((path, kind), makers)
        return (some,) if isinstance(some, Made) else tuple(some)

    found = differing(brought, lambda path, name: stated_by(path, name, texts[name].encode(), ROOT))  # type: ignore[arg-type]
    stated = {path: {kind: of(path, kind) for kind in kinds} for path, kinds in found if kinds}
    guards = [path for path in brought.by_path if guard_of(path, ROOT)]
    standing, coming = log_of(old), log_of(new)
    everybody = dict.fromkeys((*makers, *(one for path, kind in parts for one in of(path, kind))))
    known: dict[str, Any] = {
        "base": "b" * 40,
        "head": "c" * 40,
        "commits": tuple(one.commit for one in everybody),
        "paths": tuple(brought.by_path),
        "stated": stated,
        "touched": dict.fromkeys(guards, makers),
        "blobs": {path: (blob(new[path]) if path in new else "",) for path in guards},
        "wrote": {path: made(wrote, AT - 3600).commit for path in old},
        "people": tuple(Step(one, standing.people, coming.people) for one in makers if PEOPLE_PATH in brought.by_path),
    }
    return Change(standing, coming.under(standing), coming, evidence=Evidence(**{**known, **evidence}))


def known(of: Change, now: str = NOW) -> Known:
    """What checks know beside a change."""
    return Known(of.after, datetime.fromisoformat(now))


def said(of: Change, *codes: str) -> list[str]:
    """What the checks of some codes (else of all) find in a change: code, place, message, what to do."""
    checks = [check for check in engine.CHECKS if not codes or check.code in codes]
    run = engine.Run(of.after.settings, checks=checks)
    return [
        f"{one.code} {one.path.rpartition('/')[2]}:{one.line} {one.message} | {one.remedy}"
        for one in run.change(of, known(of))
    ]
