"""Checking the work tree again: what did not change since the last run is not looked at.

Nothing changed: what was found then is found now. A few records changed: they and those that they name (or that name them)
are judged anew. Anything else that changed, a policy that adds amounts up, or a new day: everything is judged anew.
"""

import os
import time

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
        tip, head = _tips(workspace, kept.facts["refs"])
        if kept.key == _key(tip, head, timely=timely):
            now = stamps.take(workspace.top, tuple(kept.facts["folders"]))
            if now == kept.stamps and stamps.is_certain(now):
                return _report(kept)
            from remit.workspace import partly

            some = partly.judge(workspace, kept, now, tip, head)
            if some is not None:
                memory.save(workspace, some)
                return _report(some)
    return _anew(workspace, timely=timely)


def _same_day(kept: Memory) -> bool:
    """Whether time alone changed nothing. A time that is given stands in the key."""
    return kept.until > (0 if os.environ.get("REMIT_NOW") else time.time())


def _anew(workspace: Workspace, *, timely: bool) -> Report:
    from remit.workspace import reading
    from remit.workspace.whole import run_whole

    settings = reading.settings_on_disk(workspace)
    folders = (workspace.root, *(source.path for source in settings.sources))
    adopted = stamps.take(workspace.top, folders[1:])
    tip, head = reading.tips(workspace, settings)
    taken: list[str] = []
    files = stamps.read(workspace.top, workspace.root, taken)
    report, links, until = run_whole(workspace, timely=timely, files=files)
    before = "\n".join([*taken, adopted] if adopted else taken)
    facts = {
        "refs": reading.candidates(settings), "folders": folders, "records": report.records, "policies": report.policies,
        "against": report.against, "notes": report.notes,
    }  # fmt: skip
    memory.save(workspace, Memory(_key(tip, head, timely=timely), until, before, report.findings, links, facts))
    return report


def _key(tip: str, head: str, *, timely: bool) -> str:
    return f"{tip} {head} {timely} {os.environ.get('REMIT_NOW', '')}"


def _tips(workspace: Workspace, refs: list[str]) -> tuple[str, str]:
    """The commits of the trusted branch's tip and of HEAD, by the refs that named them last time."""
    feed = "".join(f"{ref}^{{commit}}\n" for ref in refs).encode("utf-8", "surrogateescape")
    out = git.run(workspace.top, "cat-file", "--batch-check", feed=feed, hook=workspace.hook)
    found = [
        line.split(" ")[0] if line.endswith("commit") or " commit " in line else ""
        for line in out.decode("utf-8", "replace").splitlines()
    ]
    return next(filter(None, found), ""), found[-1]


def _report(kept: Memory) -> Report:
    facts = kept.facts
    return Report(
        kept.findings, facts["records"], facts["policies"], facts["against"], _WORK_TREE, tuple(facts["notes"])
    )
