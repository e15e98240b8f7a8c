"""Score the history engine on real logs: every change of status that the trusted branch published, against the truth files.

    python benchmarks/truth.py FOLDER [NAME ...]     FOLDER holds NAME.bundle and NAME.truth.json

Prints, for each log, how many changes are equal, and every difference with its reason.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from remit.history.file_values import STATUS_RAW, adopted
from remit.history.reader import history_of
from remit.log.settings import ForeignSource
from remit.log.timeline import FILE, Timeline

PLACES = {
    "peps": (".", "pep"),
    "keps": ("keps", "kep"),
    "semantic-kernel": ("docs", "auto"),
    "govuk-aws-adr": (".", "auto"),
    "fac": ("docs", "auto"),
}
Step = tuple[str, str]
"""Status as written and the commit of the main line that published it."""


def published(timeline: Timeline | None) -> list[Step]:
    """The statuses that the main line showed one after the other, as written; empty where the record had none yet."""
    last: dict[str, Any] = {}
    for change in timeline.changes if timeline else ():
        if change.landed and (change.field == STATUS_RAW or (change.field == FILE and change.old is None)):
            last[change.landed.id] = change.new if change.field == STATUS_RAW else ""
    return _steps((str(status or ""), commit) for commit, status in last.items())


def expected(record: dict[str, Any]) -> list[Step]:
    return _steps((str(event["status"] or ""), event["commit"]) for event in record["events"])


def _steps(events: Iterable[Step]) -> list[Step]:
    out: list[Step] = []
    for status, commit in events:
        text = " ".join(status.split())
        if not out or out[-1][0] != text:
            out.append((text, commit))
    return out


def score(bundle: Path, truth: dict[str, Any]) -> tuple[int, int, list[str]]:
    """Changes equal, changes in the truth, and a line for every record that differs."""
    path, name = PLACES[truth["bundle"]]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "clone", "-q", "-n", str(bundle), folder], check=True, capture_output=True)
        history = history_of(folder, truth["head"], [path], kind=adopted(ForeignSource(path, name)), keep=False)
    equal = total = 0
    differences = []
    for record in truth["records"]:
        wanted, got = expected(record), published(history.at(record["path"]))
        total += max(len(wanted) - 1, 0)
        if wanted == got:
            equal += max(len(wanted) - 1, 0)
        else:
            equal += sum(step in got[1:] for step in wanted[1:])
            differences.append(f"{record['path']}\n    truth {_line(wanted)}\n    ours  {_line(got)}")
    return equal, total, differences


def _line(steps: list[Step]) -> str:
    return " > ".join(f"{status} ({commit[:8]})" for status, commit in steps) or "nothing"


def main() -> None:
    folder = Path(sys.argv[1])
    for name in sys.argv[2:] or sorted(path.name.removesuffix(".truth.json") for path in folder.glob("*.truth.json")):
        start = time.perf_counter()
        equal, total, differences = score(
            folder / f"{name}.bundle", json.loads((folder / f"{name}.truth.json").read_text())
        )
        print(
            f"{name}: {equal} of {total} changes of status equal, {time.perf_counter() - start:.1f} s, {len(differences)} records differ"
        )
        for difference in differences:
            print("  " + difference)


if __name__ == "__main__":
    main()
