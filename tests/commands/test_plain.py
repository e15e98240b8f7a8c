"""The plain reading of words knows the options that click knows, and gives the same."""

import pytest

from remit.commands import _plain
from remit.main import remit as group


@pytest.mark.parametrize(("name", "table"), [("check", _plain.CHECK), ("list", _plain.LIST), ("show", _plain.SHOW)])
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
