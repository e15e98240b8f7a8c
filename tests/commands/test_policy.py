"""remit policy: show, test, lint, diff, new."""

import json
from pathlib import Path

import pytest

from support import POLICY, POLICY_PATH, Repo

SCENARIOS = """\
- {id: small, person: ben, at: 2026-06-01, decision: {topic: tooling, amount: 400}, outcome: decide, mentions: [tools]}
- {id: large, person: ben, at: 2026-06-01, decision: {topic: tooling, amount: 4000}, outcome: decide}
"""


def test_scenarios_of_the_log_run_and_a_failure_is_explained(repo: Repo) -> None:
    repo.write("decisions/policy/tests/tools.yml", SCENARIOS)
    done = repo.remit("policy", "test")
    assert (done.code, done.err) == (1, "")
    lines = done.out.splitlines()
    assert lines[0] == "large: expected decide, got escalate"
    assert "platform-lead" in lines[1]
    assert lines[-1] == "1 passed, 1 failed"
    repo.write(
        "decisions/policy/tests/tools.yml", SCENARIOS.replace("4000}, outcome: decide", "4000}, outcome: escalate")
    )
    done = repo.remit("policy", "test")
    assert (done.code, done.out) == (0, "2 passed, 0 failed\n")


def test_policies_of_a_folder_are_tested_without_a_repository(tmp_path: Path) -> None:
    from support import run_remit

    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "acme@2026-01-01.yml").write_text(
        POLICY.replace("engineer: {tier: edge}", "engineer: {tier: edge, held_by: [ben]}")
    )
    (tmp_path / "s.yml").write_text(SCENARIOS)
    (tmp_path / "p" / "scenarios.yml").write_text(SCENARIOS)
    (tmp_path / "p" / "mkdocs.yml").write_text("site_name: Acme\n")
    done = run_remit("policy", "test", "s.yml", "--policies", "p", "--format", "json", cwd=tmp_path)
    data = json.loads(done.out)
    assert (done.code, data["passed"], data["failed"]) == (1, 1, 1)
    assert list(data["scenarios"][0]) == ["id", "wanted", "got", "passed", "explanation"]


def test_a_policy_that_cannot_be_read_is_named_and_its_scenarios_fail(repo: Repo) -> None:
    repo.write("decisions/policy/tests/tools.yml", SCENARIOS.replace("outcome: decide}", "outcome: error}"))
    repo.write(POLICY_PATH, POLICY.replace("otherwise:", "otherwize:").replace("tier: central", "teir: central"))
    done = repo.remit("policy", "test")
    assert (done.code, done.out.splitlines()[-1]) == (1, "0 passed, 2 failed")
    assert f"2 scenarios not run: policy acme cannot be read: {POLICY_PATH}:" in done.out
    assert "`otherwize` is not a key of a policy\n    did you mean `otherwise`?" in done.err
    assert "`teir` is not a key of a role\n    did you mean `tier`?" in done.err
    assert json.loads(repo.remit("policy", "test", "--json").out)["findings"][0]["code"] == "L10"


def test_lint_and_test_name_the_broken_policy_and_go_on_with_the_others(repo: Repo) -> None:
    repo.write(
        "decisions/policy/tests/tools.yml",
        SCENARIOS.replace("4000}, outcome: decide", "4000}, outcome: escalate").replace("{id", "{policy: acme, id"),
    )
    repo.write("decisions/policy/shop@2026-01-01.yml", POLICY.replace("policy: acme", "policy: shop\nextend: acme"))
    said = "decisions/policy/shop@2026-01-01.yml:3:1: error L10 policy-unreadable: `extend` is not a key of a policy"
    for given in ((), ("--policies", "decisions/policy")):
        tested, linted = repo.remit("policy", "test", *given), repo.remit("policy", "lint", *given)
        assert (tested.code, tested.out) == (1, "2 passed, 0 failed\n")
        assert linted.code == 1
        assert "warning L06 single-holder" in linted.out
        assert linted.out.splitlines()[-1] == "1 error, 1 warning, 1 info: 1 policy"
        assert said in tested.err
        assert said in linted.out
    repo.write("decisions/people.yml", "people: [\n")
    assert repo.remit("policy", "lint").out.splitlines()[-1] == "2 errors: 1 policy"
    assert repo.remit("policy", "test").out == "0 passed, 0 failed\n"


def test_without_a_scenario_nothing_is_fine(repo: Repo) -> None:
    done = repo.remit("policy", "test")
    assert (done.code, done.err.splitlines()[0]) == (1, "remit: there is no scenario to run")


def test_lint_prints_findings_and_the_way_out(repo: Repo) -> None:
    repo.write(
        POLICY_PATH,
        POLICY.replace("decide: platform-lead, consent: legal", "when: {urgent: true}, decide: platform-lead"),
    )
    done = repo.remit("policy", "lint")
    assert done.code == 1
    assert (
        "acme@2026-01-01.yml:23: error L01 policy-gap: no boundary of data/customer applies for urgent = no\n"
        in done.out
    )
    assert done.out.splitlines()[-1] == "1 error, 1 warning, 1 info: 1 policy"
    assert repo.remit("policy", "lint", "--json").code == 1


