"""What may still change in a decided record, and which line says something else."""

import pytest
from changes import RECORD, change

from remit.checks import frozen
from remit.checks.frozen import Reworded
from remit.log.record import Record, read_record
from support import record_text

BODY = "It is needed.\n\nWe tried it on three hosts.\n\nIt costs little.\n"


def record(body: str = BODY, **fields: str | None) -> Record:
    found = read_record(RECORD, record_text(body=body, **fields))
    assert isinstance(found, Record)
    return found


def typo(*words: str) -> str:
    return "[" + ", ".join(f'{{who: ben, on: 2026-11-21, what: "{what}"}}' for what in words) + "]"


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        ({}, []),
        ({"title": "Another"}, ["title"]),
        ({"facts": None, "title": "Another"}, ["title", "facts"]),
        ({"tags": "[new]"}, ["tags"]),
        ({"tier": "central"}, ["tier"]),
        ({"boundary": None}, ["boundary"]),
        ({"title": "  Cache   orders in Redis"}, []),
        ({"tags": "[]"}, []),
        *(({key: "[x]"}, []) for key in ("superseded_by", "informed", "aliases", "corrections", "x-team")),
        ({"status": "deprecated"}, []),
        ({"xteam": "1"}, ["xteam"]),
        ({"links": "[{as: amends, to: D-20260101-aaaaaa}]"}, []),
        ({"tags_": None, "intent": "[x]", "links": "[{as: amends, to: D-20260101-aaaaaa}]"}, ["intent"]),
    ],
)
def test_which_keys_changed_and_may_not(fields: dict[str, str | None], keys: list[str]):
    assert frozen.changed_keys(record(), record(**fields)) == keys


def test_links_come_and_do_not_go():
    one, two = "{as: amends, to: D-20260101-aaaaaa}", "{as: amends, to: D-20260101-bbbbbb}"
    first, both, other = (record(links=f"[{links}]") for links in (one, f"{two}, {one}", two))
    assert frozen.changed_keys(first, both) == frozen.changed_keys(both, record(links=f"[{one}, {two}]")) == []
    assert (
        frozen.changed_keys(both, first)
        == frozen.changed_keys(first, other)
        == frozen.changed_keys(first, record())
        == ["links"]
    )


NEEDED = Reworded(0, "It is needed.", "It is wanted.")


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        (BODY, BODY, None),
        (BODY, BODY.replace("It is", "It\nis"), None),
        (BODY, BODY.replace("needed", "wanted"), NEEDED),
        (BODY, f"\n{BODY}".replace("needed", "wanted"), NEEDED._replace(number=1)),
        (BODY, BODY.replace("little", "much"), Reworded(4, "It costs little.", "It costs much.")),
        (BODY, f"{BODY}\nMore.\n", Reworded(6, "", "More.")),
        (BODY, BODY.replace("\nIt costs little.\n", ""), Reworded(-1, "It costs little.", "")),
        (BODY, f"{BODY}\n## Amendments\n\n- 2026-11-22, ben: For maps too.\n", None),
        (BODY, f"{BODY}\n## More\n", Reworded(6, "", "## More")),
        ("a  b\n", "a b\n", None),
        (BODY, f"  {BODY}".replace("little", "much"), Reworded(4, "It costs little.", "It costs much.")),
        ("```\na  b\n```\n", "```\na b\n```\n", Reworded(1, "a  b", "a b")),
        ("```\na\n```\n", "```\na  \n\n\nb\n```\n", Reworded(4, "```", "b")),
    ],
)  # fmt: skip
def test_where_a_text_says_something_else(was: str, now: str, found: Reworded | None):
    assert frozen.reworded(record(was), record(now)) == found


MISSPELT = "It is neded.\n\nWe tryed it on three hosts.\n\nIt costs litle.\n"


@pytest.mark.parametrize(
    ("known", "logged", "body"),
    [
        ((), (), MISSPELT),
        ((), ("neded -> needed",), MISSPELT.replace("neded", "needed")),
        ((), ("neded -> needed", "tryed → tried", "litle -> little"), BODY),
        ((), ("tryed", "neded -> needed"), MISSPELT.replace("neded", "needed")),
        ((), ("tryed -> never",), MISSPELT),
        ((), ("It -> At",), MISSPELT),  # it occurs twice
        ((), ("hosts -> posts",), MISSPELT.replace("hosts", "posts")),
        ((), ("hosts -> posts", "posts -> ports"), MISSPELT.replace("hosts", "posts")),
        ((), ("hosts -> Posts", "posts -> ports"), MISSPELT.replace("hosts", "Posts")),
        ((), ("hosts -> posts", "three posts -> three ports"), MISSPELT.replace("hosts", "posts")),
        (("hosts -> costs",), (), MISSPELT),
        (("ghost -> hosts",), ("hosts -> posts",), MISSPELT),  # what was corrected before stays
        (("nothing",), ("hosts -> posts",), MISSPELT.replace("hosts", "posts")),
        (("hosts -> posts",), ("tryed -> tried",), MISSPELT.replace("tryed", "tried")),
    ],
)
def test_logged_typos_are_corrected_once(known: tuple[str, ...], logged: tuple[str, ...], body: str):
    before = record(MISSPELT, corrections=typo(*known) if known else None)
    after = record(corrections=typo(*known, *logged) if known or logged else None)
    assert frozen.corrected(before, after) == body
    assert [entry["what"] for entry in frozen.new_corrections(before, after)] == list(logged)


