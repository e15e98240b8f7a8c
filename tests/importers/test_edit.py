"""Adopted records changed in place: the status and the links in their own format, and not a byte besides."""

import pytest

from remit.importers.edit import target, with_link, with_status
from remit.log.problem import CannotProceed
from remit.log.record import Record
from remit.log.settings import ForeignSource
from remit.log.source import Source
from support import adopted

NYGARD = "# 1. Use Redis\n\nDate: 2020-05-03\n\n## Status\n\nAccepted\n\n## Context\n\nStatus: slow.  \n\n## Decision\n\nWe will.\n"
MADR4 = "---\nstatus: accepted  # by vote\ndate: 2020-05-03\ndecision-makers: Ana Ito\n---\n# Use Redis\n\n## Context and Problem Statement\n\nSlow.  "
MADR2 = "# Use Redis\n\n* Status: accepted\n* Deciders: Ana Ito\n* Date: 2020-05-03\n\n## Context and Problem Statement\n\nSlow.\n"
DATED = "# Use Redis\n\n- Status: accepted\n- Date: 2020-05-03\n\n## Links\n\n- Refines [20200101-a](20200101-a.md)\n"
BOLD = "# ADR 001: Use Redis\n\n**Status:** Accepted | **Date:** 2020-05-03\n\n## Context\n\nSlow.\n"
FILES = {
    "nygard": ("0001-use-redis.md", NYGARD), "madr4": ("0001-use-redis.md", MADR4), "madr2": ("0001-use-redis.md", MADR2),
    "log4brains": ("20200503-use-redis.md", DATED), "bold": ("001-use-redis.md", BOLD),
}  # fmt: skip
STATUS = {
    "nygard": ("Accepted\n", "Superseded by [2. Use [memory]](0002-use-memory.md)\n"),
    "madr4": ("accepted  #", '"superseded by [ADR-0002](0002-use-memory.md)"  #'),
    "madr2": ("accepted\n", "superseded by [ADR-0002](0002-use-memory.md)\n"),
    "log4brains": ("accepted\n", "superseded by [20200504-use-memory](20200504-use-memory.md)\n"),
    "bold": ("Accepted |", "Superseded by [ADR-002](002-use-memory.md) |"),
}
LINK = {
    "nygard": ("Accepted\n", "\nDepends on [2. Use [memory]](0002-use-memory.md)\n"),
    "madr4": ("Slow.  ", "\n\n## More Information\n\n- Depends on [ADR-0002](0002-use-memory.md)\n"),
    "madr2": ("Slow.\n", "\n## Links\n\n- Depends on [ADR-0002](0002-use-memory.md)\n"),
    "log4brains": ("(20200101-a.md)\n", "- Depends on [20200504-use-memory](20200504-use-memory.md)\n"),
    "bold": ("Slow.\n", "\n## Links\n\n- Depends on [ADR-002](002-use-memory.md)\n"),
}
"""After what a link is added, and how."""


def records(*files: tuple[str, str]) -> tuple[Record, ...]:
    found, _ = adopted([Source(f"adr/{name}", text.encode()) for name, text in files], ForeignSource("adr"))
    return tuple(found)


