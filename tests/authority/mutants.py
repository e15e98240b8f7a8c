"""Mutation testing of the decision procedure and of the law: change one thing at a time, and see that some test notices.

    python tests/authority/mutants.py                        every file of the procedure, a line for each survivor, the score
    python tests/authority/mutants.py --room law             who made what in a change, and the checks of changes (G01 to G24)
    python tests/authority/mutants.py --only authority/procedure/votes.py    one file (may be given several times)
    python tests/authority/mutants.py --shared DIR           with the scenarios of real documents beside the project
    python tests/authority/mutants.py --room law --tests 'attribution/*.py' --tests 'checks/*.py'    with the quick tests alone
    python tests/authority/mutants.py --list                 every mutant, and what noticed it
    python tests/authority/mutants.py --write                rewrite SURVIVORS.md; the reasons in it are kept
    python tests/authority/mutants.py --compare              fail where SURVIVORS.md says otherwise

What a mutant is: mutation.py. Each is put into a forked process, so nothing is written and nothing is imported twice. First
it is noted which stories, scenarios of documents and tests run which lines (`--calls FILE` keeps that for the next run, where only
tests of changed files are noted again); a mutant meets those that run its own, the quickest first.

What the checks of changes were asked by each test is noted too, with what they found: it is asked again of a mutant of theirs in
memory, and only a test for which they find something else is run, since only there can it matter.
"""

import argparse
import atexit
import contextlib
import copyreg
import gc
import json
import os
import pickle
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "trust"), str(ROOT / "cli")]

import pytest  # noqa: E402
import survivors  # noqa: E402
from mutation import HOUSE, Mutant, NotTried, mutants, put  # noqa: E402

from remit.checks import engine  # noqa: E402
from remit.checks.check import Known  # noqa: E402
from remit.log.change import Change  # noqa: E402
from remit.log.finding import Finding  # noqa: E402
from remit.log.log import Log, read  # noqa: E402
from remit.log.problem import CannotProceed  # noqa: E402
from remit.log.settings import Settings  # noqa: E402
from remit.log.source import Source  # noqa: E402

TESTS = HERE.parent
SLOW = frozenset(("test_stories", "test_shared_scenarios", "test_properties", "test_reading_properties"))
"""The stories are told without pytest; what draws its own examples notices a mutant by luck."""


class Room(NamedTuple):
    """What is changed, and what should notice."""

    files: tuple[str, ...]
    """Patterns below `cli/remit`."""
    without: frozenset[str]
    """Files that are not tried unless everything is: what is read, compared and drawn beside it."""
    tests: tuple[str, ...]
    """Patterns below `tests`."""
    survivors: Path
    most: float
    """For how many seconds of witnesses a mutant is tried."""


ROOMS = {
    "authority": Room(
        ("authority/answer.py", "authority/words.py", "authority/policy/scenarios.py", "authority/policy/trials.py", "authority/procedure/*.py"),
        frozenset(("answers",)), ("authority/test_*.py",), HERE / "SURVIVORS.md", 600,
    ),
    "law": Room(
        ("attribution/*.py", "checks/rules/g[0-9]*.py", *(f"checks/{name}.py" for name in ("claims", "frozen", "owners", "reported"))),
        frozenset(), (
            "attribution/test_*.py", "trust/test_law_*.py", "adversary/test_adversary.py", "checks/test_*.py",
            *(f"trust/test_{name}.py" for name in ("who_decided", "evidence", "log_integrity", "before_the_commit", "authority_and_policy", "standing", "git_and_environment")),
        ), TESTS / "attribution" / "SURVIVORS.md", 20,
    ),
}  # fmt: skip
SECONDS = 10.0
"""Of processor time, for one witness."""
MEMORY = 3 << 30


class Witness(NamedTuple):
    """Something that may notice a change."""

    kind: str
    name: str
    passes: Callable[[], bool]


def stories() -> Iterator[Witness]:
    """One for each story of this folder."""
    import test_stories

    for folder in test_stories.STORIES:
        loaded, answers = test_stories.load(folder), json.loads((folder / "answers.json").read_text())
        for scenario in loaded[2]:
            yield Witness("stories", scenario.id, _story(test_stories.whole, loaded, scenario, answers[scenario.id]))


def _story(whole: Callable[[Any], object], loaded: Any, scenario: Any, wanted: object) -> Callable[[], bool]:
    from remit.authority.policy.scenarios import ask
    from remit.authority.procedure.chain import Policies

    policies, people, _ = loaded
    return lambda: whole(ask(scenario, Policies(policies), people)) == wanted


