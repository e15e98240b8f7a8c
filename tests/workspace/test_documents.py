"""A log that remembers what it read is the log that is read anew, whatever changed since."""

import os
import random
import time

import pytest

from remit.log.log import Log
from remit.repo import repository as place
from remit.workspace import logs
from support import Repo


def remembered(repo: Repo) -> Log:
    return logs.work_log(place.find(str(repo.root)))


def assert_same(repo: Repo) -> None:
    """Twice, so that what the first keeps is what the second recalls."""
    anew = logs.read_log(place.find(str(repo.root)))
    for _ in range(2):
        kept = remembered(repo)
        assert kept.records == anew.records
        assert kept.findings == anew.findings
        assert kept.unread == anew.unread


@pytest.fixture
def filled(repo: Repo) -> Repo:
    for number in range(10):
        repo.record(f"aaaa0{number}", facts=f"{{amount: {number}, tags: [a, b], ok: true}}", title=f"Ünder <{number}>")
    repo.act("aaaa05", "outcome", "ben", result="better")
    repo.commit("Records")
    time.sleep(0.05)  # a file of this tick of the clock is not kept
    assert_same(repo)
    return repo


def test_what_did_not_change_is_not_read_again(filled: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    log = remembered(filled)
    monkeypatch.setattr(type(log.tree), "read", lambda self, files: [pytest.fail(file.path) for file in files])
    assert len(log.files.records.records()) == 10
    assert [act.kind for record in log.files.records.records() for act in record.acts] == ["outcome"]


def test_changed_new_and_gone_files_count_as_they_are_now(filled: Repo) -> None:
    filled.record("aaaa03", facts="{amount: 4000}")
    filled.record("cccc01")
    (filled.root / "decisions/2026/D-20261121-aaaa04.md").unlink()
    filled.act("aaaa05", "outcome", "dia", result="worse")
    filled.act("aaaa06", "stop", "dia", "Orders are lost.")
    assert_same(filled)


def test_a_file_of_the_same_size_and_time_is_told_apart(filled: Repo) -> None:
    path = filled.root / "decisions/2026/D-20261121-aaaa03.md"
    before, text = path.stat(), path.read_text("utf-8")
    path.write_text(text.replace("amount: 3", "amount: 7"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert_same(filled)
    assert remembered(filled).by_id["D-20261121-aaaa03"].facts["amount"] == "7"


def test_what_cannot_be_read_or_is_unsafe_is_said_every_time(filled: Repo) -> None:
    filled.write("decisions/2026/D-20261121-bbbb01.md", "---\nid: [\n---\n")
    filled.record("bbbb02", body="<<<<<<< ours\nYes.\n>>>>>>> theirs\n")
    (filled.root / "decisions/2026/D-20261121-aaaa03.md").chmod(0o755)
    time.sleep(0.05)
    assert_same(filled)
    assert {found.code for found in remembered(filled).findings} == {"R01", "G12", "G14"}


def test_each_work_tree_has_its_own_memory(filled: Repo) -> None:
    filled.git("worktree", "add", "-q", "-b", "side", "../side")
    side = Repo(filled.root.parent / "side")
    side.record("aaaa03", title="Of the other tree")
    time.sleep(0.05)
    for _ in range(2):
        assert_same(side)
        assert_same(filled)


@pytest.mark.parametrize("damage", [None, b"", b"no database at all" * 500, "of another version", "rubbish inside"])
def test_deleting_or_damaging_the_cache_changes_no_answer(filled: Repo, damage: bytes | str | None) -> None:
    import sqlite3

    commands = (["list", "--json"], ["show", "aaaa03", "--json"], ["mine", "--who", "ben"], ["audit", "velocity"])
    before = [filled.remit(*words) for words in commands]
    folder = filled.root / ".git/remit"
    assert [path.name for path in folder.iterdir()] == ["index.sqlite"], "one file, whatever was asked"
    path = folder / "index.sqlite"
    if damage is None:
        path.unlink()
    elif isinstance(damage, bytes):
        path.write_bytes(damage)
    else:
        with sqlite3.connect(path) as table:
            if damage == "of another version":
                table.executescript("drop table document; create table document (path); pragma user_version = 0;")
            else:
                table.executescript("update document set head = '{'")
        table.close()
    for _ in range(2):
        assert [filled.remit(*words) for words in commands] == before


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_a_remembered_log_is_the_log(filled: Repo, seed: int) -> None:
    pick = random.Random(seed)
    for _ in range(8):
        suffix = f"{pick.choice('abc') * 4}0{pick.randint(0, 9)}"
        path = filled.root / f"decisions/2026/D-20261121-{suffix}.md"
        edit = pick.randrange(4)
        if edit == 0 and path.exists():
            path.unlink()
        elif edit == 1:
            filled.act(suffix, pick.choice(("advice", "objection", "outcome")), pick.choice(("ben", "dia")))
        elif edit == 2 and path.exists():
            path.rename(path.with_name(f"D-20261121-{suffix}-moved.md"))
        else:
            filled.record(suffix, title=f"Edited {pick.random()}", status=pick.choice(("accepted", "proposed")))
        if pick.random() < 0.3:
            time.sleep(0.03)
        assert_same(filled)
