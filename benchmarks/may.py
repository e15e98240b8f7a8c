"""How long answers and decisions take over a large log, as ratios to CY = `python -c "import click, yaml"`, all in one run.

    python benchmarks/may.py [--records 10000] [--rounds 7]

The first part asks under a policy that looks at one decision alone, the second under one that adds them all up; the third
and fourth do the same over a log that adopted as many decisions of another format, and has three of its own.
"""

import argparse
import compileall
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import remit
from log import BODY, POLICY, generate, timed

SUMS = "budgets:\n  tools: {amount: 900000000, per: total, over: cto}\n"
TOGETHER = "    together: {same: [supplier], within: 3650d}\n    budget: tools\n"
WHO = ("--who", "ben")


def calls(program: str) -> list[tuple[str, float, list[str], tuple[int, ...]]]:
    """Name, the most it may take in CY, the words, the exit codes that are fine."""
    topic = ("--topic", "tooling/cache", "--amount", "4", "--fact", "supplier=s1")
    return [
        ("may", 2.5, [program, "may", *topic, *WHO, "Choose a cache"], (0, 20)),
        ("may, a word for title", 0, [program, "may", *topic, *WHO, "caches"], (0, 20)),
        ("may, words alone", 0, [program, "may", *WHO, "Choose a cache"], (50,)),
        ("who", 2.5, [program, "who", "tooling/cache"], (0,)),
        ("propose", 0, [program, "propose", *topic, *WHO, "Choose a cache"], (0,)),
        ("mine", 0, [program, "mine", *WHO], (0,)),
    ]


def adopt(root: Path, count: int) -> None:
    """Beside what is there, a folder of `count` decisions as adr-tools writes them, adopted and committed."""
    folder = root / "docs/adr"
    folder.mkdir(parents=True)
    for number in range(1, count + 1):
        day, status = (
            f"{2006 + number // 600}-{1 + number % 12:02}-{1 + number % 28:02}",
            "Proposed" if number % 9 == 0 else "Accepted",
        )
        text = f"# {number}. Choose number {number} for the cache\n\nDate: {day}\n\n## Status\n\n{status}\n\n## Context\n\n{BODY}\n"
        (folder / f"{number:05}-choose-number-{number}-for-the-cache.md").write_text(f"{text}## Decision\n\nWe will.\n")
    settings = root / "decisions/remit.yml"
    settings.write_text(settings.read_text() + "sources:\n  - {path: docs/adr, format: nygard}\n")
    commit(root, "Adopt")


def commit(root: Path, message: str) -> None:
    identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com", "-c", "gc.auto=0")
    for words in (("add", "-A"), ("commit", "-q", "-m", message)):
        subprocess.run(["git", *identity, *words], cwd=root, check=True)


def with_sums(root: Path) -> None:
    """Let the policy add up what was decided before, and ask once so that the rows are kept."""
    path = root / "decisions/policy/acme@2000-01-01.yml"
    text = POLICY.replace("boundaries:\n", f"{SUMS}boundaries:\n").replace(
        "    topic: tooling\n", f"    topic: tooling\n{TOGETHER}"
    )
    path.write_text(text)
    commit(root, "Add up")


def measured(root: Path, rounds: int, program: str) -> Iterator[str]:
    """A line for each call."""
    for name, most, words, codes in calls(program):
        timed(words, root, codes=codes)
        pairs = [
            (timed(words, root, codes=codes), timed([sys.executable, "-c", "import click, yaml"], root))
            for _ in range(rounds)
        ]
        ratio = statistics.median(took / unit for took, unit in pairs)
        bar = f"{most:9.1f}" if most else ""
        yield f"{name:26}{statistics.median(took for took, _ in pairs) * 1000:8.0f}{ratio:8.2f}{bar}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--records", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=7)
    asked = options.parse_args()
    compileall.compile_dir(str(Path(remit.__file__).parent), quiet=2)
    program = str(Path(sys.executable).parent / "remit")
    with tempfile.TemporaryDirectory() as scratch:
        own, adopting = Path(scratch) / "log", Path(scratch) / "adopting"
        generate(own, asked.records)
        generate(adopting, 3)
        adopt(adopting, asked.records)
        time.sleep(2.5)
        print(f"{asked.records:,} records{'':14}{'ms':>8}{'CY':>8}{'at most':>9}")
        for name, root in (("of our own", own), ("adopted", adopting)):
            print(f"{name}: one decision alone", *measured(root, asked.rounds, program), sep="\n")
            with_sums(root)
            print(f"{name}: all decisions added up", *measured(root, asked.rounds, program), sep="\n", flush=True)


if __name__ == "__main__":
    main()
