"""One file of a log: what it is by its path, whether it is safe to read, and what it holds."""

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar, TypeVar

from remit.log import ids, text
from remit.log.context import ContextPage, read_context
from remit.log.finding import ERROR, Finding
from remit.log.people import People, read_people
from remit.log.policy import Policy, read_policy
from remit.log.record import Act, Record, conflict_line, read_act, read_record
from remit.log.settings import Settings, read_settings
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


class Reader:
    """Files read one by one, each on its own, so that none can hide another; what came of them."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.settings = Settings(path=f"{root}/remit.yml")
        self.people: People | None = None
        self.policies: list[Policy] = []
        self.scenarios: list[tuple[str, str]] = []
        self.context: list[ContextPage] = []
        self.stops: list[Act] = []
        self.unread: list[str] = []
        """Paths of files that could not be read."""
        self._records: list[Record] = []
        self._acts: dict[str, list[Act]] = {}
        self._findings: list[Finding] = []

    def add(self, sources: Iterable[Source]) -> None:
        """Read more files."""
        for source in sources:
            kind = kind_of(source.path, self.root)
            content = self._content(source, kind)
            if content is not None:
                self._READ[kind](self, source.path, content)

    def records(self) -> list[Record]:
        """The records that were read, each with its acts."""
        return [_with_acts(record, self._acts) for record in self._records] if self._acts else list(self._records)

    @property
    def findings(self) -> list[Finding]:
        """What could not be read, and acts whose record is not there (G04)."""
        return [*self._findings, *self._left_behind()]

    def _left_behind(self) -> Iterator[Finding]:
        there = {ids.id_of_record(path) for path in (*self.unread, *(record.path for record in self._records))}
        for record_id, acts in self._acts.items():
            if record_id not in there:
                remedy = "bring the record back, or take the acts out with it where it was a draft"
                message = f"acts on {record_id} are here, and the record is not"
                yield Finding("G04", "nothing-deleted", ERROR, acts[0].path, message, remedy)

    def _record(self, path: str, content: str) -> None:
        self._keep(read_record(path, content), content, self._records)

    def _act(self, path: str, content: str) -> None:
        record_id = ids.id_of_path(path) or ""
        self._keep(read_act(path, content, record_id), content, self._acts.setdefault(record_id, []))

    def _page(self, path: str, content: str) -> None:
        self._keep(read_context(path, content), content, self.context)

    def _stop(self, path: str, content: str) -> None:
        self._keep(read_act(path, content, ""), content, self.stops)

    def _policy(self, path: str, content: str) -> None:
        policy, found = read_policy(content, path)
        self._findings += found
        self.policies += [policy] if policy else []

    def _scenarios(self, path: str, content: str) -> None:
        self.scenarios.append((path, content))

    def _people(self, path: str, content: str) -> None:
        self.people, found = read_people(content, path)
        self._findings += found

    def _settings(self, path: str, content: str) -> None:
        self.settings, found = read_settings(content, path)
        self._findings += found

    _READ: ClassVar[dict[str, Callable[["Reader", str, str], None]]] = {
        RECORD: _record, ACT: _act, CONTEXT: _page, STOP: _stop, POLICY: _policy, SCENARIOS: _scenarios,
        PEOPLE: _people, SETTINGS: _settings,
    }  # fmt: skip

    def _keep(self, read: T | Finding, content: str, where: list[T]) -> None:
        if isinstance(read, Finding):
            self._findings.append(read)
            self.unread.append(read.path)
            return
        where.append(read)
        line = conflict_line(content)
        if line:
            remedy = "resolve the merge: keep one side and take the marker lines out"
            message = f"conflict markers at line {line}"
            self._findings.append(Finding("G12", "unresolved-merge", ERROR, read.path, message, remedy, line))

    def _content(self, source: Source, kind: str) -> str | None:
        """The text of a file that is safe to read; a finding (G14) and None otherwise. Other files are not read."""
        problem = next(unsafe(source, kind), None)
        if problem is None and kind != OTHER:
            try:
                return text.decode(source.data)
            except text.NotText as error:
                problem = _unsafe(source.path, f"is {error}", "save it as UTF-8 text; its bytes were not touched")
        astray = problem is None and _is_astray(source)
        if astray:
            problem = _unsafe(source.path, "has the head of a record and a name that no record has", _NAMED)
        if problem:
            self._findings.append(problem)
            if astray or kind != OTHER:
                self.unread.append(source.path)
        return None


def _with_acts(record: Record, acts: dict[str, list[Act]]) -> Record:
    """A record with the acts of the folder that its file's name, and so its id, names."""
    found = acts.get(ids.id_of_record(record.path) or record.id)
    return record._replace(acts=tuple(found)) if found else record


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
