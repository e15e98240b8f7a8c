"""What the last run of `remit check` on the work tree found, kept in the git directory of the work tree.

It is a cache: written whole or not at all, thrown away where anything about it is odd, and never needed. In a git directory
that cannot be written to every run is a first run.
"""

import os
from collections.abc import Iterator
from typing import NamedTuple

from remit import __version__
from remit.files import notes
from remit.log.finding import Finding
from remit.repo.repository import Repository

_FORMAT = "3"


class Memory(NamedTuple):
    """One run: what it looked at, and what it found."""

    key: str
    """The tool, the commits that judge, and everything else that a finding may depend on besides the files."""
    until: float
    """Seconds since 1970: the end of the day of the run. What a new day may turn is looked at again."""
    records: int
    policies: int
    against: str
    landed: str
    """The commit that holds what has landed as far as the work tree knows."""
    refs: tuple[str, ...]
    """The refs that may name the trusted branch."""
    folders: tuple[str, ...]
    """The folder of the log and of those that it adopted."""
    notes: tuple[str, ...]
    gone: tuple[str, ...]
    """Files of `landed` that the work tree has no more."""
    findings: tuple[Finding, ...]
    links: dict[str, tuple[str, ...]]
    """Record id to the ids that it names: who must be looked at again with it."""
    fine: tuple[str, ...]
    """Of which records the answer is known to be plainly fine; see `remit.checks.answers.Answers.fine`."""
    stamps: str


def _path(repository: Repository) -> str:
    return os.path.join(repository.git_dir, "remit", "checked")


def load(repository: Repository) -> Memory | None:
    """What was kept; None where there is nothing, or nothing that can be trusted."""
    try:
        with open(_path(repository), "rb") as file:
            return _read(iter(file.read().decode("utf-8", "surrogateescape").split(_END)))
    except (OSError, ValueError, StopIteration):
        return None


def save(repository: Repository, memory: Memory) -> None:
    """Keep a run. Where it cannot be written, nothing is kept."""
    words = list(_written(memory))
    text, path = _END.join(words), _path(repository)
    try:
        kept = text.count(_END) < len(words) and notes.keep(path, text.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        kept = False
    if not kept:  # what was kept before is of another run; and a word may hold what ends words
        notes.forget(path)


_END = "\0"
"""What ends a word: no text of a log holds it. To read JSON takes longer (with its regular expressions) than to look at all files."""


def _written(memory: Memory) -> Iterator[str]:
    """A run as words; before each list its length."""
    yield from (_FORMAT, __version__, memory.key, str(memory.until), str(memory.records), str(memory.policies))
    yield from (memory.against, memory.landed)
    for words in (memory.refs, memory.folders, memory.notes, memory.gone):
        yield from (str(len(words)), *words)
    yield str(len(memory.findings))
    for finding in memory.findings:
        yield from map(str, finding)
    yield str(len(memory.links))
    for record_id, others in memory.links.items():
        yield from (record_id, str(len(others)), *others)
    yield from (str(len(memory.fine)), *memory.fine)
    yield memory.stamps


def _read(words: Iterator[str]) -> Memory:
    """The run that words hold. Raises ValueError or StopIteration where they hold none."""

    def several() -> tuple[str, ...]:
        return tuple([next(words) for _ in range(int(next(words)))])

    if (next(words), next(words)) != (_FORMAT, __version__):
        raise ValueError("of another version")
    key, until, records, policies = next(words), float(next(words)), int(next(words)), int(next(words))
    against, landed = next(words), next(words)
    refs, folders, notes, gone = several(), several(), several(), several()
    findings = tuple([_finding([next(words) for _ in Finding._fields]) for _ in range(int(next(words)))])
    links = {next(words): several() for _ in range(int(next(words)))}
    facts = (against, landed, refs, folders, notes, gone)
    return Memory(key, until, records, policies, *facts, findings, links, several(), next(words))


def _finding(words: list[str]) -> Finding:
    code, name, level, path, message, remedy, line, column = words
    return Finding(code, name, level, path, message, remedy, int(line), int(column))
