"""Importing: every foreign record as a native one, planned in full before anything is written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.importers.convert import Plan, Rules, plan_import
from remit.log.people import People, Person
from remit.log.record import Record, read_record
from remit.log.settings import ForeignSource
from remit.log.source import Source

PEOPLE = People((Person("ana", "Ana Ito", logins=("anaito",)), Person("ben", "Ben Okoro"), Person("bo", "Ben Okoro")))
RULES = Rules(people=PEOPLE)
QUEUE = b"""\
# 2. Queue orders

Date: 03/04/2019

## Status

Superceded by [3. Stream orders](0003-stream-orders.md)

## Context

See [the first](0001-first.md).
"""
STREAM = b"""\
---
status: Approved
date: 2020-02-03
deciders: "@anaito"
contact: Eva Maas
links: {issue: 12}
---
# Stream orders\r
\r
Supersedes [2](0002-queue-orders.md). No line end"""


def plan(*files: Source, rules: Rules = RULES) -> Plan:
    return plan_import(files, ForeignSource("doc/adr"), rules)


def native(text: str) -> Record:
    record = read_record("decisions/x.md", text)
    assert isinstance(record, Record), record
    return record


def both() -> Plan:
    return plan(Source("doc/adr/0002-queue-orders.md", QUEUE), Source("doc/adr/0003-stream-orders.md", STREAM))


def test_a_record_keeps_its_body_and_says_in_its_head_what_was_read_and_what_was_written() -> None:
    queue, stream = both().records
    assert queue.text == (
        f"---\nid: {queue.id}\ntitle: Queue orders\nstatus: superseded\nraised: 2019-04-03\nsuperseded_by: [{stream.id}]\n"
        "aliases: [ADR-2, 0002-queue-orders]\n"
        "imported: {from: doc/adr/0002-queue-orders.md, format: nygard}\n"
        'x-written: {title: 2. Queue orders, status: "Superceded by [3. Stream orders](0003-stream-orders.md)", '
        'superseded_by: ["Superceded by [3. Stream orders](0003-stream-orders.md)"], raised: 03/04/2019}\n'
        "---\n" + QUEUE.decode().replace("0003-stream-orders.md", f"../2020/{stream.id}-stream-orders.md")
    )
    assert queue.path == f"decisions/2019/{queue.id}-queue-orders.md"
    assert queue.id.startswith("D-20190403-")
    assert queue.guessed == (
        "raised: the day stands first in 3/4/2019",
        "body: 1 relative link was rewritten, to lead where it led",
        "body: 1 relative link leads to no file here and stays as it was",
    )
    assert queue.missing == ("decided", "decider")


def test_a_supersession_that_one_side_tells_stands_on_both() -> None:
    queue, stream = both().records
    assert native(stream.text).list_of("supersedes") == (queue.id,)
    assert stream.guessed == (
        "supersedes: doc/adr/0002-queue-orders.md says so",
        "body: 1 relative link was rewritten, to lead where it led",
    )


def test_the_only_decider_becomes_a_handle_where_people_yml_knows_the_name() -> None:
    queue, made = both().records
    stream = native(made.text)
    assert stream.decider == "ana"
    assert stream.head["deciders"] == ["@anaito"]
    assert stream.head["x-authors"] == ["Eva Maas"]
    assert stream.head["x-links"] == {"issue": "12"}
    assert stream.head["x-written"] == {"status": "Approved"}
    moved = f"../2019/{queue.id}-queue-orders.md".encode()
    assert stream.body.encode() == STREAM.split(b"---\n", 2)[2].replace(b"0002-queue-orders.md", moved)


@pytest.mark.parametrize(
    ("deciders", "guess"),
    [
        ("Dia Roth", "decider: left open: `Dia Roth` is nobody in people.yml"),
        ("Ben Okoro", "decider: left open: `Ben Okoro` is nobody in people.yml"),
        ("Ana Ito, Dia Roth", "decider: left open: 2 names, and one must be accountable"),
    ],
)
def test_a_decider_is_never_invented(deciders: str, guess: str) -> None:
    text = f"---\nstatus: accepted\ndeciders: {deciders}\n---\n# X\n"
    made = plan(Source("doc/adr/0001-x.md", text.encode())).records[0]
    assert native(made.text).decider is None
    assert guess in made.guessed


def test_what_a_file_does_not_say_is_guessed_in_the_open() -> None:
    made = plan(Source("doc/adr/0007-use-a_queue.md", b"We did.\n")).records[0]
    record = native(made.text)
    assert (record.title, record.status, record.id[:11]) == ("Use a queue", "proposed", "D-00000000-")
    assert made.guessed == ("title: from the name of the file", "status: none is stated; written as proposed")
    rules = RULES._replace(unstated="accepted", topic="tooling")
    record = native(plan(Source("doc/adr/0007-use-a_queue.md", b"We did.\n"), rules=rules).records[0].text)
    assert (record.status, record.topics) == ("accepted", ("tooling",))


def test_the_same_file_always_becomes_the_same_record_and_is_imported_once() -> None:
    queue, stream = both().records
    assert both().records == (queue, stream)
    rules = RULES._replace(done={"doc/adr/0002-queue-orders.md": queue.id})
    files = (Source("doc/adr/0002-queue-orders.md", QUEUE), Source("doc/adr/0003-stream-orders.md", STREAM))
    again = plan(*files, rules=rules)
    assert [one.origin for one in again.records] == ["doc/adr/0003-stream-orders.md"]
    assert again.skipped[0].why == f"imported before, as {queue.id}"


def test_other_files_are_named_with_the_reason() -> None:
    made = plan(
        Source("doc/adr/README.md", b"# X\n"),
        Source("doc/adr/0001-x.md", b"\0"),
        Source("doc/adr/0002-big.md", b"x" * 262_144),
    )
    assert made.records == ()
    assert [(one.origin, one.why) for one in made.skipped] == [
        ("doc/adr/0001-x.md", "not text"),
        ("doc/adr/0002-big.md", "larger than 256 KiB: shorten it first"),
        ("doc/adr/README.md", "a page about the log"),
    ]


def test_a_head_that_would_be_too_long_loses_the_longest_field_that_is_none_of_ours() -> None:
    text = f"---\nstatus: accepted\nhistory: {'x' * 20_000}\nnote: kept\n---\n# X\n"
    made = plan(Source("doc/adr/0001-x.md", text.encode())).records[0]
    assert native(made.text).head["x-note"] == "kept"
    assert "x-history: left out, because the front matter would be too long" in made.guessed


HEADS = st.dictionaries(
    st.sampled_from(["status", "date", "deciders", "title", "tags", "replaces", "a b", "x: y", "é", "adr"]),
    st.text(max_size=30),
    max_size=5,
)


@settings(max_examples=200, deadline=None)
@given(HEADS, st.binary(max_size=80), st.binary(max_size=80))
def test_whatever_the_file_the_record_can_be_read_and_its_body_is_the_files(
    head: dict[str, str], noise: bytes, body: bytes
) -> None:
    front = "".join(f"{key}: {value}\n" for key, value in head.items()).encode("utf-8", "replace")
    data = b"---\n" + front + noise + b"\n---\n" + body
    for made in plan(Source("doc/adr/0001-x.md", data)).records:
        record = native(made.text)
        assert record.status
        assert made.text.endswith(record.body)


def test_only_an_accepted_record_supersedes_another() -> None:
    old = Source("doc/adr/0001-a.md", b"# A\n\nStatus: Superseded by [B](0002-b.md)\n")
    new = Source("doc/adr/0002-b.md", b"# B\n\nStatus: proposed\n")
    first, second = (native(made.text) for made in plan(old, new).records)
    assert (first.list_of("superseded_by"), first.list_of("related"), second.list_of("supersedes")) == (
        (),
        (second.id,),
        (),
    )
