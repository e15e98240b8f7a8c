"""T74 and T77: what was decided is neither corrected into something else nor hidden below it."""

import pytest
from story import codes, found

from support import Repo

RECORD = "decisions/2026/D-20261121-k3f9qz.md"
BODY = "## Decision\n\nWe do not share adresses with partners. They may ask at noom.\n"


@pytest.fixture
def decided(repo: Repo) -> Repo:
    """Ben decided; the record was merged."""
    repo.record(body=BODY)
    repo.commit("Decide", who="ben")
    repo.branch("work")
    return repo


def correct(repo: Repo, old: str, new: str, who: str = "ben", by: str = "", body: str = BODY, more: str = "") -> None:
    entry = f'[{more}{{who: {by or who}, on: 2026-11-22, what: "{old} -> {new}"}}]'
    repo.record(body=body.replace(old, new), corrections=entry)
    repo.commit("Typo", who=who)


def test_t74_a_typo_is_mended_by_the_decider(decided: Repo):
    correct(decided, "adresses", "addresses")
    assert found(decided) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("do not share adresses", "share addresses"),
        ("do not share", "do now share"),
        ("may ask", "must ask"),
        ("not", "nut"),
        ("partners", "anybody"),
        ("We do not share adresses with partners.", "We do not share adresses with partnerz."),
        ("They may ask at noom", "They may ask at 1200"),
    ],
)
def test_t74_meaning_turned_by_a_typo(decided: Repo, old: str, new: str):
    correct(decided, old, new)
    assert "G03" in codes(decided)


@pytest.mark.parametrize(
    ("old", "new"), [("pay", "pat"), ("example", "exarnple"), ("hidden", "hiden"), ("sure.", "~sure~.")]
)
def test_t74_no_code_link_html_or_sign_of_markdown_is_a_typo(repo: Repo, old: str, new: str):
    body = "Run `pay --all`, see [it](https://example.com). <!-- hidden --> Be sure.\n"
    repo.record(body=body)
    repo.commit("Decide", who="ben")
    repo.branch("work")
    correct(repo, old, new, body=body)
    assert "G03" in codes(repo)
    repo.git("reset", "-q", "--hard", "main")
    assert "can't be corrected as a typo" in repo.remit("amend", "k3f9qz", "--typo", old, new, "--who", "ben").err


def test_t74_a_typo_is_mended_in_ones_own_name(decided: Repo):
    correct(decided, "adresses", "addresses", who="dia", by="ben")
    assert [message.partition(",")[0] for _, message in found(decided)] == ["a correction names ben"]


def test_t74_a_typo_is_mended_by_somebody_who_may_decide_it(decided: Repo):
    correct(decided, "adresses", "addresses", who="dia")
    assert found(decided) == [], "dia is an engineer as ben is"
    decided.git("reset", "-q", "--hard", "main")
    correct(decided, "adresses", "addresses", who="eva")
    assert any(message.startswith("eva may not correct what ben decided (commit ") for _, message in found(decided))


def test_t74_a_word_is_not_turned_step_by_step(decided: Repo):
    first = '{who: ben, on: 2026-11-22, what: "share -> spare"}'
    correct(decided, "share", "spare")
    assert found(decided) == []
    body = BODY.replace("share", "spare")
    decided.record(
        body=body.replace("spare", "scare"),
        corrections=f'[{first}, {{who: ben, on: 2026-11-22, what: "spare -> scare"}}]',
    )
    decided.commit("Again", who="ben")
    assert "G03" in codes(decided)


def test_t74_a_logged_correction_stays(decided: Repo):
    correct(decided, "adresses", "addresses")
    decided.git("switch", "-q", "main")
    decided.git("merge", "-q", "--ff-only", "work")
    decided.git("switch", "-q", "-c", "later")
    decided.record(body=BODY.replace("adresses", "addresses"))
    decided.commit("Nothing happened", who="ben")
    assert "G03" in codes(decided)


def test_t74_the_tool_refuses_what_the_check_refuses(decided: Repo):
    decided.git("config", "user.email", "ben@example.com")
    done = decided.remit("amend", "k3f9qz", "--typo", "do not share", "share")
    assert done.code == 1
    assert "the correction of a typo has as many words as the typo" in done.err


# -- T77: decided text hidden on the page ------------------------------------------------------------------------------------
def test_t77_words_inserted_below_amendments_before_the_decision(repo: Repo):
    repo.branch("work")
    repo.proposal("k3f9qz", body="We cache.\n\n## Amendments\n\nand we sell it.\n<!--\n")
    repo.commit("Propose", who="dia")
    repo.record(body="We cache.\n\n## Amendments\n\nand we sell it.\n<!--\n")
    repo.commit("Decide", who="ben")
    assert codes(repo) == ["G03"]


def test_t77_words_that_were_merged_below_amendments_before_the_decision(repo: Repo):
    repo.proposal("k3f9qz", body="We cache.\n\n## Amendments\n\nand we sell it.\n")
    repo.commit("Propose", who="dia")
    repo.branch("work")
    repo.record(body="We cache.\n\n## Amendments\n\nand we sell it.\n")
    repo.commit("Decide", who="ben")
    assert codes(repo) == ["G03"]


def test_t77_amendments_are_at_the_end_alone(repo: Repo):
    repo.record(body="## Amendments\n\n## Decision\n\nWe cache.\n")
    repo.commit("Decide", who="ben")
    repo.branch("work")
    repo.record(body="## Amendments\n\n- 2026-11-22, ben: <!--\n\n## Decision\n\nWe cache.\n")
    repo.commit("Amend", who="ben")
    assert codes(repo) == ["G03"]


def test_t77_words_after_a_heading_of_that_name_are_the_deciders(repo: Repo):
    """Further up it is no section of amendments: what is below it was decided, and is frozen."""
    repo.branch("work")
    repo.record(body="## Amendments\n\nNone.\n\n## Decision\n\nWe cache.\n")
    repo.commit("Decide", who="ben")
    repo.record(body="## Amendments\n\nNone.\n\n## Decision\n\nWe sell.\n")
    repo.commit("Reword", who="dia")
    assert codes(repo) == ["G01"]


def test_t77_each_amendment_is_by_its_author(repo: Repo):
    repo.record(body="We cache.\n")
    repo.commit("Decide", who="ben")
    repo.branch("work")
    repo.record(body="We cache.\n\n## Amendments\n\n- 2026-11-22, ben: invoices\n  too.\n")
    repo.commit("Amend", who="dia")
    assert [message.partition(",")[0] for _, message in found(repo)] == ["an amendment names ben"]
    repo.git("commit", "-q", "--amend", "--reset-author", "--no-edit", who="ben")
    assert found(repo) == []


def test_t77_amendments_are_shown_apart(repo: Repo):
    """What opens a comment or a fence in the decided words swallows no amendment, nor the other way round."""
    repo.record(body="We cache.\n\n```\ncode\n\n## Amendments\n\n- 2026-11-22, ben: invoices too.\n")
    repo.commit("Decide", who="ben")
    repo.remit("build", "--plain", "--site-dir", str(repo.root / "out"))
    (page,) = (path for path in (repo.root / "out").rglob("*k3f9qz*.html"))
    shown = page.read_text("utf-8")
    assert '<section class="remit-amendments">' in shown
    assert "invoices too.</li>" in shown
