"""Line ends: the files of the log have LF, every other file keeps its bytes, and nothing committed seems changed."""

from pathlib import Path

import pytest

from support import Repo, run_remit

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) + b"\r\n"
LINES = "decisions/**/*.md text eol=lf\ndecisions/**/*.yml text eol=lf\ndecisions/**/*.yaml text eol=lf\n"
INIT = ("init", "--yes", "--no-site", "--hook", "none", "--policy", "none")


def committed(repo: Repo, path: str) -> bytes:
    """The bytes that git holds of a path."""
    import subprocess

    return subprocess.run(["git", "show", f"HEAD:{path}"], cwd=repo.root, capture_output=True, check=True).stdout


@pytest.mark.parametrize("made", ["init", "demo"])
def test_a_picture_below_the_log_keeps_every_byte(tmp_path: Path, made: str) -> None:
    words = INIT if made == "init" else ("demo", ".")
    root = tmp_path / "log"
    root.mkdir()
    assert run_remit(*words, cwd=root).code == 0
    repo = Repo(root)
    repo.write("decisions/2026/sketch.png", PICTURE)
    repo.write("decisions/2026/notes.docx", PICTURE)
    repo.write("decisions/2026/notes.md", "a\r\nb\r\n")
    repo.commit("Picture")
    assert committed(repo, "decisions/2026/sketch.png") == PICTURE
    assert committed(repo, "decisions/2026/notes.docx") == PICTURE
    assert committed(repo, "decisions/2026/notes.md") == b"a\nb\n"


def test_files_committed_with_crlf_do_not_seem_changed(empty_repo: Repo) -> None:
    empty_repo.write("decisions/0001-old.md", "# 1. Old\r\n\r\nDate: 2020-01-02\r\n")
    empty_repo.write("decisions/0002-old.md", "# 2. Old\r\n\r\nDate: 2020-01-02\r\n")
    empty_repo.commit("Old")
    done = empty_repo.remit(*INIT)
    assert done.code == 0
    empty_repo.git("add", ".gitattributes")
    assert empty_repo.read(".gitattributes") == "decisions/**/*.yml text eol=lf\ndecisions/**/*.yaml text eol=lf\n"
    empty_repo.git("update-index", "--really-refresh", check=False)
    (empty_repo.root / "decisions/0001-old.md").touch()
    assert empty_repo.git("status", "--porcelain", "decisions/0001-old.md", "decisions/0002-old.md") == ""
    assert "decisions/0001-old.md and 1 other file are committed with CRLF line ends and not changed." in done.out


@pytest.mark.parametrize(
    ("mine", "added"),
    [
        ("* text=auto\n", LINES),
        ("*.md text\n", "decisions/**/*.yml text eol=lf\ndecisions/**/*.yaml text eol=lf\n"),
        ("* -text\n", ""),
        ("decisions/** -text\n", ""),
        ("*.yml eol=crlf\n", "decisions/**/*.md text eol=lf\ndecisions/**/*.yaml text eol=lf\n"),
        ("*.psd filter=lfs -text\n", LINES),
    ],
)
def test_what_somebody_said_of_line_ends_is_respected(empty_repo: Repo, mine: str, added: str) -> None:
    empty_repo.write(".gitattributes", mine)
    assert empty_repo.remit(*INIT).code == 0
    assert empty_repo.read(".gitattributes") == mine + added


def test_attributes_of_the_folder_itself_are_respected(empty_repo: Repo) -> None:
    empty_repo.write("decisions/.gitattributes", "* text eol=lf\n")
    assert empty_repo.remit(*INIT).code == 0
    assert not (empty_repo.root / ".gitattributes").exists()


def test_the_line_that_damaged_pictures_is_replaced(empty_repo: Repo) -> None:
    empty_repo.write(".gitattributes", "*.py text\ndecisions/** text eol=lf\n*.sh eol=lf\n")
    done = empty_repo.remit(*INIT)
    assert done.code == 0
    assert empty_repo.read(".gitattributes") == f"*.py text\n{LINES}*.sh eol=lf\n"
    assert "damaged pictures when they were committed, and was replaced" in done.out
    assert "nothing to change" in empty_repo.remit(*INIT).out
