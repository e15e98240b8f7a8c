"""The full-text index."""

import json

from remit.site.search_data import base36, folded, shard_of, shards, words_of


def test_words_are_folded_and_short_ones_left_out() -> None:
    assert words_of("Ein Café, a CAFE; x-ray 3.11") == {"ein", "cafe", "ray", "11"}


def test_text_without_spaces_is_found_by_pairs() -> None:
    assert words_of("注文を保存") == {"注文", "文を", "を保", "保存"}


def test_folding_keeps_letters_of_other_alphabets() -> None:
    assert folded("ΟΔΟΣ Straße") == folded("οδος STRASSE")


def test_a_shard_holds_the_words_with_the_same_beginning_and_their_rows_as_distances() -> None:
    made = shards([{"redis", "red"}, {"redis"}, set(), {"orders"}, *[set()] * 40, {"redis"}])
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
