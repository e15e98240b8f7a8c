"""A word means in a log that remembers what it read what it means in one that is read anew."""

import time

import pytest

from remit.log.problem import CannotProceed, Usage
from remit.repo import repository as place
from remit.workspace import logs
from remit.workspace.resolve import resolve
from support import Repo

WORDS = (
    "redis",
    "old-7",
    "k3f9qz",
    "D-20261121-k3f9qz",
    "cache",
    "mail",
    "aaaa",
    "nothing",
    "invoice",
    "aaaa02",
    "gone",
    "Cach",
    "",
    "D-2026",
)


def meant(repo: Repo, word: str, *, anew: bool) -> str:
    """The path that a word means, or what is said instead."""
    repository = place.find(str(repo.root))
    try:
        return resolve(logs.read_log(repository) if anew else logs.work_log(repository), word).path
    except (Usage, CannotProceed) as error:
        return f"{error.message}: {error.remedy}"


@pytest.fixture
def log(repo: Repo) -> Repo:
    folder = "decisions/2026/D-20261121"
    repo.record(
        "k3f9qz",
        path=f"{folder}-k3f9qz-cache-orders-in-redis.md",
        title="Cache orders in Redis",
        aliases="[old-7, adr-0007]",
    )
    repo.record("aaaa01", path=f"{folder}-aaaa01-cache-mail.md", title="Cache mail")
    repo.record("aaaa02", path=f"{folder}-aaaa02-gone.md", title="Gone")
    repo.commit("Records")
    time.sleep(0.05)
    assert logs.work_log(place.find(str(repo.root))).records
    return repo


@pytest.mark.parametrize("word", WORDS)
def test_a_word_means_the_same_record_or_gets_the_same_sentence(log: Repo, word: str) -> None:
    assert meant(log, word, anew=False) == meant(log, word, anew=True)


@pytest.mark.parametrize("word", WORDS)
def test_what_changed_since_it_was_read_is_meant_too(log: Repo, word: str) -> None:
    log.record("aaaa02", title="Pay by invoice", aliases="[invoice]")
    (log.root / "decisions/2026/D-20261121-aaaa02-gone.md").unlink()
    assert meant(log, word, anew=False) == meant(log, word, anew=True)


def test_a_record_that_cannot_be_read_is_named_with_the_reason(log: Repo) -> None:
    log.write("decisions/2026/D-20261121-bbbb01-broken.md", "---\nid: [\n---\n")
    for anew in (True, False):
        assert meant(log, "broken", anew=anew).startswith(
            "decisions/2026/D-20261121-bbbb01-broken.md:3: cannot be read"
        )
    assert meant(log, "redis", anew=False).endswith("redis.md")
