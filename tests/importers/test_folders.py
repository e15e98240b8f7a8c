"""What only a whole folder can tell: formats, links, packages, pages that are no records."""

from remit.importers import detect, find_logs
from remit.log.settings import ForeignSource, Mapped
from remit.log.source import SYMLINK, Source
from support import adopted

NYGARD = "# {n}. {title}\n\nDate: 2020-01-0{n}\n\n## Status\n\n{status}\n\n## Context\n\nWhy.\n"


def nygard(number: int, title: str, status: str = "Accepted", folder: str = "doc/adr") -> Source:
    text = NYGARD.format(n=number, title=title, status=status)
    return Source(f"{folder}/{number:04}-{title.lower().replace(' ', '-')}.md", text.encode())


def messages(notes: list) -> list[tuple[str, str]]:
    return [(note.path.rpartition("/")[2], note.message) for note in notes]


def test_an_adopted_folder_becomes_records_named_by_their_paths() -> None:
    files = [
        nygard(1, "Record decisions"),
        nygard(2, "Queue orders", "Superceded by [3. Stream orders](0003-stream-orders.md)"),
        nygard(3, "Stream orders", "Accepted\n\nSupersedes [2. Queue orders](0002-queue-orders.md)"),
        Source("doc/adr/README.md", b"# Decisions\n"),
        Source("doc/adr/queue.png", b"\x89PNG"),
        Source("src/0009-not-here.md", b"# Elsewhere\n"),
    ]
    records, notes = adopted(files, ForeignSource("doc/adr"))
    assert [(record.id, record.title, record.status, record.format) for record in records] == [
        ("doc/adr/0001-record-decisions", "Record decisions", "accepted", "nygard"),
        ("doc/adr/0002-queue-orders", "Queue orders", "superseded", "nygard"),
        ("doc/adr/0003-stream-orders", "Stream orders", "accepted", "nygard"),
    ]
    assert records[1].list_of("superseded_by") == ("doc/adr/0003-stream-orders",)
    assert records[2].list_of("supersedes") == ("doc/adr/0002-queue-orders",)
    assert records[2].raw["supersedes"] == ["Supersedes [2. Queue orders](0002-queue-orders.md)"]
    assert records[1].raw["status"] == "Superceded by [3. Stream orders](0003-stream-orders.md)"
    assert records[0].list_of("aliases") == ("ADR-1",)
    assert messages(notes) == [("README.md", "is no record: a page about the log")]


def test_a_link_is_never_guessed_between_two_records() -> None:
    files = [
        nygard(4, "One"),
        nygard(4, "Other"),
        nygard(5, "Third", "Superseded by ADR-4"),
        nygard(6, "Fourth", "Superseded by [ADR 5](https://example.com/acme/shop/blob/main/doc/adr/0005-renamed.md)"),
        nygard(7, "Fifth", "Superseded by [ADR 5](https://example.com/acme/shop/blob/main/doc/adr/0005-third.md)"),
        nygard(8, "Sixth", "Superseded by 5"),
    ]
    records, notes = adopted(files, ForeignSource("doc/adr", "nygard"))
    assert [record.list_of("superseded_by") for record in records] == [
        (),
        (),
        (),
        (),
        ("doc/adr/0005-third",),
        ("doc/adr/0005-third",),
    ]
    assert [note.message for note in notes] == [
        "superseded_by: `ADR-4` is no record here",
        "superseded_by: `https://example.com/acme/shop/blob/main/doc/adr/0005-renamed.md` is no record here",
    ]


def test_pages_about_the_log_and_templates_are_told_from_records() -> None:
    bold = b"# ADR 1: Isolate\n\n**Status:** Accepted | **Date:** 2025-02-17\n"
    page = b"# Words we use\n\n**Status:** Accepted | **Date:** 2025-02-17\n"
    files = [
        Source("security/001-isolate.md", bold),
        Source("security/002-encrypt.md", bold),
        Source("patterns/portal.md", bold),
        Source("words.md", page),
        Source("security/notes.md", b"# Notes\n"),
        Source("templates/001-adr.md", bold),
        Source("security/adr-template.md", bold),
        Source("security/003-link.md", b"001-isolate.md", mode=SYMLINK),
        Source("security/004-prompt-template-engine.md", bold),
    ]
    records, notes = adopted(files, ForeignSource("."))
    assert [record.path for record in records] == [
        "patterns/portal.md",
        "security/001-isolate.md",
        "security/002-encrypt.md",
        "security/004-prompt-template-engine.md",
    ]
    assert messages(notes) == [
        ("003-link.md", "is no record: a symbolic link"),
        ("adr-template.md", "is no record: a template"),
        ("notes.md", "is no record: a page about the log: its name has no number, as all its records have"),
        ("001-adr.md", "is no record: a template"),
        ("words.md", "is no record: a page about the log: its name has no number, as all its records have"),
    ]


