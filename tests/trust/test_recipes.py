"""The CI recipes: what they may do, read from them; and their own shell lines, run against a bare repository as a forge would."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from remit.log import starter
from support import NOW, SETTINGS, Repo

PROJECT = Path(__file__).parents[2]
WORKFLOWS = {path.name: path.read_text("utf-8") for path in sorted((PROJECT / ".github/workflows").glob("*.yml"))}
GITHUB = {"the check": starter.GITHUB, "the merge": starter.template("github-merge.yml"), **WORKFLOWS}
MAY_WRITE = {"the merge": {"contents", "pull-requests"}}
"""Whoever may write, and what: the merge recipe asks the forge to merge, and checks nothing out."""
BASE = (
    "${{ github.base_ref && format('refs/remotes/origin/{0}', github.base_ref) || github.event.merge_group.base_sha || "
    "github.event.before }}"
)
FORGE = ("-c", "user.name=GitHub", "-c", "user.email=noreply@github.com")


def loaded(text: str) -> dict:
    """A workflow with every scalar as text: `on` is a key, and no truth."""
    return yaml.load(text, yaml.BaseLoader)


def steps(workflow: dict) -> list[dict]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def checkouts(workflow: dict) -> list[dict]:
    return [step for step in steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]


@pytest.mark.parametrize("name", GITHUB)
def test_every_workflow_has_the_least_permissions_and_an_end(name: str):
    workflow = loaded(GITHUB[name])
    assert {"name", "on", "permissions", "jobs"} <= workflow.keys()
    for holder in (workflow, *workflow["jobs"].values()):
        granted = holder.get("permissions", {})
        assert isinstance(granted, dict), "never `write-all`"
        assert {key for key, value in granted.items() if value == "write"} <= MAY_WRITE.get(name, set())
    for job in workflow["jobs"].values():
        assert int(job["timeout-minutes"]) <= 90
        assert job["steps"]


@pytest.mark.parametrize("name", GITHUB)
def test_no_workflow_runs_a_strangers_change_with_the_repositorys_rights(name: str):
    workflow = loaded(GITHUB[name])
    if "pull_request_target" in workflow["on"] or "workflow_run" in workflow["on"]:
        assert checkouts(workflow) == []
        assert not re.search(r"\b(pip|npm|make|pytest|git (fetch|clone|checkout))\b", GITHUB[name])
    for step in checkouts(workflow):
        assert step["with"]["persist-credentials"] == "false"
        assert "head" not in step["with"].get("ref", "")
    for step in steps(workflow):
        assert "${{" not in step.get("run", ""), "what comes from outside reaches a shell as a variable"
        assert "secrets." not in str(step)


def test_the_check_sees_the_whole_history_and_every_way_to_the_branch():
    workflow = loaded(starter.GITHUB)
    assert set(workflow["on"]) == {"pull_request", "merge_group", "push", "schedule"}
    assert workflow["permissions"] == {"contents": "read"}
    assert [step["with"]["fetch-depth"] for step in checkouts(workflow)] == ["0"]
    gitlab = loaded(starter.GITLAB)["decisions"]
    assert gitlab["variables"] == {"GIT_DEPTH": "0"}
    assert len(gitlab["rules"]) == 3
    assert gitlab["artifacts"]["when"] == "always"


def test_the_guides_recipes_are_yaml_that_a_forge_understands():
    for page in ("ci", "publish", "pre-commit"):
        text = (PROJECT / f"site_src/how-to/{page}.md").read_text("utf-8")
        for block in re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            found = loaded(block)
            for step in found if isinstance(found, list) else []:
                assert "run" in step or "uses" in step or "repo" in step
            if isinstance(found, dict) and "jobs" in found:
                assert all("${{" not in step.get("run", "") for step in steps(found))
                assert all(step["with"]["persist-credentials"] == "false" for step in checkouts(found))
    large = (PROJECT / "site_src/how-to/ci.md").read_text("utf-8").partition("## Large repositories")[2]
    assert 'with: {fetch-depth: 0, filter: "blob:none"}' in large
    assert "remit check --fetch" in large


class Forge:
    """A bare repository with a project's main branch, and proposals to it."""

    def __init__(self, repo: Repo, folder: Path) -> None:
        self.work, self.folder = repo, folder
        self.bare = folder / "forge.git"
        repo.git("clone", "-q", "--bare", str(repo.root), str(self.bare))
        subprocess.run(["git", "-C", str(self.bare), "config", "uploadpack.allowFilter", "true"], check=True)
        repo.git("remote", "add", "origin", str(self.bare))

    def propose(self, who: str = "ben", suffix: str = "k3f9qz") -> None:
        """A decision by ben, committed by somebody, as pull request 1 with the merge that the forge makes of it."""
        work = self.work
        work.git("switch", "-q", "-C", "work", "main")
        work.record(suffix)
        work.commit("Decide", who=who)
        work.git("switch", "-q", "--detach", "main")
        work.git(*FORGE, "merge", "-q", "--no-ff", "-m", "Merge 1", "work")
        work.git("push", "-q", "-f", "origin", "HEAD:refs/pull/1/merge", "work:refs/pull/1/head")
        work.git("switch", "-q", "main")

    def checkout(self, ref: str, *options: str) -> Repo:
        """What the runner has: every branch, and the commit of the event, detached."""
        at = self.folder / f"runner{len(list(self.folder.glob('runner*')))}"
        url = f"file://{self.bare}"
        subprocess.run(["git", "clone", "-q", "--no-checkout", *options, url, str(at)], check=True)
        runner = Repo(at)
        runner.git("fetch", "-q", "origin", f"{ref}:refs/remotes/event")
        runner.git("checkout", "-q", "--detach", "refs/remotes/event")
        return runner


