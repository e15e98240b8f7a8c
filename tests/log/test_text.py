"""Head and body: any bytes are taken apart without a change, or named for what they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.log import text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"abc\xe9", "not UTF-8 at byte 3 (0xE9; looks like Latin-1)"),
        ("é".encode("utf-16"), "not UTF-8 at byte 0 (0xFF; looks like UTF-16)"),
        (b"\x00\x01", "binary: it holds a NUL at byte 0"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, sentence: str) -> None:
    with pytest.raises(text.NotText) as caught:
        text.decode(data)
    assert str(caught.value) == sentence


@given(st.text())
def test_the_parts_are_the_whole(content: str) -> None:
    parts = text.split(content)
    if parts is not None:
        assert parts.opening + parts.head + parts.closing + parts.body == content


@given(st.text())
def test_a_body_of_any_kind_survives(body: str) -> None:
    parts = text.split("---\nid: x\n---\n" + body)
    assert parts is not None
    assert (parts.head, parts.body, parts.body_line) == ("id: x\n", body, 4)


def test_an_empty_head_is_a_head() -> None:
    parts = text.split("---\n---\nbody")
    assert parts is not None
    assert (parts.head, parts.body) == ("", "body")


def test_a_rule_inside_the_head_that_is_longer_does_not_close_it() -> None:
    parts = text.split("---\na: 1\n----\nb: 2\n---\nbody\n")
    assert parts is not None
    assert parts.head == "a: 1\n----\nb: 2\n"
