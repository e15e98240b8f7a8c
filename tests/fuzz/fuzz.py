"""Fuzz one reader with Atheris (coverage guided).

    pip install atheris
    python tests/fuzz/fuzz.py front_matter tests/fuzz/corpus/front_matter -max_total_time=60

What it finds becomes a file of the corpus, and with that a test (tests/fuzz/test_readers.py runs the whole corpus).
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> None:
    import atheris

    sys.path[:0] = [str(ROOT / "cli"), str(Path(__file__).parent)]
    with atheris.instrument_imports(include=["remit", "targets"]):
        from targets import TARGETS
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: fuzz.py {{{'|'.join(TARGETS)}}} [CORPUS] [-max_total_time=SECONDS]")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
