"""How long a range check takes: 100 commits that touch 300 records, in a log of 10,000 that was kept for ten years.

    python benchmarks/range.py [--records 10000] [--rounds 7]

Times are ratios to CY (`python -c "import click, yaml"`), paired in one run: each round measures CY and the check one after
the other, and the table shows the median of the ratios; beside it the ratio of processor time, which a busy machine does not change
and which counts git's own work in full. Bytecode must be there (`python -m compileall -q cli/remit`).
Bar: at most 4 CY without signatures.
"""

import argparse
import compileall
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
GUARDS = {
    "decisions/remit.yml": "remit: 1\ntitle: Benchmark\npolicy: acme\n",
    "decisions/people.yml": "people:\n  ben: {name: Ben, emails: [ben@example.com]}\nholds:\n  - {role: engineer, who: ben}\n",
    "decisions/policy/acme@2026-01-01.yml": (
        "remit: 1\npolicy: acme\ntitle: Who decides\nowner: engineer\nin_force: {from: 2026-01-01}\ncurrency: EUR\n"
        "roles:\n  engineer: {tier: edge}\n"
        "boundaries:\n  - {id: tools, topic: tooling, decide: engineer}\nescalation: [engineer]\notherwise: {escalate: engineer}\n"
    ),
}
START = 1795000000


def suffix(number: int) -> str:
    out = ""
    number = (number * 7919 + 1) % 32**6
    for _ in range(6):
        out = LETTERS[number % 32] + out
        number //= 32
    return out


def path_of(number: int, records: int) -> str:
    """Ten years of decisions, the newest in 2026, as a log of this size would have them."""
    return f"decisions/{2017 + min(9, number * 10 // records)}/D-20261117-{suffix(number)}.md"


def record(number: int, title: str) -> str:
    return (
        f"---\nid: D-20261117-{suffix(number)}\ntitle: {title} {number}\nstatus: accepted\ndecider: ben\ntopic: tooling/cache\n"
        "facts: {amount: 400}\nraised: 2026-11-10\ndecided: 2026-11-18T10:12+00:00\ntier: edge\nboundary: tools\n---\n"
        "The orders page takes 4 s at noon; we already run Redis. 400 EUR a month.\n"
    )


class Importer:
    """`git fast-import`, fed."""

    def __init__(self, root: str) -> None:
        subprocess.run(["git", "init", "-q", "-b", "main", root], check=True)
        self.process = subprocess.Popen(["git", "-C", root, "fast-import", "--quiet"], stdin=subprocess.PIPE)
        self.clock = START

    def write(self, text: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(text.encode())

    def commit(self, branch: str, files: dict[str, str], parent: str = "") -> None:
        self.clock += 60
        self.write(f"commit refs/heads/{branch}\ncommitter Ben <ben@example.com> {self.clock} +0000\ndata 1\nx\n")
        if parent:
            self.write(f"from refs/heads/{parent}\n")
        for path, text in files.items():
            self.write(f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n")

    def done(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        assert self.process.wait() == 0


def make(root: str, records: int, commits: int, touched: int) -> None:
    """A log of `records`, and a branch of `commits` that brings `touched` more, half of them new, half reworded proposals."""
    importer = Importer(root)
    files = dict(GUARDS)
    for number in range(records):
        files[path_of(number, records)] = record(number, "Cache orders")
    drafts = range(records - touched // 2, records)
    for number in drafts:
        text = record(number, "Draft").replace("accepted", "proposed")
        files[path_of(number, records)] = text.replace("decided: 2026-11-18T10:12+00:00\n", "")
    importer.commit("main", files)
    work = [*drafts, *range(records, records + touched - len(drafts))]
    each = -(-touched // commits)
    for at in range(commits):
        part = {path_of(n, records): record(n, "Decided") for n in work[at * each : (at + 1) * each]}
        importer.commit("work", {**part, f"src/file{at}.py": f"x = {at}\n"}, "main" if at == 0 else "")
    importer.done()
    subprocess.run(["git", "-C", root, "checkout", "-q", "work"], check=True)


def worked(words: list[str], cwd: str, env: dict[str, str]) -> float:
    """Processor seconds of a command and all that it starts; the least of three."""
    took = []
    for _ in range(3):
        before = os.times()
        subprocess.run(words, cwd=cwd, env=env, capture_output=True, check=False)
        after = os.times()
        took.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return min(took)


def timed(words: list[str], cwd: str, env: dict[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, check=False)
    took = time.perf_counter() - start
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return took


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--commits", type=int, default=100)
    parser.add_argument("--touched", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    compileall.compile_dir(str(ROOT / "cli" / "remit"), quiet=2)
    script = shutil.which("remit") or sys.exit("install remit first: pip install -e .")
    with tempfile.TemporaryDirectory() as folder:
        root = f"{folder}/log"
        make(root, asked.records, asked.commits, asked.touched)
        env = {**os.environ, "REMIT_NOW": "2026-11-21T12:00+00:00"}
        ratios, times, works = [], [], []
        words = [script, "check", "--range", "main..work"]
        for _ in range(asked.rounds):
            cy = min(timed([sys.executable, "-c", "import click, yaml"], folder, env) for _ in range(2))
            took = timed(words, root, env)
            ratios.append(took / cy)
            times.append(took)
            if not works:
                works.append(
                    worked(words, root, env) / worked([sys.executable, "-c", "import click, yaml"], folder, env)
                )
    print(f"{asked.commits} commits, {asked.touched} records touched, {asked.records:,} in the log")
    print(
        f"range check  median {statistics.median(ratios):.2f} CY  (lowest {min(ratios):.2f})  {statistics.median(times) * 1000:.0f} ms   bar 4 CY"
    )
    print(f"processor    {works[0]:.2f} CY")


if __name__ == "__main__":
    main()
