"""A new record in the format of an adopted log: named and numbered as its neighbours are."""

import posixpath
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import NamedTuple

from remit.importers.document import decode, take_apart
from remit.importers.file_names import numbered
from remit.log import ids
from remit.log.edit import printed
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.record import Record

FORMS = {
    "nygard": "Context",
    **dict.fromkeys(("madr4", "madr3", "madr2", "log4brains"), "Context and Problem Statement"),
}
"""The formats that are written, each with the section for words that have no heading. Their files are in `templates/`."""
_DIGITS = re.compile(r"[0-9]+")


class New(NamedTuple):
    """What the file says."""

    title: str
    status: str
    day: str
    """ISO 8601: when it was decided, or proposed."""
    body: str
    people: str = ""
    tags: str = ""


def format_of(records: Sequence[Record], named: str) -> str:
    """The format of new records in a log: the one that its source names, else that of most records. Raises CannotProceed."""
    known = {"madr": "madr4", "adr-tools": "nygard"}.get(named, named)
    counted = Counter(record.format for record in records)
    found = known if known != "auto" else counted.most_common(1)[0][0] if counted else "nygard"
    if found not in FORMS:
        raise CannotProceed(
            f"new decisions cannot be written in the format {found}",
            f"take `write: true` from the source in remit.yml, or name one of its formats: {', '.join(FORMS)}",
        )
    return found


def new_record(log: Log, folder: str, format_: str, records: Sequence[Record], new: New) -> tuple[str, str]:
    """Path and text of a new record in the adopted log `folder` of a log; `records` are those that it holds."""
    inside = [record for record in records if posixpath.dirname(record.path) == folder] or list(records)
    home = Counter(posixpath.dirname(record.path) for record in inside).most_common(1)[0][0] if inside else folder
    inside = [record for record in inside if posixpath.dirname(record.path) == home]
    last = max(
        (record for record in inside if _number(record.path) >= 0), key=lambda one: _number(one.path), default=None
    )
    neighbour = decode(log.text(last.path)).text if last else ""
    slug = ids.slug(new.title) or "decision"
    if format_ == "log4brains":
        name, heading = f"{new.day.replace('-', '')}-{slug}.md", new.title
    elif last is None and inside and format_ != "nygard":
        name, heading = f"{slug}.md", new.title
    else:
        beside = [file.path for file in log.tree.under(home) if posixpath.dirname(file.path) == home]
        number = max([0, *map(_number, beside)]) + 1
        name, heading = _numbered(last, number, slug, new.title, neighbour, format_)
    end = "\r\n" if "\r\n" in neighbour else "\n"
    return posixpath.join(home, name), _text(format_, heading, new).replace("\n", end)


def _number(path: str) -> int:
    """The number in the name of a file; -1 where there is none."""
    found = numbered(posixpath.basename(path))
    return found.number if found else -1


def _numbered(last: Record | None, number: int, slug: str, title: str, neighbour: str, format_: str) -> tuple[str, str]:
    """The name and the heading of the record with a number, with the digits, the marks and what is before the title of `last`."""
    kind, digits, mark, _ = (numbered(posixpath.basename(last.path)) if last else None) or ("", "0000", "-", "")
    words = slug.replace("-", "_") if mark == "_" else slug
    name = f"{kind}{number:0{len(digits)}}{mark}{words}.md"
    title_heading = take_apart("a.md", decode(neighbour)).title_heading
    before = title_heading.text.partition(last.title)[0] if last and title_heading else ""
    own = _DIGITS.search(before)
    if last and own and int(own[0]) == _number(last.path):
        return name, f"{before[: own.start()]}{number:0{len(own[0])}}{before[own.end() :]}{title}"
    return name, f"{number}. {title}" if format_ == "nygard" else title


def _text(format_: str, heading: str, new: New) -> str:
    body = new.body if new.body.startswith("#") or "\n#" in new.body else f"## {FORMS[format_]}\n\n{new.body}"
    template = Path(__file__).with_name("templates").joinpath(f"{format_}.md").read_text("utf-8")
    empty = [name for name, value in (("$people", new.people), ("$tags", new.tags)) if not value]
    lines = [line for line in template.split("\n") if not any(line.endswith(name) for name in empty)]
    people = printed(new.people) if format_ in ("madr3", "madr4") else new.people
    return Template("\n".join(lines)).substitute(
        heading=heading, day=new.day, status=new.status, Status=new.status.capitalize(), people=people, tags=new.tags,
        body=body.strip("\n") + "\n",
    )  # fmt: skip
