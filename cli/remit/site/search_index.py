"""The full-text index of all decisions, in shards that the browser loads.

A shard is loaded when somebody searches; it holds the words that begin with the same two letters, so a word that is still
being typed needs one file. Its rows are counted as in the table and written as base-36 distances.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Set
from typing import NamedTuple

SHARD_CALL, TEXTS_CALL, SPELLING_CALL = "remitShard", "remitTexts", "remitSpelling"
"""The functions of our scripts that take the data."""
CHUNK, SHOWN = 16, 4000
"""Rows in a file of texts, and letters of each text in it."""
SPELLINGS, LONG = 16, 5
"""Files of words by their third and fourth letters, and the letters from which on a word may be mistyped."""
LONGEST = 40
"""Letters of a word that are searched."""
_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")
_WIDE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Text(NamedTuple):
    """A text as it is searched."""

    shown: str
    """What a reader sees of it, without tags."""
    words: Set[str]
    """Its words, folded."""


def text_of(shown: str) -> Text:
    """A text that readers see."""
    return Text(shown, words_of(shown))


def words_of(text: str) -> set[str]:
    """The words of a text as they are searched: folded; `C++` and `C#` as they are; of scripts without spaces each pair of letters."""
    out: set[str] = set()
    for word in set(_WORD.findall(folded(text))):
        if _WIDE.search(word):
            out.update(_pairs(word))
        else:
            out.add(word[:LONGEST])
    return out


_SPELT = str.maketrans({
    "ß": "ss", "ς": "σ", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "ng", "ħ": "h", "ŧ": "t",
})  # fmt: skip


def folded(text: str) -> str:
    """Lower case without accents and other marks; the same as `fold` in assets/search.js, which a browser test holds."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(char for char in apart if unicodedata.category(char)[0] != "M")
    return unicodedata.normalize("NFC", bare.translate(_SPELT))


def _pairs(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(max(len(word) - 1, 1))]


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
    made = {name: script_data(SHARD_CALL, [name, words]) for name, words in sorted(grouped.items())}
    return made | _spellings(places)


def _spellings(words: Iterable[str]) -> dict[str, str]:
    """Longer words by their third and fourth letters: so a word is found whose first two letters are mistyped."""
    groups: list[list[str]] = [[] for _ in range(SPELLINGS)]
    for word in sorted(words):
        if len(word) >= LONG and word.isascii():
            groups[(ord(word[2]) * 7 + ord(word[3])) % SPELLINGS].append(word)
    return {
        f"spelling/{at}": script_data(SPELLING_CALL, [at, " ".join(some)]) for at, some in enumerate(groups) if some
    }


def texts(number: int, found: Iterable[str]) -> str:
    """A script file with the beginnings of CHUNK texts: what a search shows of decisions."""
    return script_data(TEXTS_CALL, [number, [" ".join(text.split())[:SHOWN] for text in found]])


def _distances(rows: list[int]) -> str:
    """Ascending numbers as distances in base 36: `[3, 4, 40]` is `3 1 10`."""
    out, before = [], 0
    for row in rows:
        out.append(base36(row - before))
        before = row
    return " ".join(out)


def base36(number: int) -> str:
    """A number (0 or more) in base 36."""
    more, last = divmod(number, 36)
    return (base36(more) if more else "") + _DIGITS[last]


def script_data(call: str, value: object) -> str:
    """A script file that hands `value` to the function `call`: works from `file://`, and no text can end a script."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_SCRIPT)
    return f"{call}({data});\n"
