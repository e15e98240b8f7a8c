"""The baseline: what was wrong when an old log began to be checked. It opens the gate for what is known, and for nothing else.

Readers are never spared: answers, pages and audits know no baseline.
"""

import os

from remit.checks.report import Report, key_of
from remit.files import atomic
from remit.model.problem import CannotProceed
from remit.repo import git
from remit.workspace.place import Workspace

NAME = ".remit-baseline.json"


def path_of(workspace: Workspace) -> str:
    """Where the baseline lies, below the top of the repository."""
    return f"{workspace.root}/{NAME}"


def write(workspace: Workspace, report: Report) -> int:
    """Write what a run found as the baseline, one line a finding so that git merges it; how many there are."""
    import json

    keys = sorted({key_of(finding) for finding in report.findings})
    lines = ",\n".join(json.dumps(list(key), ensure_ascii=False) for key in keys)
    data = f'{{"remit": 1, "known": [\n{lines}\n]}}\n'.encode()
    path = os.path.join(workspace.top, path_of(workspace))
    if os.path.lexists(path):
        atomic.replace(path, data)
    else:
        atomic.create(path, data)
    return len(keys)


def under(workspace: Workspace, report: Report, at: str = "") -> Report:
    """The report without what the baseline of the work tree, or of a commit, knows. Raises CannotProceed where it cannot be read."""
    data = _content(workspace, at)
    if data is None:
        return report
    known = _read(data, path_of(workspace))
    kept = tuple(finding for finding in report.findings if key_of(finding) not in known)
    return report._replace(findings=kept, known=len(report.findings) - len(kept))


def _content(workspace: Workspace, at: str) -> bytes | None:
    """What the baseline holds; None where there is none."""
    if at:
        commit = git.commit_id(workspace.top, at)
        code, data, _ = git.run_raw(workspace.top, "cat-file", "blob", f"{commit}:{path_of(workspace)}")
        return None if code else data
    try:
        with open(os.path.join(workspace.top, path_of(workspace)), "rb") as file:
            return file.read()
    except OSError:
        return None


def _read(data: bytes, path: str) -> frozenset[tuple[str, ...]]:
    import json

    try:
        return frozenset(tuple(str(part) for part in key) for key in json.loads(data)["known"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CannotProceed(f"{path} cannot be read", "write it anew: `remit check --write-baseline`") from None
