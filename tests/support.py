"""What tests share: a real git repository with fixed names and dates, an organisation to fill it, and the command line.

repo.organisation()                      people.yml, one policy, remit.yml, committed on main by ana
repo.record("k3f9qz", decider="ben")     writes decisions/2026/D-20261121-k3f9qz.md
repo.commit("Cache orders", who="ben")   commits everything as ben
code, out, err = repo.remit("check")     runs the command line there (in this process)
"""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from remit.importers import read_folder, records_of
from remit.log.record import Record
from remit.log.settings import ForeignSource
from remit.log.source import Source

NOW = "2026-11-21T12:00+00:00"
"""What time it is in every test, unless one says otherwise (environment variable REMIT_NOW)."""
DAY = "20261121"

SETTINGS = "remit: 1\ntitle: Decisions at Acme\npolicy: acme\n"
PEOPLE = """\
people:
  ana: {name: Ana Ito, emails: [ana@example.com], team: platform}
  ben: {name: Ben Okoro, emails: [ben@example.com], team: shop}
  cho: {name: Cho Lind, emails: [cho@example.com]}
  dia: {name: Dia Roth, emails: [dia@example.com], team: shop}
  eva: {name: Eva Maas, emails: [eva@example.com], team: legal}
holds:
  - {role: engineer, who: ben, from: 2026-01-01}
  - {role: engineer, who: dia, from: 2026-01-01}
  - {role: platform-lead, who: ana, from: 2026-01-01}
  - {role: cto, who: cho, from: 2026-01-01}
  - {role: legal, who: eva, from: 2026-01-01}
"""
POLICY = """\
remit: 1
policy: acme
title: Who decides what at Acme
owner: cto
in_force: {from: 2026-01-01}
currency: EUR
roles:
  engineer: {tier: edge}
  platform-lead: {tier: functional}
  legal: {tier: functional}
  cto: {tier: central}
topics:
  tooling: what we build with
  data: what we keep about people and orders
boundaries:
  - id: tools
    topic: tooling
    why: The team that uses a tool knows best what it needs.
    steps:
      - {up_to: 500, decide: engineer}
      - {up_to: 5000, decide: platform-lead, advice: [engineer]}
      - {above: true, decide: cto}
  - {id: customer-data, topic: data/customer, decide: platform-lead, consent: legal, why: A breach harms people who trusted us.}
escalation: [engineer, platform-lead, cto]
otherwise: {escalate: platform-lead}
"""
POLICY_PATH = "decisions/policy/acme@2026-01-01.yml"


class Result(NamedTuple):
    """What a command line gave."""

    code: int
    out: str
    err: str


@contextmanager
def _standing_in(folder: Path, env: Mapping[str, str]) -> Iterator[None]:
    before, kept = os.getcwd(), dict(os.environ)
    os.chdir(folder)
    os.environ.update(env)
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(kept)


def run_remit(*words: str, cwd: Path | str = ".", stdin: str = "", env: Mapping[str, str] | None = None) -> Result:
    """The command line run in this process: exit code, standard output, standard error. Never on a terminal."""
    from remit import main

    streams = sys.stdin, sys.stdout, sys.stderr
    fed = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
    with _standing_in(Path(cwd), env or {}):
        sys.stdin, sys.stdout, sys.stderr = fed, out, err
        try:
            code = main.run(words)
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            sys.stdin, sys.stdout, sys.stderr = streams
    return Result(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())