def documents(shared: str | None) -> Iterator[Witness]:
    """One for each scenario of real documents, where their folder is named."""
    if not shared:
        return
    from remit.authority.policy.scenarios import read_scenarios, run
    from remit.log.policy import read_policy

    folder = Path(shared) / "authority"
    policies = [read_policy(path.read_text(), path.name)[0] for path in sorted((folder / "policies").glob("*.yml"))]
    for scenario in read_scenarios((folder / "scenarios.yml").read_text(), "scenarios.yml")[0]:
        yield Witness("documents", scenario.id, lambda scenario=scenario: run([scenario], policies)[0].passed)


def branches() -> Iterator[Witness]:
    """One for each whole branch that the law's tests play, played once: only what is said of it is asked again."""
    import test_law_as_a_whole as whole

    from support import NOW, Repo

    os.environ.update(REMIT_NOW=NOW, TZ="UTC", NO_COLOR="1", COLUMNS="100", GIT_CONFIG_NOSYSTEM="1")
    for name, play in whole.BRANCHES.items():
        root = Path(tempfile.mkdtemp(prefix="mutants-branch-"))
        atexit.register(shutil.rmtree, root)
        repo = Repo(root)
        subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
        whole.begin(repo.organisation())
        play(repo)
        wanted = (whole.WHOLE / f"{name}.txt").read_text()
        yield Witness("branches", name, lambda repo=repo, wanted=wanted: whole.said(repo) == wanted)


class Tests:
    """The tests of the room, collected once: `work` is called with a witness for each."""

    def __init__(self, work: Callable[[list[Witness]], int]) -> None:
        self.work, self.failed, self.code = work, False, 1

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.code = self.work([Witness("tests", item.nodeid, self._test(item)) for item in session.items])
        return True

    def _test(self, item: pytest.Item) -> Callable[[], bool]:
        def passes() -> bool:
            self.failed = False
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            return not self.failed

        return passes

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed


def in_a_fork(work: Callable[[], object], seconds: float) -> object:
    """What `work` gives in a process of its own; "time" where it takes too long (of the processor), "error" where it dies."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with contextlib.suppress(BaseException):
            _in_the_child(work, writing, seconds)
        os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF:
        return "time"
    return pickle.loads(said) if said else "error"


def _in_the_child(work: Callable[[], object], writing: int, seconds: float) -> None:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(pickle.dumps(work()))
    os._exit(0)


Line = tuple[str, int]
"""File and number."""


class Asked(NamedTuple):
    """What the checks of changes were asked, and what they found."""

    settings: Settings
    change: Change
    known: Known
    found: list[Finding]

    def kept(self) -> bytes | None:
        """It as it can be asked when its repository is gone; None where that cannot be kept."""
        try:
            return pickle.dumps(self)
        except Exception:
            return None

    def differs(self) -> bool:
        """Whether they find something else now."""
        try:
            return engine.Run(self.settings).change(self.change, self.known) != self.found
        except Exception:
            return True


def _reduced(log: Log) -> tuple[object, ...]:
    """A log without its repository, for pickle: what was read, and the texts of its files."""
    parts = {name: getattr(log, name) for name in Log._PARTS}
    files = log.tree.read([file for file in log.tree.files if file.path.startswith(f"{log.root}/")])
    return _log, (list(files), log.root, parts, log._whole)


def _log(files: list[Source], root: str, parts: dict[str, Any], whole: Log | None) -> Log:
    found = read(files, root=root).replace(**parts)
    found._whole = whole
    return found


copyreg.pickle(Log, _reduced)  # type: ignore[arg-type]


class Called(NamedTuple):
    """What a witness runs."""

    lines: frozenset[Line]
    outside: frozenset[Line]
    """Those that it runs also where the checks of changes were not asked."""
    asked: list[bytes | None]
    seconds: float
    """Of processors, git's included."""
    changed: float
    """When the witness was written last."""


Calls = dict[str, Called]
"""By the name of a witness."""


