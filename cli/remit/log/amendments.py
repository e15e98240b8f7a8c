"""What may be said below a decided text, and which change of a word is a typo.

Amendments are the last section of a body, `## Amendments`: entries that begin with their day and who wrote them,
`- 2026-11-22, ben: …`. A heading of that name further up is words like all others.
"""

import re
from collections import Counter
from typing import NamedTuple

from remit.log.meaning import Words, only_words_differ
from remit.log.text import one_line

HEADING = "## Amendments"
LONGEST, MOST_WORDS, MOST_LETTERS = 60, 5, 3
"""A typo is at most so many characters and words long, and at most so many letters of it differ."""
_ENTRY = re.compile(r"(?:[-*] )?[0-9]{4}-[0-9]{2}-[0-9]{2}, ([a-z0-9@.-]+): ")
_MARKUP = frozenset("`*_~<>[]|\\#")
_TURNS = frozenset((
    "not", "no", "never", "nor", "none", "neither", "nobody", "nothing", "without", "cannot", "only", "except",
    "unless", "must", "may", "shall", "should", "can", "will", "now", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty", "forty", "fifty", "sixty", "seventy",
    "eighty", "ninety", "hundred", "thousand", "million", "billion", "half", "third", "quarter", "double", "once",
    "twice", "first", "second",
))  # fmt: skip
"""Words that turn or measure what a sentence means: they are never mistyped."""


class Amendment(NamedTuple):
    """One entry of the amendments, with all that follows it up to the next."""

    number: int
    """Its first line of the body, from 0."""
    words: Words
    who: str
    """Who wrote it; empty for what stands before the first entry."""


def divided(body: str) -> tuple[str, str]:
    """The words of a body, and the text of its amendments, with the heading; empty where there are none."""
    lines = body.split("\n")
    at = max((number for number, line in enumerate(lines) if line.startswith("## ")), default=-1)
    if at < 0 or lines[at].rstrip() != HEADING:
        return body, ""
    return "\n".join(lines[:at]), "\n".join(lines[at:])


def amendments(body: str) -> list[Amendment]:
    """The amendments of a body, each with who wrote it."""
    words, below = divided(body)
    first = words.count("\n") + 1 if below and words else 0
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(below.split("\n")[1:], first + 1):
        entry = _ENTRY.match(one_line(line))
        if entry or (line.strip() and not found):
            found.append((number, entry[1] if entry else "", [line]))
        elif found:
            found[-1][2].append(line)
    return [Amendment(number, Words("\n".join(lines)), who) for number, who, lines in found]


def typo(what: str) -> tuple[str, str]:
    """What was wrong and what is right, of a logged correction (`noom -> noon`); empty where it is none."""
    for arrow in (" -> ", " → "):
        old, found, new = what.partition(arrow)
        if found:
            return old.strip().strip("\"'`“”"), new.strip().strip("\"'`“”")
    return "", ""


def no_typo(body: str, old: str, new: str) -> str:
    """Why a change of words that occur once in a body is no typo, as part of a sentence; empty where it is one."""
    was, now = old.split(), new.split()
    if any(character.isnumeric() for character in old + new):
        return "a number can't be corrected as a typo: it may be what was decided"
    if max(len(old), len(new)) > LONGEST or len(was) > MOST_WORDS:
        return f"a typo is at most {MOST_WORDS} words and {LONGEST} characters long"
    if len(was) != len(now):
        return "the correction of a typo has as many words as the typo"
    if Counter(filter(_MARKUP.__contains__, old)) != Counter(filter(_MARKUP.__contains__, new)):
        return "signs of Markdown can't be corrected as a typo"
    changed = [(one.lower(), other.lower()) for one, other in zip(was, now, strict=True) if one != other]
    if any(_bare(word) in _TURNS or word.endswith("n't") for pair in changed for word in pair):
        return "a word that changes the meaning can't be corrected as a typo"
    if sum(_distance(one, other) for one, other in changed) > MOST_LETTERS:
        return f"at most {MOST_LETTERS} letters of a typo differ"
    return (
        "" if only_words_differ(body, body.replace(old, new)) else "code, HTML and links can't be corrected as a typo"
    )


def _bare(word: str) -> str:
    return word.strip(".,;:!?()\"'`*_")


def _distance(one: str, other: str) -> int:
    """How many letters must be put in, taken out or replaced to come from one word to the other."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        before, row[0] = row[0], number
        for at, wanted in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != wanted))
    return row[-1]
