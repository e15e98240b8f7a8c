"""The history of a repository's log: of its own records, of the logs it adopted, and of open proposals on other branches."""

from collections import ChainMap
from collections.abc import Iterator
from fnmatch import fnmatchcase
from hashlib import sha256
from typing import Any, NamedTuple

from remit.attribution.proof import Proofs
from remit.history.file_values import adopted
from remit.history.reader import branch_history, history_of
from remit.log.change import SIGNED, STRANGER, Signature
from remit.log.finding import Finding
from remit.log.log import Log
from remit.log.record import OPEN, Record, read_record
from remit.log.timeline import NOTHING, History, Timeline
from remit.repo import git
from remit.repo.cache import Cache
from remit.repo.commits import Node
from remit.repo.repository import Repository
from remit.repo.signatures import signers_text, verify
from remit.workspace.trusted_branch import Trusted


class Elsewhere(NamedTuple):
    """An open proposal that is not merged."""

    branch: str
    record: Record
    timeline: Timeline


def past(repository: Repository, log: Log, tip: Trusted | None, *, keep: bool = True, fetch: bool = False) -> History:
    """What git shows up to the trusted branch's tip; nothing where there is none.

    Raises CannotProceed in a shallow clone. `keep`: whether the index may be used; `fetch`: whether a partial clone may fetch.
    """
    if tip is None:
        return NOTHING
    own = history_of(repository.top, tip.commit, [repository.root], branch=tip.branch, keep=keep, fetch=fetch)
    if not log.settings.sources:
        return own
    others = [
        history_of(
            repository.top, tip.commit, [source.path], branch=tip.branch, kind=adopted(source), keep=keep, fetch=fetch
        )
        for source in log.settings.sources
    ]
    flags = {flag.commit.id: flag for history in (*others, own) for flag in history.flags}
    timelines: list[Any] = [one.timelines for one in (own, *others)]
    steps: list[Any] = [one.steps for one in (own, *others)]
    return History(own.tip, ChainMap(*timelines), tuple(flags.values()), ChainMap(*steps))


def elsewhere(repository: Repository, log: Log, tip: Trusted | None, *, fetch: bool = False) -> Iterator[Elsewhere]:
    """Open proposals on the branches that `proposals:` names and that are not merged; each record once."""
    if tip is None or not log.settings.proposals:
        return
    known = {record.id for record in log.records}
    for branch in _branches(repository, log.settings.proposals, tip):
        history = branch_history(repository.top, tip.commit, branch, [repository.root], fetch=fetch)
        for key in history.timelines:
            timeline = history.timelines[key]
            record = (
                _read(repository, branch, timeline) if key not in known and timeline.value("status") in OPEN else None
            )
            if record:
                known.add(key)
                yield Elsewhere(branch, record, timeline)


def _branches(repository: Repository, patterns: tuple[str, ...], tip: Trusted) -> list[str]:
    """The branches that a pattern names and that hold something which has not landed."""
    out = git.run(
        repository.top, "for-each-ref", "--format=%(refname)", f"--no-merged={tip.commit}", "refs/heads", "refs/remotes"
    )
    names = [line for line in out.decode("utf-8", "surrogateescape").split("\n") if line]
    short = {name: name.removeprefix("refs/remotes/").removeprefix("refs/heads/") for name in names}
    return [
        name
        for name in names
        if short[name] != tip.branch and any(fnmatchcase(short[name], pattern) for pattern in patterns)
    ]


def _read(repository: Repository, branch: str, timeline: Timeline) -> Record | None:
    data = git.file_at(repository.top, branch, timeline.path)
    record = read_record(timeline.path, data.decode("utf-8", "replace")) if data is not None else None
    return None if isinstance(record, Finding) else record


def verified(repository: Repository, log: Log, history: History) -> dict[str, Signature]:
    """What the signatures of the commits that decided or acted prove; nothing where people.yml lists no key.

    For pages and audits, which ask about all of them again and again: what was verified is kept in the cache.
    """
    keys = {person.handle: person.keys for person in log.people.people if person.keys} if log.people else {}
    wanted = sorted(Proofs(log, history).to_verify()) if keys else []
    if not wanted:
        return {}
    signers, cache = sha256(signers_text(keys).encode()).hexdigest(), Cache(repository.common_dir)
    words = "select commit_id, state, who, key from signature where signers = ?"
    kept = {
        row[0]: Signature(*row[1:]) for row in cache.read(lambda db: db.execute(words, (signers,)).fetchall()) or ()
    }
    unknown = [commit for commit in wanted if commit not in kept]
    fresh = verify([Node(commit, (), raw) for commit, raw in git.blobs(repository.top, unknown)], keys)
    rows = [(signers, commit, *found[:3]) for commit, found in fresh.items() if found.state in (SIGNED, STRANGER)]
    if rows:
        cache.write(lambda db: db.executemany("insert or replace into signature values (?, ?, ?, ?, ?)", rows))
    return {commit: found for commit, found in (kept | fresh).items() if commit in wanted}