def test_one_broken_file_hides_no_other() -> None:
    files = [
        nygard(1, "Record decisions"),
        Source("doc/adr/0002-bytes.md", b"\x00\xff" * 40),
        nygard(3, "Stream orders"),
    ]
    records, notes = adopted(files, ForeignSource("doc/adr"))
    assert [record.title for record in records] == ["Record decisions", "Stream orders"]
    assert messages(notes) == [("0002-bytes.md", "is no record: not text")]


def test_log4brains_reads_the_folders_that_its_settings_name_and_a_package_is_a_topic() -> None:
    settings = b"project:\n  adrFolder: ./docs/adr\n  packages:\n    - name: core\n      adrFolder: ./core/adr\n"
    record = b"# %s\n\n- Status: %s\n- Date: 2020-01-02\n"
    files = [
        Source(".log4brains.yml", settings),
        Source("docs/adr/20200101-names.md", record % (b"Names", b"superseded by [core/20200102-ids](x)")),
        Source("core/adr/20200102-ids.md", record % (b"Ids", b"accepted")),
        Source("fixtures/20200103-odd.md", record % (b"Odd", b"accepted")),
    ]
    records, notes = adopted(files, ForeignSource("."))
    assert [(one.title, one.topics, one.list_of("aliases")) for one in records] == [
        ("Ids", ("core",), ("core/20200102-ids",)),
        ("Names", (), ("20200101-names",)),
    ]
    assert ("20200103-odd.md", "is no record: in no folder that .log4brains.yml names") in messages(notes)


def test_a_record_in_yaml_takes_its_body_from_the_prose_beside_it() -> None:
    files = [
        Source("keps/sig-a/12-names/kep.yaml", b"title: Names\nstatus: implementable\nkep-number: 12\n"),
        Source("keps/sig-a/12-names/README.md", b"# KEP-12\n\nWhy.\n"),
        Source(
            "keps/sig-a/13-ids/kep.yaml",
            b"title: Ids\nstatus: provisional\nkep-number: 13\nreplaces: [/keps/sig-a/12-names]\n",
        ),
        Source("keps/prod/12.yaml", b"alpha: {approver: '@ana'}\n"),
    ]
    records, notes = adopted(files, ForeignSource("keps"))
    assert [(one.title, one.status, one.body, one.list_of("supersedes")) for one in records] == [
        ("Names", "accepted", "# KEP-12\n\nWhy.\n", ()),
        ("Ids", "proposed", "", ("keps/sig-a/12-names/kep",)),
    ]
    assert messages(notes) == [
        ("12.yaml", "is no record: a YAML file of no format that keeps records in YAML"),
        ("README.md", "is no record: the prose of the record beside it"),
    ]


def test_a_file_without_signs_is_read_in_the_format_of_its_folder() -> None:
    bare = Source("doc/adr/0002-bare.md", b"# 2. Bare\n\nDate: 03/04/2020\n\nNo sections.\n")
    records, _ = adopted([nygard(1, "Record decisions"), bare], ForeignSource("doc/adr"))
    assert [(record.format, record.head["raised"]) for record in records] == [
        ("nygard", "2020-01-01"),
        ("nygard", "2020-04-03"),
    ]


def test_a_folder_tells_its_format() -> None:
    files = [nygard(1, "Record decisions"), nygard(2, "Queue orders")]
    paths = ("doc/adr/0001-record-decisions.md", "doc/adr/0002-queue-orders.md")
    found = detect(files, "doc/adr")
    assert (found.format, found.records, found.examples) == ("nygard", 2, paths)
    assert detect([Source("doc/logo.png", b"")], "doc").records == 0


