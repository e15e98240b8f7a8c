"""A real history of 738 proposals over 26 years: the audit finds what is known about it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audits import pep_log
from remit.audits.lead_times import SET, Life, lives
from remit.audits.velocity import COMPETE, velocity
from remit.history.reader import history_of
from remit.log.log import Log
from remit.repo import repository as place
from remit.workspace import logs

pytestmark = pytest.mark.shared
NOW = datetime(2026, 8, 22, tzinfo=UTC).timestamp()


@pytest.fixture(scope="module")
def peps(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Log, tuple[Life, ...]]:
    folder = pep_log.make(
        tmp_path_factory.mktemp("peps") / "log", shared_dir / "histories" / "pep-audit" / "pep_events.json"
    )
    log = logs.read_log(place.find(str(folder)))
    return log, lives(log, history_of(str(folder), "main", ["decisions"]), SET, NOW + 86400)


@pytest.fixture(scope="module")
def expected(shared_dir: Path) -> dict[str, dict[str, object]]:
    return json.loads((shared_dir / "histories" / "pep-audit" / "pep_expected.json").read_text())


def test_every_year_is_found(peps: tuple[Log, tuple[Life, ...]], expected: dict[str, dict[str, object]]):
    log, all_lives = peps
    found = velocity(all_lives, log, NOW, clock=SET, by=["year"])
    rows = {row.group["year"]: row for row in found.rows if row.n} | {"all": found.all}
    split = velocity(all_lives, log, NOW, clock=SET, by=["year", "tag"])
    whole = velocity(all_lives, log, NOW, clock=SET, by=["tag"])
    halves = {(row.group["year"], row.group["tag"]): row for row in split.rows} | {
        ("all", row.group["tag"]): row for row in whole.rows
    }
    got = {}
    for year, row in rows.items():
        got[year] = {"n": row.n, "median": round(row.median, 1), "p75": round(row.p75, 1), "p90": round(row.p90, 1)}
        for tag in ("delegate", "none"):
            half = halves.get((year, tag))
            got[year][tag] = [half.n, round(half.median, 1)] if half and half.n else [0, None]
    wanted = {
        year: {key: row[key] for key in ("n", "median", "p75", "p90", "delegate", "none")}
        for year, row in expected.items()
    }
    assert got == wanted
    assert len(got) == 28


def test_open_ones_make_the_newest_cohort_slower_than_it_looks(peps: tuple[Log, tuple[Life, ...]]):
    log, all_lives = peps
    young = [life for life in all_lives if life.start and life.start >= datetime(2024, 1, 1, tzinfo=UTC).timestamp()]
    plain, competing = (velocity(young, log, NOW, clock=SET, withdrawn=how) for how in ("censor", COMPETE))
    assert round(plain.all.median) == 161
    assert round(plain.all.km.value) == 267
    assert round(competing.all.km.value) == 365


def test_what_was_put_off_took_years(peps: tuple[Log, tuple[Life, ...]]):
    log, all_lives = peps
    rows = {row.group["deferred"]: row for row in velocity(all_lives, log, NOW, clock=SET, by=["deferred"]).rows}
    assert (rows["yes"].n, round(rows["yes"].median), round(rows["no"].median)) == (15, 2526, 137)
