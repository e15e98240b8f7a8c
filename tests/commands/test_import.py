"""`remit import`: a log of another format becomes native records, and nothing is written before anybody asked for it."""

import json
from pathlib import Path

from support import Repo

QUEUE = """\
# 1. Queue orders

Date: 2020-01-02

## Status

Superceded by [2. Stream orders](0002-stream-orders.md)

## Context

Orders arrive faster than we can charge cards.
"""
STREAM = """\
# 2. Stream orders

* Date: 2020-02-03
* Deciders: Ben Okoro

## Status

Accepted

## Context

Queues were not enough.
"""


def adr_log(repo: Repo) -> Repo:
    repo.write("docs/adr/0001-queue-orders.md", QUEUE)
    repo.write("docs/adr/0002-stream-orders.md", STREAM)
    repo.write("docs/adr/README.md", "# Decisions\n")
    repo.commit("An old log")
    return repo


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(repo: Repo) -> None:
    code, out, err = adr_log(repo).remit("import", "docs/adr", "--dry-run")
    assert (code, err) == (0, "")
    assert (
        out
        == """\
docs/adr/0001-queue-orders.md (nygard) -> decisions/2020/D-20200102-tqexbh-queue-orders.md
  read     title, status, raised, superseded_by, aliases
  guessed  body: 1 relative link was rewritten, to lead where it led
  missing  decided, decider
docs/adr/0002-stream-orders.md (nygard) -> decisions/2020/D-20200203-05q9zz-stream-orders.md
  read     title, status, raised, deciders, aliases
  guessed  supersedes: docs/adr/0001-queue-orders.md says so
  missing  decided
docs/adr/README.md: not imported: a page about the log
2 records, 1 other file.
Read: 2 records, 1 without decider, 1 one-sided link, 1 other file (a page about the log).
Nothing was written. Add --write to write them.
"""
    )
    assert repo.git("status", "--porcelain") == ""


def test_records_are_written_with_old_names_links_and_deciders_that_people_yml_knows(repo: Repo) -> None:
    code, out, _ = adr_log(repo).remit(
        "import", "docs/adr", "--from", "nygard", "--write", "--yes", "--topic", "tooling", "--json"
    )
    made = json.loads(out)
    assert code == 0
    assert made["written"] == [one["to"] for one in made["records"]]
    queue, stream = made["records"]
    moved = f"{stream['id']}-stream-orders.md"
    assert repo.read(queue["to"]).endswith(f"---\n{QUEUE.replace('0002-stream-orders.md', moved)}")
    assert f"superseded_by: [{stream['id']}]\n" in repo.read(queue["to"])
    assert "decider: ben\n" in repo.read(stream["to"])
    assert "topic: tooling\n" in repo.read(stream["to"])
    assert "aliases: [ADR-2, 0002-stream-orders]\n" in repo.read(stream["to"])
    assert made["skipped"] == [{"from": "docs/adr/README.md", "why": "a page about the log"}]


def test_links_lead_from_the_record_where_they_led_from_the_file(repo: Repo) -> None:
    repo.write("docs/adr/0001-queue-orders.md", QUEUE)
    repo.write("docs/architecture.md", "# How it is built\n")
    repo.remit("import", "docs/adr", "--write", "--yes")
    repo.write(
        "docs/adr/0003-more.md",
        "# 3. More\n\nSee [how](../architecture.md#parts), [1](0001-queue-orders.md), [gone](gone.md).\n",
    )
    code, out, _ = repo.remit("import", "docs/adr", "--write", "--yes", "--json")
    made = json.loads(out)["records"][0]
    assert code == 0
    assert (
        "See [how](../../docs/architecture.md#parts), [1](../2020/D-20200102-tqexbh-queue-orders.md), [gone](gone.md).\n"
        in repo.read(made["to"])
    )
    assert made["guessed"][-2:] == [
        "body: 2 relative links were rewritten, to lead where they led",
        "body: 1 relative link leads to no file here and stays as it was",
    ]


def test_importing_twice_writes_once(repo: Repo) -> None:
    repo.git("config", "user.name", "Ana Ito")
    repo.git("config", "user.email", "ana@example.com")
    adr_log(repo).remit("import", "docs/adr", "--write", "--yes", "--commit")
    assert repo.git("status", "--porcelain") == ""
    code, out, _ = repo.remit("import", "docs/adr", "--write", "--yes")
    assert code == 0
    assert "docs/adr/0001-queue-orders.md: not imported: imported before, as D-20200102-tqexbh" in out
    assert "Nothing was written." in out


def test_a_folder_outside_the_repository_can_be_imported(repo: Repo, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "adr"
    other.mkdir(parents=True)
    (other / "0001-queue-orders.md").write_text(QUEUE)
    code, out, _ = repo.remit("import", str(other), "--write", "--yes", "--json")
    assert code == 0
    assert json.loads(out)["records"][0]["from"] == "adr/0001-queue-orders.md"


def test_what_is_not_there_or_not_known_is_said_in_one_sentence(repo: Repo) -> None:
    code, _, err = repo.remit("import", "docs/none")
    assert (code, err.splitlines()[0]) == (1, "remit: docs/none does not exist")
    code, _, err = repo.remit("import", "decisions", "--from", "word")
    assert (code, err.splitlines()[0]) == (2, "remit: `word` is not a valid format")


def test_a_folder_without_records_imports_nothing(repo: Repo) -> None:
    repo.write("docs/notes/logo.png", b"\x89PNG")
    code, out, err = repo.remit("import", "docs/notes", "--write", "--yes")
    assert (code, out, err) == (
        1,
        "0 records, 0 other files.\n",
        "remit: docs/notes has no decision that can be read\n  name the folder of the records, such as docs/adr\n",
    )


def test_importing_what_is_also_read_where_it_lies_says_what_to_do(repo: Repo) -> None:
    adr_log(repo).remit("init", "--adopt", "docs/adr", "--yes", "--no-site", "--hook", "none")
    code, out, _ = repo.remit("import", "docs/adr", "--write", "--yes")
    assert code == 0
    assert out.endswith(
        "They are also adopted in place: remove the folder from `sources` in decisions/remit.yml, or each is listed twice.\n"
    )
