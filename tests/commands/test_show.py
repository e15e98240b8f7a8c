"""`remit show` on real repositories."""

import json

import pytest

K3 = "decisions/2026/D-20261121-k3f9qz.md"


@pytest.fixture
def log(repo):
    repo.record(aliases="[ADR-12]", tags="[cache]")
    repo.act("k3f9qz", "advice", "dia", "Keep the old keys.\n", taken="yes", **{"as": "engineer"})
    repo.record("aaaaaa", title="Another", facts="{amount: 300}")
    repo.commit("Decide", who="ben")
    return repo


SHOWN = f"""\
D-20261121-k3f9qz  Cache orders in Redis
accepted 2026-11-21T10:12+00:00 by ben
edge, boundary tools of acme@2026-01-01
decided as engineer: amount 400 is in the step up to 500
topic: tooling/cache
tags: cache
also called: ADR-12
raised: 2026-11-18
team: shop
facts: amount 400
file: {K3}

Because it is needed.

advice by dia as engineer, 2026-11-21T11:00+00:00
    Keep the old keys.
"""


def test_a_decision_that_cannot_be_read_is_there_all_the_same(log):
    log.write(K3, b"\x00\x01\xff")
    said = f"remit: {K3}: this file is not UTF-8 at byte 2 (0xFF; looks binary)\n  save it as UTF-8 text; the file was not changed\n"
    assert log.remit("show", "k3f9").err == said
    log.write("decisions/2026/D-20261121-aaaaaa.md", "no head\n")
    assert log.remit("show", "aaaaaa").err == (
        "remit: decisions/2026/D-20261121-aaaaaa.md:1: cannot be read: it does not begin with front matter\n"
        "  begin the file with a line `---`, the fields and another `---`\n"
    )


@pytest.mark.parametrize("name", ["k3f9", "D-20261121-k3f9qz", "adr-12", "20261121-k3", K3])
def test_a_decision_is_shown_by_any_of_its_names(log, name):
    assert log.remit("show", name) == (0, SHOWN, "")


def test_json_holds_the_row_the_head_the_text_and_the_acts(log):
    data = json.loads(log.remit("show", "k3f9", "--json").out)
    assert (data["id"], data["body"], data["head"]["facts"]) == (
        "D-20261121-k3f9qz",
        "Because it is needed.\n",
        {"amount": "400"},
    )
    assert data["acts"][0]["body"] == "Keep the old keys.\n"


def test_a_decision_as_a_commit_held_it(log):
    commit = log.head
    log.record(title="Later")
    assert "Cache orders in Redis" in log.remit("show", "k3f9", "--at", commit).out
    assert "Later" in log.remit("show", "k3f9").out


def test_an_ambiguous_name_is_a_usage_error_that_names_the_candidates(log):
    code, out, err = log.remit("show", "20261121")
    assert (code, out) == (2, "")
    assert err == (
        "remit: '20261121' could be any of 2 decisions: D-20261121-aaaaaa (Another); D-20261121-k3f9qz (Cache orders in Redis)\n"
        "  type more of the id\n"
    )


def test_an_unknown_name_is_a_sentence_with_what_is_near(log):
    code, _, err = log.remit("show", "k3f9qx")
    assert code == 1
    assert err == "remit: there is no decision 'k3f9qx'\n  did you mean D-20261121-k3f9qz (Cache orders in Redis)?\n"


@pytest.mark.parametrize("name", ["../../etc/passwd", "--", ""])
def test_what_is_no_name_opens_nothing(log, name):
    assert log.remit("show", name).code in (1, 2)


def test_a_proposal_says_what_the_policy_says(log):
    log.proposal("bbbbbb", decider="ben", facts="{amount: 900}")
    assert "Not yours alone" in log.remit("show", "bbbbbb").out or "ana" in log.remit("show", "bbbbbb").out


def test_a_commit_that_lacks_the_record_is_named(repo):
    repo.record()
    done = repo.remit("show", "k3f9qz", "--at", "HEAD")
    assert (done.code, done.err.split(":")[1]) == (1, " at HEAD, there is no decision 'k3f9qz'")
