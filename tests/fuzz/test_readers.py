"""Readers are total: any bytes give a record, a value or a finding. The corpus of the fuzzers, and properties beside it."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from targets import TARGETS  # noqa: E402

CORPUS = sorted(path for path in (HERE / "corpus").glob("*/*") if path.is_file())
WORDS = [
    b"---\n", b"\n---\n", b": ", b"- ", b"\n  ", b"\n", b"{", b"}", b"[", b"]", b'"', b"'", b"|\n", b">-\n", b"#", b"&a ", b"*a", b"!!x ",
    b"title", b"status", b"accepted", b"D-20261121-k3f9qz", b"2026-11-21T10:12+00:00", b"## Status\n", b"Date: ", b"\r\n", b"\t",
    b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\x00", b"\xff", b"remit: 1\n", b"policy", b"roles:\n", b"boundaries:\n", b"author ", b"<a@b>",
    b" 1795258000 +0000\n", b"gpgsig ", b"<<<<<<< ", b"\\", b"999999999999999999999", b"2/3", b"when", b"up_to", b"steps", b"\\u0041",
]  # fmt: skip


def test_each_target_has_a_corpus():
    assert {path.parent.name for path in CORPUS} == set(TARGETS)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_corpus(path: Path):
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_bytes_give_a_value_or_a_finding(target: str, data):
    parts = data.draw(st.lists(st.one_of(st.sampled_from(WORDS), st.binary(max_size=12)), max_size=30))
    TARGETS[target](b"".join(parts))


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_file_that_was_damaged_gives_a_value_or_a_finding(target: str, data):
    """A good file with a piece cut out, doubled, or replaced."""
    whole = data.draw(st.sampled_from([path.read_bytes() for path in CORPUS if path.parent.name == target]))
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    middle = data.draw(
        st.one_of(st.just(whole[start:end] * 2), st.sampled_from(WORDS), st.binary(max_size=8), st.just(b""))
    )
    TARGETS[target](whole[:start] + middle + whole[end:])
