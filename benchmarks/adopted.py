"""How long `remit list` takes over a real adopted log, against git's reading of the same files, paired in one run.

    python benchmarks/adopted.py [--rounds 15] [--bundle PATH]

The bundle is a history of Python's proposals (736 records), in the folder that REMIT_SHARED names. Processor time counts, of
git's own calls too; a ratio is the median of the rounds' ratios. Bar: at most 6 times `git cat-file --batch`.
"""

import argparse
import compileall
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import remit

SHARED = Path(os.environ.get("REMIT_SHARED", "../shared"))
SETTINGS = "remit: 1\ntitle: Benchmark\nsources:\n  - path: peps\n"


def spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(words: Sequence[str], root: Path, feed: bytes = b"") -> float:
    """Seconds of processor time that a command takes."""
    before = spent()
    subprocess.run(words, cwd=root, input=feed, stdout=subprocess.DEVNULL, check=True)
    return spent() - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--bundle", type=Path, default=SHARED / "histories/peps.bundle")
    options = parser.parse_args()
    if not options.bundle.exists():
        raise SystemExit(
            f"there is no {options.bundle}: name the shared data with REMIT_SHARED, or a bundle with --bundle"
        )
    compileall.compile_dir(Path(remit.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "peps")
        subprocess.run(["git", "clone", "-q", options.bundle.resolve(), root], check=True)
        listed = subprocess.run(
            ["git", "ls-tree", "-r", "--format=%(objectname)", "HEAD", "peps"],
            cwd=root,
            capture_output=True,
            check=True,
        ).stdout
        (root / "decisions").mkdir()
        (root / "decisions/remit.yml").write_text(SETTINGS)
        rounds = [
            (
                measured(["git", "cat-file", "--batch"], root, listed),
                measured([str(Path(sys.executable).parent / "remit"), "list"], root),
            )
            for _ in range(options.rounds)
        ]
    git, ours = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(listing / reading for reading, listing in rounds)
    print(f"{len(listed.split())} files: git cat-file {git:.3f} s, remit list {ours:.3f} s, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
