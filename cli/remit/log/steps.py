"""The steps that a record takes, as changes of its text: status and what belongs to it, links, amendments, typos."""

import re

from remit.log import edit, text
from remit.log.problem import CannotProceed, Usage
from remit.log.record import STATUSES, STEPS, Head, Record, texts

AMENDMENTS = "Amendments"


def need_step(record: Record, status: str) -> None:
    """Raises CannotProceed where a record cannot become `status`, with what it can become."""
    if not record.native:
        raise CannotProceed(
            f"{record.id} is a record of another format ({record.format}), read where it lies",
            "change it in its own way, or bring the log over with `remit import`",
        )
    legal = STEPS.get(record.status, ())
    if status in legal:
        return
    if record.status == status:
        raise CannotProceed(f"{record.id} is {status} already", f"`remit show {record.id[-6:]}` shows it")
    way = f"from {record.status} it can become {', '.join(legal)}" if legal else f"{record.status} is an end"
    if record.status not in STATUSES:
        way = f"mend its status first: one of {', '.join(STATUSES)}"
    raise CannotProceed(f"{record.id} is {record.status or 'without a status'} and cannot become {status}", way)


def stepped(content: str, changes: Head, section: str = "", line: str = "") -> str:
    """A record's text with fields of its head set and, where there is one, a line below a section of its body."""
    out = edit.set_fields(content, changes)
    return edit.append_section(out, section, line) if line else out


def amended(content: str, day: str, who: str, words: str) -> str:
    """A record's text with an amendment: dated, with who wrote it."""
    return edit.append_section(content, AMENDMENTS, f"- {day}, {who}: {one_line(words)}")


def one_line(words: str) -> str:
    """Words as one line of a list."""
    return " ".join(words.split())


def linked(content: str, key: str, record_id: str) -> Head:
    """The change that adds an id to a list of links; empty where it is there."""
    from remit.log import yaml

    parts = text.split(content)
    present = texts(yaml.read(parts.head).get(key)) if parts else ()
    return {} if record_id in present else {key: [*present, record_id]}


_DIGIT = re.compile(r"\d")


def corrected(content: str, old: str, new: str, entry: Head) -> str:
    """A record's text with one typo of its body mended and logged under `corrections`. Raises Usage, CannotProceed."""
    if not old.strip() or old == new or old != old.strip() or "\n" in old + new or " -> " in old + new:
        raise Usage(
            "a typo is a word or a few on one line, and what they should be", "`remit amend k3f9 --typo teh the`"
        )
    if _DIGIT.search(old) or _DIGIT.search(new):
        raise CannotProceed(
            "a number is never a typo: it may be what was decided",
            "say it in an amendment (`remit amend ID --why ...`), or supersede the record",
        )
    parts = text.split(content)
    if parts is None:
        raise CannotProceed("the record has no front matter", "mend it first")
    count = parts.body.count(old)
    if count != 1:
        found = "is not" if not count else f"stands {count} times"
        hint = "the head is never corrected this way" if old in parts.head else "copy the words as they stand"
        raise CannotProceed(f"{old!r} {found} in the text below the head", f"give enough words around it; {hint}")
    from remit.log import yaml
    from remit.log.record import entries

    mended = parts.opening + parts.head + parts.closing + parts.body.replace(old, new)
    before = list(entries(yaml.read(parts.head).get("corrections")))
    return edit.set_fields(mended, {"corrections": [*before, entry]})
