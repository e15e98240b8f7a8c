"""The one file that is kept between runs, and SQLite files that close themselves."""

import gc
import sqlite3
import sys
from pathlib import Path
from threading import Thread

import pytest

from remit.repo.cache import Cache, Table, common_dir_of
from support import Repo

PUT, GET = "insert into stopped values ('a/**')", "select glob from stopped"


def test_what_was_written_is_read(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path))
    assert cache.read(lambda db: db.execute(GET).fetchall()) is None, "nothing is there, and nothing is made"
    assert not (tmp_path / "remit").exists()
    assert cache.write(lambda db: db.execute(PUT))
    assert cache.stopped() == ("a/**",)


def test_a_write_that_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path))
    cache.write(lambda db: db.execute(PUT))

    def half(db: sqlite3.Connection) -> None:
        db.execute("delete from stopped")
        db.execute("insert into stopped values (?)", ("\udcff",))

    assert not cache.write(half)
    assert cache.stopped() == ("a/**",)


@pytest.mark.parametrize("damage", [b"", b"rubbish" * 1000])
def test_a_damaged_file_is_empty_and_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(str(tmp_path))
    cache.write(lambda db: db.execute(PUT))
    Path(cache.path).write_bytes(damage)
    assert cache.stopped() == ()
    assert any(cache.write(lambda db: db.execute(PUT)) for _ in range(2)), "the second run at the latest"
    assert cache.stopped() == ("a/**",)


def test_where_nothing_can_be_written_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "remit").write_text("a file where the folder would be")
    cache = Cache(str(tmp_path))
    assert not cache.write(lambda db: db.execute(PUT))
    assert cache.stopped() == ()


def test_all_work_trees_share_one(repo: Repo) -> None:
    repo.git("worktree", "add", "-q", "-b", "side", "../side")
    shared = Path(common_dir_of(str(repo.root))).resolve()
    assert Path(common_dir_of(str(repo.root.parent / "side"))).resolve() == shared == repo.root.resolve() / ".git"


def test_a_connection_is_closed_by_whichever_thread_lets_go_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    failed: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", failed.append)
    gc.collect()
    sqlite3.connect(":memory:", factory=Table)  # held by its own cache of statements until Python tidies up
    tidying = Thread(target=gc.collect)
    tidying.start()
    tidying.join()
    assert not failed
