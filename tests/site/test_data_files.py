"""The data files behind the table of decisions and the full-text search."""

import json

import site_logs as logs
from remit.site.data_files import table_data, table_script
from remit.site.search_index import base36, folded, script_data, shard_of, shards, words_of
from remit.site.view import newest_first


def test_the_data_file_holds_each_value_once_and_rows_newest_first() -> None:
    stop = logs.act("stop", "ana")
    view = logs.view(
        logs.record(acts=(stop,), tags=["speed", "money"]),
        logs.record(
            "b2c3d4", title="Use Postgres", decided="2026-01-02", topic=["data/store", "tooling"], decider="ana"
        ),
        logs.proposal("c3d4e5", title="A new queue", raised="2026-11-20"),
    )
    assert table_data(view, newest_first(view.log.records)) == {
        "id": ["D-20261121-k3f9qz", "D-20261121-c3d4e5", "D-20261121-b2c3d4"],
        "title": ["Cache orders in Redis", "A new queue", "Use Postgres"],
        "href": ["D-20261121-k3f9qz.html", "D-20261121-c3d4e5.html", "D-20261121-b2c3d4.html"],
        "date": ["2026-11-21", "2026-11-20", "2026-01-02"],
        "stopped": [0],
        "overdue": [],
        "mine": {"v": ["ben", "ana"], "i": [0, -1, 1], "l": ["Ben Okoro", "Ana Ito"]},
        "status": {"v": ["accepted", "proposed"], "i": [0, 1, 0], "l": ["Accepted", "Proposed"]},
        "tier": {"v": ["edge"], "i": [0, -1, 0]},
        "boundary": {"v": ["tools"], "i": [0, -1, 0]},
        "decider": {"v": ["ben", "ana"], "i": [0, -1, 1], "l": ["Ben Okoro", "Ana Ito"]},
        "team": {"v": ["shop", "platform"], "i": [0, -1, 1]},
        "topic": {"v": ["tooling/cache", "data/store", "tooling"], "i": [0, 0, [1, 2]]},
        "intent": {"v": [], "i": [-1, -1, -1]},
        "tag": {"v": ["speed", "money"], "i": [[0, 1], -1, -1]},
    }


def test_t46_the_data_file_is_a_script_that_no_title_can_break() -> None:
    view = logs.view(logs.record(title="</script><script>alert(1)</script>"))
    script = table_script(view, newest_first(view.log.records), "v1")
    assert script.startswith('remitDecisions({"version":"v1",')
    assert "<" not in script


def test_t46_no_text_can_end_a_script() -> None:
    assert (
        script_data("f", {"a": "</script><!--\u2028&"}) == 'f({"a":"\\u003c/script\\u003e\\u003c!--\\u2028\\u0026"});\n'
    )


def test_words_are_folded() -> None:
    assert words_of("Ein Café, a CAFE; x-ray 3.11, C++ and C#") == {
        "ein",
        "cafe",
        "a",
        "x",
        "ray",
        "3",
        "11",
        "c++",
        "and",
        "c#",
    }


def test_text_without_spaces_is_found_by_pairs() -> None:
    assert words_of("注文を保存") == {"注文", "文を", "を保", "保存"}


def test_folding_keeps_letters_of_other_alphabets() -> None:
    assert folded("ΟΔΟΣ Straße") == folded("οδος STRASSE")


def test_a_shard_holds_the_words_with_the_same_beginning_and_their_rows_as_distances() -> None:
    made = shards([{"redis", "red"}, {"redis"}, set(), {"orders"}, *[set()] * 40, {"redis"}])
    assert made.pop("spelling/5") == 'remitSpelling([5,"redis"]);\n'
    assert made.pop("spelling/1") == 'remitSpelling([1,"orders"]);\n'
    assert made == {
        "or": 'remitShard(["or",{"orders":"3"}]);\n',
        "re": 'remitShard(["re",{"red":"0","redis":"0 1 17"}]);\n',
    }
    assert json.loads(made["re"][len("remitShard(") : -3])[1]["redis"] == "0 1 17"


def test_numbers_are_written_in_base_36() -> None:
    assert [base36(number) for number in (0, 35, 36, 46655)] == ["0", "z", "10", "zzz"]


def test_other_alphabets_share_a_few_shards() -> None:
    assert shard_of("заказ") == shard_of("запас")
    assert shard_of("a1b") == "a1"