class Notes:
    """What is noted of one witness while it runs."""

    def __init__(self, room: Room) -> None:
        self.files = {str(path): path.relative_to(HOUSE).as_posix() for path in files(room, [], everything=True)}
        self.lines: set[Line] = set()
        self.outside: set[Line] = set()
        self.asked: list[bytes | None] = []
        self.inside = 0

    def called(self, frame: Any, _event: str, _arg: object) -> Any:
        """For `sys.settrace`."""
        return self.ran if frame.f_code.co_filename in self.files else None

    def ran(self, frame: Any, event: str, _arg: object) -> Any:
        """A line ran."""
        if event == "line":
            line = self.files[frame.f_code.co_filename], frame.f_lineno
            (self.lines if self.inside else self.outside).add(line)
        return self.ran

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """While this lasts, notes are taken."""
        whole = engine.Run.change

        def change(run: engine.Run, change: Change, known: Known) -> list[Finding]:
            self.inside += 1
            found = whole(run, change, known)
            self.inside -= 1
            with contextlib.suppress(CannotProceed):
                len(change.evidence.wrote)  # what git is asked for late is asked while the repository is there
            self.asked.append(Asked(run._settings, change, Known(known.log, known.now), found).kept())
            return found

        engine.Run.change = change  # type: ignore[method-assign]
        sys.settrace(self.called)
        try:
            yield
        finally:
            sys.settrace(None)
            engine.Run.change = whole  # type: ignore[method-assign]


def calls_of(witnesses: list[Witness], room: Room, known: Calls) -> Calls | str:
    """What each witness runs; the name of one that does not pass without a change. `known`: what was noted before."""
    out: Calls = {}
    for witness in witnesses:
        changed = _written(witness)
        if witness.name in known and known[witness.name].changed == changed:
            out[witness.name] = known[witness.name]
            continue
        notes, began = Notes(room), sum(os.times()[:4])
        with notes.taken():
            passed = witness.passes()
        if not passed:
            return witness.name
        seconds = sum(os.times()[:4]) - began
        out[witness.name] = Called(
            frozenset(notes.lines | notes.outside), frozenset(notes.outside), notes.asked, seconds, changed
        )
    return out


def _written(witness: Witness) -> float:
    file = ROOT / witness.name.partition("::")[0]
    return file.stat().st_mtime if witness.kind == "tests" and file.exists() else 0


Answers = dict[str, list[Asked] | None]
"""What the checks of changes were asked by each witness; None where that cannot be asked again."""


def asked_again(calls: Calls) -> Answers:
    """What can be asked without a repository, and gives the same as with it."""
    out: Answers = {}
    for name, called in calls.items():
        found = [pickle.loads(kept) if kept else None for kept in called.asked]
        out[name] = None if any(one is None or one.differs() for one in found) else found
    print(
        f"asked again: {sum(map(len, filter(None, out.values())))}; not so {sum(one is None for one in out.values())}"
    )
    return out


def noticed_by(mutant: Mutant, witnesses: list[Witness], calls: Calls, again: Answers, most: float) -> str:
    """What notices a mutant: stories, documents, tests or error; empty: nothing; a reason in brackets: it was not tried."""
    try:
        put(mutant)
    except NotTried as problem:
        return f"({problem})"
    for witness in witnesses:
        called, asked = calls[witness.name], again[witness.name]
        here = asked is not None and mutant.file.startswith("checks/") and mutant.lines.isdisjoint(called.outside)
        if most < 0 or (here and not any(one.differs() for one in asked or ())):
            continue
        most -= called.seconds
        try:
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            if not witness.passes():
                return f"{witness.kind} {witness.name}"
        except Exception:
            return "error"
    return ""


def meeting(mutant: Mutant, witnesses: list[Witness], calls: Calls, noticed: list[str]) -> list[Witness]:
    """Those that run the mutant's lines: what `noticed` the last ones first, then the quickest."""
    chosen = [witness for witness in witnesses if not mutant.lines.isdisjoint(calls[witness.name].lines)]
    last = noticed[-3:]
    return sorted(chosen, key=lambda witness: (witness.name not in last, calls[witness.name].seconds))


class Score(NamedTuple):
    """What came of the mutants of one file."""

    file: str
    killed: int
    tried: int
    not_tried: int
    survivors: tuple[Mutant, ...]