def start_remit(*words: str, cwd: Path | str = ".", stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Result:
    """The command line as a process of its own: slower (100 ms), for what only a process shows."""
    done = subprocess.run(
        [sys.executable, "-m", "remit.main", *(word.encode() for word in words)],
        cwd=cwd, input=stdin, capture_output=True, env={**os.environ, **(env or {})}, timeout=60, check=False,
    )  # fmt: skip
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


class System:
    """The module `os` with other calls in the place of some."""

    def __init__(self, **calls: Callable[..., object]) -> None:
        self.__dict__.update(calls)

    def __getattr__(self, name: str) -> object:
        return getattr(os, name)


class FailingSystem(System):
    """The operating system, failing at its n-th call that writes."""

    def __init__(self, fail_at: int) -> None:
        self.left = fail_at
        names = ("open", "write", "fsync", "close", "replace", "link", "unlink", "makedirs")
        super().__init__(**{name: self._counted(getattr(os, name)) for name in names})

    def _counted(self, call: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **options: object) -> object:
            self.left -= 1
            if self.left == 0:
                raise OSError(28, "No space left on device")
            return call(*arguments, **options)

        return counted


class Note(NamedTuple):
    """What reading a file of another format has to say about it."""

    path: str
    message: str


def adopted(files: Iterable[Source], source: ForeignSource) -> tuple[list[Record], list[Note]]:
    """The records in files of an adopted log, and what was guessed and which files are no records."""
    read = read_folder(files, source)
    said = [(one.path, one.reading.guessed if one.is_record else [f"is no record: {one.reading.why}"]) for one in read]
    return records_of(read), [Note(path, message) for path, messages in said for message in messages]


class Repo:
    """A git repository in a temporary folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._clock = 0

    # -- git ------------------------------------------------------------------------------------------------------
    def git(self, *words: str, who: str = "ana", at: str | None = None, check: bool = True, stdin: bytes = b"") -> str:
        """What git prints; as `who` (ana@example.com …), at a time that moves a minute with every call."""
        done = self.git_raw(*words, who=who, at=at, stdin=stdin)
        if check and done.code:
            raise AssertionError(f"git {' '.join(words)}: {done.code}\n{done.out}{done.err}")
        return done.out

    def git_raw(self, *words: str, who: str = "ana", at: str | None = None, stdin: bytes = b"") -> Result:
        """Exit code and both outputs of git."""
        if at is None:
            self._clock += 60
            at = f"{1795257000 + self._clock} +0000"
        env = {
            **os.environ,
            "GIT_AUTHOR_NAME": who.capitalize(), "GIT_AUTHOR_EMAIL": f"{who}@example.com", "GIT_AUTHOR_DATE": at,
            "GIT_COMMITTER_NAME": who.capitalize(), "GIT_COMMITTER_EMAIL": f"{who}@example.com", "GIT_COMMITTER_DATE": at,
        }  # fmt: skip
        done = subprocess.run(
            ["git", *(word.encode("utf-8", "surrogateescape") for word in words)],
            check=False,
            cwd=self.root,
            capture_output=True,
            env=env,
            input=stdin,
            timeout=60,
        )
        return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))

    def commit(self, message: str = "Change", *, who: str = "ana", at: str | None = None) -> str:
        """Commit everything that lies in the work tree; the commit's id."""
        self.git("add", "-A")
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", message, who=who, at=at)
        return self.head

    @property
    def head(self) -> str:
        """The commit that HEAD names."""
        return self.git("rev-parse", "HEAD").strip()

    def branch(self, name: str) -> None:
        """Make a branch here and switch to it."""
        self.git("switch", "-q", "-c", name)

    # -- files ----------------------------------------------------------------------------------------------------
    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file, folders included; line ends as given."""
        at = Path(os.fsdecode(os.fsencode(self.root / "x")[:-1] + path.encode()))  # UTF-8, whatever the locale says
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_bytes(content.encode() if isinstance(content, str) else content)
        return at

    def read(self, path: str) -> str:
        """A file's text."""
        return (self.root / path).read_bytes().decode()

    def organisation(self, *, settings: str = SETTINGS, people: str = PEOPLE, policy: str = POLICY) -> "Repo":
        """A log without records: settings, people and policy, committed by ana on main."""
        self.write("decisions/remit.yml", settings)
        if people:
            self.write("decisions/people.yml", people)
        if policy:
            self.write(POLICY_PATH, policy)
        self.commit("Found the log")
        return self

    def record(self, suffix: str = "k3f9qz", body: str = "Because it is needed.\n", **fields: Any) -> str:
        """Write a record (accepted by ben under the boundary `tools`, unless `fields` say otherwise); its path.

        A field that is None is left out; `as_` stands for `as`. Values are written as they are.
        """
        path = fields.pop("path", None) or f"decisions/2026/D-{DAY}-{suffix}.md"
        self.write(path, record_text(suffix, body, **fields))
        return str(path)

    def proposal(self, suffix: str = "m4x8ra", body: str = "We should look at this.\n", **fields: Any) -> str:
        """Write an open proposal; its path."""
        usual = {"status": "proposed", "decider": None, "decided": None, "tier": None, "boundary": None}
        return self.record(suffix, body, **{**usual, **fields})

    def act(self, suffix: str, kind: str, who: str, body: str = "", **fields: Any) -> str:
        """Write an act file of a record; its path."""
        head = {"act": kind, "who": who, "on": "2026-11-21T11:00+00:00", **fields}
        path = f"decisions/2026/D-{DAY}-{suffix}.acts/{kind}-{who}-p7x2.md"
        self.write(path, _text(head, body))
        return path

    # -- remit ----------------------------------------------------------------------------------------------------
    def remit(self, *words: str, stdin: str = "", env: Mapping[str, str] | None = None) -> Result:
        """Run the command line here."""
        return run_remit(*words, cwd=self.root, stdin=stdin, env=env)


def record_text(suffix: str = "k3f9qz", body: str = "Because it is needed.\n", **fields: Any) -> str:
    """The text of a record file; see `Repo.record`."""
    head = {
        "id": f"D-{DAY}-{suffix}", "title": "Cache orders in Redis", "status": "accepted", "decider": "ben", "topic": "tooling/cache",
        "facts": "{amount: 400}", "raised": "2026-11-18", "decided": "2026-11-21T10:12+00:00", "tier": "edge", "boundary": "tools",
    }  # fmt: skip
    return _text({**head, **{key.rstrip("_"): value for key, value in fields.items()}}, body)


def _text(head: Mapping[str, Any], body: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in head.items() if value is not None)
    return f"---\n{lines}---\n{body}"
