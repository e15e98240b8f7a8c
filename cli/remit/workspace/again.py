"""Checking the work tree again: what did not change since the last run is not looked at.

Nothing changed: what was found then is found now. A few records changed: they and those that they name (or that name them)
are judged anew. Anything else that changed, a policy that adds amounts up, or a new day: everything is judged anew.
"""

import os
import time
from collections.abc import Iterable

from remit.checks.report import Report
from remit.repo import git
from remit.workspace import memory, stamps
from remit.workspace.memory import Memory
from remit.workspace.place import Workspace

_WORK_TREE = "the work tree"


def check(workspace: Workspace, *, timely: bool = False) -> Report:
    """Everything that is wrong with the log in the work tree; see `remit.workspace.whole`."""
    kept = memory.load(workspace)
    if kept is not None and _same_day(kept):
        tip, head = _tips(workspace, kept.refs)
        if kept.key == _key(tip, head, timely=timely):
            now = stamps.take(workspace.top, kept.folders)
            if now == kept.stamps and stamps.is_certain(now):
                return _report(kept)
            some = None if timely else _some(workspace, kept, now, tip)  # timely checks need every record
            if some is not None:
                memory.save(workspace, some)
                return _report(some)
    return _anew(workspace, timely=timely)


def _some(workspace: Workspace, kept: Memory, now: str, tip: str) -> Memory | None:
    """The last run with what changed since; None where everything must be judged anew."""
    from remit.workspace import since

    asked = since.ask(workspace, kept, now, tip)
    if asked is None:
        return None
    from remit.workspace import partly  # git lists meanwhile

    return partly.judge(workspace, kept, asked)


def _same_day(kept: Memory) -> bool:
    """Whether time alone changed nothing. A time that is given stands in the key."""
    return kept.until > (0 if os.environ.get("REMIT_NOW") else time.time())


def _anew(workspace: Workspace, *, timely: bool) -> Report:
    from remit.workspace import reading
    from remit.workspace.whole import run_whole

    settings = reading.settings_on_disk(workspace)
    folders = (workspace.root, *(source.path for source in settings.sources))
    taken, files = stamps.while_reading(workspace.top, folders)
    tip, head = reading.tips(workspace, settings)
    judged = run_whole(workspace, timely=timely, files=files)
    report = judged.report
    key, refs = _key(tip, head, timely=timely), tuple(reading.candidates(settings))
    facts = (report.records, report.policies, report.against, judged.landed, refs, folders, report.notes, judged.gone)
    found = (report.findings, judged.links, judged.fine)
    memory.save(workspace, Memory(key, judged.until, *facts, *found, taken()))
    return report


def _key(tip: str, head: str, *, timely: bool) -> str:
    return f"{tip} {head} {timely} {os.environ.get('REMIT_NOW', '')}"


def _tips(workspace: Workspace, refs: Iterable[str]) -> tuple[str, str]:
    """The commits of the trusted branch's tip and of HEAD, by the refs that named them last time."""
    feed = "".join(f"{ref}^{{commit}}\n" for ref in refs).encode("utf-8", "surrogateescape")
    out = git.run(workspace.top, "cat-file", "--batch-check", feed=feed, hook=workspace.hook)
    found = [
        line.split(" ")[0] if line.endswith("commit") or " commit " in line else ""
        for line in out.decode("utf-8", "replace").splitlines()
    ]
    return next(filter(None, found), ""), found[-1]


def _report(kept: Memory) -> Report:
    return Report(kept.findings, kept.records, kept.policies, kept.against, _WORK_TREE, kept.notes)
