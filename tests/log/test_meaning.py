"""Texts that differ as a formatter's input and output do say the same; others do not."""

import pytest

from remit.log.meaning import MOST_CHARACTERS, Words, of_file, of_value

TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"
SAME = [
    ("a b\nc", "a\nb c\n\n"), ("a\r\nb  \n", "a b"), ("*x* __y__", "_x_ **y**"), ("* a\n* b", "- a\n- b"), ("- a\n\n- b", "- a\n- b"),
    ("1. a\n2. b", "1. a\n1. b"), (TABLE, "| a   |  b  |\n| ----- | --- |\n| 1 | 2   |"), ("a|b\n-|-\n1|2", TABLE), ("T\n==", "# T"),
    ("***", "---"), ("> a\nb", "> a b"), ("a \\* b", "a * b"), ("in 2026. Then\nwe", "in\n2026. Then we"), ("~~~ py\na  \n~~~", "```py\na\n```"),
    ("    code", "```\ncode\n```"), ("[a]\n\n[a]: /x  'T'", '[a]\n\n\n[a]: /x "T"'),
]  # fmt: skip
OTHER = [
    ("a", "b"), ("a\n\nb", "a b"), ("not*a*", "not *a*"), ("# a", "## a"), ("- a\n- b", "- b\n- a"), ("3. a", "4. a"),
    ("```\na\n  b\n```", "```\na\nb\n```"), ("`x  y`", "`x y`"), ("x <!-- not --> y", "x <!-- now --> y"), ("x <!-- y -->", "x\n<!-- y -->"),
    ("[a](/x)", "[a](/y)"), ("[a]: /x\n[a]: /y\n\n[a]", "[a]: /x\n[a]: /z\n\n[a]"), (f"{TABLE} 3 |", f"{TABLE} 4 |"), ("a\u00a0b", "a b"),
    (f"{'> ' * 120}no", f"{'> ' * 120}yes"), ("a\n# b", "a # b"), ("a\n[^b]: c d", "a [^b]: c d"), ("a\n\n[//]: # (no)", "a\n\n[//]: # (yes)"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_formatter_changes_no_words(one: str, other: str):
    assert Words(one) == Words(other)
    assert hash(Words(one)) == hash(Words(other))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_whatever_says_something_else_is_another_text(one: str, other: str):
    assert Words(one) != Words(other)
    assert Words(one) != one


def test_a_text_that_costs_too_much_is_compared_as_it_is_written():
    long = "a b\n" * (MOST_CHARACTERS // 4 + 1)
    assert Words(long) == Words(f"{long}\n\n")
    assert Words(long) != Words(long.replace("a b", "a\nb", 1))


FLOW = b"a: {b: 'x y', c: [1, two]}  # why\n"


@pytest.mark.parametrize(
    ("other", "same", "typed"),
    [
        (b'a:\n    c:\n    - 1\n    - "two"\n    b: x\n      y\n', True, True),
        (b'a:\n  b: x y\n  c: ["1", two]\n', True, False),
        (b"a: {b: x y, c: [two, 1]}\n", False, False),
        (b'a: {b: "x  y", c: [1, two]}\n', False, False),
        (b"a: {b: x y, c: [1, two], d: }\n", False, False),
        (b"a: {b: &x x y, c: [1, two]}\n", False, False),
        (b"a: {b: x y, c: [1, two]}\n---\n", False, False),
        (b"\xff", False, False),
    ],
)
def test_a_file_says_its_data(other: bytes, same: bool, typed: bool):
    assert (of_file("a.yml", FLOW, typed=False) == of_file("a.yml", other, typed=False)) == same
    assert (of_file("a.yml", FLOW, typed=True) == of_file("a.yml", other, typed=True)) == typed
    assert of_file("a.txt", FLOW, typed=False) == FLOW


def test_what_others_read_too_keeps_its_types_and_its_lines():
    assert of_file("a.yml", b"run: |\n  a\n  b\n", typed=True) != of_file("a.yml", b"run: a b\n", typed=True)
    assert of_file("a.yml", b"a: true\n", typed=True) != of_file("a.yml", b"a: 'true'\n", typed=True)
    assert of_file("a.yml", "a: é\n".encode(), typed=True) == "a: é\n".encode()
    assert of_file("a.json", b'{"a": 1}', typed=False) == of_file("a.json", b'{\n  "a": 1\n}', typed=False)
    assert of_file("a.json", b'{"a": 1', typed=False) == b'{"a": 1'


def test_a_value_of_a_front_matter_is_its_words():
    assert of_value({"b": [" x\n y"], "a": None, "c": []}) == of_value({"b": "x y"})
    assert of_value(["a", "b"]) != of_value(["b", "a"])
    assert of_value({}) is None
