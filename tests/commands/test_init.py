"""init: a working log anywhere, and nothing written over."""

import json
import os
import subprocess
import time
from pathlib import Path

import pytest
import yaml

from support import Repo, run_remit


def files(folder: Path) -> list[str]:
    return sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and ".git/" not in f"{path}/"
    )


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch):
    """A new log begins on the day of whoever begins it: here it is the day in UTC, wherever the tests run."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_an_empty_folder_becomes_a_log(tmp_path: Path) -> None:
    folder = tmp_path / "acme-shop"
    folder.mkdir()
    done = run_remit("init", cwd=folder)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "Start the log: Decisions of acme shop\n"
        "  decisions/remit.yml\n  decisions/policy/base@2026-11-21.yml\n  mkdocs.yml\n  site_src/index.md\n  site_src/decisions/index.md\n"
        "  .pre-commit-config.yaml\n  .gitattributes\n  .gitignore\n"
        "Created a git repository here (`git init`).\n"
        "people.yml is empty. Next:\n"
        '  remit people add ana --name "Ana Ito" --email ana@example.com --role lead --role head   # with your own name and address\n'
        '  remit decide "Write decisions down" --topic work --raised today --why "So that nobody has to ask twice." --who ana\n'
    )
    for line in done.out.splitlines()[-2:]:
        assert _shell(line, folder) == 0
    records = list((folder / "decisions/2026").glob("*.md"))
    assert "tier: edge\nboundary: our-work\n" in records[0].read_text()


def _shell(line: str, folder: Path) -> int:
    import shlex

    return run_remit(*shlex.split(line, comments=True)[1:], cwd=folder).code


def test_people_come_from_history_and_the_first_commit_is_provable(empty_repo: Repo) -> None:
    empty_repo.write("a.txt", "a")
    empty_repo.commit("One", who="ana")
    empty_repo.write("a.txt", "b")
    empty_repo.commit("Two", who="ben")
    empty_repo.write("a.txt", "c")
    empty_repo.commit("Three", who="ben")
    empty_repo.git("config", "user.email", "cho@example.com")
    empty_repo.git("config", "user.name", "Cho Lind")
    assert empty_repo.remit("init", "--title", "Decisions at Acme", "--yes", "--commit").code == 0
    assert empty_repo.read("decisions/people.yml") == (
        "people:\n"
        "  cho: {name: Cho Lind, emails: [cho@example.com]}\n"
        "  ben: {name: Ben, emails: [ben@example.com]}\n"
        "  ana: {name: Ana, emails: [ana@example.com]}\n"
        "holds:\n"
        "  - {role: lead, who: cho, from: 2026-11-21}\n"
        "  - {role: head, who: cho, from: 2026-11-21}\n"
    )
    assert empty_repo.git("status", "--porcelain") == ""
    assert empty_repo.git("log", "-1", "--format=%ae %s") == "cho@example.com Start the log: Decisions at Acme\n"


def test_nothing_that_is_there_is_written_over(empty_repo: Repo) -> None:
    mine = {
        "decisions/remit.yml": "title: Mine\npolicy: none\n", "mkdocs.yml": "site_name: Mine\n",
        ".pre-commit-config.yaml": "repos: []\n", ".gitattributes": "*.png binary", ".gitignore": "*.pyc\r\n",
        ".gitlab-ci.yml": "stages: [a]\n",
    }  # fmt: skip
    for path, text in mine.items():
        empty_repo.write(path, text)
    done = empty_repo.remit("init", "--policy", "none", "--ci", "gitlab")
    assert done.code == 0
    for path in ("decisions/remit.yml", "mkdocs.yml", ".pre-commit-config.yaml", ".gitlab-ci.yml"):
        assert empty_repo.read(path) == mine[path]
    assert empty_repo.read(".gitattributes") == (
        "*.png binary\ndecisions/**/*.md text eol=lf\ndecisions/**/*.yml text eol=lf\ndecisions/**/*.yaml text eol=lf\n"
    )
    assert empty_repo.read(".gitignore") == "*.pyc\r\n.*.tmp\n/site/\n"
    assert "mkdocs.yml already exists: add `- remit` under `plugins:`" in done.out
    before = files(empty_repo.root)
    assert "nothing to change" in empty_repo.remit("init", "--policy", "none").out
    assert files(empty_repo.root) == before


ADR = "# 1. Record decisions\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nWe forget.\n"


def test_an_existing_log_is_adopted_where_it_lies(empty_repo: Repo) -> None:
    empty_repo.write("docs/adr/0001-record-decisions.md", ADR)
    done = empty_repo.remit("init", "--adopt", "docs/adr", "--yes", "--no-site", "--hook", "none")
    assert done.code == 0, done.err
    assert "docs/adr: 1 record, 1 without decider; format nygard" in done.err
    assert "sources:\n  - {path: docs/adr, format: " in empty_repo.read("decisions/remit.yml")
    again = empty_repo.remit("init", "--adopt", "docs/adr", "--yes", "--no-site", "--hook", "none")
    assert "nothing to change" in again.out


def test_a_log_gains_a_source_later(empty_repo: Repo) -> None:
    empty_repo.write("docs/adr/0001-record-decisions.md", ADR)
    empty_repo.write("decisions/remit.yml", "policy: none   # for now\n")
    assert empty_repo.remit("init", "--policy", "none", "--adopt", "docs/adr").code == 0
    assert empty_repo.read("decisions/remit.yml").startswith(
        "policy: none   # for now\nsources:\n  - {path: docs/adr, format: "
    )


def test_a_whole_repository_is_adopted(empty_repo: Repo) -> None:
    empty_repo.write("a/adr/0001-record-decisions.md", ADR)
    empty_repo.write("b/adr/0001-keep-logs.md", ADR.replace("Record decisions", "Keep logs"))
    done = empty_repo.remit("init", "--adopt", ".", "--policy", "none", "--yes", "--no-site", "--hook", "none")
    assert (done.code, ".: 2 records, 2 without decider; format" in done.err) == (0, True), done.err
    assert sorted(line.split()[0] for line in empty_repo.remit("list").out.splitlines()) == [
        "a/adr/0001-record-decisions", "b/adr/0001-keep-logs",
    ]  # fmt: skip


def test_a_folder_without_decisions_is_not_adopted(empty_repo: Repo) -> None:
    empty_repo.write("docs/logo.png", "x")
    done = empty_repo.remit("init", "--adopt", "docs", "--yes")
    assert (done.code, "has no decision that can be read" in done.err) == (1, True)
    assert not (empty_repo.root / "decisions").exists()
    assert empty_repo.remit("init", "--adopt", "../x", "--yes").err == (
        "remit: ../x is not inside this repository\n"
        "  a log is read in place where its repository is; `remit import PATH` takes any folder\n"
    )
    assert empty_repo.remit("init", "--adopt", "doc/adr", "--yes").err == (
        "remit: doc/adr does not exist\n  name the folder of the records, such as docs/adr\n"
    )


def test_in_a_log_that_is_there_nothing_is_asked_or_advised_twice(repo: Repo) -> None:
    done = repo.remit("init", "--yes", "--no-site", "--hook", "none")
    assert (done.code, done.out.splitlines()[0]) == (0, "Add to the log: Decisions at Acme")
    assert done.out.endswith("Next:\n  git add -A && git commit\n")
    assert "remit decide" not in done.out
    assert repo.remit("init", "--yes", "--no-site", "--hook", "none").out.endswith("Next:\n  remit check\n")
    assert repo.git("status", "--porcelain", "decisions") == ""


def test_a_plain_log_gets_no_policy_afterwards(empty_repo: Repo) -> None:
    empty_repo.write("decisions/remit.yml", "policy: none\n")
    assert empty_repo.remit("init", "--yes", "--no-site").code == 0
    assert not (empty_repo.root / "decisions/policy").exists()


def test_a_missing_policy_is_written_under_the_name_that_the_settings_give(empty_repo: Repo) -> None:
    empty_repo.write("decisions/remit.yml", "policy: acme\n")
    assert "`remit init` makes a starter" in empty_repo.remit("may", "--topic", "work", "--who", "ana").err
    assert empty_repo.remit("init", "--yes", "--no-site", "--people", "Ana Ito <ana@example.com>").code == 0
    assert empty_repo.read("decisions/policy/acme@2026-11-21.yml").split("\n")[3] == "policy: acme"
    assert empty_repo.remit("may", "--topic", "work", "--who", "ana").out.startswith("Yes.")


def test_schemas_lie_beside_the_log_and_each_file_names_its_own(empty_repo: Repo) -> None:
    import jsonschema

    assert empty_repo.remit("init", "--yes", "--schemas", "--people", "Ana Ito <ana@example.com>").code == 0
    for path in ("remit.yml", "people.yml", "policy/base@2026-11-21.yml"):
        file = empty_repo.root / "decisions" / path
        first = file.read_text().split("\n")[0]
        assert first.startswith("# yaml-language-server: $schema=")
        schema = json.loads((file.parent / first.partition("=")[2]).read_text())
        written = json.dumps(yaml.safe_load(file.read_text()), default=str)
        jsonschema.validate(json.loads(written), schema)
    assert empty_repo.remit("check").code == 0


def test_schemas_of_another_version_are_written_anew_and_a_file_that_is_there_is_left_alone(repo: Repo) -> None:
    repo.write("decisions/.schemas/policy.json", "{}")
    done = repo.remit("init", "--yes", "--schemas", "--no-site", "--hook", "none")
    assert len(repo.read("decisions/.schemas/policy.json")) > 1000
    assert (
        "decisions/people.yml already exists: editors complete it if its first line is `# yaml-language-server: $schema=.schemas/people.json`\n"
        in done.out
    )
    assert repo.git("diff", "--stat", "--", "decisions/people.yml", "decisions/remit.yml") == ""


def test_a_full_folder_without_git_is_asked_about_first(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    done = run_remit("init", cwd=tmp_path)
    assert (done.code, done.err.split("\n")[0]) == (
        1,
        "remit: this is not a git repository, and the folder is not empty",
    )
    assert run_remit("init", "--yes", cwd=tmp_path).code == 0


def test_gits_own_hook_is_written_unless_there_is_one(empty_repo: Repo) -> None:
    assert empty_repo.remit("init", "--hook", "git").code == 0
    hook = empty_repo.root / ".git/hooks/pre-commit"
    assert hook.read_text() == "#!/bin/sh\nif command -v remit-hook >/dev/null; then remit-hook || exit 1; fi\n"
    assert os.access(hook, os.X_OK)
    hook.write_text("mine")
    assert "git already has a pre-commit hook" in empty_repo.remit("init", "--hook", "git").out
    assert hook.read_text() == "mine"


@pytest.mark.parametrize(("ci", "path"), [("github", ".github/workflows/decisions.yml"), ("gitlab", ".gitlab-ci.yml")])
def test_a_workflow_is_written_on_request(empty_repo: Repo, ci: str, path: str) -> None:
    assert empty_repo.remit("init", "--ci", ci).code == 0
    import yaml

    assert "remit check" in str(yaml.safe_load(empty_repo.read(path)))


def test_nobody_is_a_sentence(empty_repo: Repo) -> None:
    assert "'ana' is not a valid person" in empty_repo.remit("init", "--people", "ana").err
    done = empty_repo.remit("init", "--people", "ana=Ana Ito <ana@example.com>", "--policy", "none")
    assert done.code == 0
    assert empty_repo.read("decisions/people.yml") == "people:\n  ana: {name: Ana Ito, emails: [ana@example.com]}\n"


def test_outside_git_other_commands_say_what_to_do(tmp_path: Path) -> None:
    done = run_remit("propose", "A b", "--topic", "work", cwd=tmp_path)
    assert (done.code, done.err) == (1, "remit: this is not a git repository\n  run `git init`, then `remit init`\n")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    done = run_remit("propose", "A b", "--topic", "work", "--who", "ana", cwd=tmp_path)
    assert (done.code, done.err) == (
        1,
        "remit: there is no log here: decisions/ holds no settings, policy or record\n  run `remit init`\n",
    )
