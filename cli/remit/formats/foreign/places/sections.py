"""Sections that hold one field each, as Nygard's `## Status` does."""

import re

from remit.formats.foreign.document import TOP, Document
from remit.formats.foreign.keys import LINKS, RAISED, RANKS, STATUS, TITLE, normal
from remit.formats.foreign.reading import Found
from remit.formats.foreign.words import plain

LONGEST = 600
"""Characters of a section that can be a field; a longer one is prose. The status may be followed by any number of links."""
_NUMBER = re.compile(r"^[\d.]+\s+")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[(?P<box>[ xX])\]\s*)?(?P<text>.*)$")
_PROSE = frozenset(("review", "related", "type", "accepted", "approved", "proposed", "proposal", "raised", "state", "area", "domain", "component", "package", "topic",
                    "number", "adr", "id", "updates", "requires", "category", "keywords", "decided", "opened", "title", "subject", "driver", "revisit"))  # fmt: skip
"""Field names that as headings stand above prose."""


def read(document: Document) -> list[Found]:
    """Every section that is a field."""
    out = []
    for index, heading in enumerate(document.headings):
        name = normal(_NUMBER.sub("", heading.text))
        if name in RANKS and name not in _PROSE and heading is not document.title_heading:
            found = _section(name, document.below(index)[:TOP])
            if found:
                out.append(found)
    return out


def _section(name: str, text: str) -> Found | None:
    key = RANKS[name][0]
    lines = [line for line in plain(text).replace("\r", "").split("\n") if line.strip()]
    if not lines or key == TITLE or (len(text) > LONGEST and key != STATUS):
        return None
    if key == STATUS:
        return Found(name, "\n".join(_ticked(lines)), "section")
    if key == RAISED or key in LINKS:
        return Found(name, "\n".join(line.strip() for line in lines), "section")
    return Found(name, [*_ticked(lines)], "section")


def _ticked(lines: list[str]) -> list[str]:
    """The lines without their bullets; where there are boxes, the ticked ones alone: an empty box means no."""
    items = [_ITEM.match(line) for line in lines]
    if any(item and item["box"] for item in items):
        return [item["text"].strip() for item in items if item and (item["box"] or " ") in "xX"]
    return [(item["text"] if item else line).strip() for item, line in zip(items, lines, strict=True)]
