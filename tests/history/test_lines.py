"""A front matter read with the lines that were seen before says what the one YAML reader says."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from remit.history.file_values import read_lines
from remit.log import yaml

LINES = (
    "id: D-20260101-abc123", "title: Cache it", "title: 'a: b'", 'title: "open', "status: accepted", "facts: {amount: 5}", "facts: {amount: 5",
    "tags: [a, b]", "tags:", "  - one", "- one", "note: |", "  text", "text", "a: &x 1", "b: *x", "c: !t 1", "d: 1 #cut", "# comment", "", "  ", "é: 1",
    "e: é", "? f", ": g", "---", "...", "status : x", "\tg: 1", "h: [", "]", "<<: {a: b}", "i: {j}", "k: >", "l: yes", "x-own: 2026-01-01",
)  # fmt: skip


def outcome(read: object, text: str) -> object:
    try:
        return read(text)  # type: ignore[operator]
    except yaml.StrictError as error:
        return error.message


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=6))
@example(["title: Cache it", "title: Cache it"])
@example(["note: |", "  text", "title: 'a: b'"])
def test_lines_seen_before_say_what_the_reader_says(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert outcome(read_lines, text) == outcome(yaml.read, text)
