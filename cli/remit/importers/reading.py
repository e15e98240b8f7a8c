"""What reading a foreign file gives: a head with our keys, what was written, what was guessed, what is missing."""

from typing import NamedTuple

from remit.log.record import Head
from remit.log.yaml import Value


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
    """How the bytes were read: utf-8, utf-16-le, utf-16-be or latin-1."""
