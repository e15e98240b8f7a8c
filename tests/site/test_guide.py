"""Every command that the guide and the how-tos show is run, in order, and works."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from support import Repo

SITE = Path(__file__).parents[2] / "site_src"
PAGES = sorted(
    str(path.relative_to(SITE)) for pattern in ("index.md", "guide/*.md", "how-to/*.md") for path in SITE.glob(pattern)
)
BLOCK = re.compile(r"(<!-- not run -->\n)?```(\w+)\n(.*?)```", re.DOTALL)
MAY = {"may": (0, 10, 20, 30, 40, 50), "check": (0,)}
ADR = "# 1. Use Postgres\n\nDate: 2024-03-01\n\n## Status\n\nAccepted\n\n## Context\n\nWe know it.\n"


def blocks(page: str, language: str) -> list[str]:
    """The blocks of a page in one language, without those that say that they are not run."""
    return [
        text
        for skipped, name, text in BLOCK.findall((SITE / page).read_text("utf-8"))
        if name == language and not skipped
    ]


def ground(repo: Repo, page: str) -> Repo:
    """The repository in which a page's commands are run."""
    if page == "guide/start.md":
        return repo
    people = repo.read("decisions/people.yml")
    policy = (
        repo.read("decisions/policy/acme@2026-01-01.yml")
        .replace("topics:\n", "topics:\n  work: how we work\n")
        .replace("boundaries:\n", "boundaries:\n  - {id: our-work, topic: work, decide: anyone}\n")
    )
    repo.write("decisions/policy/acme@2026-01-01.yml", policy)
    repo.write(
        "decisions/people.yml",
        people.replace(
            "{role: engineer, who: dia",
            "{role: platform-lead, who: dia, from: 2026-01-01}\n  - {role: engineer, who: dia",
        ),
    )
    repo.write("docs/adr/0001-use-postgres.md", ADR)
    repo.record(body="The orders page takes 4 s at noom.\n", as_="engineer")
    repo.commit("One record", who="ben")
    return repo


def run(folder: Path, home: Path, script: str, who: str) -> subprocess.CompletedProcess[str]:
    """A block in a shell, stopping at the first command that fails."""
    head = f'set -eu\nremit() {{ {shlex.quote(sys.executable)} -W ignore -m remit.main "$@"; }}\n'
    env = {
        **os.environ, "GIT_AUTHOR_NAME": who, "GIT_AUTHOR_EMAIL": f"{who}@example.com", "GIT_COMMITTER_NAME": who,
        "GIT_COMMITTER_EMAIL": f"{who}@example.com", "GIT_CONFIG_GLOBAL": str(home),
    }  # fmt: skip
    return subprocess.run(
        ["bash", "-c", head + script], cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_work_one_after_the_other(empty_repo: Repo, tmp_path: Path, page: str) -> None:
    pytest.importorskip("material")
    who = "ana" if page == "guide/start.md" else "ben"
    home = tmp_path / "gitconfig"
    home.write_text(f"[user]\n\tname = {who.title()}\n\temail = {who}@example.com\n[init]\n\tdefaultBranch = main\n")
    if page == "guide/start.md":
        folder = tmp_path / "empty"
        folder.mkdir()
    else:
        folder = ground(empty_repo.organisation(), page).root
    for script in blocks(page, "sh"):
        done = run(folder, home, script, who)
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        if "cd acme" in script:
            folder = folder / "acme"


def test_the_five_minutes_end_with_a_page_to_open(tmp_path: Path) -> None:
    pytest.importorskip("material")
    home = tmp_path / "gitconfig"
    home.write_text("[user]\n\tname = Ana Ito\n\temail = ana@example.com\n")
    scripts = blocks("guide/start.md", "sh")
    done = run(tmp_path, home, "\n".join(scripts), "ana")
    assert done.returncode == 0, done.stderr
    assert "Yes. You can decide this alone, ana (anyone)" in done.stdout
    assert done.stdout.strip().endswith(f"Open {tmp_path}/acme/site/index.html")
    home_page = (tmp_path / "acme/site/index.html").read_text("utf-8")
    assert "Decisions at Acme" in home_page


def test_every_link_between_the_pages_leads_somewhere() -> None:
    for page in SITE.rglob("*.md"):
        text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            generated = re.search(
                r"(?:^|/)(?:reference/\w+|(?:overview|decisions|boundaries|people|context|tags|due)/index)\.(?:md|html)$",
                target,
            )
            if "://" in target or (generated and page.parent.name != "policy") or page.parent.name == "policy":
                continue
            assert (page.parent / target).exists() or target.startswith("decisions/"), f"{page}: {target}"


def test_what_the_how_tos_show_of_the_hook_and_ci_is_what_init_writes() -> None:
    from remit.log import starter

    assert starter.PRE_COMMIT in (SITE / "how-to/pre-commit.md").read_text("utf-8")
    ci = (SITE / "how-to/ci.md").read_text("utf-8")
    assert starter.GITHUB in ci
    assert starter.GITLAB in ci


def test_the_first_page_that_init_writes_shows_what_waits_and_what_was_decided(tmp_path: Path) -> None:
    pytest.importorskip("material")
    home = tmp_path / "gitconfig"
    home.write_text("[user]\n\tname = Ana Ito\n\temail = ana@example.com\n")
    script = 'mkdir acme && cd acme && git init -q && remit init --title "Decisions at Acme" --yes && remit decide "Open at eight" --topic work --why "We are up." && remit build'
    done = run(tmp_path, home, script, "ana")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "acme/site/index.html").read_text("utf-8")
    assert re.findall(r"<h1[^>]*>([^<]*)", page) == ["Decisions at Acme"]
    assert "No decision is stopped." in page
    assert "Open at eight" in page
    assert "fonts.g" not in page
