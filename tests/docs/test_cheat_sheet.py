"""The cheat sheet: ten things that people do, and every command there is."""

import re
from pathlib import Path

from remit.main import COMMANDS

SHEET = (Path(__file__).parents[2] / "site_src/guide/cheat-sheet.md").read_text("utf-8")


def test_every_command_is_on_the_sheet_once_and_no_other() -> None:
    table = SHEET.partition("## All commands")[2].partition("\n`remit explain")[0]
    listed = re.findall(r"(?:\| |· |and )`([a-z]+)`", table)
    assert sorted(listed) == sorted(COMMANDS)


def test_the_ten_things_that_people_do_are_ten() -> None:
    ten = SHEET.partition("## The ten things people do")[2].partition("\n## ")[0]
    assert len(re.findall(r"^\| .* `remit ", ten, re.MULTILINE)) == 10
