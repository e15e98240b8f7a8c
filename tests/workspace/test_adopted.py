"""Adopted logs are looked into file by file where an answer needs a few records, and say what the whole would say."""

import json

import pytest

from support import SETTINGS, Repo

SOURCES = "sources: [{path: docs/adr, format: nygard}]\n"


def adr(number: int, title: str, status: str = "Accepted") -> tuple[str, str]:
    """Path and text of a decision in another format."""
    name = title.lower().replace(" ", "-")
    text = f"# {number}. {title}\n\n## Status\n\n{status} on 2026-03-{number:02}\n\n## Context\n\nSlow.\n\n## Decision\n\nWe will.\n"
    return f"docs/adr/{number:04}-{name}.md", text


@pytest.fixture
def log(empty_repo: Repo) -> Repo:
    """Two records of our own beside an adopted folder."""
    empty_repo.organisation(settings=SETTINGS + SOURCES)
    for number, title in enumerate(("Cache orders in Redis", "Send mail ourselves", "Keep orders", "Drop Redis"), 1):
        empty_repo.write(*adr(number, title, "Proposed" if number == 3 else "Accepted"))
    empty_repo.write("docs/adr/pictures/cache.png", b"\x89PNG")
    empty_repo.write("docs/adr/node_modules/cache.md", "# Cache\n")
    folder = "decisions/2026/D-20261121"
    empty_repo.record("k3f9qz", path=f"{folder}-k3f9qz-cache-the-mail.md", title="Cache the mail", facts="{amount: 10}")
    empty_repo.record("k3f9qy", title="Pay by invoice", facts="{amount: 20}", review_by="2026-11-01")
    empty_repo.commit("Records")
    return empty_repo


@pytest.mark.parametrize(
    "words",
    [
        ["may", "--topic", "tooling", "--amount", "4", "--who", "ben", "Cache orders in Redis"],
        ["may", "--topic", "tooling", "--amount", "4", "--who", "ben", "Cache orders in Redis", "--json"],
        ["may", "--who", "ben", "Cache the letters"],
        ["mine", "--who", "ben"],
        ["propose", "--topic", "tooling", "--amount", "4", "--who", "ben", "Cache orders in Redis", "--json"],
    ],
)
def test_a_large_log_is_answered_as_a_small_one(log: Repo, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("remit.commands.session._pick", lambda letters: "k")
    few = log.remit(*words)
    log.git("clean", "-q", "-f", "-d")
    monkeypatch.setattr("remit.commands.session.MANY", 0)
    many = log.remit(*words)
    assert few == many
    assert few.code in (0, 50)


def test_the_nearest_precedent_may_be_an_adopted_one(log: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("remit.commands.session.MANY", 0)
    done = log.remit("may", "--topic", "tooling", "--amount", "4", "--who", "ben", "Cache orders in Redis")
    assert "    Cache orders in Redis (docs/adr/0001-cache-orders-in-redis, accepted)\n" in done.out


OTHER = """\
# Rulings

* Ruling: {title}
* Tabled on: 2026 March 4
* Board: Ana Ito
* Approval level: {level}
* State of it: {status}
"""
DECLARED = """\
sources:
  - path: rulings
    unstated: proposed
    fields: {title: ruling, raised: tabled on, deciders: board, status: state of it}
    statuses: {accepted: [carried], rejected: [lost]}
    number: R
    tier: {from: approval level, values: {low: edge, High: central}}
    topic: {from: folder}
"""


def test_a_team_declares_its_own_format(empty_repo: Repo) -> None:
    repo = empty_repo.organisation(settings=SETTINGS + DECLARED)
    for number, status, level, folder in (
        (1, "Carried", "low", "data"),
        (2, "Lost", "high", "ops"),
        (3, "tbd", "?", "ops"),
    ):
        repo.write(f"rulings/{folder}/{number:03}.md", OTHER.format(title=f"Rule {number}", level=level, status=status))
    repo.commit("Rulings")
    listed = {row["id"]: row for row in json.loads(repo.remit("list", "--format", "json").out)}
    found = [
        (one["title"], one["status"], one["raised"], one["deciders"], one["tier"], one["topic"], one["aliases"])
        for _, one in sorted(listed.items())
    ]
    assert found == [
        ("Rule 1", "accepted", "2026-03-04", ["Ana Ito"], "edge", ["data"], ["R-1"]),
        ("Rule 2", "rejected", "2026-03-04", ["Ana Ito"], "central", ["ops"], ["R-2"]),
        ("Rule 3", "proposed", "2026-03-04", ["Ana Ito"], None, ["ops"], ["R-3"]),
    ]
    tried = repo.remit("import", "--try", "rulings/ops/002.md").out
    assert "  status        rejected   <- Lost\n" in tried
    assert "  tier          central\n" in tried
    assert "rulings: 3 records, 1 without status" in repo.remit("check").out


def test_a_status_is_looked_for_as_it_is_written_or_not_at_all(log: Repo) -> None:
    log.write("docs/adr/0009-no-idea.md", "# 9. No idea\n\n## Status\n\nPurple\n\n## Context\n\nx\n")
    assert log.remit("list", "--status", "none").out.count("\n") == 1
    assert "0003-keep-orders" in log.remit("list", "--status", "Proposed on 2026-03-03").out
    assert "'purplish' is not a valid status" in log.remit("list", "--status", "purplish").err


def test_a_long_file_is_read_as_far_as_its_head(log: Repo) -> None:
    path, text = adr(8, "Long one")
    log.write(path, text + "x\n" * 200_000)
    log.commit("Long")
    for words in ((), ("--commit", "HEAD")):
        out = log.remit("check", *words).out
        assert "docs/adr: 5 records" in out
    assert "Long one" in log.remit("list").out
    assert "larger than 256 KiB" in log.remit("import", "docs/adr", "--dry-run").out


def test_a_link_of_one_side_is_shown_on_both(log: Repo) -> None:
    log.write("docs/adr/0007-old.md", adr(7, "Old", "Superseded by [3](0003-keep-orders.md)")[1])
    assert "supersedes: docs/adr/0007-old\n" in log.remit("show", "docs/adr/0003-keep-orders").out
    assert ", 1 one-sided link" in log.remit("check").out
