"""How long a range check takes: 100 commits that touch 300 records, in a log of 10,000 that was kept for ten years.

    python benchmarks/range.py [--records 10000] [--rounds 7] [--others 80000] [--signed]

Times are ratios to CY (`python -c "import click, yaml"`), paired in one run: each round measures CY and the check one after
the other, and the table shows the median of the ratios; beside it the ratio of processor time, which a busy machine does not change
and which counts git's own work in full. Bytecode must be there (`python -m compileall -q cli/remit`).
Bar: at most 8 CY without signatures; with four times as many other files (`--others`), at most four times the time. With --signed every commit carries a signature that the settings ask for; the check may
then take 1.2 times what `git verify-commit` takes for the same commits besides, measured in the same round. The time of a plain
loop of `ssh-keygen -Y verify` is shown beside it.
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
CY = [sys.executable, "-c", "import click, yaml"]
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
BEN = (("NAME", "Ben"), ("EMAIL", "ben@example.com"), ("DATE", f"{START + 10_000} +0000"))


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
        if not os.path.isdir(root):
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


def sign(root: str, folder: str) -> None:
    """Sign every commit of `work` with ben's key, which people.yml then lists; and let the settings ask for it."""
    key = f"{folder}/key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ben", "-f", key], check=True)
    public = " ".join(Path(f"{key}.pub").read_text().split()[:2])
    people = GUARDS["decisions/people.yml"].replace("}\nholds", f", keys: [{public}]}}\nholds")
    settings = GUARDS["decisions/remit.yml"] + "grades: {edge: signed}\n"
    git(root, "checkout", "-q", "main")
    Path(root, "decisions/people.yml").write_text(people)
    Path(root, "decisions/remit.yml").write_text(settings)
    git(root, "commit", "-q", "-a", "-m", "Ask for signatures")
    parent = git(root, "rev-parse", "main")
    options = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={key}")
    git(root, "checkout", "-q", "work")
    git(root, "rebase", "-q", "main")
    for commit in git(root, "rev-list", "--reverse", "main..work").split():
        parent = git(root, *options, "commit-tree", "-S", "-p", parent, "-m", "x", f"{commit}^{{tree}}")
    git(root, "reset", "-q", "--hard", parent)
    Path(f"{folder}/signers").write_text(f'ben namespaces="git" {public}\n')


def git(root: str, *words: str) -> str:
    who = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in BEN}
    env = {**os.environ, **who}
    return subprocess.run(
        ["git", "-C", root, *words], check=True, capture_output=True, text=True, env=env
    ).stdout.strip()


def verifier(root: str, folder: str) -> list[str]:
    """The words with which git alone verifies every commit of the range."""
    commits = git(root, "rev-list", "main..work").split()
    return ["git", "-C", root, "-c", f"gpg.ssh.allowedSignersFile={folder}/signers", "verify-commit", *commits]


def loop(root: str, folder: str) -> list[str]:
    """The words with which ssh-keygen alone verifies them, one after the other."""
    lines = []
    for number, commit in enumerate(git(root, "rev-list", "main..work").split()):
        raw = subprocess.run(["git", "-C", root, "cat-file", "commit", commit], check=True, capture_output=True).stdout
        before, _, rest = raw.partition(b"gpgsig ")
        signature, end, after = rest.partition(b"-----END SSH SIGNATURE-----\n")
        Path(f"{folder}/{number}.sig").write_bytes((signature + end).replace(b"\n ", b"\n"))
        Path(f"{folder}/{number}.data").write_bytes(before + after)
        lines.append(f"ssh-keygen -Y verify -f signers -I ben -n git -s {number}.sig < {number}.data")
    Path(f"{folder}/loop.sh").write_text("set -e\n" + "\n".join(lines) + "\n")
    return ["sh", f"{folder}/loop.sh"]


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
    parser.add_argument("--others", type=int, default=80_000, help="how many files of other kinds a last commit adds")
    parser.add_argument("--signed", action="store_true", help="every commit is signed, and the settings ask for it")
    asked = parser.parse_args()
    compileall.compile_dir(str(ROOT / "cli" / "remit"), quiet=2)
    script = shutil.which("remit") or sys.exit("install remit first: pip install -e .")
    with tempfile.TemporaryDirectory() as folder:
        root = f"{folder}/log"
        make(root, asked.records, asked.commits, asked.touched)
        env = {**os.environ, "REMIT_NOW": "2026-11-21T12:00+00:00"}
        words = [script, "check", "--range", "main..work"]
        print(f"{asked.commits} commits, {asked.touched} records touched, {asked.records:,} in the log")
        if asked.signed:
            sign(root, folder)
            signed(words, root, folder, env, asked.rounds)
        else:
            plain(words, root, folder, env, asked.rounds)
            growth(words, root, env, asked.others)


def plain(words: list[str], root: str, folder: str, env: dict[str, str], rounds: int) -> None:
    """The check where nothing has to be verified."""
    ratios, times = [], []
    for _ in range(rounds):
        cy = min(timed(CY, folder, env) for _ in range(2))
        took = timed(words, root, env)
        ratios.append(took / cy)
        times.append(took)
    print(
        f"range check  median {statistics.median(ratios):.2f} CY  (lowest {min(ratios):.2f})  {statistics.median(times) * 1000:.0f} ms   bar 8 CY"
    )
    print(f"processor    {worked(words, root, env) / worked(CY, folder, env):.2f} CY")


def growth(words: list[str], root: str, env: dict[str, str], most: int) -> None:
    """How the check grows with files that are not of the log: a quarter of them, then all."""
    took = []
    for count in (most // 4, most):
        importer = Importer(root)
        importer.commit("work", {f"src/{n % 50}/{n}.txt": "1\n" for n in range(count)}, "work^0")
        importer.done()
        took.append(worked(words, root, env))
    print(
        f"others       {most // 4:,} files {took[0]:.2f} s, {most:,} files {took[1]:.2f} s   {took[1] / took[0]:.1f} times"
    )


def signed(words: list[str], root: str, folder: str, env: dict[str, str], rounds: int) -> None:
    """The check that verifies, against the verifier's own time."""
    own, by_hand = verifier(root, folder), loop(root, folder)
    over, times, verifying, loops = [], [], [], []
    for _ in range(rounds):
        cy = min(timed(CY, folder, env) for _ in range(2))
        verifying.append(timed(own, folder, env))
        loops.append(timed(by_hand, folder, env))
        times.append(timed(words, root, env))
        over.append((times[-1] - 1.2 * verifying[-1]) / cy)
    middle = statistics.median
    print(
        f"signed       median {middle(times) * 1000:.0f} ms; git verify-commit {middle(verifying) * 1000:.0f} ms, "
        f"a loop of ssh-keygen {middle(loops) * 1000:.0f} ms\n"
        f"             less 1.2 x git's own: median {middle(over):.2f} CY  (lowest {min(over):.2f}, highest {max(over):.2f})   bar 8 CY"
    )


if __name__ == "__main__":
    main()
