"""Decisions as Markdown files in a folder: MADR 4 (adr.github.io/madr), or plain pages for any site generator."""

import re

from remit.exporters.selected import BACK, Selected
from remit.importers.links import relinked
from remit.log import ids, yaml
from remit.log.edit import new_text
from remit.log.record import SUPERSEDED, Head, Record

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|])")
INDEX = "index.md"


def as_madr(selected: Selected) -> dict[str, str]:
    """MADR files by name, numbered in the order of the decisions."""
    records = sorted(selected.records, key=lambda record: (_day(selected, record), record.path))
    names = {
        record.path: f"{number:04d}-{ids.slug(record.title) or 'untitled'}.md"
        for number, record in enumerate(records, 1)
    }
    next_ones = {one.path: other for other, kind, one in selected.links if kind == "supersedes"}
    out = {}
    for record in records:
        later = next_ones.get(record.path) if record.status == SUPERSEDED else None
        status = f"superseded by [ADR-{names[later.path][:4]}]({names[later.path]})" if later else record.status
        head: dict[str, yaml.Value] = {
            "status": status,
            "date": _day(selected, record),
            "decision-makers": [selected.name(who) for who in record.deciders],
            "consulted": [selected.name(who) for who in record.list_of("consulted")],
            "informed": [selected.name(who) for who in record.list_of("informed")],
        }
        out[names[record.path]] = _file(selected, record, head, names)
    return out


def as_pages(selected: Selected) -> dict[str, str]:
    """A page per record, named by its id or its file, and `index.md` with a table of all of them."""
    names = {record.path: f"{_name(record)}.md" for record in selected.records}
    return {
        INDEX: _index(selected, names),
        **{names[one.path]: page_of(selected, one, names) for one in selected.records},
    }


def page_of(selected: Selected, record: Record, names: dict[str, str]) -> str:
    """The page of a record among others; `names` are the addresses of all pages by the path of the record's file."""
    head: dict[str, yaml.Value] = {
        "title": record.title,
        "date": _day(selected, record),
        "status": record.status,
        "tags": list(record.list_of("tags")),
    }
    return _file(selected, record, head, names, _facts(selected, record, names))


def _plain(words: str) -> str:
    """Words as one line of Markdown that shows them as they are."""
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))


def _name(record: Record) -> str:
    stem = record.path.rpartition("/")[2].rpartition(".")[0]
    return stem if record.native else ids.slug(record.id) or stem


def _file(selected: Selected, record: Record, head: Head, names: dict[str, str], facts: str = "") -> str:
    """A file: front matter, the title, facts, the text with its links to other records, what others said."""
    body = relinked(record.body, record.path, names[record.path], names.get).text.strip("\n")
    title = "" if _has_title(body) else f"# {_plain(record.title)}\n"
    said = "\n".join(
        f"- {act.kind} by {selected.name(act.who)}{f', {act.on.text[:10]}' if act.on else ''}"
        + "".join(f"\n  {line}" for line in act.body.strip().split("\n") if line)
        for act in record.acts
    )
    parts = [title, facts, body, f"## Responses\n\n{said}" if said else ""]
    return new_text(head, "\n" + "\n\n".join(part.strip("\n") for part in parts if part) + "\n")


def _has_title(body: str) -> bool:
    """Whether a text begins with a heading of the first level, as most adopted records do."""
    return body.lstrip().startswith("# ")


def _facts(selected: Selected, record: Record, names: dict[str, str]) -> str:
    """What the front matter says that readers want to see, as a table."""
    rows = [
        ("Status", record.status),
        ("Decided by" if record.is_decided else "Decider", ", ".join(map(selected.name, record.deciders))),
        ("Date", _day(selected, record)),
        ("Level", record.tier or ""),
        ("Boundary", record.boundary or ""),
        ("Topic", ", ".join(record.topics)),
    ]
    cells = [(name, _plain(value)) for name, value in rows if value]
    cells += [
        (_words(kind if ours else BACK[kind]), f"[{_plain(other.title)}]({names[other.path]})")
        for kind, other, ours in selected.links_of.get(record.path, ())
    ]
    return "| | |\n|---|---|\n" + "".join(f"| {name} | {value} |\n" for name, value in cells)


def _words(kind: str) -> str:
    return kind.replace("-", " ").capitalize()


def _index(selected: Selected, names: dict[str, str]) -> str:
    title = selected.log.settings.title
    rows = [
        (
            _day(selected, record),
            f"[{_plain(record.title)}]({names[record.path]})",
            record.status,
            _plain(", ".join(map(selected.name, record.deciders))),
        )
        for record in sorted(selected.records, key=lambda record: (_day(selected, record), record.path), reverse=True)
    ]
    table = "| Date | Decision | Status | Decider |\n|---|---|---|---|\n"
    return new_text(
        {"title": title}, f"\n# {_plain(title)}\n\n{table}" + "".join(f"| {' | '.join(row)} |\n" for row in rows)
    )


def _day(selected: Selected, record: Record) -> str:
    """The day on which it was decided, else raised (ISO 8601); empty where neither is known."""
    found = record.dated(selected.log.zone)
    return found.text[:10] if found else ""
