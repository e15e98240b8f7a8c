"""Checking the work tree again: what did not change since the last run is not looked at.

Nothing changed: what was found then is found now. A few records changed: they and those that they name (or that name them)
are judged anew. Anything else that changed, a policy that adds amounts up, or a new day: everything is judged anew.
"""

import os
import time
from collections.abc import Iterable

from remit.checks.report import Report
from remit.repo import git
from remit.repo.repository import Repository
from remit.workspace import memory, stamps
from remit.workspace.memory import Memory

_WORK_TREE = "the work tree"


def check(repository: Repository, *, timely: bool = False) -> Report:
    """Everything that is wrong with the log in the work tree; see `remit.workspace.whole`."""
    kept = memory.load(repository)
    if kept is not None and _same_day(kept):
        tip, head = _tips(repository, kept.refs)
        if kept.key == _key(tip, head, timely=timely):
            now = stamps.take(repository.top, kept.folders)
            if now == kept.stamps and stamps.is_certain(now):
                return _report(kept)
            some = None if timely else _some(repository, kept, now, tip)  # timely checks need every record
            if some is not None:
                memory.save(repository, some)
                return _report(some)
    return _anew(repository, timely=timely)


def _some(repository: Repository, kept: Memory, now: str, tip: str) -> Memory | None:
    """The last run with what changed since; None where everything must be judged anew."""
    from remit.workspace import since

    asked = since.ask(repository, kept, now, tip)
    if asked is None:
        return None
    from remit.workspace import partly  # git lists meanwhile

    return partly.judge(repository, kept, asked)


def _same_day(kept: Memory) -> bool:
    """Whether time alone changed nothing. A time that is given stands in the key."""
    return kept.until > (0 if os.environ.get("REMIT_NOW") else time.time())


def _anew(repository: Repository, *, timely: bool) -> Report:
    from remit.workspace import reading
    from remit.workspace.whole import run_whole

    settings = reading.settings_on_disk(repository)
    folders = (repository.root, *(source.path for source in settings.sources))
    taken, files = stamps.while_reading(repository.top, folders)
    tip, head = reading.tips(repository, settings)
    judged = run_whole(repository, timely=timely, files=files)
    report = judged.report
    key, refs = _key(tip, head, timely=timely), tuple(reading.candidates(settings))
    facts = (report.records, report.policies, report.against, judged.landed, refs, folders, report.notes, judged.gone)
    found = (report.findings, judged.links, judged.fine)
    memory.save(repository, Memory(key, judged.until, *facts, *found, taken()))
    return report


def _key(tip: str, head: str, *, timely: bool) -> str:
    return f"{tip} {head} {timely} {os.environ.get('REMIT_NOW', '')}"


def _tips(repository: Repository, refs: Iterable[str]) -> tuple[str, str]:
    """The commits of the trusted branch's tip and of HEAD, by the refs that named them last time."""
    feed = "".join(f"{ref}^{{commit}}\n" for ref in refs).encode("utf-8", "surrogateescape")
    out = git.run(repository.top, "cat-file", "--batch-check", feed=feed, hook=repository.hook)
    found = [
        line.split(" ")[0] if line.endswith("commit") or " commit " in line else ""
        for line in out.decode("utf-8", "replace").splitlines()
    ]
    return next(filter(None, found), ""), found[-1]


def _report(kept: Memory) -> Report:
    return Report(kept.findings, kept.records, kept.policies, kept.against, _WORK_TREE, kept.notes)
