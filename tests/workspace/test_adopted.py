"""Adopted logs are looked into file by file where an answer needs a few records, and say what the whole would say."""

import time

import pytest

from remit.importers import read_source
from remit.log.settings import ForeignSource
from remit.repo import repository as place
from remit.repo import trees
from remit.repo.repository import Repository
from remit.workspace import accepted_decisions, partial_log, reading, record_index
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


def at(repo: Repo) -> Repository:
    return place.find(str(repo.root))


def test_the_names_of_files_that_can_be_read_are_found_wherever_the_log_was_adopted_from(log: Repo) -> None:
    files = sorted(path.relative_to(log.root).as_posix() for path in log.root.glob("docs/adr/0*.md"))
    assert sorted(partial_log.paths(at(log), [ForeignSource("docs/adr")])) == files
    assert sorted(partial_log.paths(at(log), [ForeignSource("."), ForeignSource("docs/adr/")])) == files
    assert partial_log.paths(at(log), [ForeignSource("nowhere")]) == []


def test_a_few_records_read_alone_are_those_of_the_whole_folder(log: Repo) -> None:
    repository, source = at(log), ForeignSource("docs/adr", "nygard")
    tree = trees.tree(repository, trees.WORK_TREE, source.path)
    whole = {record.path: record for record in read_source(tree.read(tree.files), source)[0]}
    wanted = [path for path in whole if "redis" in path]
    found = partial_log.records(repository, [source], [*wanted, "docs/adr/gone.md"])
    assert list(found) == [whole[path] for path in wanted]
    assert len(found) == 2


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
    monkeypatch.setattr(partial_log, "MANY", 0)
    many = log.remit(*words)
    assert few == many
    assert few.code in (0, 50)


def test_the_nearest_precedent_may_be_an_adopted_one(log: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partial_log, "MANY", 0)
    done = log.remit("may", "--topic", "tooling", "--amount", "4", "--who", "ben", "Cache orders in Redis")
    assert "  Like: Cache orders in Redis (docs/adr/0001-cache-orders-in-redis, accepted)\n" in done.out


def test_sums_know_of_an_adopted_file_that_changed(log: Repo) -> None:
    repository = at(log)
    record_index.current(repository).table.close()
    log.write(*adr(3, "Keep orders"))
    time.sleep(0.05)
    found = accepted_decisions.register(
        repository, partial_log.read_frame(repository), record_index.rows_and_changes(repository)
    )
    assert isinstance(found, accepted_decisions.Kept)
    ids = [
        record.id for record in reading.read_log(repository).records if record.status == "accepted" and record.decided
    ]
    assert "docs/adr/0003-keep-orders" in ids
    assert all(found.find(record_id) for record_id in ids)


def test_rows_for_sums_stay_where_only_policy_people_or_pictures_changed(
    log: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = at(log)
    time.sleep(0.05)
    record_index.current(repository).table.close()
    log.write("docs/adr/pictures/cache.png", b"\x89PNG again")
    log.write("decisions/people.yml", log.read("decisions/people.yml") + "# done\n")
    monkeypatch.setattr(record_index, "current", lambda repository: pytest.fail("made anew"))
    assert (
        accepted_decisions.register(
            repository, partial_log.read_frame(repository), record_index.rows_and_changes(repository)
        )
        is not None
    )
