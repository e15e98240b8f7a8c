"""`remit serve`: the site in a browser, rebuilt on every change."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest

from support import Repo

pytest.importorskip("material")


def fetched(address: str) -> str:
    """The page, or nothing while the server is not there."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def awaited(holds: Callable[[], bool], again: Callable[[], object] = lambda: None) -> bool:
    """Whether something comes to hold within two minutes; `again` is done every other second until it does: the watcher may
    not have taken its first look when a file is written.
    """
    start = time.monotonic()
    done = 0.0
    while time.monotonic() - start < 120:
        if time.monotonic() - done > 2:
            again()
            done = time.monotonic()
        if holds():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_the_page_changes_when_the_record_does_and_survives_a_broken_one(repo: Repo) -> None:
    repo.record(body="The first reason.\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    page = f"http://127.0.0.1:{port}/decisions/D-20261121-k3f9qz.html"
    said = repo.root.parent / "said.txt"
    with said.open("w") as heard:
        server = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "remit.main", "serve", "--port", str(port)], cwd=repo.root,
            stdout=heard, stderr=heard, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
    try:
        assert awaited(lambda: "The first reason." in fetched(page)), said.read_text()
        assert awaited(lambda: "A better reason." in fetched(page), lambda: repo.record(body="A better reason.\n"))
        broken = repo.root / "decisions/2026/D-20261121-b2c3d4.md"
        assert awaited(lambda: "shows the last valid log" in said.read_text(), lambda: broken.write_text("broken"))
        assert awaited(lambda: "A better reason." in fetched(page))
        broken.unlink()
        assert awaited(lambda: "The best reason." in fetched(page), lambda: repo.record(body="The best reason.\n"))
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=120)
