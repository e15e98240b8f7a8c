"""Cache files that may be lost, and SQLite files that close themselves."""

import gc
import sqlite3
import sys
from threading import Thread

from remit.files import cache


def test_a_file_takes_the_place_of_the_one_before(tmp_path):
    path = tmp_path / "remit/note"
    assert cache.keep(str(path), b"one")
    assert cache.keep(str(path), b"two")
    assert [(found.name, found.read_bytes()) for found in path.parent.iterdir()] == [("note", b"two")]


def test_where_one_cannot_be_written_nothing_is_left_behind(tmp_path):
    (tmp_path / "note").mkdir()
    assert not cache.keep(str(tmp_path / "note"), b"one")
    assert [found.name for found in tmp_path.iterdir()] == ["note"]


def test_what_is_not_there_is_forgotten(tmp_path):
    cache.forget(str(tmp_path / "note"))
    assert list(tmp_path.iterdir()) == []


def test_a_connection_is_closed_by_whichever_thread_lets_go_of_it(monkeypatch):
    failed = []
    monkeypatch.setattr(sys, "unraisablehook", failed.append)
    gc.collect()
    sqlite3.connect(":memory:", factory=cache.Table)  # held by its own cache of statements until Python tidies up
    tidying = Thread(target=gc.collect)
    tidying.start()
    tidying.join()
    assert not failed