def test_show_is_the_matrix_and_prose(repo: Repo) -> None:
    done = repo.remit("policy", "show", "--as", "matrix")
    assert done.code == 0
    assert done.out == (
        "Who decides what at Acme (acme@2026-01-01)\n\n"
        "tooling  [tools]\n"
        "  engineer (ben, dia)  up to 500 EUR                edge\n"
        "  platform-lead (ana)  over 500 and up to 5000 EUR  functional  first: advice of engineer\n"
        "  cto (cho)            over 5000 EUR                central\n"
        "  why: The team that uses a tool knows best what it needs.\n\n"
        "data/customer  [customer-data]\n"
        "  platform-lead (ana)    functional\n"
        "  first: consent of legal\n"
        "  why: A breach harms people who trusted us.\n\n"
        "anything else: ask platform-lead\n"
    )
    assert "engineer decides up to 500 EUR." in repo.remit("policy", "show", "--as", "prose").out
    assert json.loads(repo.remit("policy", "show", "--json").out)[0]["rows"][0]["grants"][0]["up_to"] == "500"
    assert repo.remit("policy", "show", POLICY_PATH).code == 0
    assert repo.remit("policy", "show", "acmee").code == 1
    assert repo.remit("policy", "show", "--at", "2025-01-01").code == 1
    assert repo.remit("policy", "show", "--at", "soon").code == 2


def test_show_says_where_another_text_judges(repo: Repo) -> None:
    repo.write(POLICY_PATH, POLICY.replace("up_to: 500,", "up_to: 900,"))
    done = repo.remit("policy", "show", "--as", "matrix")
    assert "up to 900 EUR" in done.out
    assert done.out.splitlines()[-1] == (
        "Changed here: acme@2026-01-01. `remit may` uses the policy of the last commit until the change is merged."
    )


def test_scenarios_of_the_log_run_in_check(repo: Repo) -> None:
    repo.write("decisions/policy/tests/tools.yml", SCENARIOS)
    repo.commit("Scenarios")
    done = repo.remit("check")
    assert done.code == 1
    assert "tools.yml: error L15 scenario-fails: large: expected decide, got escalate" in done.out


def test_a_new_version_changes_only_its_first_day_and_diff_says_what_comes_of_an_edit(repo: Repo) -> None:
    done = repo.remit("policy", "new", "--on", "2027-01-01")
    assert (done.code, done.err) == (0, "")
    path = "decisions/policy/acme@2027-01-01.yml"
    assert repo.read(path) == POLICY.replace("{from: 2026-01-01}", "{from: 2027-01-01}")
    assert repo.remit("policy", "diff", "acme@2026-01-01", "acme@2027-01-01").out == (
        "nobody's authority changes: acme@2026-01-01 -> acme@2027-01-01\n"
    )
    repo.write(path, repo.read(path).replace("up_to: 500,", "up_to: 1000,"))
    done = repo.remit("policy", "diff", "acme@2026-01-01", path)
    assert (done.code, done.out.splitlines()[0]) == (0, "engineer (ben, dia): tooling, up to 500 EUR -> up to 1000 EUR")
    assert json.loads(repo.remit("policy", "diff", "acme@2026-01-01", path, "--json").out)[0]["subject"] == "engineer"
    assert repo.remit("policy", "new", "--on", "2027-01-01").code == 1
    assert repo.remit("policy", "new", "--on", "2025-01-01").code == 2


@pytest.mark.shared
def test_every_scenario_of_the_transcribed_documents_passes(shared_dir: Path) -> None:
    from support import run_remit

    folder = shared_dir / "authority"
    done = run_remit("policy", "test", str(folder / "scenarios.yml"), "--policies", str(folder / "policies"))
    assert done.out.splitlines()[-1] == "122 passed, 0 failed"


def test_the_matrix_shows_powers_default_votes_and_deputies(repo: Repo) -> None:
    board = "bodies: {board: {tier: central, members: [cto, legal], passes: two-thirds}}\n"
    board += "emergency: [{id: outage, topic: data, decide: [engineer, legal], ratify: {by: board, within: 1d}}]\n"
    board += "boundaries:\n  - {id: company, topic: company, decide: board}\n"
    board += "  - {id: sale, topic: sale, decide: board, passes: unanimous}\n"
    text = POLICY.replace("boundaries:\n", board).replace(
        "legal: {tier: functional}", "legal: {tier: functional, deputy: [ana]}"
    )
    repo.write(POLICY_PATH, text)
    repo.commit("A board, a power, a deputy")
    said = repo.remit("policy", "show", "--as", "matrix").out
    assert "company  [company]\n  board (cho, eva)    central  first: a vote of board: 2/3 of the votes cast\n" in said
    assert "sale  [sale]\n  board (cho, eva)    central\n  first: a vote: all of the votes cast\n" in said
    assert said.endswith(
        "anything else: ask platform-lead\n"
        "in an emergency: engineer or legal may decide data  [outage]\ndeputy of legal: ana\n"
    )
