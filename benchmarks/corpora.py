"""How well real logs are read: our reading of each against a careful one made by hand.

    python benchmarks/corpora.py [--corpus NAME] [--differences]

The logs and their truth files lie outside this repository, in the folder that REMIT_SHARED names (default: `../shared`
beside it). Each number is right/total. A difference that is meant stands in EXPLAINED with its reason.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from remit.importers import read_folder, records_of
from remit.log.record import Record, texts
from remit.log.settings import ForeignSource
from remit.log.source import Source

Truth = dict[str, Any]
CORPORA = (
    "govuk-aws-adr", "fac", "ccs-adr", "madr", "semantic-kernel", "log4brains", "wagov-adr", "keps", "peps", "synthetix-governance",
)  # fmt: skip
FIXTURES = "log4brains-fixtures"
"""The odd files that log4brains tests its own reader with: a source of their own."""
FIXTURES_PATH = "packages/core/integration-tests/ro-project"


def shared() -> Path:
    """The folder of the real logs."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    return Path(os.environ.get("REMIT_SHARED", beside)) / "corpora"


def sources(corpus: str) -> list[Source]:
    """The files of a log, as a work tree gives them."""
    top = shared() / corpus
    names = sorted(path for path in top.rglob("*") if path.is_file() and path.name != "SOURCE.txt")
    return [Source(path.relative_to(top).as_posix(), path.read_bytes()) for path in names]


class Measure(NamedTuple):
    """One thing that is compared: what the truth says, and what we read."""

    name: str
    wanted: Callable[[Truth], Any]
    got: Callable[[Record], Any]


def _day(record: Record, key: str) -> str | None:
    value = record.head.get(key)
    return value[:10] if isinstance(value, str) else None


def _review(truth: Truth) -> str | None:
    raw = truth["decided_raw"] or ""
    return raw.removeprefix("review ") if raw.startswith("review ") else None


def _targets(truth: Truth, key: str) -> list[str]:
    return sorted({link["target"] for link in truth[key] if link["target"]})


def _paths(record: Record, key: str) -> list[str]:
    return sorted(record.head.get(key, ()))


def _number(record: Record) -> int | None:
    for alias in record.list_of("aliases"):
        digits = alias.replace("PEP ", "PEP-").rpartition("-")[2]
        if digits.isdigit() and len(digits) < 7:
            return int(digits)
    return None


MEASURES = (
    Measure("titles", lambda t: t["title"], lambda r: r.head.get("title")),
    Measure("statuses", lambda t: {"draft": "proposed", None: ""}.get(t["status"], t["status"]), lambda r: r.status),
    Measure("status as written", lambda t: t["status_raw"], lambda r: r.raw.get("status")),
    Measure("raised", lambda t: t["created"], lambda r: _day(r, "raised")),
    Measure("decided", lambda t: t["decided"], lambda r: _day(r, "decided")),
    Measure("review", _review, lambda r: _day(r, "review_by")),
    Measure("deciders", lambda t: t["deciders"], lambda r: list(texts(r.head.get("deciders")))),
    Measure("consulted", lambda t: t["consulted"], lambda r: list(texts(r.head.get("consulted")))),
    Measure("informed", lambda t: t["informed"], lambda r: list(texts(r.head.get("informed")))),
    Measure("authors", lambda t: t["authors"], lambda r: list(texts(r.head.get("authors")))),
    Measure("supersedes", lambda t: _targets(t, "supersedes"), lambda r: _paths(r, "supersedes")),
    Measure("superseded by", lambda t: _targets(t, "superseded_by"), lambda r: _paths(r, "superseded_by")),
    Measure("other links", lambda t: _targets(t, "other_links"), lambda r: _paths(r, "related")),
    Measure("tags", lambda t: sorted(t["tags"]), lambda r: sorted(r.list_of("tags"))),
    Measure("numbers", lambda t: t["number"], _number),
)


