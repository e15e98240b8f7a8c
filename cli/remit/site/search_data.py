"""The full-text index of all decisions, in shards that the browser loads when somebody searches.

A shard holds the words that begin with the same two letters, so a word that is still being typed needs one file.
Record rows are counted as in the table's data file and written as base-36 distances.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from remit.site.html import script_data

CALL = "remitShard"
LONGEST = 40
_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def words_of(text: str) -> set[str]:
    """The words of a text as they are searched: lower case, without accents; of Chinese, Japanese and Korean each pair."""
    out: set[str] = set()
    for word in _WORD.findall(folded(text)):
        if _WIDE.search(word):
            out.update(_pairs(word))
        elif len(word) > 1:
            out.add(word[:LONGEST])
    return out


def folded(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(mark for mark in apart if not unicodedata.combining(mark)))


def _pairs(word: str) -> Iterator[str]:
    if len(word) == 1:
        yield word
    for at in range(len(word) - 1):
        yield word[at : at + 2]


def shard_of(word: str) -> str:
    """The name of the shard that holds a word: its first two letters; all of other alphabets share a few."""
    head = word[:2]
    if head.isascii() and head.isalnum():
        return head
    return f"u{ord(word[0]) % 64:x}"


def shards(texts: Iterable[Iterable[str]]) -> dict[str, str]:
    """Shard name to script; `texts` gives the words of each row, in order."""
    places: dict[str, list[int]] = defaultdict(list)
    for row, words in enumerate(texts):
        for word in words:
            places[word].append(row)
    grouped: dict[str, dict[str, str]] = defaultdict(dict)
    for word in sorted(places):
        grouped[shard_of(word)][word] = _distances(places[word])
    return {name: script_data(CALL, [name, words]) for name, words in sorted(grouped.items())}


def _distances(rows: list[int]) -> str:
    """Ascending numbers as distances in base 36: `[3, 4, 40]` is `3 1 10`."""
    out, before = [], 0
    for row in rows:
        out.append(base36(row - before))
        before = row
    return " ".join(out)


def base36(number: int) -> str:
    """A number (0 or more) in base 36."""
    if number < 36:
        return _DIGITS[number]
    out = ""
    while number:
        number, rest = divmod(number, 36)
        out = _DIGITS[rest] + out
    return out
