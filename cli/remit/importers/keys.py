"""Our keys and the names that they go by elsewhere; what is found in a file, and what reading it gives."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from remit.log import yaml
from remit.log.record import Head, entries, texts
from remit.log.settings import ForeignSource
from remit.log.yaml import Value

TITLE, STATUS, RAISED, DECIDED, REVIEW_BY = "title", "status", "raised", "decided", "review_by"
DECIDERS, CONSULTED, INFORMED, FACILITATOR, AUTHORS = "deciders", "consulted", "informed", "facilitator", "authors"
SUPERSEDES, SUPERSEDED_BY, RELATED, REMARKS = "supersedes", "superseded_by", "related", "remarks"
TAGS, TOPIC, LEVEL, ALIASES = "tags", "topic", "level", "aliases"

WORDS = yaml.read(Path(__file__).with_name("words.yml").read_text("utf-8"))
"""The words of other logs: a table of `words.yml` to what it holds."""


def words(table: str) -> dict[str, tuple[str, ...]]:
    """What one table of `words.yml` says of each of our words: the words of others."""
    return {ours: texts(others) for one in entries(WORDS[table]) for ours, others in one.items()}


LANGUAGES = words("languages")
"""Our key to its names in languages other than English."""
NAMES = {key: (*names, *LANGUAGES.get(key, ())) for key, names in words("fields").items()}
"""Our key to the names it goes by elsewhere, the most telling first."""
RANKS = {name: (key, rank) for key, names in NAMES.items() for rank, name in enumerate(names)}
LINKS = (SUPERSEDES, SUPERSEDED_BY, RELATED)
PEOPLE = (DECIDERS, CONSULTED, INFORMED, FACILITATOR, AUTHORS)
DAYS = (RAISED, DECIDED, REVIEW_BY)
_ODD = re.compile(r"[\s_/]+")
_KINDS = frozenset((*texts(WORDS["proposals"]), "adr", "decision", "proposal", "document", "record"))
"""What a field can be of: `RFC Status` is the status."""
_NOTE = re.compile(r"\s*\(.*?\)\s*$")


@lru_cache(4096)
def normal(name: str) -> str:
    """A field's name in lower case with dashes, without emphasis and remarks: `**Decision Maker(s)**` is `decision-maker`."""
    bare = _NOTE.sub("", name.strip().strip("*_`:\"'"))
    name = _ODD.sub("-", bare.strip().rstrip(":").strip().lower())
    kind, _, rest = name.partition("-")
    return rest if name not in RANKS and kind in _KINDS and rest in RANKS else name


def meaning(name: str, own: Mapping[str, str]) -> tuple[str, int] | None:
    """Which of our keys a field called `name` is, and how far down the list of its names it stands (0: the most telling).

    `own` are the names that a format gives a meaning of its own ("" for none).
    """
    if name in own:
        return (own[name], -1) if own[name] else None
    return RANKS.get(name)


@lru_cache(64)
def declared(source: ForeignSource) -> Mapping[str, str]:
    """The names of fields that a source declares, each with our key."""
    return {normal(name): key for key, names in source.fields for name in names}


# What reading a foreign file gives: a head with our keys, what was written, what was guessed, what is missing.


class Found(NamedTuple):
    """One value as a file gives it, before anybody said what it means."""

    name: str
    """The field's name as written, in lower case with dashes: `decision-makers`."""
    value: Value
    place: str
    """Where it stood: front, lines, table, fields, mail, section, emphasis, folder."""


class Reading(NamedTuple):
    """One foreign file, read. Any bytes give a reading; none raises."""

    head: Head
    """Our keys. Links (`supersedes`, `superseded_by`, `related`) are targets as written until a whole folder is read."""
    raw: Head
    """By our key, the text of every value that was normalised: `{"status": "Approved by the board"}`."""
    format: str
    """The format it is in; `plain` where none was recognised."""
    body: str
    """Everything below the front matter, unchanged: `body.encode(encoding)` ends the file's bytes."""
    body_line: int
    """The line of the file at which the body begins, from 1."""
    guessed: tuple[str, ...] = ()
    """What is not certain, a sentence each."""
    missing: tuple[str, ...] = ()
    """Which of title, status, raised and deciders the file does not give."""
    is_record: bool = True
    """False for templates, read-me files, indexes and files that are no text."""
    why: str = ""
    """Why it is no record."""
    encoding: str = "utf-8"
    """How the bytes were read: utf-8, utf-16-le, utf-16-be, cp1252 or latin-1."""
