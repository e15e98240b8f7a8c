"""Which record somebody means by what they typed."""

import pytest

from remit.log.problem import CannotProceed, Usage
from remit.log.record import Record
from remit.workspace.resolve import find


def named(path: str, record_id: str, title: str, aliases: tuple[str, ...] = ()) -> Record:
    return Record(path, record_id, "accepted", {"title": title, "aliases": [*aliases]}, "")


CACHE = named("decisions/2026/D-20261121-k3f9qz-cache-orders-in-redis.md", "D-20261121-k3f9qz", "Cache orders in Redis")
QUEUE = named("decisions/2026/D-20261121-k3a2bb-queue.md", "D-20261121-k3a2bb", "Queue mails", ("ADR-12", "PEP 484"))
OLD = named("docs/adr/0001-use-adrs.md", "docs/adr/0001-use-adrs", "Use ADRs", ("1", "ADR-1"))
NAMES = [CACHE, QUEUE, OLD]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("D-20261121-k3f9qz", CACHE), ("d-20261121-K3F9QZ", CACHE), ("k3f9", CACHE), ("cache-orders", CACHE), ("20261121-k3a2bb", QUEUE),
        ("ADR-12", QUEUE), ("adr-1", OLD), ("pep 484", QUEUE), ("docs/adr/0001-use-adrs.md", OLD), ("0001", OLD),
        ("decisions/2026/D-20261121-k3f9qz-cache-orders-in-redis.md", CACHE), (" k3f9 ", CACHE),
    ],
)  # fmt: skip
def test_any_unique_part_an_alias_or_a_path_names_a_record(typed, meant):
    assert find(NAMES, typed) is meant


def test_an_ambiguous_part_names_the_candidates():
    with pytest.raises(Usage) as caught:
        find(NAMES, "k3")
    assert (
        caught.value.message
        == "'k3' could be any of 2 decisions: D-20261121-k3f9qz (Cache orders in Redis); D-20261121-k3a2bb (Queue mails)"
    )
    assert caught.value.exit_code == 2


def test_an_unknown_name_names_what_is_near():
    with pytest.raises(CannotProceed) as caught:
        find(NAMES, "k3f9qx")
    assert (caught.value.message, caught.value.remedy) == (
        "there is no decision 'k3f9qx'", "did you mean D-20261121-k3f9qz (Cache orders in Redis)?"
    )  # fmt: skip
    assert caught.value.exit_code == 1


def test_words_of_a_title_in_another_order_are_no_name():
    with pytest.raises(CannotProceed, match="there is no decision 'mails queue'"):
        find(NAMES, "mails queue")


def test_two_records_with_one_id_are_one_name():
    assert find([CACHE, CACHE._replace(path="decisions/2026/D-20261121-k3f9qz-other.md")], "k3f9") is CACHE


def test_a_path_outside_the_log_is_no_record():
    with pytest.raises(CannotProceed):
        find(NAMES, "../../etc/passwd")


def test_an_empty_log_says_how_to_begin():
    with pytest.raises(CannotProceed, match="the log holds none yet"):
        find([], "k3f9")
