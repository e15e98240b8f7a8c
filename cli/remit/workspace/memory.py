"""What the last run of `remit check` on the work tree found, kept in the git directory of the work tree.

It is a cache: written whole or not at all, thrown away where anything about it is odd, and never needed. In a git directory
that cannot be written to every run is a first run.
"""

import os
from typing import Any, NamedTuple

from remit import __version__
from remit.model.finding import Finding
from remit.workspace.place import Workspace

_FORMAT = 1


class Memory(NamedTuple):
    """One run: what it looked at, and what it found."""

    key: str
    """The tool, the commits that judge, and everything else that a finding may depend on besides the files."""
    until: float
    """Seconds since 1970: the end of the day of the run. What a new day may turn is looked at again."""
    stamps: str
    findings: tuple[Finding, ...]
    links: dict[str, tuple[str, ...]]
    """Record id to the ids that it names: who must be looked at again with it."""
    facts: dict[str, Any]
    """Of the report: how many records and policies, notes."""


def _path(workspace: Workspace) -> str:
    return os.path.join(workspace.git_dir, "remit", "checked.json")


def load(workspace: Workspace) -> Memory | None:
    """What was kept; None where there is nothing, or nothing that can be trusted."""
    import json

    try:
        with open(_path(workspace), encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            head, _, stamps = file.read().partition("\n")
        data = json.loads(head)
        if (data["format"], data["version"]) != (_FORMAT, __version__):
            return None
        findings = tuple(Finding(*entry) for entry in data["findings"])
        links = {key: tuple(found) for key, found in data["links"].items()}
        return Memory(data["key"], float(data["until"]), stamps, findings, links, dict(data["facts"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def save(workspace: Workspace, memory: Memory) -> None:
    """Keep a run. Where it cannot be written, nothing is kept."""
    import json

    data = {
        "format": _FORMAT, "version": __version__, "key": memory.key, "until": memory.until, "findings": memory.findings,
        "links": memory.links, "facts": memory.facts,
    }  # fmt: skip
    path = _path(workspace)
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            file.write(json.dumps(data) + "\n" + memory.stamps)
        os.replace(temporary, path)
    except OSError:
        forget(temporary)


def forget(path: str) -> None:
    """Take a file away, where it is there and can be."""
    try:
        os.unlink(path)
    except OSError:
        return
