"""A word means in a large log what it means in a small one."""

import time

import pytest

from remit.log.problem import CannotProceed, Usage
from remit.repo import repository as place
from remit.workspace import partial_log, reading, record_index
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


def meant(repo: Repo, word: str, *, small: bool) -> str:
    """The path that a word means, or what is said instead."""
    repository = place.find(str(repo.root))
    try:
        return str(
            resolve(reading.read_log(repository), word).path
            if small
            else record_index.path_of(repository, record_index.rows_and_changes(repository), word)
        )
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
    time.sleep(0.05)  # settings that were written in this tick of the clock have no stamp, and everything is read
    record_index.current(place.find(str(repo.root))).table.close()
    return repo


@pytest.mark.parametrize("word", WORDS)
def test_a_word_means_the_same_record_or_gets_the_same_sentence(log: Repo, word: str) -> None:
    assert meant(log, word, small=False) == meant(log, word, small=True)


@pytest.mark.parametrize("word", WORDS)
def test_what_changed_since_the_rows_were_made_is_meant_too(log: Repo, word: str) -> None:
    log.record("aaaa02", title="Pay by invoice", aliases="[invoice]")
    (log.root / "decisions/2026/D-20261121-aaaa02-gone.md").unlink()
    assert meant(log, word, small=False) == meant(log, word, small=True)


def test_where_a_record_cannot_be_read_the_log_is_asked(log: Repo) -> None:
    log.write("decisions/2026/D-20261121-bbbb01-broken.md", "---\nid: [\n---\n")
    repository = place.find(str(log.root))
    assert record_index.path_of(repository, record_index.rows_and_changes(repository), "redis") is None
    time.sleep(0.05)
    record_index.current(repository).table.close()
    assert record_index.path_of(repository, record_index.rows_and_changes(repository), "redis") is None


def test_after_a_change_of_the_settings_the_log_is_asked(log: Repo) -> None:
    log.write("decisions/remit.yml", "remit: 1\npolicy: acme\nsources: [{path: docs}]\n")
    assert record_index.rows_and_changes(place.find(str(log.root))) is None


@pytest.mark.parametrize("words", [["may", "redis", "--who", "ben"], ["may", "redis", "--topic", "tooling", "--who", "ben"],
    ["may", "nothing", "--topic", "tooling", "--amount", "4", "--who", "ben"], ["may", "nothing", "--who", "ben"]])  # fmt: skip
def test_a_word_alone_is_answered_in_a_large_log_as_in_a_small_one(
    log: Repo, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = log.remit(*words)
    monkeypatch.setattr(partial_log, "MANY", 0)
    many = log.remit(*words)
    assert (many.code, many.err) == (few.code, few.err)
    assert many.out.partition("  Like:")[0] == few.out.partition("  Like:")[0]
