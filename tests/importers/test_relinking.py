"""Links of a text that moves to another folder: each leads where it led, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.importers.links import relinked

THERE = {"docs/arch.md", "docs/my file.md", "docs", "docs/adr", "README.md", "docs/adr/a(1).md"}
ORIGIN, PATH = "docs/adr/0001-x.md", "decisions/2020/D-20200102-tqexbh-x.md"


def lead(path: str) -> str | None:
    moved = {"docs/adr/0002-y.md": "decisions/2021/D-20210102-aaaaaa-y.md"}
    return moved.get(path) or (path if path in THERE else None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[a](../arch.md)", "[a](../../docs/arch.md)"),
        ("![a](../arch.md \"A title\")", "![a](../../docs/arch.md \"A title\")"),
        ("[a](../arch.md#part-2)", "[a](../../docs/arch.md#part-2)"),
        ("[a](./../arch.md?plain=1#x)", "[a](../../docs/arch.md?plain=1#x)"),
        ("[a](0002-y.md)", "[a](../2021/D-20210102-aaaaaa-y.md)"),
        ("[a](../my%20file.md)", "[a](../../docs/my%20file.md)"),
        ("[a](<../my file.md>)", "[a](<../../docs/my file.md>)"),
        ("[a](a(1).md), b", "[a](../../docs/adr/a(1).md), b"),
        ("[a](../adr/)", "[a](../../docs/adr/)"),
        ("[a](../../README.md) and [b](../arch.md)", "[a](../../README.md) and [b](../../docs/arch.md)"),
        ("[a]: ../arch.md \"T\"\r\n", "[a]: ../../docs/arch.md \"T\"\r\n"),
        ("[![a](../arch.md)](0002-y.md)", "[![a](../../docs/arch.md)](../2021/D-20210102-aaaaaa-y.md)"),
        ("`[a](../arch.md)` [a](../arch.md)", "`[a](../arch.md)` [a](../../docs/arch.md)"),
        ("```\n[a](../arch.md)\n```\n[a](../arch.md)\n", "```\n[a](../arch.md)\n```\n[a](../../docs/arch.md)\n"),
        ("~~~ md\n```\n[a](../arch.md)", "~~~ md\n```\n[a](../arch.md)"),
    ],
)  # fmt: skip
def test_a_link_to_what_is_there_is_written_anew(text: str, wanted: str) -> None:
    assert relinked(text, ORIGIN, PATH, lead).text == wanted


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("[a](gone.md)", 1), ("[a](../../../etc/passwd)", 1), ("[a](https://example.com/../arch.md)", 0), ("[a](#part)", 0),
        ("[a](/docs/arch.md)", 0), ("[a](mailto:ana@example.com)", 0), ("[a]()", 0), ("[a](../../README.md)", 0), ("a [b] (../arch.md)", 0), ("../arch.md", 0),
    ],
)  # fmt: skip
def test_any_other_link_stays_as_it_was(text: str, kept: int) -> None:
    assert relinked(text, ORIGIN, PATH, lead) == (text, 0, kept)


@given(st.text(alphabet="[]()<>`~ \n\r.#:/ax%", max_size=60))
def test_a_text_in_which_nothing_leads_anywhere_stays_byte_for_byte(text: str) -> None:
    assert relinked(text, ORIGIN, PATH, lambda path: None).text == text
