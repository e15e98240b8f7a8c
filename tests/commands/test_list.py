"""`remit list` on real repositories."""

import json

import pytest

from support import POLICY_PATH, run_remit


@pytest.fixture
def log(repo):
    repo.write("decisions/context/speed.md", "---\ntitle: Speed\nowner: ana\n---\nFast.\n")
    repo.record(
        "aaaaaa",
        title="Cache orders in Redis",
        tags="[cache]",
        intent="[speed]",
        affects="[services/shop/**]",
        aliases="[ADR-12]",
    )
    repo.record(
        "bbbbbb",
        title="Keep logs for a year",
        topic="data",
        decider="cho",
        tier="central",
        boundary=None,
        decided="2026-11-20",
    )
    repo.proposal("cccccc", title="Move to Postgres 17", topic="tooling/store", body="It is *faster*.\n")
    repo.commit("Decide", who="ben")
    return repo


def ids(result):
    return [line.split()[0][-6:] for line in result.out.splitlines()]


def test_a_table_of_all_decisions(log):
    assert log.remit("list") == (
        0,
        (
            "D-20261121-aaaaaa  accepted  2026-11-21  ben  edge     Cache orders in Redis\n"
            "D-20261121-bbbbbb  accepted  2026-11-20  cho  central  Keep logs for a year\n"
            "D-20261121-cccccc  proposed  2026-11-18                Move to Postgres 17\n"
        ),
        "",
    )


def test_json_has_the_published_fields(log):
    first = json.loads(log.remit("list", "--json", "--limit", "1").out)[0]
    assert first == {
        "path": "decisions/2026/D-20261121-aaaaaa.md", "id": "D-20261121-aaaaaa", "aliases": ["ADR-12"], "title": "Cache orders in Redis",
        "status": "accepted", "status_raw": "accepted", "raised": "2026-11-18", "decided": "2026-11-21T10:12+00:00", "decider": "ben",
        "deciders": ["ben"], "consulted": [], "informed": [], "tier": "edge", "boundary": "tools", "could_be": "edge", "policy": "acme@2026-01-01",
        "topic": ["tooling/cache"], "intent": ["speed"], "team": "shop", "supersedes": [], "superseded_by": [], "related": [], "links": [],
        "tags": ["cache"], "review_by": None, "acts": [], "stopped": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--status", "proposed"], "cccccc"), (["--status", "proposed", "--status", "accepted"], "aaaaaa bbbbbb cccccc"),
        (["--tier", "central"], "bbbbbb"), (["--decider", "ben"], "aaaaaa"), (["--boundary", "tools"], "aaaaaa"), (["--team", "shop"], "aaaaaa"),
        (["--topic", "tooling"], "aaaaaa cccccc"), (["--topic", "tool"], ""), (["--intent", "speed"], "aaaaaa"), (["--tag", "cache"], "aaaaaa"),
        (["--since", "2026-11-21"], "aaaaaa"), (["--until", "2026-11-20"], "bbbbbb cccccc"), (["redis"], "aaaaaa"), (["postgres", "FASTER"], "cccccc"),
        (["--governs", "services/shop/cart.py"], "aaaaaa"), (["--governs", "README"], ""), (["--sort", "date"], "cccccc bbbbbb aaaaaa"),
        (["--sort", "title", "--reverse"], "cccccc bbbbbb aaaaaa"), (["--limit", "2"], "aaaaaa bbbbbb"), (["--status=proposed", "--tier=edge"], ""),
    ],
)  # fmt: skip
def test_filters_search_and_order(log, words, found):
    result = log.remit("list", *words)
    assert result.code == 0
    assert (ids(result) if result.out != "No decisions found\n" else []) == found.split()


def test_words_are_looked_for_in_what_people_wrote_and_not_in_the_names_of_fields(log):
    for word in ("decided", "boundary", "alias"):
        assert log.remit("list", word).out == "No decisions found\n"
    assert ids(log.remit("list", "BEN")) == ids(log.remit("list", "--decider", "ben"))


def test_what_changed_shows_at_once(log):
    assert len(log.remit("list").out.splitlines()) == 3
    log.record("dddddd", title="New")
    log.record("aaaaaa", title="Cache all in Redis")
    (log.root / "decisions/2026/D-20261121-bbbbbb.md").unlink()
    log.act("aaaaaa", "advice", "eva", taken="yes")
    rows = {row["id"][-6:]: row for row in json.loads(log.remit("list", "--json").out)}
    assert sorted(rows) == ["aaaaaa", "cccccc", "dddddd"]
    assert rows["aaaaaa"]["title"] == "Cache all in Redis"
    assert [act["kind"] for act in rows["aaaaaa"]["acts"]] == ["advice"]


def test_what_is_kept_is_what_is_read_anew(log):
    log.remit("list")
    log.record("dddddd", title="New", supersedes="[D-20261121-aaaaaa]")
    again = log.remit("list", "--json").out
    for kept in (log.root / ".git/remit").iterdir():
        kept.unlink()
    assert log.remit("list", "--json").out == again


