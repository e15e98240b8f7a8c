"""Nothing that a file can hold makes reading fail, and nothing of it is lost."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.importers import read_foreign
from remit.importers.formats import FORMATS
from remit.log.record import STATUSES
from remit.log.settings import ForeignSource
from remit.log.source import Source
from support import adopted

NAMES = st.sampled_from(["auto", "nonsense", *(one.name for one in FORMATS)])
PATHS = st.sampled_from(
    ["0001-a.md", "x/README.md", "pep-0001.rst", "a/kep.yaml", "accepted/b.adoc", "20200101-x.md", "noext", ".md"]
)
PIECES = st.sampled_from(
    ["---\n", "---", "\ufeff", "# 1. Title\n", "## Status\n", "Accepted\n", "Superseded by [x](0001-a.md)\n", "status: {a, b}\n", "* Date: 2020-13-45\n",
     "deciders:\n- ana\n", "| Status | Date |\n|---|---|\n| x | y |\n", "<table><tr><td>Status", "```\n", "<!--", "-->", "\r\n", "\n", "\t", ":a: b\n",
     "PEP: 1\nTitle: x\n y\n\n", "=====\n", "key: |\n  text\n", "tags: [a, b\n", "**Status:** Accepted | **Date:** 1/2/2020\n", "\x00", "é", "## Links\n- Amends #12\n",
     "- [x] Data\n", "{{ jinja }}", "Date: 99/99/9999\n", "&a *a", "replaces: 12, /a/b, http://x/y/z/blob/m/p\n"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=20), max_size=14).map("".join)
BYTES = (
    st.binary(max_size=200)
    | TEXTS.map(lambda text: text.encode("utf-8", "replace"))
    | TEXTS.map(lambda text: b"\xff\xfe" + text.encode("utf-16-le", "replace"))
)


@settings(max_examples=400, deadline=None)
@given(PATHS, BYTES, NAMES)
def test_any_bytes_give_a_reading_whose_body_is_the_end_of_the_file(path: str, data: bytes, name: str) -> None:
    reading = read_foreign(path, data, name)
    assert data.endswith(reading.body.encode(reading.encoding))
    assert 1 <= reading.body_line <= data.count(b"\n") + 1
    assert reading.head.get("status", "proposed") in STATUSES
    assert all(isinstance(text, str) and text for text in (*reading.guessed, *reading.missing))
    assert reading.is_record == (not reading.why)
    assert reading == read_foreign(path, data, name)


@settings(max_examples=200, deadline=None)
@given(PATHS, TEXTS, NAMES)
def test_text_reads_as_its_bytes_do(path: str, text: str, name: str) -> None:
    data = text.encode("utf-8", "replace")
    assert read_foreign(path, data.decode("utf-8"), name) == read_foreign(path, data, name)


@pytest.mark.parametrize(
    "piece",
    ["<table", "<tr><td", "<a href=", "**a", "*a* ", "```\n", "<!--", "|a|b|\n", "- [x] a\n", "[a](", "Status: a\n", "# a\n", "a\n===\n", ":a: b\n", "deciders: a and ",
     "---\n", "\\ ", "superseded by ", "1/2/2020 ", "<br", "{", "[[", "   ", "a\n  "]
)  # fmt: skip
@pytest.mark.parametrize("start", ["", "---\n", "## Status\n", "---\nstatus: ", "Status: ", "PEP: 1\nTitle: a\n"])
def test_no_text_takes_long_however_often_it_repeats_itself(piece: str, start: str) -> None:
    text = start + piece * (120_000 // len(piece))
    for path in ("0001-a.md", "0001-a.rst"):
        started = time.process_time()
        read_foreign(path, text)
        assert time.process_time() - started < 2


@settings(max_examples=100, deadline=None)
@given(st.lists(BYTES, max_size=4))
def test_any_folder_gives_records_in_the_order_of_their_paths(contents: list[bytes]) -> None:
    files = [Source(f"doc/000{number}-x.md", data) for number, data in enumerate(contents)]
    records, notes = adopted(reversed(files), ForeignSource("doc"))
    assert [record.path for record in records] == sorted(record.path for record in records)
    told = {record.path for record in records} | {note.path for note in notes}
    assert told == {file.path for file in files}