def score(
    path: Path, witnesses: list[Witness], calls: Calls, again: Answers, *, most: float, every: int, listing: bool
) -> Score:
    """Try every mutant of a file, or one of so many."""
    alive, came, noticed = [], Counter[str](), list[str]()
    for mutant in islice(mutants(path), 0, None, every):
        chosen = meeting(mutant, witnesses, calls, noticed)
        by = str(
            in_a_fork(lambda mutant=mutant, chosen=chosen: noticed_by(mutant, chosen, calls, again, most), 10 * SECONDS)
        )
        kind, _, name = by.partition(" ")
        came["not tried" if by.startswith("(") else kind] += 1
        if name and not by.startswith("("):
            noticed.append(name)
        if not by:
            alive.append(mutant)
        if listing or not by or by.startswith("("):
            print(f"{mutant.file}:{mutant.line} {mutant.where}: {mutant.what}: {by or 'SURVIVED'}", flush=True)
    tried = came.total() - came["not tried"]
    name = path.relative_to(HOUSE).as_posix()
    found = Score(name, tried - len(alive), tried, came["not tried"], tuple(alive))
    print(f"{name}: {found.killed} of {tried}, not tried {found.not_tried}; {dict(came)}", flush=True)
    return found


def files(room: Room, only: list[str], *, everything: bool) -> list[Path]:
    """The files to try."""
    if only:
        return [HOUSE / name for name in only]
    if everything:
        return sorted({path for pattern in room.files for path in (HOUSE / pattern.partition("/")[0]).rglob("*.py")})
    found = [path for pattern in room.files for path in sorted(HOUSE.glob(pattern))]
    return [path for path in found if path.stem not in (*room.without, "__init__")]


def try_all(chosen: argparse.Namespace, tests: list[Witness]) -> int:
    """Try the mutants of the chosen files, and say or write what survived."""
    began = time.monotonic()
    room = ROOMS[chosen.room]
    told = branches() if chosen.room == "law" else (*stories(), *documents(chosen.shared))
    witnesses = [*told, *tests]
    known = pickle.loads(chosen.calls.read_bytes()) if chosen.calls and chosen.calls.exists() else {}
    calls = calls_of(witnesses, room, known)
    if isinstance(calls, str):
        print(f"{calls}: it does not pass even without a change: mend that first")
        return 1
    if chosen.calls:
        chosen.calls.write_bytes(pickle.dumps(calls))
    again = asked_again(calls)
    gc.freeze()
    scores = [
        score(path, witnesses, calls, again, most=chosen.most or room.most, every=chosen.every, listing=chosen.list)
        for path in files(room, chosen.only, everything=chosen.all)
    ]
    killed, tried = sum(one.killed for one in scores), sum(one.tried for one in scores)
    print(f"{killed} of {tried} mutants killed: {100 * killed / max(1, tried):.1f} %", end="; ")
    print(f"{sum(one.not_tried for one in scores)} not tried; {time.monotonic() - began:.0f} s")
    if chosen.write:
        return survivors.write(room.survivors, scores, whole=not chosen.only)
    return survivors.compare(room.survivors, scores) if chosen.compare else 0


def main() -> int:
    """Read the options, collect the tests, try the mutants."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--room", choices=ROOMS, default="authority", help="what is changed")
    parser.add_argument("--most", type=float, metavar="SECONDS", help="for how long a mutant is tried")
    parser.add_argument("--every", type=int, default=1, metavar="NUMBER", help="try one mutant of so many: a sample")
    parser.add_argument("--calls", type=Path, metavar="FILE", help="keep there which test calls what, for the next run")
    parser.add_argument("--only", action="append", default=[], metavar="FILE", help="a file below cli/remit")
    parser.add_argument("--tests", action="append", metavar="PATTERN", help="try these tests alone, below tests")
    parser.add_argument("--all", action="store_true", help="also what is no part of the procedure")
    parser.add_argument("--list", action="store_true", help="show every mutant")
    parser.add_argument("--write", action="store_true", help="rewrite SURVIVORS.md")
    parser.add_argument("--compare", action="store_true", help="compare with SURVIVORS.md")
    parser.add_argument("--shared", default=os.environ.get("REMIT_SHARED"), help="the folder of the real documents")
    chosen = parser.parse_args()
    found = [path for pattern in chosen.tests or ROOMS[chosen.room].tests for path in sorted(TESTS.glob(pattern))]
    paths = [str(path) for path in found if path.stem not in SLOW]
    tests = Tests(lambda found: try_all(chosen, found))
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        words = [
            "-s", "--no-header", "--no-summary", "-p", "no:randomly", f"--rootdir={ROOT}", f"--basetemp={folder}/tests",
            "-o", "tmp_path_retention_policy=none", "-k", "not test_stories",
        ]  # fmt: skip
        pytest.main([*words, *paths], plugins=[tests])
    return tests.code


if __name__ == "__main__":
    sys.exit(main())
