"""Edits splice: a changed field changes its own lines and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.log import edit, text, yaml

RECORD = """\
---
# who and what
id: D-20261121-k3f9qz
title: "Cache orders"   # keep this
status:   proposed      # and this

topic: tooling/cache
x-board: 'kept  as it is'
tags: [a, b]
---
Because the page takes 4 s.
"""


def test_a_changed_field_leaves_every_other_byte_alone() -> None:
    after = edit.set_fields(RECORD, {"status": "accepted"})
    assert after == RECORD.replace("status:   proposed      # and this", "status: accepted      # and this")


def test_a_value_that_is_there_already_changes_nothing() -> None:
    assert edit.set_fields(RECORD, {"title": "Cache orders", "tags": ["a", "b"]}) == RECORD


def test_new_fields_stand_where_the_table_puts_them() -> None:
    after = edit.set_fields(RECORD, {"decider": "ben", "decided": "2026-11-21T10:12+00:00", "tier": "edge"})
    assert after == RECORD.replace(
        "status:   proposed      # and this\n",
        "status:   proposed      # and this\ndecided: 2026-11-21T10:12+00:00\ndecider: ben\n",
    ).replace("topic: tooling/cache\n", "topic: tooling/cache\ntier: edge\n")


def test_a_field_goes_with_its_lines() -> None:
    with_list = edit.set_fields(
        RECORD, {"advice": [{"who": "sam", "on": "2026-11-20"}, {"who": "eva", "on": "2026-11-21"}]}
    )
    assert "advice:\n  - {who: sam, on: 2026-11-20}\n  - {who: eva, on: 2026-11-21}\n" in with_list
    assert edit.set_fields(with_list, {"advice": None}) == RECORD


def test_crlf_and_a_byte_order_mark_stay() -> None:
    windows = "\ufeff" + RECORD.replace("\n", "\r\n")
    after = edit.set_fields(windows, {"status": "accepted", "decider": "ben"})
    assert after.startswith("\ufeff---\r\n")
    assert after.replace("\r\n", "").count("\n") == 0
    assert yaml.read(text.split(after).head)["decider"] == "ben"


def test_a_head_that_cannot_be_read_is_not_touched() -> None:
    with pytest.raises(yaml.StrictError):
        edit.set_fields("---\na: [\n---\n", {"status": "accepted"})


def test_an_amendment_goes_below_its_heading() -> None:
    once = edit.append_section(RECORD, "Amendments", "- 2026-12-01, ben: also for invoices.")
    assert once == RECORD + "\n## Amendments\n\n- 2026-12-01, ben: also for invoices.\n"
    twice = edit.append_section(once, "Amendments", "- 2026-12-02, ana: and for quotes.")
    assert twice == once + "- 2026-12-02, ana: and for quotes.\n"


def test_an_amendment_stays_within_its_section() -> None:
    content = "---\nid: x\n---\nWhy.\n\n## Amendments\n\n- one\n\n## Links\n\n- a\n"
    assert edit.append_section(content, "Amendments", "- two") == content.replace("- one\n", "- one\n- two\n")


words = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40)
values = st.recursive(
    words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=6
)


@given(
    st.dictionaries(st.sampled_from(["title", "status", "topic", "facts", "x-a", "tags", "late"]), values, max_size=5),
    st.text(max_size=60),
)
def test_what_is_printed_reads_back_the_same(head: dict[str, yaml.Value], body: str) -> None:
    written = edit.new_text(head, body)
    parts = text.split(written)
    assert parts is not None
    expected = {key: value for key, value in head.items() if value not in ("", [], {})}
    assert yaml.read(parts.head) == expected
    assert parts.body.rstrip("\n") == body.rstrip("\n")