def test_every_format_that_is_known_can_be_written_in_the_settings() -> None:
    from remit.importers.formats import BY_NAME
    from remit.log.settings import FORMATS

    assert set(FORMATS) == {"auto", *BY_NAME}


def test_the_logs_of_a_repository_are_found_among_other_texts() -> None:
    pages = [Source(f"docs/page{number}.md", b"# How to\n\nText.\n") for number in range(9)]
    skills = [Source(".claude/skills/x/SKILL.md", b"# Skill\n"), Source("LICENSE.md", b"# MIT\n")]
    adrs = [Source(f"docs/adr/000{number}-x.md", b"# X\n\nStatus: Accepted\n") for number in (1, 2, 3)]
    rfcs = [
        Source(f"rfcs/000{number}-x/README.md", b"---\nfeature: x\nstart-date: 2020-01-02\n---\n# Summary\n")
        for number in (4, 5)
    ]
    assert find_logs([*pages, *skills, *adrs], ".") == ["docs/adr"]
    assert find_logs([*pages, *skills, *adrs, *rfcs], ".") == ["docs/adr", "rfcs"]
    assert find_logs([*skills, *rfcs], ".") == ["rfcs"]
    assert find_logs(adrs, "docs/adr") == ["docs/adr"]
    assert find_logs(pages, ".") == []


def test_one_line_says_how_well_a_folder_was_read() -> None:
    files = [
        Source("adr/0001-a.md", b"# A\n\n* Status: accepted\n* Date: 2020-01-01\n* Deciders: Ana Ito\n"),
        Source("adr/0001-b.md", b"# B\n\n* Status: purple\n* Supersedes: [ADR-0003](0003-c.md)\n"),
        Source("adr/0003-c.md", b"# C\n\n* Status: {proposed}\n* Approval level: high\n"),
        Source("adr/0004-d.md", b"# D\n\n* Status: rejected\n* Approval level: Low\n"),
        Source("adr/template.md", b"# {title}\n"),
    ]
    found = detect(files, "adr")
    assert found.told == (
        "4 records, 1 without status, 3 without date, 3 without decider, number 1 twice, 1 one-sided link, 1 other file (a template)"
    )
    assert (found.unstated, found.tier) == (1, Mapped("level", (("low", "edge"), ("high", "central"))))


def test_what_most_headings_begin_with_is_no_part_of_the_titles() -> None:
    texts = [f"# Shop Enhancement{n}: {title}\n\nStatus: Draft\n" for n, title in
             ((" 1", "Queues"), ("", "Caches"), (" 3", "Search"), ("", "Carts"), (" 5", "Names"))]  # fmt: skip
    texts.append("# Risk: none\n\nStatus: Draft\n")
    files = [Source(f"qep/qep-{n}-x.md", text.encode()) for n, text in enumerate(texts, 1)]
    records, _ = adopted(files, ForeignSource("qep"))
    assert [record.title for record in records] == ["Queues", "Caches", "Search", "Carts", "Names", "Risk: none"]
    assert records[0].raw["title"] == "Shop Enhancement 1: Queues"


def test_the_number_of_the_file_is_no_part_of_a_title_and_its_kind_is_the_folders() -> None:
    files = [
        Source("rfd/0012/README.md", b"---\nstate: predraft\n---\n# RFD 12 Bedtime for nodes\n"),
        Source("rfd/0013/README.md", b"---\nstate: draft\n---\n# 13 months a year\n"),
        Source("rfd/0003-3-tiers.md", b"---\nstate: draft\n---\n# 3 tiers are enough\n"),
        Source("rfd/0003-3-tiers.zh.md", b"---\nstate: draft\n---\n# \xe4\xb8\x89\n"),
        Source("rfd/SHOP-ADR-Web-0004-carts.md", b"---\nstate: draft\n---\n# SHOP-ADR-Web-0004: Carts\n"),
    ]
    records, notes = adopted(files, ForeignSource("rfd"))
    assert [(record.title, record.list_of("aliases")) for record in records] == [
        ("3 tiers are enough", ("RFD-3",)),
        ("Bedtime for nodes", ("RFD-12",)),
        ("13 months a year", ("RFD-13",)),
        ("Carts", ("SHOP-ADR-WEB-4",)),
    ]
    assert messages(notes) == [("0003-3-tiers.zh.md", "is no record: a translation of the record beside it")]
