"""Python Enhancement Proposals: a header as letters have it, with folded lines; days as DD-Mon-YYYY."""

from remit.importers.document import Document
from remit.importers.keys import ALIASES, AUTHORS, DECIDED, DECIDERS, RELATED, TAGS
from remit.importers.kinds import Format


def _signs(document: Document, fields: frozenset[str], headings: frozenset[str]) -> bool:
    return document.mail.startswith("PEP:")


PEP = Format(
    "pep", "PEP", _signs, ("mail",), rigid=True, number="PEP",
    own={
        "pep": ALIASES, "author": AUTHORS, "pep-delegate": DECIDERS, "bdfl-delegate": DECIDERS, "resolution": DECIDED, "requires": RELATED,
        "type": TAGS, "topic": TAGS,
    },
)  # fmt: skip
"""peps.python.org/pep-0001. A delegate is the decider by delegation; without one it is the steering council, which no
header names. `Resolution` gives the day of the decision where it is written with it."""
