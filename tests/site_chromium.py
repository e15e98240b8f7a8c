"""Debian's Chromium through Playwright; what a browser test needs, and nothing that leaves the machine."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ARGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def executable() -> str | None:
    """Where Chromium is installed; None where it is not."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def browser() -> Iterator[Any]:
    """A running Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        running = engine.chromium.launch(executable_path=executable(), args=ARGS)
        try:
            yield running
        finally:
            running.close()
