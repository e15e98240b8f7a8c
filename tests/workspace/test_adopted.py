"""Adopted logs are looked into file by file where an answer needs a few records, and say what the whole would say."""

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
        ["may", "--who", "ben", "Cache the mail"],
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
