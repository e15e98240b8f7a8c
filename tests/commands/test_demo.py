"""The demo: every state in it, green, and a forged commit that is refused."""

import json
from pathlib import Path

import pytest

from support import run_remit


@pytest.fixture(scope="module")
def lantern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "lantern"
    done = run_remit("demo", str(folder), "--json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == {"folder": str(folder), "commits": 41, "records": 19, "who": "ben"}
    return folder


def test_the_demo_is_green(lantern: Path) -> None:
    done = run_remit("check", "--format", "json", cwd=lantern)
    assert done.code == 0, done.out
    assert [found for found in json.loads(done.out)["findings"] if found["level"] == "error"] == []


def test_every_status_and_kind_of_act_is_in_it(lantern: Path) -> None:
    from remit.log.record import ACT_KINDS, STATUSES
    from remit.repo import repository as place
    from remit.workspace import logs

    log = logs.read_log(place.find(str(lantern)))
    assert {record.status for record in log.records} == set(STATUSES)
    found = {act.kind for record in log.records for act in record.acts}
    assert set(ACT_KINDS) - found == {"objection", "inform", "lift", "confirmation"}


def test_a_commit_in_anothers_name_is_refused(lantern: Path) -> None:
    done = run_remit("check", "--range", "main..speaks-for-ana", cwd=lantern)
    assert done.code == 1
    assert "G01 decider-is-author: the decider is ana, but commit" in done.out


def test_the_tour_answers_as_it_says(lantern: Path) -> None:
    assert run_remit("may", "--topic", "tooling/cache", "--amount", "400", "A second cache", cwd=lantern).code == 0
    assert run_remit("may", "--topic", "tooling/cache", "--amount", "4000", "A rack of caches", cwd=lantern).code == 20
    assert run_remit("may", "g8m4", cwd=lantern).code == 40


def test_it_writes_over_nothing(lantern: Path) -> None:
    done = run_remit("demo", str(lantern))
    assert (done.code, "is there already" in done.err) == (1, True)
