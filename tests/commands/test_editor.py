"""`--editor`: a filled template opens, what explains it vanishes, a mistake is named with its line, and nothing that was typed is lost."""

import shlex
import sys
from pathlib import Path

import pytest

from support import SETTINGS, Repo

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the editors are shell scripts")
CASE = ("--topic", "tooling", "--amount", "1")


@pytest.fixture
def as_ben(repo: Repo) -> Repo:
    repo.git("config", "user.email", "ben@example.com")
    return repo


def editor(repo: Repo, script: str) -> dict[str, str]:
    """An editor that keeps what it was opened with in `opened`, then runs a script on the file `$1`."""
    path = repo.root.parent / "editor.sh"
    path.write_text(f'#!/bin/sh\ncp "$1" {shlex.quote(str(repo.root.parent / "opened"))}\n{script}\n')
    path.chmod(0o755)
    return {"GIT_EDITOR": str(path)}


def opened(repo: Repo) -> str:
    return (repo.root.parent / "opened").read_text()


def written(repo: Repo) -> str:
    (path,) = (repo.root / "decisions/2026").glob("*.md")
    return path.read_text()


def kept(err: str) -> Path:
    return Path(err.partition("Your text is saved in ")[2].partition("\n")[0])


def test_fields_are_explained_and_explanations_are_not_saved(as_ben: Repo) -> None:
    done = as_ben.remit("propose", "Cache orders", *CASE, "-e", env=editor(as_ben, 'echo "The page is slow." >> "$1"'))
    assert (done.code, done.err) == (0, "")
    assert opened(as_ben).startswith("---\n# What was decided, in one line of plain text.\ntitle: Cache orders\n#")
    assert "the first names the decider. Topics here: data, tooling\ntopic: tooling\n" in opened(as_ben)
    assert written(as_ben).partition("title")[2] == (
        ": Cache orders\nstatus: proposed\ntopic: tooling\nfacts: {amount: 1}\n---\nThe page is slow.\n"
    )


def test_the_whole_record_may_come_from_the_editor(as_ben: Repo) -> None:
    script = 'printf -- "---\\ntitle: Cache orders\\ntopic: tooling\\nraised: 3d\\nfacts: {amount: 400}\\n---\\nSlow.\\n" > "$1"'
    done = as_ben.remit("decide", "--editor", env=editor(as_ben, script))
    assert (done.code, done.err) == (0, "")
    assert "title: Cache orders\nstatus: accepted\nraised: 2026-11-18\ndecided:" in written(as_ben)


@pytest.mark.parametrize("name", ["madr", "nygard", "full"])
def test_sections_that_nobody_filled_are_left_out(as_ben: Repo, name: str) -> None:
    first = {"madr": "## Context and Problem Statement"}.get(name, "## Context")
    script = f'sed -i "s/^{first}$/&\\n\\nThe page is slow./" "$1"'
    done = as_ben.remit("propose", "Cache orders", *CASE, "-e", "--template", name, env=editor(as_ben, script))
    assert (done.code, done.err) == (0, "")
    assert written(as_ben).endswith(f"---\n{first}\n\nThe page is slow.\n")
    assert opened(as_ben).count("\n## ") > 2


def test_the_log_chooses_its_template(empty_repo: Repo) -> None:
    repo = empty_repo.organisation(settings=SETTINGS + "template: docs/decision.md\n")
    repo.write("docs/decision.md", "---\ntags: [shop]\nreview_by:\n---\n## Why\n\n<!-- Why now? -->\n\n## Costs\n")
    words = ("propose", "Cache orders", *CASE, "-e", "--who", "ben")
    done = repo.remit(*words, env=editor(repo, 'sed -i "s/^## Why/&\\n\\nSlow./" "$1"'))
    assert (done.code, done.err) == (0, "")
    assert written(repo).endswith("tags: [shop]\n---\n## Why\n\nSlow.\n")
    repo.git("rm", "-q", "--cached", "-r", ".")
    (repo.root / "docs/decision.md").unlink()
    (repo.root / "docs/decision.md").symlink_to("/etc/hostname")
    assert "is a symbolic link" in repo.remit(*words, env=editor(repo, "true")).err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("s/^facts: .*/facts: {amount: 1,000}/", "line 9: the fact `000` has no value"),
        ("s/^topic: .*/topc: tooling/", "`topc` is not a field of a record\n  did you mean `topic`?"),
        ("s/^topic: .*/topic:/", "the topic is missing\n  write it behind `topic:`: data, tooling"),
        ("s/^title: .*/title: Fix: the page/", "line 3: "),
        ("s/^raised:.*/raised: soon/", "'soon' is not a valid date or time"),
    ],
)
def test_a_mistake_is_named_and_the_draft_goes_on(as_ben: Repo, change: str, said: str) -> None:
    done = as_ben.remit("propose", "Cache orders", *CASE, "-e", env=editor(as_ben, f'sed -i "{change}" "$1"'))
    assert done.code in (1, 2)
    assert said in done.err
    assert change.split("/")[2] in kept(done.err).read_text()
    assert not (as_ben.root / "decisions/2026").exists()
    again = shlex.split(done.err.partition("go on with `")[2].partition("`")[0])[1:]
    mended = (
        'sed -i "s/^topc/topic/; s/^topic:.*/topic: tooling/; s/^facts: .*/facts: {amount: 1}/; s/^title.*/title: A b/;'
    )
    done = as_ben.remit(*again, env=editor(as_ben, f'{mended} s/^raised.*/raised: 2d/" "$1"'))
    assert (done.code, done.err) == (0, "")
    assert "title: A b\nstatus: proposed\nraised: 2026-11-19\ntopic: tooling\nfacts: {amount: 1}\n" in written(as_ben)
    assert not list((as_ben.root / ".git").glob("remit-draft-*"))


def test_a_repository_never_says_which_editor_runs(as_ben: Repo) -> None:
    as_ben.git("config", "core.editor", "touch hacked; true")
    mine = editor(as_ben, 'echo Slow. >> "$1"')["GIT_EDITOR"]
    as_ben.write("mine", f"[core]\n\teditor = {mine}\n")
    env = {"GIT_CONFIG_GLOBAL": str(as_ben.root / "mine"), "EDITOR": "false", "GIT_EDITOR": ""}
    done = as_ben.remit("propose", "Cache orders", *CASE, "-e", env=env)
    assert (done.code, done.err) == (0, "")
    assert written(as_ben).endswith("---\nSlow.\n")
    assert not (as_ben.root / "hacked").exists()


def test_a_reason_opens_with_a_line_that_vanishes(as_ben: Repo) -> None:
    path = as_ben.proposal()
    done = as_ben.remit("withdraw", "m4x8", "-e", env=editor(as_ben, 'sed -i "1i Solved." "$1"'))
    assert (done.code, done.err) == (0, "")
    assert as_ben.read(path).endswith("\n## Withdrawn\n\n- 2026-11-21, ben: Solved.\n")
