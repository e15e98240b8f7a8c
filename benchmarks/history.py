"""Measure the history engine on a log made with `git fast-import`: ratios against git's own pass, paired in one run.

    python benchmarks/history.py [--records 10000] [--branches] [--layout YYYY/MM] [--keep FOLDER]

Prints the floor (`git log --raw` over the log), the cold run, one new commit, the warm run and the memory.
"""

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

ENV = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
FLOOR = ("log", "--raw", "--no-renames", "--full-history", "--diff-merges=first-parent", "--format=%H")
PEOPLE = ("ana", "ben", "cho", "dia", "eva", "finn", "gus", "hal")
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
PARAGRAPH = "The orders page takes four seconds at noon, and the cache we already run would serve it. " * 38


def record_text(record_id: str, status: str, person: str, amount: int, note: str) -> bytes:
    """A record of about 3.7 KB with 12 keys."""
    day = f"{record_id[2:6]}-{record_id[6:8]}-{record_id[8:10]}"
    decided = f"decided: {day}T15:00+00:00\n" if status == "accepted" else ""
    return (
        f"---\nid: {record_id}\ntitle: Cache part {record_id[-6:]} in memory\nstatus: {status}\ndecider: {person}\n"
        f"topic: tooling/cache\nfacts: {{amount: {amount}, reversible: yes}}\nraised: {day}\n{decided}"
        f"raised_by: {person}\ntier: edge\nboundary: tools\nteam: shop\ntags: [cache, speed]\n---\n{note}\n{PARAGRAPH}\n"
    ).encode()


def ids(count: int, pick: random.Random) -> Iterator[str]:
    """Ids spread over six years."""
    for number in range(count):
        day = number * 6 * 336 // count
        yield f"D-{2020 + day // 336}{day % 336 // 28 + 1:02d}{day % 28 + 1:02d}-" + "".join(
            pick.choice(LETTERS) for _ in range(6)
        )


def stories(count: int, pick: random.Random) -> Iterator[list[tuple[str, str, str, bytes]]]:
    """For each record the commits that made it: (path id, person, subject, text), five on average."""
    for record_id in ids(count, pick):
        person = pick.choice(PEOPLE)
        amount = pick.randrange(20, 900)
        steps = [(record_id, person, "propose", record_text(record_id, "proposed", person, amount, "First."))]
        for number in range(pick.choice((1, 2, 3, 4, 5))):
            steps.append(
                (
                    record_id,
                    pick.choice(PEOPLE),
                    "edit",
                    record_text(record_id, "proposed", person, amount + number, f"Edit {number}."),
                )
            )
        steps.append((record_id, person, "decide", record_text(record_id, "accepted", person, amount, "Decided.")))
        yield steps


class Writer:
    """One `git fast-import` stream."""

    def __init__(self, folder: str, layout: str) -> None:
        subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True, env=ENV)
        self.process = subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet"], stdin=subprocess.PIPE, env=ENV)
        assert self.process.stdin
        self.out, self.layout, self.clock, self.commits = self.process.stdin, layout, 1577836800, 0

    def path(self, record_id: str) -> str:
        folder = (
            record_id[2:6] + (f"/{record_id[6:8]}" if self.layout == "YYYY/MM" else "") + "/"
            if self.layout != "flat"
            else ""
        )
        return f"decisions/{folder}{record_id}.md"

    def commit(
        self, ref: str, person: str, subject: str, record_id: str, text: bytes, *, start: str = "", merge: str = ""
    ) -> None:
        self.clock += 600
        self.commits += 1
        who = f"{person} <{person}@example.com> {self.clock} +0000"
        lines = f"commit {ref}\nmark :{self.commits}\nauthor {who}\ncommitter {who}\ndata {len(subject)}\n{subject}\n"
        lines += (f"from {start}\n" if start else "") + (f"merge {merge}\n" if merge else "")
        self.out.write(lines.encode())
        if text:
            self.out.write(f"M 100644 inline {self.path(record_id)}\ndata {len(text)}\n".encode() + text + b"\n")

    def close(self) -> None:
        self.out.close()
        assert self.process.wait() == 0


def write_linear(writer: Writer, count: int) -> None:
    for steps in stories(count, random.Random(7)):
        for record_id, person, subject, text in steps:
            writer.commit("refs/heads/main", person, subject, record_id, text)


