"""Sums from kept rows are those of the files, whatever changed since the rows were made."""

import time
from datetime import UTC, datetime

import pytest

from remit.authority.procedure.records import entries_of
from remit.authority.procedure.register import Alike, Entry
from remit.repo import repository as place
from remit.workspace import accepted_decisions, partial_log, reading, record_index
from support import Repo

EVER = ((datetime(1, 1, 2, tzinfo=UTC), ""), (datetime(9000, 1, 1, tzinfo=UTC), ""))


def both(repo: Repo) -> tuple[list[Entry], list[Entry]]:
    """The register from kept rows, and from reading every file."""
    repository = place.find(str(repo.root))
    log = reading.read_log(repository)
    found = accepted_decisions.register(
        repository, partial_log.read_frame(repository), record_index.rows_and_changes(repository)
    )
    assert isinstance(found, accepted_decisions.Kept)
    everything = Alike(("*",), {}, "", *EVER, "")
    assert all(found.find(entry.id) == entry for entry in entries_of(log))
    assert found.find("D-20261121-zzzzzz") is None
    return sorted(found.alike(everything)), sorted(entries_of(log))


@pytest.fixture
def filled(repo: Repo) -> Repo:
    for number in range(10):
        repo.record(f"aaaa0{number}", facts=f"{{amount: {number}, supplier: acme, tags: [a, b], ok: true}}")
    repo.proposal()
    repo.record("bbbb01", topic="[tooling, data]", budget="tools", decided="2026-11-20")
    repo.commit("Records")
    record_index.current(place.find(str(repo.root)))
    return repo


def test_the_rows_say_what_the_files_say(filled: Repo) -> None:
    one, other = both(filled)
    assert one == other
    assert len(one) == 11


def test_a_changed_a_new_and_a_gone_record_count_as_they_are_now(filled: Repo) -> None:
    filled.record("aaaa03", facts="{amount: 4000}")
    filled.record("cccc01")
    (filled.root / "decisions/2026/D-20261121-aaaa04.md").unlink()
    filled.act("aaaa05", "outcome", "ben", result="better")
    one, other = both(filled)
    assert one == other
    assert len(one) == 11


def test_rows_of_another_version_are_made_anew(filled: Repo) -> None:
    import sqlite3

    table = sqlite3.connect(filled.root / ".git/remit/rows.sqlite")
    table.executescript("drop table record; drop table accepted; create table record (path text primary key, id text);")
    table.execute("update state set value = 'old' where key = 'version'")
    table.commit()
    table.close()
    one, other = both(filled)
    assert one == other


def test_after_a_change_of_the_settings_the_rows_are_made_anew(filled: Repo) -> None:
    filled.write("decisions/remit.yml", "remit: 1\npolicy: acme\ntime_zone: Europe/Berlin\n")
    filled.commit("Move")
    time.sleep(0.05)  # settings that were written in this tick of the clock have no stamp, and everything is read
    one, other = both(filled)
    assert one == other


def test_rows_made_for_another_zone_are_made_anew_once_the_settings_have_landed(filled: Repo) -> None:
    filled.write("decisions/remit.yml", "remit: 1\npolicy: acme\ntime_zone: Pacific/Auckland\n")
    time.sleep(0.05)
    repository = place.find(str(filled.root))
    record_index.current(repository).table.close()  # the settings have not landed: days are still those of UTC
    filled.commit("Move")
    one, other = both(filled)
    assert one == other
