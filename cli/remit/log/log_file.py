"""The files of one tree to a Log: each file is read on its own, and none can hide another."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import NamedTuple, TypeVar

from remit.log import ids, text
from remit.log.context import ContextPage, read_context
from remit.log.finding import ERROR, Finding
from remit.log.log import Log
from remit.log.people import People, read_people
from remit.log.policy import Policy
from remit.log.policy_keys import read_policy
from remit.log.record import Act, Record, conflict_line, read_act, read_record
from remit.log.settings import Settings, read_settings, zone_of
from remit.log.source import EXECUTABLE, GITLINK, SYMLINK, Source

SETTINGS, PEOPLE, POLICY, SCENARIOS, CONTEXT, STOP, RECORD, ACT, OTHER = (
    "settings", "people", "policy", "scenarios", "context", "stop", "record", "act", "other",
)  # fmt: skip


def kind_of(path: str, root: str = "decisions") -> str:
    """What a path inside the log is, by its name and folder alone."""
    inside = path[len(root) + 1 :]
    if "/" not in inside:
        special = {"remit.yml": SETTINGS, "people.yml": PEOPLE}.get(inside)
        if special:
            return special
    folder, _, name = inside.rpartition("/")
    if inside.startswith("policy/"):
        if inside.startswith("policy/tests/"):
            return SCENARIOS if name.endswith((".yml", ".yaml")) else OTHER
        return POLICY if name.endswith((".yml", ".yaml")) else OTHER
    if not name.endswith(".md"):
        return OTHER
    if folder.endswith(".acts") and ids.id_of_acts(folder.rpartition("/")[2]):
        return ACT
    if name.startswith("D-"):
        return RECORD
    if inside.startswith("context/"):
        return CONTEXT
    if inside.startswith("stops/"):
        return STOP
    return OTHER


T = TypeVar("T", Record, Act, ContextPage)


class _Parts(NamedTuple):
    """What has been read so far."""

    records: list[Record]
    acts: dict[str, list[Act]]
    policies: list[Policy]
    context: list[ContextPage]
    stops: list[Act]
    findings: list[Finding]
    unread: list[str]
    scenarios: list[tuple[str, str]]


def assemble(sources: Iterable[Source], *, root: str = "decisions", foreign: Iterable[Record] = ()) -> Log:
    """The log that `sources` hold. `foreign` are the records of adopted sources, read elsewhere."""
    parts = _Parts([], {}, [], [], [], [], [], [])
    settings = Settings(path=f"{root}/remit.yml")
    people: People | None = None
    for source in sources:
        kind = kind_of(source.path, root)
        content = _content(source, kind, parts)
        if content is None:
            continue
        if kind == RECORD:
            _keep(read_record(source.path, content), content, parts.records, parts)
        elif kind == ACT:
            _keep_act(source.path, content, parts)
        elif kind == CONTEXT:
            _keep(read_context(source.path, content), content, parts.context, parts)
        elif kind == STOP:
            _keep(read_act(source.path, content, ""), content, parts.stops, parts)
        elif kind == POLICY:
            policy, found = read_policy(content, source.path)
            parts.findings.extend(found)
            if policy is not None:
                parts.policies.append(policy)
        elif kind == SCENARIOS:
            parts.scenarios.append((source.path, content))
        elif kind == PEOPLE:
            people, found = read_people(content, source.path)
            parts.findings.extend(found)
        elif kind == SETTINGS:
            settings, found = read_settings(content, source.path)
            parts.findings.extend(found)
    return _log(parts, settings, people, root, foreign)


def joined(log: Log, foreign: Iterable[Record]) -> Log:
    """A log with the records of adopted sources, read elsewhere."""
    return log._replace(records=tuple(sorted((*log.records, *foreign), key=lambda record: record.path)))


def _log(parts: _Parts, settings: Settings, people: People | None, root: str, foreign: Iterable[Record]) -> Log:
    records = parts.records
    if parts.acts:
        records = [_with_acts(record, parts.acts) for record in records]
        parts.findings.extend(_left_behind(parts))
    records = [*records, *foreign]
    records.sort(key=lambda record: record.path)
    return Log(
        settings=settings,
        people=people,
        policies=tuple(parts.policies),
        records=tuple(records),
        context=tuple(parts.context),
        stops=tuple(parts.stops),
        findings=tuple(parts.findings),
        unread=tuple(parts.unread),
        zone=zone_of(settings.time_zone) or UTC,
        root=root,
        scenarios=tuple(parts.scenarios),
    )


def _left_behind(parts: _Parts) -> Iterator[Finding]:
    """Acts whose record is not there (G04)."""
    there = {ids.id_of_file(path.rpartition("/")[2]) for path in parts.unread}
    there |= {ids.id_of_file(record.path.rpartition("/")[2]) for record in parts.records}
    for record_id, acts in parts.acts.items():
        if record_id not in there:
            remedy = "bring the record back, or take the acts out with it where it was a draft"
            message = f"acts on {record_id} are here, and the record is not"
            yield Finding("G04", "nothing-deleted", ERROR, acts[0].path, message, remedy)


def _with_acts(record: Record, acts: dict[str, list[Act]]) -> Record:
    """A record with the acts of the folder that its file's name, and so its id, names."""
    found = acts.get(ids.id_of_file(record.path.rpartition("/")[2]) or record.id)
    return record._replace(acts=tuple(found)) if found else record