def write_branches(writer: Writer, count: int) -> None:
    """Every record on a branch of its own, merged by somebody else."""
    for steps in stories(count, random.Random(7)):
        start = f":{writer.commits}" if writer.commits else ""
        for number, (record_id, person, subject, text) in enumerate(steps):
            writer.commit("refs/heads/side", person, subject, record_id, text, start=start if not number else "")
        if start:
            writer.commit(
                "refs/heads/main", "gus", "Merge", steps[0][0], steps[-1][3], start=start, merge=f":{writer.commits}"
            )
        else:
            writer.out.write(f"reset refs/heads/main\nfrom :{writer.commits}\n\n".encode())


def make(folder: str, records: int, layout: str, *, branches: bool) -> int:
    """The repository, packed; how many commits it has."""
    writer = Writer(folder, layout)
    (write_branches if branches else write_linear)(writer, records)
    writer.close()
    for words in (("repack", "-adfq"), ("reset", "-q", "--hard", "main")):
        subprocess.run(["git", "-C", folder, *words], check=True, env=ENV)
    return writer.commits


READ = "import sys; from remit.history.reader import history_of; h = history_of(sys.argv[1], 'main', ['decisions']); print(len(h.timelines))"


class Took(NamedTuple):
    """What a command took, in seconds: by the clock, and of the processor with all that it started."""

    clock: float
    processor: float


def run(*command: str) -> Took:
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ENV)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def line(name: str, took: Sequence[Took], against: Sequence[Took] = (), what: str = "") -> str:
    """One line of the table: medians, and the median of the ratios of the rounds."""
    seconds = f"{statistics.median(one.clock for one in took):7.3f} s  processor {statistics.median(one.processor for one in took):7.3f} s"
    pairs = list(zip(took, against, strict=True)) if against else []
    ratio = [
        statistics.median(getattr(one, field) / getattr(other, field) for one, other in pairs)
        for field in Took._fields
        if pairs
    ]
    return f"{name:22}{seconds}" + (f"  {ratio[0]:.2f} x {what} (processor {ratio[1]:.2f} x)" if pairs else "")


def memory(*command: str) -> tuple[float, float]:
    """Peak resident memory in MB of a command: itself, and the largest of what it started."""
    code = f"import resource, sys; sys.argv = ['-'] + sys.argv[1:]; exec({READ!r}); r = resource.getrusage; print(r(0).ru_maxrss, r(-1).ru_maxrss)"
    out = subprocess.run(
        [sys.executable, "-c", code, *command], check=True, capture_output=True, text=True, env=ENV
    ).stdout.split()
    return int(out[-2]) / 1024, int(out[-1]) / 1024


def _commit(folder: str, *words: str) -> None:
    """Commit what is staged, as ana; `words` go to `git commit`."""
    who = ("-c", "user.name=ana", "-c", "user.email=ana@example.com")
    subprocess.run(["git", "-C", folder, *who, "commit", "-q", *words], check=True, env=ENV)


def measure(folder: str, rounds: int) -> None:
    """The table."""
    index = os.path.join(folder, ".git", "remit")
    cold, warm, floor, start = [], [], [], []
    for _ in range(rounds):
        subprocess.run(["rm", "-rf", index], check=True)
        floor.append(run("git", "-C", folder, *FLOOR, "main", "--", "decisions"))
        cold.append(run(sys.executable, "-c", READ, folder))
    for _ in range(rounds * 3):
        start.append(run(sys.executable, "-c", "import click, yaml"))
        warm.append(run(sys.executable, "-c", READ, folder))
    _commit(folder, "--allow-empty", "-m", "x")
    with open(os.path.join(folder, "decisions", "note.md"), "w", encoding="utf-8") as file:
        file.write(record_text("D-20261121-k3f9qz", "proposed", "ana", 5, f"Now {time.time()}").decode())
    subprocess.run(["git", "-C", folder, "add", "decisions/note.md"], check=True, env=ENV)
    _commit(folder, "-m", "one more")
    one = run(sys.executable, "-c", READ, folder)
    size = os.path.getsize(os.path.join(index, "index.sqlite")) / 1e6
    print(line("git log --raw", floor))
    print(line("cold", cold, floor, "git log"))
    print(line("one new commit", [one]))
    print(line("warm", warm, start, "import click, yaml"))
    subprocess.run(["rm", "-rf", index], check=True)
    own, git = memory(folder)
    print(f"memory                 {own:6.0f} MB  (git {git:.0f} MB)   index {size:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--branches", action="store_true")
    parser.add_argument("--layout", choices=("YYYY/MM", "YYYY", "flat"), default="YYYY/MM")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", default="", help="the folder to make the repository in, or to use again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or os.path.join(scratch, "log")
        if not os.path.isdir(os.path.join(folder, ".git")):
            print(make(folder, options.records, options.layout, branches=options.branches), "commits")
        measure(folder, options.rounds)


if __name__ == "__main__":
    main()