EXPLAINED = {
    ("semantic-kernel", "other links"): 'a section "Related Decisions" names two records, which the truth leaves out',
    ("keps", "other links"): "the truth resolves no see-also; every one of ours is the path of a record",
    ("keps", "deciders"): "two list a person twice; we count a person once",
    ("keps", "authors"): "one entry names several people after `with input from`; we split at its commas",
    ("peps", "deciders"): "a delegate `TODO` is nobody",
    ("peps", "authors"): "two blanks inside a name are one",
    ("synthetix-governance", "authors"): "two blanks inside a name are one",
}
"""Differences that are meant, with the reason."""


class Difference(NamedTuple):
    """One value that is read otherwise than the truth says."""

    measure: str
    path: str
    wanted: Any
    got: Any


class Score(NamedTuple):
    """One log's result: right and total of each measure, every difference, and the seconds that reading took."""

    corpus: str
    right: dict[str, tuple[int, int]]
    differences: tuple[Difference, ...]
    seconds: float


def score(corpus: str) -> Score:
    """Read one log and compare."""
    name = "log4brains" if corpus == FIXTURES else corpus
    truth = json.loads((shared() / f"{name}.truth.json").read_text(encoding="utf-8"))
    wanted = {one["path"]: one for one in truth["fixtures" if corpus == FIXTURES else "records"]}
    files = sources(name)
    started = time.perf_counter()
    records = records_of(read_folder(files, ForeignSource(FIXTURES_PATH if corpus == FIXTURES else ".")))
    seconds = time.perf_counter() - started
    suffixes = {file.path.rpartition(".")[0]: file.path for file in files}
    read = {record.path: _with_paths(record, suffixes) for record in records}
    differences = list(_compare(wanted, read))
    right = {"records": (len(set(wanted) & set(read)), len(set(wanted) | set(read)))}
    for measure in MEASURES:
        wrong = sum(one.measure == measure.name for one in differences)
        right[measure.name] = (len(wanted) - wrong, len(wanted))
    return Score(corpus, right, tuple(differences), seconds)


def _with_paths(record: Record, suffixes: dict[str, str]) -> Record:
    """Links as paths, as the truth files have them."""
    head = dict(record.head)
    for key in ("supersedes", "superseded_by", "related"):
        if key in head:
            head[key] = [suffixes.get(one, one) if Path(one).suffix != ".md" else one for one in head[key]]
    return record._replace(head=head)


def _compare(wanted: dict[str, Truth], read: dict[str, Record]) -> Iterator[Difference]:
    for path in sorted(set(wanted) ^ set(read)):
        yield Difference("records", path, path in wanted, path in read)
    for path, truth in sorted(wanted.items()):
        for measure in MEASURES:
            want = measure.wanted(truth)
            got = measure.got(read[path]) if path in read else "not read"
            if want != got:
                yield Difference(measure.name, path, want, got)


def main() -> int:
    """Print the table; with --differences every difference too."""
    parser = argparse.ArgumentParser(description="Score the reading of real logs.")
    parser.add_argument("--corpus", choices=[*CORPORA, FIXTURES], action="append")
    parser.add_argument("--differences", action="store_true")
    options = parser.parse_args()
    if not shared().is_dir():
        print(f"There are no logs in {shared()}: set REMIT_SHARED.", file=sys.stderr)
        return 1
    scores = [score(corpus) for corpus in options.corpus or [*CORPORA, FIXTURES]]
    names = ["records", *(measure.name for measure in MEASURES)]
    width = max(len(name) for name in names)
    for one in scores:
        print(f"\n{one.corpus} ({one.seconds:.2f} s)")
        for name in names:
            right, total = one.right[name]
            note = "" if right == total else EXPLAINED.get((one.corpus, name), "NOT EXPLAINED")
            print(f"  {name:<{width}}  {right:>4}/{total:<4} {note}".rstrip())
        for difference in one.differences if options.differences else ():
            print(
                f"    {difference.measure}: {difference.path}\n      wanted {difference.wanted!r}\n      read   {difference.got!r}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
