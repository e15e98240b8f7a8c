"""What the pages about trust show is what happens."""

import re
from pathlib import Path

import pytest

from remit.log import starter
from support import PEOPLE, Repo

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "site_src" / "trust.md").read_text("utf-8")
CI = (ROOT / "site_src" / "how-to" / "ci.md").read_text("utf-8")


def without_ids(text: str) -> str:
    return re.sub(r"\b[0-9a-f]{8}([0-9a-f]{4})?\b", "00000000", text)


def test_the_page_shows_a_forged_decider_as_it_is_refused(repo: Repo):
    repo.branch("forged")
    advice = "[{as: engineer, who: dia, on: 2026-11-20, taken: yes}]"
    repo.record(decider="ana", tier="functional", facts="{amount: 900}", advice=advice)
    repo.commit("Decide", who="ben")
    assert without_ids(repo.remit("check", "--range", "main..HEAD").out) in without_ids(PAGE)


def test_the_page_shows_a_self_promotion_as_it_is_refused(repo: Repo):
    repo.branch("promoted")
    repo.write("decisions/people.yml", PEOPLE + "  - {role: cto, who: ben, from: 2026-01-01}\n")
    repo.commit("Make me cto", who="ben")
    repo.record(decider="ben", tier="central", facts="{amount: 9000}")
    repo.commit("Decide", who="ben")
    assert without_ids(repo.remit("check", "--range", "main..HEAD").out) in without_ids(PAGE)


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml", "CODEOWNERS", "ruleset.json", "github-merge.yml"])
def test_the_guide_shows_each_recipe_as_it_is_written(name: str):
    assert starter.template(name) in CI


def test_the_guide_names_the_files_that_init_writes():
    assert all(path in CI for path in (starter.GITHUB_PATH, starter.GITLAB_PATH, "Import"))


def test_recipes_hold_no_text_from_outside_in_a_script():
    """What a stranger can name (a branch, a title) reaches a shell as a variable only."""
    yaml = pytest.importorskip("yaml")
    for text in (starter.GITHUB, starter.template("github-merge.yml")):
        jobs = yaml.safe_load(text)["jobs"].values()
        for step in (step for job in jobs for step in job["steps"]):
            assert "${{" not in step.get("run", "")
    assert yaml.safe_load(starter.GITHUB)["permissions"] == {"contents": "read"}
    assert "checkout" not in starter.template("github-merge.yml")


def test_the_gate_of_the_merge_recipe_lets_only_records_pass(tmp_path):
    import subprocess

    pattern = re.search(r"grep -vE '([^']+)'", starter.template("github-merge.yml"))[1]
    for path, passes in {
        "decisions/2026/D-20261121-k3f9qz.md": True, "decisions/context/why.md": True, "decisions/stops/a.md": True,
        "decisions/policy/acme@2026-01-01.yml": False, "decisions/people.yml": False, "src/x.py": False,
        ".github/workflows/decisions.yml": False, "x/decisions/2026/y": False,
    }.items():  # fmt: skip
        done = subprocess.run(["grep", "-vE", pattern], input=path.encode() + b"\n", capture_output=True, check=False)
        assert (done.returncode == 1) == passes, path
