"""The baseline: what was wrong when an old log began to be checked. It opens the gate for what is known, and for nothing else.

Readers are never spared: answers, pages and audits know no baseline.
"""

import json
import os

from remit.checks.report import Report, key_of
from remit.files import atomic
from remit.log.problem import CannotProceed
from remit.repo import git, trees
from remit.repo.repository import Repository

NAME = ".remit-baseline.json"


def path_of(repository: Repository) -> str:
    """Where the baseline lies, below the top of the repository."""
    return f"{repository.root}/{NAME}"


def write(repository: Repository, report: Report) -> int:
    """Write what a run found as the baseline, one line a finding so that git merges it; how many there are."""
    keys = sorted({key_of(finding) for finding in report.findings})
    lines = ",\n".join(json.dumps(list(key), ensure_ascii=False) for key in keys)
    data = f'{{"remit": 1, "known": [\n{lines}\n]}}\n'.encode()
    path = os.path.join(repository.top, path_of(repository))
    if os.path.lexists(path):
        atomic.replace(path, data)
    else:
        atomic.create(path, data)
    return len(keys)


def under(repository: Repository, report: Report, at: str = "") -> Report:
    """The report without what the baseline of the working tree, or of a commit, knows. Raises CannotProceed where it cannot be read."""
    data = _content(repository, at)
    if data is None:
        return report
    known = _read(data, path_of(repository))
    kept = tuple(finding for finding in report.findings if key_of(finding) not in known)
    return report._replace(findings=kept, known=len(report.findings) - len(kept))


def _content(repository: Repository, at: str) -> bytes | None:
    """What the baseline holds; None where there is none."""
    if at:
        commit = git.commit_id(repository.top, at)
        code, data, _ = git.run_raw(repository.top, "cat-file", "blob", f"{commit}:{path_of(repository)}")
        return None if code else data
    try:
        with open(os.path.join(repository.top, path_of(repository)), "rb") as file:
            return file.read()
    except OSError:
        left_out = trees.WorkTree(repository, path_of(repository)).left_out.get(path_of(repository))
        return git.blob(repository.top, left_out.blob) if left_out else None


def _read(data: bytes, path: str) -> frozenset[tuple[str, ...]]:
    try:
        return frozenset(tuple(str(part) for part in key) for key in json.loads(data)["known"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CannotProceed(f"{path} cannot be read", "write it again: `remit check --write-baseline`") from None
