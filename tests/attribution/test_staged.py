"""The evidence of the commit to be: its author stated all that is staged. git is asked for their name alone."""

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from changes import ORGANISATION, PEOPLE_PATH, POLICY_PATH, RECORD, blob, entry, log_of

from remit.attribution.staged import evidence
from remit.log.change import NO_EVIDENCE, TO_BE, Evidence, Made, Step
from remit.log.timeline import Commit, Identity
from remit.repo.repository import Repository
from support import PEOPLE, POLICY, record_text

NOW = 1_795_257_000
BEN = Identity("Ben", "ben@example.com")


class Contents:
    """Texts by blob, without git."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = {blob(text): text.encode() for text in texts}

    def of(self, blobs: Iterable[str]) -> dict[str, bytes]:
        return {name: self.texts[name] for name in blobs}


def staged(top: Path, edits: Mapping[str, str | None], *, gates: tuple[str, ...] = (), before: Mapping[str, str | None] = {}, judging: Any = None) -> Evidence:  # fmt: skip
    old = {**ORGANISATION, **before}
    texts = [text for text in (*old.values(), *edits.values()) if text is not None]
    repository = Repository(str(top), str(top / ".git"), str(top / ".git"))
    files = [entry(path, old.get(path), text) for path, text in edits.items()]
    return evidence(repository, files, Contents(texts), judging or log_of(old), gates, NOW)  # type: ignore[arg-type]


def to_be(author: Identity = BEN) -> Made:
    return Made(Commit("", author, NOW, author, NOW), NOW)


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that git calls its own, with an author that git tells its hooks."""
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ben")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ben@example.com")
    return tmp_path


def test_who_commits_stated_all_that_is_staged(top: Path):
    found = staged(top, {RECORD: record_text()})
    assert found.stated.keys() == {RECORD}
    assert {"located", "deciding", "wording"} <= found.stated[RECORD].keys()
    assert set(found.stated[RECORD].values()) == {(to_be(),)}
    assert (found.head, found.commits, found.touched, found.people, found.blobs) == (
        TO_BE,
        (to_be().commit,),
        {},
        (),
        {},
    )


def test_what_says_the_same_is_nobodys(top: Path):
    assert staged(top, {PEOPLE_PATH: f"# people\n{PEOPLE}"}) == NO_EVIDENCE
    found = staged(top, {PEOPLE_PATH: f"# people\n{PEOPLE}", RECORD: record_text()})
    assert (found.stated.keys(), found.touched) == ({RECORD}, {})


def test_a_protected_file_is_touched(top: Path):
    more, other = PEOPLE.replace("Ben", "Benny"), POLICY.replace("Acme", "Acme Inc")
    found = staged(top, {PEOPLE_PATH: more, POLICY_PATH: other, RECORD: record_text()}, gates=("ci.yml",))
    assert list(found.touched) == [PEOPLE_PATH, POLICY_PATH, "ci.yml"]
    assert set(found.touched.values()) == {(to_be(),)}
    assert found.blobs == {PEOPLE_PATH: (blob(more),), POLICY_PATH: (blob(other),)}
    assert found.people == (Step(to_be(), log_of(ORGANISATION).people, log_of({PEOPLE_PATH: more}).people),)


def test_a_protected_file_that_goes(top: Path):
    found = staged(top, {PEOPLE_PATH: None})
    assert (found.blobs, found.people) == ({PEOPLE_PATH: ("",)}, (Step(to_be(), log_of(ORGANISATION).people, None),))


def test_a_gate_alone_is_touched(top: Path):
    found = staged(top, {}, gates=("ci.yml",))
    assert (found.touched, found.stated, found.people) == ({"ci.yml": (to_be(),)}, {}, ())


def test_without_anything_or_people_nobody_is_asked(top: Path):
    assert staged(top, {}) == NO_EVIDENCE
    assert staged(top, {RECORD: record_text()}, before={PEOPLE_PATH: None}) == NO_EVIDENCE


def test_in_the_middle_of_a_merge_nothing_is_guessed(top: Path):
    (top / ".git" / "CHERRY_PICK_HEAD").write_text("a" * 40)
    assert staged(top, {RECORD: record_text()}) == NO_EVIDENCE


def test_a_name_may_be_empty_and_an_address_not(top: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GIT_AUTHOR_NAME", "")
    assert staged(top, {RECORD: record_text()}).commits[0].author == Identity("", "ben@example.com")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "")
    assert staged(top, {RECORD: record_text()}) == NO_EVIDENCE


def test_else_git_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert staged(tmp_path, {RECORD: record_text()}) == NO_EVIDENCE, "git would make an address up"
    (tmp_path / ".git" / "config").write_text("[user]\n\tname = Ana <Ito\n\temail = ana@example.com\n")
    assert staged(tmp_path, {RECORD: record_text()}).commits == (to_be(Identity("Ana Ito", "ana@example.com")).commit,)
    (tmp_path / ".git" / "config").write_bytes(b"[user]\n\tname = An\xe1\n\temail = ana@example.com\n")
    assert staged(tmp_path, {RECORD: record_text()}).commits[0].author == Identity("An\udce1", "ana@example.com")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "eva@example.com")
    assert staged(tmp_path, {RECORD: record_text()}).commits[0].author == Identity("An\udce1", "eva@example.com")