def pair(name: str, text: str) -> tuple[Record, Record]:
    other = name.replace("use-redis", "use-memory").replace("1-", "2-").replace("0503", "0504")
    one, two = records((name, text), (other, text.replace("Use Redis", "Use [memory]")))
    return one, two


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf-and-mark"])
@pytest.mark.parametrize("form", FILES)
def test_status_and_link_change_and_nothing_else(form: str, end: str) -> None:
    def ends(part: str) -> str:
        return part.replace("[memory]", "(memory)").replace("\n", end)

    name, text = FILES[form]
    old, new = pair(name, text)
    assert old.format == form
    content = ("\ufeff" if end == "\r\n" else "") + ends(text)
    ended = with_status(old, content, "superseded", target(old, new))
    assert ended == content.replace(*map(ends, STATUS[form]), 1)
    linked = with_link(old, content, "depends-on", target(old, new))
    after, added = map(ends, LINK[form])
    assert linked == content.replace(after, after + added, 1)
    assert with_link(old, linked, "depends-on", target(old, new)) == linked
    again, _ = records((name, with_status(old, linked, "superseded", target(old, new))), (new.path[4:], text))
    assert (again.status, again.list_of("superseded_by")) == ("superseded", (new.id,))
    assert new.id in again.list_of("related")
    for key in ("raised", "decided", "deciders"):
        assert again.head.get(key) == old.head.get(key)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Accepted by the board on 2020-05-03", "Deprecated; was: Accepted by the board on 2020-05-03"),
        ("accepted; supersedes [1. A](0000-a.md)", "deprecated; supersedes [1. A](0000-a.md)"),
        ("**Accepted**", "Deprecated"),
        ("* Accepted.", "* Deprecated"),
        ("Amends [1. A](0000-a.md)\n\nAccepted", "Amends [1. A](0000-a.md)\n\nDeprecated"),
    ],
)
def test_what_is_said_beside_the_status_stays(was: str, now: str) -> None:
    text = NYGARD.replace("Accepted", was)
    (record,) = records(("0001-use-redis.md", text))
    changed = with_status(record, text, "deprecated")
    assert changed == text.replace(was, now)
    (again,) = records(("0001-use-redis.md", changed))
    assert (again.status, again.head) == ("deprecated", {**record.head, "status": "deprecated"})


@pytest.mark.parametrize(
    ("name", "text", "now"),
    [
        ("0001-a.md", "# 1. A\n\n## Context\n\nB.\n\n## Decision\n\n## Consequences\n", "# 1. A\n\n## Status\n\nDeprecated\n\n## Context"),
        ("0001-a.md", "# A\n\n## Considered Options\n\n## Decision Outcome\n", "---\nstatus: deprecated\n---\n# A\n"),
        ("0001-a.md", "---\ntags: [b]\n---\n# A\n\n## Considered Options\n", "---\nstatus: deprecated\ntags: [b]\n---\n# A\n"),
        ("20200101-a.md", "# A\n\n- Date: 2020-01-02\n\nB.\n", "# A\n\n- Status: deprecated\n- Date: 2020-01-02\n\nB.\n"),
        ("20200101-a.md", "# A\n\nB.\n", "# A\n\n- Status: deprecated\n\nB.\n"),
    ],
)  # fmt: skip
def test_a_record_that_states_no_status_gets_one(name: str, text: str, now: str) -> None:
    (record,) = records((name, text))
    assert with_status(record, text, "deprecated").startswith(now)


def test_a_link_is_written_in_markdown_only() -> None:
    text = "= Use Redis\n\n== Status\n\nAccepted\n\n== Context\n\nSlow.\n\n== Decision\n\nYes.\n"
    one, two = records(("0001-a.adoc", text), ("0002-b.adoc", text))
    assert with_status(one, text, "deprecated") == text.replace("Accepted", "Deprecated")
    with pytest.raises(CannotProceed):
        with_status(one, text, "superseded", target(one, two))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pep-0001.rst", "PEP: 1\nTitle: A\nStatus: Final\nType: Process\nCreated: 01-Jan-2020\n\nB\n"),
        ("0001-a.md", "# A\n\n| Status | Date |\n|---|---|\n| Accepted | 2020-01-02 |\n\n## Context\n\nB.\n"),
    ],
)
def test_an_unknown_form_is_refused_with_what_to_do(name: str, text: str) -> None:
    (record,) = records((name, text))
    with pytest.raises(CannotProceed, match="cannot be changed in place") as refused:
        with_status(record, text, "deprecated")
    assert refused.value.remedy == f"edit adr/{name} itself, or convert it: `remit import adr/{name}`"


def test_a_status_that_stands_in_two_places_changes_in_both() -> None:
    text = "---\ntitle: Use Redis\nstatus: accepted\n---\n# Use Redis\n\n## Status\n\nAccepted\n\n## Context\n\nSlow.\n"
    (one,) = records(("0001-use-redis.md", text))
    assert with_status(one, text, "deprecated") == text.replace("accepted", "deprecated").replace(
        "Accepted", "Deprecated"
    )