def _keep_act(path: str, content: str, parts: _Parts) -> None:
    record_id = ids.id_of_acts(path.split("/")[-2]) or ""
    act = read_act(path, content, record_id)
    if isinstance(act, Finding):
        _keep(act, content, [], parts)
    else:
        parts.acts.setdefault(record_id, []).append(act)


def _keep(read: T | Finding, content: str, where: list[T], parts: _Parts) -> None:
    if isinstance(read, Finding):
        parts.findings.append(read)
        parts.unread.append(read.path)
        return
    where.append(read)
    if ("<" in content and "<<<<<<< " in content) or (">" in content and ">>>>>>> " in content):
        line = conflict_line(content)
        if line:
            remedy = "resolve the merge: keep one side and take the marker lines out"
            parts.findings.append(
                Finding("G12", "unresolved-merge", ERROR, read.path, f"conflict markers at line {line}", remedy, line)
            )


def _content(source: Source, kind: str, parts: _Parts) -> str | None:
    """The text of a file that is safe to read; a finding (G14) and None otherwise. Other files are not read."""
    problem = next(unsafe(source, kind), None)
    if problem:
        parts.findings.append(problem)
        if kind != OTHER:
            parts.unread.append(source.path)
        return None
    if kind == OTHER:
        if _is_astray(source):
            parts.findings.append(
                _unsafe(source.path, "has the head of a record and a name that no record has", _NAMED)
            )
            parts.unread.append(source.path)
        return None
    try:
        return text.decode(source.data)
    except text.NotText as error:
        parts.findings.append(_unsafe(source.path, f"is {error}", "save it as UTF-8 text; its bytes were not touched"))
        parts.unread.append(source.path)
        return None


_NAMED = "name it `<id>.md` or `<id>-<slug>.md`, with the id of its front matter"


def _is_astray(source: Source) -> bool:
    """Whether a file that is not looked at begins as a record does: a copy, or a record that was renamed."""
    if not (source.path.endswith(".md") and source.data.startswith(b"---")):
        return False
    head = source.data[:4096].partition(b"\n---")[0].split(b"\n")
    return any(line.startswith(b"id: D-") and ids.is_id(line[4:].strip().decode("ascii", "replace")) for line in head)


def _unsafe(path: str, what: str, remedy: str) -> Finding:
    return Finding("G14", "unsafe-file", ERROR, path, f"this file {what}", remedy)


_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10)))
)


def unsafe(source: Source, kind: str) -> Iterator[Finding]:
    """What makes a file of the log unsafe to read: its kind, its size or its name (G14)."""
    if source.mode == SYMLINK:
        yield _unsafe(source.path, "is a symbolic link", "put the text itself here")
    elif source.mode == GITLINK:
        yield _unsafe(source.path, "is another git repository", "take it out of the log: records are plain files")
    elif source.mode == EXECUTABLE:
        yield _unsafe(source.path, "is executable", f"run `chmod -x {source.path}` (and `git update-index --chmod=-x`)")
    if source.size > text.FILE_BYTES:
        yield _unsafe(
            source.path,
            f"is {source.size:,} bytes; at most {text.FILE_BYTES:,} are read",
            "keep large files elsewhere and link to them",
        )
    name = source.path.rsplit("/", 1)[-1]
    if (
        not source.path.isprintable()
        or name.startswith("-")
        or name[-1] in ". "
        or name.split(".")[0].lower() in _RESERVED
        or "\\" in name
    ):
        yield _unsafe(
            source.path,
            "has a name that is not safe on every system",
            "rename it: letters, digits, dashes and one suffix",
        )
    elif kind == RECORD and ids.id_of_file(name) is None:
        yield _unsafe(
            source.path,
            "has a name that no record has",
            _NAMED,
        )
    if name == "HEAD" or source.path.endswith(".git/config"):
        yield _unsafe(source.path, "belongs to a git repository inside the log", "take that repository out of the log")