def test_a_git_directory_that_cannot_be_written_is_no_hindrance(log):
    (log.root / ".git/remit").write_text("a file where a folder should be\n")
    assert len(log.remit("list").out.splitlines()) == 3


def test_a_kept_file_that_is_rubbish_is_no_hindrance(log):
    (log.root / ".git/remit").mkdir()
    (log.root / ".git/remit/index.sqlite").write_text("rubbish" * 500)
    assert len(log.remit("list").out.splitlines()) == 3


def test_unreadable_records_are_counted(log):
    log.write("decisions/2026/D-20261121-eeeeee.md", "rubbish\n")
    result = log.remit("list")
    assert result.err == "1 record cannot be read and is not shown: `remit check` explains why\n"


def test_foreign_records_are_listed_where_they_lie(log):
    log.write("decisions/remit.yml", log.read("decisions/remit.yml") + "sources: [{path: docs/adr, format: auto}]\n")
    log.write(
        "docs/adr/0001-use-adrs.md",
        "# 1. Use ADRs\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nWe forget.\n",
    )
    log.commit("Adopt")
    assert "docs/adr/0001-use-adrs  accepted" in log.remit("list").out
    assert "docs/adr/0001-use-adrs" in log.remit("show", "0001").out


@pytest.mark.parametrize(("deciders", "shown"), [("Ana, Ben", "Ana, Ben"), ("Ana, Ben, Cho", "Ana and 2 more")])
def test_several_deciders_are_named_in_the_table(log, deciders, shown):
    log.write("decisions/remit.yml", log.read("decisions/remit.yml") + "sources: [{path: docs/adr, format: madr4}]\n")
    head = f"---\nstatus: accepted\ndate: 2020-01-02\ndecision-makers: [{deciders}]\n---\n"
    log.write("docs/adr/0001-use-adrs.md", f"{head}# Use ADRs\n\n## Decision Outcome\n\nWe forget.\n")
    log.commit("Adopt")
    assert f"docs/adr/0001-use-adrs  accepted  2020-01-02  {shown}  " in log.remit("list", "ADRs").out


def test_no_decision_is_said(repo):
    assert repo.remit("list") == (0, "No decisions found\n", "")


def test_a_day_that_is_none_is_a_sentence(log):
    assert log.remit("list", "--since", "2026-11-31") == (
        2,
        "",
        "remit: --since: '2026-11-31' is not a valid date\n  write 2026-11-18, today, yesterday, 3d (ago) or `in 3d`\n",
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--since", "today"], "aaaaaa"), (["--since", "yesterday"], "aaaaaa bbbbbb"), (["--until", "1d"], "bbbbbb cccccc"),
        (["--until", "yesterday", "--since", "2 days"], "bbbbbb"), (["--since", "2026"], "aaaaaa bbbbbb cccccc"), (["--until", "2025"], ""),
        (["--since", "2026-11", "--until", "2026-11"], "aaaaaa bbbbbb cccccc"), (["--until", "2026-10"], ""),
    ],
)  # fmt: skip
def test_days_are_given_as_everywhere(log, words, found):
    result = log.remit("list", *words)
    assert (result.code, ids(result) if result.out != "No decisions found\n" else []) == (0, found.split())


def test_nothing_in_a_title_reaches_the_terminal(log):
    log.record("ffffff", title='"\\e]0;pwn\\a"')
    out = log.remit("list").out
    assert all(char == "\n" or char.isprintable() for char in out)


def test_without_a_policy_a_list_is_a_list(empty_repo):
    empty_repo.organisation(policy="", settings="policy: none\n")
    empty_repo.record()
    row = json.loads(empty_repo.remit("list", "--json").out)[0]
    assert (row["tier"], row["could_be"], row["policy"]) == ("edge", None, None)
    assert not (empty_repo.root / POLICY_PATH).exists()


def test_a_governed_file_is_named_as_typed_from_here_or_from_the_top(log):
    log.write("services/shop/cart.py", "x = 1\n")
    for words in (["services/shop/cart.py"], ["./services/shop/cart.py"], ["services/shop/new.py"]):
        assert ids(log.remit("list", "--governs", *words)) == ["aaaaaa"]
    inside = log.root / "services/shop"
    assert ids(run_remit("list", "--governs", "cart.py", cwd=inside)) == ["aaaaaa"]
    assert ids(run_remit("list", "--governs", "services/shop/cart.py", cwd=inside)) == ["aaaaaa"]


@pytest.mark.parametrize(("option", "word"), [("--status", "acepted"), ("--tier", "middle")])
def test_a_word_that_no_record_can_have_is_no_empty_answer(log, option, word):
    done = log.remit("list", option, word)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"remit: '{word}' is not a valid {option[2:]}\n  use one of ")
