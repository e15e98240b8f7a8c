"""Where everything is on the site: one flat file per record, person, boundary and context page; a file of the repository on the Git host."""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha1
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from remit.log.log import Log
from remit.log.record import Record

_ODD = re.compile(r"[^A-Za-z0-9._-]+")
RESERVED = frozenset(("index",))


class Addresses(NamedTuple):
    """Addresses below the top of the site, by what is meant."""

    records: dict[str, str]
    """By the path of the record's file: two records with one id still have a page each."""
    ids: dict[str, str]
    """Record id, old name or alias to the path of the record's file."""
    people: dict[str, str]
    teams: dict[str, str]
    boundaries: dict[str, str]
    """By `policy/id`, and by `id` alone."""
    context: dict[str, str]
    """By the id of the context page."""
    files: dict[str, str]
    """By the path of any file that a page shows: a record's, its acts', a context page's."""
    redirects: dict[str, str] = {}  # noqa: RUF012 - nobody writes to it
    """The address that each further name of a record leads to, by the path of the record's file."""


def addresses(
    log: Log, people: Iterable[str], boundaries: Iterable[tuple[str, str]], teams: Iterable[str] = ()
) -> Addresses:
    """The addresses of everything in `log`; `people` are handles, `boundaries` pairs of policy and boundary id."""
    known = {f"{policy}/{name}": name for policy, name in boundaries}
    by_boundary = flat("boundaries", {full: full for full in known})
    for full, name in known.items():
        by_boundary.setdefault(name, by_boundary[full])
    records = flat("decisions", {record.path: record.id for record in log.records})
    context = flat("context", {page.id: page.id for page in log.context})
    files = {page.path: context[page.id] for page in log.context}
    files |= {act.path: records[record.path] for record in log.records for act in record.acts}
    teams = {f"team {name}": name for name in teams}
    of_people = flat(
        "people", {handle: handle for handle in people} | {key: f"team-{name}" for key, name in teams.items()}
    )
    return Addresses(
        records,
        _ids(log.records),
        {handle: address for handle, address in of_people.items() if handle not in teams},
        {teams[key]: of_people[key] for key in teams},
        by_boundary,
        context,
        files | records,
        _redirects(log.records, records),
    )


def _redirects(found: Iterable[Record], taken: Mapping[str, str]) -> dict[str, str]:
    """A page for each further name that no record's page has; of two records with one name the first is meant."""
    used = {address.lower() for address in taken.values()}
    out: dict[str, str] = {}
    for record in found:
        for alias in record.list_of("aliases"):
            address = flat("decisions", {alias: alias})[alias]
            if address.lower() not in used:
                used.add(address.lower())
                out[address] = record.path
    return out


def _ids(records: Sequence[Record]) -> dict[str, str]:
    """An id beats an alias; of two equal names the first by path is meant."""
    out: dict[str, str] = {}
    for record in records:
        out.setdefault(record.id, record.path)
    for record in records:
        for alias in record.list_of("aliases"):
            out.setdefault(alias, record.path)
    return out


def flat(folder: str, names: Mapping[str, str], suffix: str = ".html") -> dict[str, str]:
    """A flat file for each key, called as its name."""
    taken: set[str] = set()
    return {key: f"{folder}/{_free(name, key, taken)}{suffix}" for key, name in names.items()}


def _free(name: str, key: str, taken: set[str]) -> str:
    """A file name for `name` that no other has, on file systems that ignore case too."""
    file = _ODD.sub("-", name).strip("-.")[:120] or "page"
    if file.lower() in taken or file.lower() in RESERVED:
        file = f"{file}-{sha1(key.encode(), usedforsecurity=False).hexdigest()[:8]}"
    taken.add(file.lower())
    return file


def source_link(source_url: str | None, path: str) -> str | None:
    """The address of a file on the Git host; None if the settings name none.

    `source_url` is the repository's address, or any address with `{path}` in it for a Git host that we do not know.
    """
    if not source_url or not path or urlsplit(source_url).scheme not in ("http", "https"):
        return None
    if "{path}" in source_url:
        return source_url.replace("{path}", quote(path))
    return f"{source_url.rstrip('/')}/{_host(source_url).read}/HEAD/{quote(path)}"


class _Host(NamedTuple):
    """What a Git host has between the repository's address and a branch."""

    read: str
    edit: str
    new: str


_GITHUB = _Host("blob", "edit", "new")
_HOSTS = {"gitlab": _Host("-/blob", "-/edit", "-/new")} | dict.fromkeys(
    ("codeberg", "gitea", "forgejo"), _Host("src/branch", "_edit/branch", "_new/branch")
)


def _host(source_url: str) -> _Host:
    name = urlsplit(source_url).hostname or ""
    return next((host for word, host in _HOSTS.items() if word in name), _GITHUB)


def form_link(source_url: str | None, what: str, path: str, branch: str) -> str | None:
    """The Git host's form to `edit` a file, or to write a `new` one in a folder; None where the settings name no host that we know."""
    if not source_link(source_url, path) or "{path}" in (source_url or ""):
        return None
    host = _host(source_url or "")
    name = branch.removeprefix("refs/heads/").removeprefix("origin/")
    return f"{(source_url or '').rstrip('/')}/{host.edit if what == 'edit' else host.new}/{quote(name)}/{quote(path)}"
