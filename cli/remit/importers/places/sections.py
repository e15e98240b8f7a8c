"""Sections that hold one field each, as Nygard's `## Status` does."""

import re

from remit.importers.document import TOP, Document
from remit.importers.keys import LINKS, NAMES, PEOPLE, RAISED, RANKS, STATUS, normal
from remit.importers.reading import Found
from remit.importers.words import plain

LONGEST = 600
"""Characters of a section that can be a field; a longer one is prose. The status may be followed by any number of links."""
_DRESS = re.compile(r"^[\W\d_]+(?=[A-Za-z])")
_WITH_VALUE = re.compile(r"(?P<name>[A-Za-z ]{4,20}?)\s*[:–—]\s*(?P<value>\S.*)$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[(?P<box>[ xX])\]\s*)?(?P<text>.*)$")
_PROSE = frozenset(("related", "updates", "requires", "driver", "champion", "contact", "contacts"))
"""Names of people and links that as headings stand above prose."""
HEADINGS = frozenset(
    ("status", "adr-status", "decision-status", "date", "adr-date", "created", "creation-date", "date-created", "decision-date",
     "date-decided", "decided-on", "review-date", "review-by", "next-review", "tags", "labels", "areas-of-impact")
) | frozenset(name for key in (*PEOPLE, *LINKS) for name in NAMES[key]) - _PROSE  # fmt: skip
"""Headings that stand above a field."""


def read(document: Document) -> list[Found]:
    """Every section that is a field; and a heading that holds one itself, as `## Status: Accepted` does."""
    out = []
    for index, heading in enumerate(document.headings):
        text = _DRESS.sub("", heading.text)
        if heading is document.title_heading:
            continue
        name, match = normal(text), _WITH_VALUE.match(text)
        if name in HEADINGS:
            out += _section(name, document.below(index)[:TOP])
        elif match and normal(match["name"]) in HEADINGS:
            out.append(Found(normal(match["name"]), plain(match["value"]), "section"))
    return out


def _section(name: str, text: str) -> list[Found]:
    key = RANKS[name][0]
    lines = [line for line in plain(text).replace("\r", "").split("\n") if line.strip()]
    if not lines or (len(text) > LONGEST and key != STATUS):
        return []
    if key == STATUS:
        return [Found(name, "\n".join(_ticked(lines)), "section")]
    if key == RAISED or key in LINKS:
        return [Found(name, "\n".join(line.strip() for line in lines), "section")]
    return [Found(name, [*_ticked(lines)], "section")]


def _ticked(lines: list[str]) -> list[str]:
    """The lines without their bullets; where there are boxes, the ticked ones alone: an empty box means no."""
    items = [_ITEM.match(line) for line in lines]
    if any(item and item["box"] for item in items):
        return [item["text"].strip() for item in items if item and (item["box"] or " ") in "xX"]
    return [(item["text"] if item else line).strip() for item, line in zip(items, lines, strict=True)]