@pytest.fixture
def forge(repo: Repo, tmp_path: Path) -> Forge:
    return Forge(repo, tmp_path)


def run(runner: Repo, line: str, shell: str = "bash", **env: str) -> tuple[int, str]:
    """Exit code and output of a step's shell line, as the runner starts it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    words = ["bash", "-e", "-o", "pipefail", "-c", line] if shell == "bash" else ["sh", "-e", "-c", line]
    done = subprocess.run(
        words, cwd=runner.root, env={**os.environ, "PATH": path, "REMIT_NOW": NOW, **env}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def step(name: str) -> dict:
    return next(step for step in steps(loaded(starter.GITHUB)) if step.get("name") == name)


def github(runner: Repo, *, base_ref: str = "", queue: str = "", before: str = "", more: str = "") -> tuple[int, str]:
    """The step of the change, with its expressions as the forge would fill them in."""
    found = step("Check this change")
    assert found["env"] == {"BASE": BASE, "QUEUE": "${{ github.event.merge_group.base_sha }}"}
    base = f"refs/remotes/origin/{base_ref}" if base_ref else queue or before
    return run(runner, found["run"].replace("remit check", f"remit check {more}".strip()), BASE=base, QUEUE=queue)


@pytest.mark.parametrize(("who", "wanted"), [("ben", 0), ("dia", 1)])
def test_a_pull_request_is_judged_with_the_merge_that_the_forge_makes(forge: Forge, who: str, wanted: int):
    forge.propose(who)
    code, said = github(forge.checkout("refs/pull/1/merge"), base_ref="main")
    assert code == wanted, said
    assert ("::error file=decisions/2026/D-20261121-k3f9qz.md,line=5" in said) == bool(wanted), said


def test_a_branch_of_any_name_reaches_the_shell_as_a_word(forge: Forge):
    forge.propose()
    name = "x;touch${IFS}pwned;$(touch${IFS}pwned)"
    forge.work.git("push", "-q", "origin", f"main:refs/heads/{name}")
    runner = forge.checkout("refs/pull/1/merge")
    code, said = github(runner, base_ref=name)
    assert code == 0, said
    assert not (runner.root / "pwned").exists()


def test_a_push_brings_what_it_brought_and_a_forced_one_fails(forge: Forge):
    work, before = forge.work, forge.work.head
    work.record("aaaaaa")
    work.commit("Decide", who="ben")
    work.git("push", "-q", "origin", "main")
    runner = forge.checkout("main")
    assert github(runner, before=before)[0] == 0
    assert github(runner, before="0" * 40)[0] == 0, "the first push of a branch"
    code, said = github(runner, before="1" * 40)
    assert (code, "names no commit here" in said) == (2, True)
    work.record("bbbbbb")
    before = work.head
    work.commit("Decide", who="dia")
    work.git("push", "-q", "origin", "main")
    assert github(forge.checkout("main"), before=before)[0] == 1


def test_a_queue_that_squashes_is_taken_as_the_settings_say(forge: Forge):
    work = forge.work
    for settings, wanted in ((SETTINGS, 1), (SETTINGS + "merge: squash\n", 0)):
        work.write("decisions/remit.yml", settings)
        base = work.commit("Settings", who="cho")
        work.record("cccccc")
        work.git("add", "-A")
        tree = work.git("write-tree").strip()
        raw = (
            f"tree {tree}\nparent {base}\nauthor Dia <dia@example.com> 1795258000 +0000\n"
            "committer GitHub <noreply@github.com> 1795258000 +0000\n\nSquash (#1)\n"
        )
        queued = work.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=raw.encode()).strip()
        work.git("push", "-q", "-f", "origin", f"{base}:main", f"{queued}:refs/heads/gh-readonly-queue/main/1")
        runner = forge.checkout("gh-readonly-queue/main/1")
        assert github(runner, queue=base)[0] == wanted
        assert github(runner, base_ref="main")[0] == 1, "as a pull request nothing is taken as anything"
        work.git("reset", "-q", "--hard", base)


def test_a_large_repository_without_its_contents_is_judged_with_what_is_fetched(forge: Forge):
    forge.propose("dia")
    runner = forge.checkout("refs/pull/1/merge", "--filter=blob:none")
    code, said = github(runner, base_ref="main", more="--fetch")
    assert (code, "G01" in said) == (1, True), said


def test_the_schedule_says_what_a_passed_day_turned_bad(forge: Forge):
    work = forge.work
    work.record(review_by="2026-11-01", decided="2026-10-01", raised="2026-09-30")
    work.commit(who="ben")
    work.git("push", "-q", "origin", "main")
    code, said = run(forge.checkout("main"), step("Check deadlines")["run"])
    assert "V03" in said, (code, said)


def gitlab(runner: Repo, source: str, **env: str) -> tuple[int, str]:
    """The lines of the job, without the installation."""
    script = loaded(starter.GITLAB)["decisions"]["script"]
    assert script[0] == "pip install remit"
    return run(runner, "\n".join(script[1:]), "sh", CI_PIPELINE_SOURCE=source, **env)


@pytest.mark.parametrize(("who", "wanted"), [("ben", 0), ("dia", 1)])
def test_a_merge_request_is_judged_on_gitlab(forge: Forge, who: str, wanted: int):
    forge.propose(who)
    runner = forge.checkout("refs/pull/1/head")
    code, said = gitlab(runner, "merge_request_event", CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
    assert code == wanted, said
    assert ("G01" in said) == bool(wanted)
    assert ("<failure" in (runner.root / "remit.xml").read_text("utf-8")) == bool(wanted)


def test_a_push_and_a_schedule_on_gitlab(forge: Forge):
    work, before = forge.work, forge.work.head
    work.record("aaaaaa")
    work.commit("Decide", who="dia")
    work.git("push", "-q", "origin", "main")
    runner = forge.checkout("main")
    assert gitlab(runner, "push", CI_COMMIT_BEFORE_SHA=before)[0] == 1
    assert gitlab(runner, "push", CI_COMMIT_BEFORE_SHA="0" * 40)[0] == 1
    assert gitlab(runner, "schedule")[0] == 0


@pytest.mark.parametrize(
    ("files", "merged"),
    [
        (["decisions/2026/D-20261121-k3f9qz.md", "decisions/stops/tooling-dia-p7x2.md"], True),
        (["decisions/2026/D-20261121-k3f9qz.md", "decisions/policy/acme@2026-01-01.yml"], False),
        (["decisions/2026/a.md", "src/x.py"], False),
        ([".github/workflows/x.yml"], False),
        ([], False),
    ],
)
def test_only_a_change_of_records_merges_by_itself(repo: Repo, tmp_path: Path, files: list[str], merged: bool):
    calls, shim = tmp_path / "calls", tmp_path / "bin" / "gh"
    shim.parent.mkdir()
    listed = "".join(f"{name}\\n" for name in files)
    shim.write_text(f'#!/bin/sh\necho "$@" >> {calls}\n[ "$1" = api ] && printf \'{listed}\' || true\n')
    shim.chmod(0o755)
    (line,) = [step["run"] for step in steps(loaded(starter.template("github-merge.yml")))]
    path = f"{shim.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [shutil.which("bash") or "bash", "-e", "-c", line], cwd=repo.root, check=False, capture_output=True, text=True,
        env={**os.environ, "PATH": path, "REPOSITORY": "acme/log", "NUMBER": "7", "HEAD": "f00"},
    )  # fmt: skip
    asked = calls.read_text("utf-8").splitlines()
    assert done.returncode == 0, done.stderr
    wanted = ["pr merge 7 --repo acme/log --auto --merge --match-head-commit f00"] if merged else []
    assert asked[1:] == wanted
