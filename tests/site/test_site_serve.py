"""`remit serve`: the site in a browser, rebuilt on every change."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

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


def awaited(address: str, words: str) -> bool:
    """Whether the page comes to hold these words within half a minute."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if words in fetched(address):
            return True
        time.sleep(0.2)
    return False


@pytest.mark.slow
def test_the_page_changes_when_the_record_does_and_survives_a_broken_one(repo: Repo) -> None:
    repo.record(body="The first reason.\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "remit.main", "serve", "--port", str(port)], cwd=repo.root, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    page = f"http://127.0.0.1:{port}/decisions/D-20261121-k3f9qz.html"
    try:
        assert awaited(page, "The first reason.")
        time.sleep(2)  # the watcher takes its first look after the first page was served
        repo.record(body="A better reason.\n")
        assert awaited(page, "A better reason.")
        repo.write("decisions/2026/D-20261121-b2c3d4.md", "broken")
        time.sleep(1.5)
        assert awaited(page, "A better reason.")
        (repo.root / "decisions/2026/D-20261121-b2c3d4.md").unlink()
        repo.record(body="The best reason.\n")
        assert awaited(page, "The best reason.")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)
