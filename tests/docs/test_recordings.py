"""The recordings of the README and the guide are what the commands print."""

import re
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
import terminal

from remit.authority.answer import EXIT_CODES

SITE = Path(__file__).parents[2] / "site_src"


def test_the_picture_of_may_shows_all_six_answers_as_they_are_given() -> None:
    told = "run: python tests/browser/terminal.py may"
    lines = terminal.recorded(terminal.SCENES["may"])
    assert [line.code for line in lines if line.code is not None] == sorted(EXIT_CODES.values())
    picture = unescape((SITE / "images/may.svg").read_text("utf-8"))
    for before, line in pairwise(lines):
        if before.kind == "typed":
            assert f">{line.text}<" in picture, told


@pytest.mark.parametrize("name", terminal.SCENES)
def test_every_recording_stands_on_a_page_in_words_too(name: str) -> None:
    pages = [SITE.parent / "README.md", *SITE.rglob("*.md")]
    found = [re.search(rf"!\[([^\]]+)\]\([^)]*images/{name}\.svg\)", page.read_text("utf-8")) for page in pages]
    assert any(match and len(match[1]) > 40 for match in found)


def test_long_commands_go_on_on_the_next_line_between_words() -> None:
    first, second = terminal.typed('remit decide "' + "word " * 16 + '" --topic work', None)
    assert (first.kind, second.kind) == ("typed", "more")
    assert first.text.endswith('" \\')
    assert second.text == "    --topic work"
