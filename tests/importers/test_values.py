"""How single values are read: days, statuses, names, titles, links."""

import pytest

from remit.importers.links import field_links, relations
from remit.importers.names import read_names
from remit.importers.values import CLASSES, read_day, read_status, read_title
from remit.log.record import STATUSES


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-09-15", "2023-09-15"),
        ("2023-9-5", "2023-09-05"),
        ("2022-05-16.", "2022-05-16"),
        ("20220513", "2022-05-13"),
        ("2024/01/05", "2024-01-05"),
        ("13-Jun-2000", "2000-06-13"),
        ("September 20, 2024", "2024-09-20"),
        ("20th of March 2023", "2023-03-20"),
        ("1 Sept. 2021", "2021-09-01"),
        ("31/12/2020", "2020-12-31"),
        ("12/31/2020", "2020-12-31"),
        ("04/04/2020", "2020-04-04"),
        ("03.04.2020", "2020-04-03"),
        ("2021-05-12T00:00:00.000Z", "2021-05-12"),
        ("2023-05-5T00:00:00.000Z", "2023-05-05"),
        ("2021-05-12T10:30:00+02:00", "2021-05-12T10:30+02:00"),
        ("`02-May-2020 <https://example.com/vote>`__", "2020-05-02"),
        ("2024-023-2706", ""),
        ("2023-14-05", ""),
        ("2023-02-30", ""),
        ("99/99/9999", ""),
        ("yyyy-mm-dd", ""),
        ("February 2024", ""),
        ("1.2.3", ""),
        ("", ""),
    ],
)
def test_a_day_is_read_however_it_is_written(written: str, day: str) -> None:
    assert read_day(written).text == day


def test_a_day_that_can_be_two_days_is_none_unless_the_format_says_which_number_is_the_day() -> None:
    assert read_day("03/04/2020") == ("", "3/4/2020 can be two days")
    assert read_day("03/04/2020", first="day") == ("2020-04-03", "the day stands first in 3/4/2020")


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Accepted", "accepted"),
        ("accepted.", "accepted"),
        ("{ accepted }", "accepted"),
        ("**Approved** by the board on 2024-01-01", "accepted"),
        ("✅ Decided", "accepted"),
        ("Accepted (retroactive)", "accepted"),
        ("Partly superseded", "accepted"),
        ("Status: Living", "accepted"),
        ("imlpemented", "accepted"),
        ("Draft", "proposed"),
        ("Pending review", "proposed"),
        ("in-progress", "proposed"),
        ("PROVISIONAL (a to b)", "proposed"),
        ("Request for Comments", "proposed"),
        ("~~Proposed~~ Rejected", "rejected"),
        ("Not accepted", "rejected"),
        ("April Fool!", "rejected"),
        ("On hold", "deferred"),
        ("Withdrawn", "withdrawn"),
        ("removed", "deprecated"),
        ("Superceded by [7](0007-x.md)", "superseded"),
        ("![status](https://img.example.com/a.svg)", ""),
        ("![accepted](https://img.example.com/a.svg)", "accepted"),
        ("proposed | accepted | rejected", ""),
        ("{proposed, or whatever}", "proposed"),
        ("n/a", ""),
        ("purple", ""),
        ("", ""),
    ],
)
def test_a_status_is_read_by_its_first_words(written: str, status: str) -> None:
    assert read_status(written).value == status


def test_what_is_guessed_or_not_known_about_a_status_is_said() -> None:
    assert read_status("imlpemented").guess == "`imlpemented` is read as `implemented`"
    assert read_status("purple").guess == "`purple` is no status that is known"
    assert read_status("proposed | accepted").guess == "the status `proposed | accepted` is the template's"
    assert read_status("Accepted").guess == ""


def test_every_class_is_a_status_of_ours_and_no_word_is_in_two() -> None:
    assert set(CLASSES) == set(STATUSES)
    words = [word for words in CLASSES.values() for word in words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ana Ito, Ben Okoro and Cho Lind", ["Ana Ito", "Ben Okoro", "Cho Lind"]),
        ("ana,ben, ", ["ana", "ben"]),
        ("{ Ana Ito, Ben Okoro }", ["Ana Ito", "Ben Okoro"]),
        ("Ana Ito <ana@example.com>; [Ben](https://example.com/ben)", ["Ana Ito", "Ben"]),
        ("ana@example.com (Ana Ito)", ["Ana Ito"]),
        ("Ana Ito, Jr., Ben Okoro", ["Ana Ito, Jr.", "Ben Okoro"]),
        ("Ana Ito (shop, data), Ben", ["Ana Ito (shop, data)", "Ben"]),
        ("Research and Development", ["Research and Development"]),
        (["@ana", "@ben, @cho", None, "TBD"], ["@ana", "@ben", "@cho"]),
        ([{"name": "Ana Ito", "github": "ana"}], ["Ana Ito"]),
        ("- Ana\n- Ben\n- Ana", ["Ana", "Ben"]),
        ("{list everyone involved in the decision}", []),
        ("N/A", []),
        (None, []),
        ({}, []),
    ],
)
def test_names_are_read_from_any_list_and_nobody_is_invented(written: object, names: list[str]) -> None:
    assert read_names(written) == names


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("12. Cache orders", ("Cache orders", "")),
        ("12 - Cache orders", ("Cache orders", "")),
        ("ADR 003: Cache orders", ("Cache orders", "ADR-003")),
        ("ADR-0003 Cache orders", ("Cache orders", "ADR-0003")),
        ("[ADR-3] Cache orders", ("Cache orders", "ADR-3")),
        ("ADR014: Cache orders", ("Cache orders", "ADR-014")),
        ("Reference Architecture: Orders", ("Orders", "")),
        ("Decision record - Orders", ("Orders", "")),
        ("Decision tables in code", ("Decision tables in code", "")),
        ("3 tiers are enough", ("3 tiers are enough", "")),
        ("`acme/shop` is public", ("`acme/shop` is public", "")),
        ("__init__ stays", ("__init__ stays", "")),
        ("Orders <!-- short title -->", ("Orders", "")),
    ],
)
def test_a_title_loses_the_number_and_the_kind_before_it(written: str, title: tuple[str, str]) -> None:
    assert read_title(written)[:2] == title


def test_a_line_names_links_by_verbs() -> None:
    line = "- Accepted; supersedes ADR-0012 and [13](0013-b.md), amended by #7"
    assert [(link.key, link.target) for link in relations(line)] == [
        ("supersedes", "ADR-0012"),
        ("supersedes", "0013-b.md"),
        ("related", "#7"),
    ]
    assert list(relations(line, first=True)) == []
    assert [link.key for link in relations("Replaced by https://example.com/x")] == ["superseded_by"]
    assert list(relations("This replaces the interim decision")) == []


def test_a_field_of_links_may_be_a_text_or_a_list() -> None:
    assert [link.target for link in field_links("related", "102, 103")] == ["102", "103"]
    values = ["/keys/a-b/12-c", "n/a", "[x](../y.md)", "https://example.com/z - the paper", None]
    assert [link.target for link in field_links("related", values)] == [
        "/keys/a-b/12-c",
        "../y.md",
        "https://example.com/z",
    ]
