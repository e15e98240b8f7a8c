"""The published site as a witness: what its `log.json` lists, compared with what the log holds now.

A list of ids with git's id of each content, kept where the log cannot reach it, shows what vanished or was changed since,
even after history was rewritten. It proves nothing about whoever can rewrite both.
"""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any, NamedTuple

from remit.checks import frozen
from remit.log import text
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.record import DECIDED, Record, read_record
from remit.repo import commits, git, objects, trees
from remit.repo.repository import Repository
from remit.workspace import logs, trusted_branch

LARGEST = 64 * 1024 * 1024
"""Bytes of a published list that are read at most."""
GONE, CHANGED, REWRITTEN = "gone", "changed", "rewritten"
_HEX = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class Published(NamedTuple):
    """One record as it was published."""

    id: str
    path: str
    blob: str
    status: str
    landed: str
    """The commit that brought it to the trusted branch; empty where the list does not say."""


class Edition(NamedTuple):
    """What was published at one time."""

    commit: str
    """The tip that was published; empty where the list does not say."""
    records: tuple[Published, ...]


class Witness(NamedTuple):
    """One thing that is not as it was published."""

    kind: str
    """GONE, CHANGED or REWRITTEN."""
    id: str
    path: str
    message: str


def read_from(where: str) -> Edition:
    """The edition at an address (http or https) or in a file. Raises CannotProceed where there is none."""
    data = _download(where) if where.startswith(("https://", "http://")) else _file(where)
    return parse(data, where)


def _file(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise CannotProceed(
            f"{path} cannot be read: {error.strerror}", "give the log.json of a published site, as a file or an address"
        ) from None


def _download(address: str) -> bytes:
    try:
        request = urllib.request.Request(address, headers={"User-Agent": "remit"})  # noqa: S310 - http or https, above
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return bytes(answer.read(LARGEST + 1))
    except (urllib.error.URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise CannotProceed(
            f"{address} cannot be read: {reason}", "give the address of the log.json of a published site"
        ) from None


def parse(data: bytes, where: str) -> Edition:
    """The edition that a log.json holds. Raises CannotProceed: a list that cannot be read is never "nothing changed"."""
    wrong = CannotProceed(
        f"{where} is not a list of published records", "give the log.json that `remit build` wrote next to the pages"
    )
    if len(data) > LARGEST:
        raise wrong
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        raise wrong from None
    listed = content.get("records") if isinstance(content, dict) else content
    if not isinstance(listed, list) or not all(isinstance(entry, dict) and _text(entry, "id") for entry in listed):
        raise wrong
    commit = _hex(_text(content, "commit")) if isinstance(content, dict) else ""
    return Edition(commit, tuple(_published(entry) for entry in listed))


def _published(entry: dict[str, Any]) -> Published:
    return Published(
        _text(entry, "id"),
        _text(entry, "path"),
        _hex(_text(entry, "blob")),
        _text(entry, "status"),
        _hex(_text(entry, "landed")),
    )


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _hex(value: str) -> str:
    """An object's id; empty for anything else: nothing that a list says reaches git's command line otherwise."""
    return value if _HEX.fullmatch(value) else ""


def compare(repository: Repository, edition: Edition, commit: str) -> list[Witness]:
    """What vanished or was changed unlawfully between an edition and a commit (40 hex digits), by path."""
    log = logs.read_log(repository, commit)
    files = {entry.path: entry.blob for entry in trees.tree(repository, commit).files}
    old = _contents(repository, edition)
    found = [
        *_rewritten(repository, edition, commit),
        *_missing(edition, log, files),
        *_changed(edition, log, files, old),
    ]
    return sorted(found, key=lambda witness: (witness.path, witness.id, witness.kind))


def _rewritten(repository: Repository, edition: Edition, commit: str) -> Iterator[Witness]:
    """Commits that were published and that the trusted branch no longer builds on."""
    landed = {record.landed: record for record in edition.records if record.landed}
    if edition.commit or landed:
        objects.require_full(repository.top)
    if edition.commit and not commits.contains(repository.top, commit, edition.commit):
        yield Witness(
            REWRITTEN,
            "",
            "",
            f"the published commit {edition.commit[:8]} is no longer part of the trusted branch: its history was rewritten",
        )
    reached = git.run(repository.top, "rev-list", commit, "--").decode("ascii").split() if landed else []
    builds_on = frozenset(reached)
    for wanted, record in landed.items():
        if wanted not in builds_on:
            yield Witness(
                REWRITTEN,
                record.id,
                record.path,
                f"commit {wanted[:8]}, which brought it, is no longer part of the trusted branch",
            )


def _missing(edition: Edition, log: Log, files: dict[str, str]) -> Iterator[Witness]:
    here = {record.id for record in log.records} | {name[:17] for name in (path.rpartition("/")[2] for path in files)}
    for record in edition.records:
        if record.id not in here and record.path not in files:
            yield Witness(GONE, record.id, record.path, "was published and is gone")


def _contents(repository: Repository, edition: Edition) -> dict[str, bytes]:
    """The published contents that this repository still has."""
    blobs = list(dict.fromkeys(record.blob for record in edition.records if record.blob))
    return dict(git.blobs(repository.top, blobs))


def _changed(edition: Edition, log: Log, files: dict[str, str], old: dict[str, bytes]) -> Iterator[Witness]:
    now = log.by_id
    for published in edition.records:
        record = now.get(published.id)
        if record is None or not record.native or not published.blob or files.get(record.path) == published.blob:
            continue
        what = _unlawful(published, record, old.get(published.blob))
        if what:
            yield Witness(CHANGED, record.id, record.path, what)


def _unlawful(published: Published, record: Record, data: bytes | None) -> str:
    """What changed in a record that was decided when it was published, and may not; empty where all is lawful."""
    if data is None:
        return "was published with a text that this repository no longer has" if published.status in DECIDED else ""
    try:
        before = read_record(record.path, text.decode(data))
    except text.NotText:
        return ""
    if not isinstance(before, Record) or not before.is_decided:
        return ""
    if record.status not in DECIDED:
        return f"was published as {before.status} and is {record.status or 'without a status'} now"
    keys = frozen.changed_keys(before, record)
    if keys:
        return f"`{keys[0]}` changed after it was published as decided"
    different = frozen.reworded(before, record)
    if not different:
        return ""
    return f"line {record.body_line + max(different.number, 0)} changed after it was published as decided"


def verify(repository: Repository, where: str) -> tuple[Edition, str, list[Witness]]:
    """An edition read from `where`, the commit of the trusted branch's tip, and what is not as it was published."""
    edition = read_from(where)
    head = git.run_raw(repository.top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")[1].decode("ascii").strip()
    tip = trusted_branch.trusted(repository, logs.settings_at(repository, head)) if head else None
    if tip is None:
        raise CannotProceed("there is no commit yet to compare with", "commit the log first")
    return edition, tip.commit, compare(repository, edition, tip.commit)
