"""What is printed or exported tells nobody's program what to do."""

import csv
import io
import json

import pytest

from remit.reporting.terminal import csv_of, json_of, safe
from support import Repo


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1"])
def test_t95_no_cell_of_any_csv_is_a_formula(repo: Repo, start: str) -> None:
    assert csv_of(["a"], [[start]]).splitlines()[1].lstrip('"').startswith("'")


def test_t95_numbers_stay_numbers_and_a_carriage_return_is_no_new_row() -> None:
    assert csv_of(["a", "b"], [[-3, None], ["one\rtwo", "x"]]) == 'a,b\n-3,\n"one\ntwo",x\n'


def test_t95_an_export_holds_no_formula(repo: Repo) -> None:
    repo.record(title="=cmd|' /C calc'!A0", facts="{amount: 4, supplier: '=1+1'}", tags="['=2+2']")
    cells = [cell for line in csv.reader(io.StringIO(repo.remit("export", "--format", "csv").out)) for cell in line]
    assert "'=cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_t96_json_holds_no_character_that_a_terminal_acts_on() -> None:
    text = "a\x7fb\x85c\x9b31m\u202ed\u2066e\u200ff"
    assert json.loads(json_of({"title": text})) == {"title": text}
    assert json_of({"title": text}).replace("\n", "").isprintable()
    assert json_of(["Łódź, \u06cc\u200c\u0646"]) == '[\n  "Łódź, \u06cc\u200c\u0646"\n]', "letters stay as they are"


@pytest.mark.parametrize("line", ["::error file=a::gotcha", "  ::add-mask::x", "##[error]gotcha", "text ##[group]x"])
def test_t97_no_line_is_a_command_to_a_ci_runner(repo: Repo, line: str) -> None:
    shown = safe(f"before\n{line}\nafter")
    assert not [one for one in shown.splitlines() if one.lstrip().startswith("::") or "##[" in one]
    repo.record(body=f"Because.\n\n{line}\n")
    assert line not in repo.remit("show", "k3f9qz").out.splitlines()
    assert line in json.loads(repo.remit("show", "k3f9qz", "--json").out)["body"], "programs get it as it is"


def test_t97_paths_and_words_with_colons_stay() -> None:
    assert safe("std::string\n::1 is a host") == "std::string\n::1 is a host"
