"""SQLite files that close themselves."""

import gc
import sqlite3
import sys
from threading import Thread

from remit.files.table import Table


def test_a_connection_is_closed_by_whichever_thread_lets_go_of_it(monkeypatch):
    failed = []
    monkeypatch.setattr(sys, "unraisablehook", failed.append)
    gc.collect()
    sqlite3.connect(":memory:", factory=Table)  # held by its own cache of statements until Python tidies up
    tidying = Thread(target=gc.collect)
    tidying.start()
    tidying.join()
    assert not failed