def test_a_correction_that_says_nothing_corrects_nothing():
    after = record(corrections="[{who: ben}, {who: ben, what: }]")
    assert frozen.corrected(record(MISSPELT, corrections="[{who: eva}]"), after) == MISSPELT


@pytest.mark.parametrize(
    ("was", "now", "fields", "only"),
    [
        (MISSPELT, MISSPELT.replace("neded", "needed"), {}, True),
        (MISSPELT, MISSPELT.replace("neded.\n\nWe tryed", "needed.\n\nWe tried"), {}, False),  # over two paragraphs
        ("We tryed it onn hosts.\n", "We tried it on hosts.\n", {}, True),
        (MISSPELT, BODY, {}, False),  # more words than a typo has
        (BODY, BODY, {}, False),
        (BODY, BODY.replace("needed", "not needed"), {}, False),
        (BODY, BODY.replace(" little", ""), {}, False),
        (BODY, BODY.replace("three", "four"), {}, False),
        (BODY, BODY.replace("It is", "At is"), {}, False),  # the word occurs twice
        ("a hoast b hoast\n", "a host b hoast\n", {}, False),  # it occurs twice
        (MISSPELT, MISSPELT.replace("neded", "needed"), {"title": "Another"}, False),
        (MISSPELT, MISSPELT.replace("neded", "needed").replace("\n\nWe", "\nWe"), {}, False),
        (MISSPELT, MISSPELT.replace("neded", "needed").replace("tryed it", "tryed\nit"), {}, True),
    ],
)
def test_only_a_typo(was: str, now: str, fields: dict[str, str], only: bool):
    assert frozen.only_a_typo(record(was), record(now, **fields)) is only


ONE, TWO = "- 2026-11-22, ben: One.\n", "- 2026-11-23, eva: Two.\n"


@pytest.mark.parametrize(
    ("was", "now", "kept"),
    [
        ("", "", True),
        ("", ONE, True),
        (ONE, ONE + TWO, True),
        (TWO, ONE + TWO, True),
        (ONE + TWO, ONE + TWO, True),
        (ONE + TWO, TWO + ONE, False),
        (ONE + TWO, TWO, False),
        (ONE, "", False),
        (ONE, ONE.replace("One", "1"), False),
        (ONE + ONE, ONE, False),
    ],
)
def test_amendments_are_kept(was: str, now: str, kept: bool):
    before, after = (record(f"{BODY}\n## Amendments\n\n{text}") for text in (was, now))
    assert frozen.amendments_kept(before, after) is kept


def test_a_record_is_followed_by_its_path_then_by_its_id():
    moved, other = RECORD.replace(".md", "-cache.md"), RECORD.replace("k3f9qz", "aaaaaa")
    of = change(
        {RECORD: record_text(), other: record_text("aaaaaa"), f"{other[:-9]}bbbbbb.md": record_text("bbbbbb")},
        {RECORD: None, moved: record_text(), other: record_text("cccccc"), f"{other[:-9]}bbbbbb.md": None},
    )
    found = {before.id[-6:]: after and (after.path, after.id[-6:]) for before, after in frozen.pairs(of)}
    assert found == {"k3f9qz": (moved, "k3f9qz"), "aaaaaa": (other, "cccccc"), "bbbbbb": None}


def test_a_record_whose_id_was_changed_is_found_by_its_file():
    other = RECORD.replace("k3f9qz", "aaaaaa")
    of = change({RECORD: record_text()}, {RECORD: None, other: record_text()})
    assert [(before.path, after and after.path) for before, after in frozen.pairs(of)] == [(RECORD, other)]
    of = change({RECORD: record_text()}, {RECORD: record_text("aaaaaa"), other: record_text("k3f9qz")})
    assert [(before.path, after and after.path) for before, after in frozen.pairs(of)] == [(RECORD, other)]
