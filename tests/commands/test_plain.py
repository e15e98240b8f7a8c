"""The plain reading of words knows the options that click knows, and gives the same."""

import subprocess
import sys

import pytest

from remit.commands import _plain
from remit.main import remit as group
from support import Repo

TABLES = {"check": _plain.CHECK, "list": _plain.LIST, "show": _plain.SHOW, "may": _plain.MAY, "who": _plain.WHO}


@pytest.mark.parametrize(("name", "table"), TABLES.items())
def test_both_tables_name_the_same_options(name, table):
    command = group.get_command(None, name)
    options = {param.opts[0]: param for param in command.params if param.param_type_name == "option"}
    kinds = {
        option: _plain.FLAG if param.is_flag else _plain.MANY if param.multiple else _plain.VALUE
        for option, param in options.items()
    }
    assert {option: kind for option, (_, kind) in table.items()} == kinds


def test_words_and_options_are_taken_apart():
    assert _plain.parse(["redis", "--status", "accepted", "--status=proposed", "--json"], _plain.LIST) == (
        {"status": ["accepted", "proposed"], "format": "json"}, ["redis"]
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["-h"],
        ["--stat", "x"],
        ["--since"],
        ["--since", "--json"],
        ["--json=x"],
        ["--since", "a", "--since", "b"],
        ["--", "x"],
    ],
)
def test_what_is_not_plain_is_left_to_click(words):
    assert _plain.parse(words, _plain.LIST) is None


@pytest.mark.parametrize(
    "words", [["may", "--topic", "tooling", "--who", "ben", "--amount=4", "A cache"], ["who", "tooling"]]
)
def test_a_plain_call_does_without_click(repo: Repo, words: list[str]):
    code = f"import sys; from remit import main; sys.exit(main.run({words!r}) or 'click' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=repo.root, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")


@pytest.mark.parametrize(
    "words",
    [
        ["may", "--topic", "tooling", "--amount", "4", "--who", "ben", "A cache"],
        [
            "may",
            "--topic",
            "tooling",
            "--amount",
            "4",
            "--as",
            "engineer",
            "--who",
            "ben",
            "--json",
            "--at",
            "2026-11-20",
        ],
        ["may", "--topic", "tooling", "--fact", "a=b", "--fact", "c=d", "--interested", "ana", "--who", "dia"],
        ["may", "A cache", "--who", "ben"],
        ["may", "A cache", "--who", "ben", "--format", "json"],
        ["may", "nothing", "--who", "ben"],
        ["who", "tooling"],
        ["who", "tooling", "--amount", "400", "--json"],
        ["who", "toling"],
        ["who", "tooling", "--at", "when?"],
    ],
)
def test_plain_answers_are_those_of_click(repo: Repo, words: list[str], monkeypatch: pytest.MonkeyPatch):
    plain = repo.remit(*words)
    monkeypatch.setattr("remit.main.PLAIN", ())
    assert repo.remit(*words) == plain


@pytest.mark.parametrize(
    "words", [["may", "a", "b"], ["may", "--format", "xml"], ["who"], ["who", "a", "b"], ["may", "--amount", "-4"]]
)
def test_may_and_who_leave_what_is_not_plain_to_click(words: list[str]):
    assert _plain.run(words[0], words[1:]) is None
