"""Titles in any language are kept as written, file names keep what they say, and a decision is found by what people call it."""

from pathlib import Path

import pytest

from remit.log import ids
from support import Repo, run_remit

TITLES = {
    "Łódź Größe Æ ø": "lodz-grosse-ae-o",
    "Привет, мир": "privet-mir",
    "Ελληνική ώρα": "elliniki-ora",
    "Đặt hàng ở Việt Nam": "dat-hang-o-viet-nam",
    "日本語の決定": "日本語の決定",
    "한국어 결정": "한국어-결정",
    "می\u200cخواهیم": "میخواهیم",
    "हिन्दी क्\u200dष": "हिन्दी-क्ष",
    "Family \U0001f468\u200d\U0001f469\u200d\U0001f467 first \u2764\ufe0f": "family-first",
    "Donau\u00addampf": "donaudampf",
}


@pytest.mark.parametrize(("title", "slug"), TITLES.items(), ids=TITLES.values())
def test_titles_in_any_language_are_kept_as_written(repo: Repo, title: str, slug: str) -> None:
    done = repo.remit(
        "decide", title, "--topic", "tooling", "--amount", "1", "--why", "x", "--raised", "today", "--who", "ben"
    )
    assert done.code == 0, done.err
    path = next((repo.root / "decisions/2026").glob("*.md"))
    assert path.name[18:] == f"{slug}.md"
    assert title in path.read_text("utf-8")
    assert repo.remit("check").code == 0
    assert title in repo.remit("show", path.name[2:17]).out
    assert repo.remit("show", title).code == 0
    assert repo.remit("show", slug).code == 0


@pytest.mark.parametrize("char", ["\x1b", "\x9b", "\u202e", "\u2066", "\x00"])
def test_titles_with_control_or_direction_characters_are_refused(repo: Repo, char: str) -> None:
    done = repo.remit("propose", f"Pay{char}ana", "--topic", "tooling", "--who", "ben")
    assert done.code == 2
    assert "control characters" in done.err
    assert not (repo.root / "decisions/2026").exists()


def test_slugs_of_long_titles_fit_every_file_system() -> None:
    for title in ("決" * 200, "\U00020000" * 200, "слово " * 60, "a" * 300):
        slug = ids.slug(title)
        assert slug
        assert len(f"D-20261121-k3f9qz-{slug}.md".encode()) <= 255
        assert ids.id_of_file(f"D-20261121-k3f9qz-{slug}.md") == "D-20261121-k3f9qz"


@pytest.mark.parametrize("words", ["orders in redis", "Cache  orders", "CACHE ORDERS IN REDIS", "in Redis"])
def test_a_part_of_a_title_with_spaces_resolves(repo: Repo, words: str) -> None:
    repo.record()
    repo.record("bbbbbb", title="Cache in memory")
    assert repo.remit("show", words).out.startswith("D-20261121-k3f9qz")


def test_a_path_from_where_one_is_resolves(repo: Repo) -> None:
    path = repo.record()
    for folder, typed in (
        (".", f"./{path}"),
        ("decisions", path.partition("/")[2]),
        ("decisions/2026", f"../../{path}"),
    ):
        assert run_remit("show", typed, cwd=repo.root / folder).out.startswith("D-20261121-k3f9qz")


def test_a_part_of_two_titles_names_both_and_a_whole_title_wins(repo: Repo) -> None:
    repo.record()
    repo.record("bbbbbb", title="Cache orders in Redis again")
    assert repo.remit("show", "cache orders in redis").out.startswith("D-20261121-k3f9qz")
    code, _, err = repo.remit("show", "orders in")
    assert code == 2
    assert "could be any of 2 decisions" in err


ADR = (
    "# {n}. {title}\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nWe forget.\n\n## Decision\n\nWrite.\n"
)


@pytest.fixture
def adopted(repo: Repo) -> Repo:
    """A log that adopted twelve decisions of another format; its own ids hold the same digits."""
    for n in range(1, 13):
        repo.write(f"docs/adr/{n:04}-choice-{n}.md", ADR.format(n=n, title=f"Choice {n}"))
    repo.record("k12f9q")
    repo.commit("Old")
    assert repo.remit("init", "--yes", "--adopt", "docs/adr", "--no-site", "--hook", "none").code == 0
    return repo


@pytest.mark.parametrize(
    "words", ["12", "#12", "ADR-0012", "adr 12", "ADR12", "0012", "adr-12", "docs/adr/0012-choice-12.md", "Choice 12"]
)
def test_an_adopted_record_resolves_by_its_number(adopted: Repo, words: str) -> None:
    done = adopted.remit("show", words)
    assert done.code == 0, done.err
    assert "Choice 12" in done.out.splitlines()[0]


def test_an_imported_record_resolves_by_its_old_number(repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/0012-choice.md").write_text(ADR.format(n=12, title="Choice"))
    assert repo.remit("import", str(tmp_path / "old")).code == 0
    for words in ("12", "ADR-0012", "#12", "choice"):
        assert "Choice" in repo.remit("show", words).out
