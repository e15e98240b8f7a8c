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
        (
            "s/^facts: .*/facts: {amount: 1,000}/",
            "line 9: cannot be read: a number has no separators\n  write `facts: {amount: 1000}`",
        ),
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
    as_ben.write("mine", "[core]\n\teditor = $MY_EDITOR\n")
    env = {"GIT_CONFIG_GLOBAL": str(as_ben.root / "mine"), "EDITOR": "false", "GIT_EDITOR": "", "MY_EDITOR": mine}
    done = as_ben.remit("propose", "Cache orders", *CASE, "-e", env=env)
    assert (done.code, done.err) == (0, "")
    assert written(as_ben).endswith("---\nSlow.\n")
    assert not (as_ben.root / "hacked").exists()


def test_a_reason_opens_with_a_line_that_vanishes(as_ben: Repo) -> None:
    path = as_ben.proposal()
    done = as_ben.remit("withdraw", "m4x8", "-e", env=editor(as_ben, 'sed -i "1i Solved." "$1"'))
    assert (done.code, done.err) == (0, "")
    assert as_ben.read(path).endswith("\n## Withdrawn\n\n- 2026-11-21, ben: Solved.\n")


def test_one_edits_ones_own_proposal_and_nothing_else_in_the_file_changes(as_ben: Repo) -> None:
    path = as_ben.write("decisions/2026/D-20261121-m4x8ra.md", b"").relative_to(as_ben.root).as_posix()
    text = "---\r\nid: D-20261121-m4x8ra\r\ntitle: Cache orders   # for now\r\nstatus: proposed\r\ntopic: tooling\r\n"
    text += "x-team: 7\r\nfacts: {amount: 400}\r\n---\r\nWe should.  \r\n\r\n\r\n<!-- ours -->\r\n"
    as_ben.write(path, text.encode())
    as_ben.commit("Propose", who="ben")
    change = "sed -i 's/^facts.*/facts: {amount: 300}/; s/We should/We must/' \"$1\""
    done = as_ben.remit("edit", "m4x8", env=editor(as_ben, change))
    assert (done.code, done.err) == (0, "")
    assert opened(as_ben).endswith("---\nWe should.  \n\n\n<!-- ours -->\n")
    assert as_ben.read(path) == text.replace("400", "300").replace("should", "must")
    unchanged = as_ben.remit("edit", "m4x8", env=editor(as_ben, "true"))
    assert "the text is unchanged" in unchanged.err
    again = shlex.split(unchanged.err.partition("go on with `")[2].partition("`")[0])[1:]
    done = as_ben.remit(*again, env=editor(as_ben, 'sed -i "s/We must/We may/" "$1"'))
    assert (done.code, done.err) == (0, "")
    assert as_ben.read(path) == text.replace("400", "300").replace("should", "may")


def test_what_is_decided_or_somebody_elses_is_not_edited(as_ben: Repo) -> None:
    as_ben.proposal()
    as_ben.record()
    as_ben.commit("Propose", who="dia")
    assert as_ben.remit("edit", "m4x8").err == (
        "remit: D-20261121-m4x8ra is a proposal of dia, and what somebody wrote is changed by nobody else\n"
        '  say what you would change: `remit advise m4x8ra "..."`; or propose your own: `remit propose "Title"`\n'
    )
    assert '`remit amend k3f9qz --why "..."` adds to it' in as_ben.remit("edit", "k3f9").err


def test_a_link_is_on_both_sides_and_passes_the_check(as_ben: Repo) -> None:
    one, two = as_ben.record("aaaaaa"), as_ben.record("bbbbbb", title="Use Redis")
    as_ben.commit("Two", who="ben")
    before = as_ben.read(one)
    done = as_ben.remit("link", "aaaa", "bbbb", "--as", "depends-on", "--commit")
    assert (done.code, done.err) == (0, "")
    assert as_ben.read(one) == before.replace("---\nB", "links:\n  - {as: depends-on, to: D-20261121-bbbbbb}\n---\nB")
    assert "links:\n  - {as: required-by, to: D-20261121-aaaaaa}\n" in as_ben.read(two)
    assert "depends on: D-20261121-bbbbbb\n" in as_ben.remit("show", "aaaa").out
    assert "required by: D-20261121-aaaaaa\n" in as_ben.remit("show", "bbbb").out
    assert "G" not in as_ben.remit("check", "--range", "HEAD~1..HEAD").out
    assert "nothing to change" in as_ben.remit("link", "bbbb", "aaaa", "--as", "required-by").out
    assert "D-20261121-bbbbbb is merged" in as_ben.remit("link", "bbbb", "aaaa", "--as", "supersedes").err
    as_ben.record("m4x8ra", title="Use Valkey")
    assert as_ben.remit("link", "m4x8", "aaaa", "--as", "supersedes").code == 0
    assert "status: superseded\n" in as_ben.read(one)
    as_ben.git("add", "-A")
    assert "G" not in as_ben.remit("check", "--staged").out
    assert "cannot be linked to itself" in as_ben.remit("link", "bbbb", "bbbb").err
    as_ben.write(one, as_ben.read(one).replace("D-20261121-bbbbbb}", "D-20261121-cccccc}"))
    assert "`links` names D-20261121-cccccc, which is not in this log" in as_ben.remit("check").out
