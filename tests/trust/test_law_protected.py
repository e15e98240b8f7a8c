"""T80 to T82: what is hidden from diffs, what one record covers, and whose identity a new name takes."""

import pytest
from story import codes, found

from support import PEOPLE, SETTINGS, Repo

ROLE = "  - {role: engineer, who: eva, from: 2026-01-01}\n"
PATH = "decisions/people.yml"


def decides(repo: Repo, **more: str) -> None:
    """Cho decides something about people."""
    repo.record("m4x8ra", decider="cho", topic="remit/people", facts=None, boundary=None, tier="functional", **more)


# -- T81: one record covers anything ---------------------------------------------------------------------------------------
def test_t81_one_record_covers_anything(repo: Repo):
    repo.branch("work")
    decides(repo)
    repo.commit("Decide", who="cho")
    repo.write(PATH, PEOPLE + ROLE)
    repo.commit("And this", who="eva")
    assert "G07" in codes(repo)


def test_t81_a_record_covers_the_change_that_it_names(repo: Repo):
    repo.branch("work")
    repo.write(PATH, PEOPLE + ROLE)
    repo.commit("A role", who="eva")
    blob = repo.git("rev-parse", f"HEAD:{PATH}").strip()
    decides(repo, covers=f'["{PATH} {blob}"]')
    repo.commit("Decide", who="cho")
    assert "G07" not in codes(repo)
    repo.write(PATH, PEOPLE + ROLE + ROLE.replace("engineer", "cto"))
    repo.commit("A little more", who="eva")
    assert "G07" in codes(repo)


def test_t81_the_tool_names_the_change(repo: Repo):
    repo.git("config", "user.email", "cho@example.com")
    repo.branch("work")
    repo.write(PATH, PEOPLE + ROLE)
    repo.commit("A role", who="eva")
    done = repo.remit("decide", "Eva is an engineer", "--topic", "remit/people", "--covers", PATH, "--why", "She is.")
    assert done.code == 0, done
    repo.commit("Decide", who="cho")
    assert "G07" not in codes(repo)
    assert repo.remit("decide", "Another", "--topic", "remit/people", "--covers", "README.md", "--why", "x").code == 2


# -- who had a hand in a protected file --------------------------------------------------------------------------------------
def test_t81_what_was_taken_back_is_nobodys(repo: Repo):
    repo.branch("work")
    repo.write("decisions/remit.yml", SETTINGS + "merge: squash\n")
    repo.commit("Squash", who="ana")
    repo.git("revert", "--no-edit", "HEAD", who="ana")
    repo.git("revert", "--no-edit", "HEAD", who="cho")
    assert found(repo) == []
    repo.write("decisions/remit.yml", SETTINGS + "merge: squash\nproposed_too_long_days: 5\n")
    repo.commit("More", who="ana")
    repo.write("decisions/remit.yml", SETTINGS + "merge: squash\nproposed_too_long_days: 6\n")
    repo.commit("And more", who="cho")
    assert codes(repo) == ["G07"], "ana had a hand in what cho commits last"


def test_t81_the_owner_takes_a_role_away_and_anybody_adds_a_person(repo: Repo):
    repo.branch("work")
    repo.write(PATH, PEOPLE.replace("  - {role: engineer, who: dia, from: 2026-01-01}\n", ""))
    repo.commit("Away", who="cho")
    repo.write(PATH, repo.read(PATH).replace("holds:", "  fay: {name: Fay, emails: [fay@example.com]}\nholds:"))
    repo.commit("Fay", who="ben")
    assert found(repo) == []


# -- T82: identities captured ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "person",
    [
        "fay: {name: Fay, emails: [123+ana-ito@users.noreply.github.com]}",
        "fay: {name: Fay, logins: [Ana-Ito]}",
        "fay: {name: Fay, emails: [ANA@example.com]}",
        "fay: {name: Fay, emails: [\u0430na@example.com]}",
        "a-na: {name: Ana, emails: [other@example.com]}",
        "fay: {name: Fay, emails: [fay@example.com], formerly: [ana]}",
    ],
)
@pytest.mark.parametrize("who", ["ben", "cho"])
def test_t82_identities_captured_by_a_new_person(repo: Repo, person: str, who: str):
    repo.write(PATH, PEOPLE.replace("ana: {name: Ana Ito,", "ana: {name: Ana Ito, logins: [ana-ito],"))
    repo.commit("A login", who="cho")
    repo.branch("work")
    repo.write(PATH, repo.read(PATH).replace("holds:", f"  {person}\nholds:"))
    repo.commit("Somebody new", who=who)
    assert found(repo) != []


def test_t82_a_forges_address_is_the_logins_whoever_else_writes_it_down(repo: Repo):
    """Even where it was merged: the commit is nobody's then, and never the newcomer's."""
    people = PEOPLE.replace("ana: {name: Ana Ito,", "ana: {name: Ana Ito, logins: [ana-ito],")
    repo.write(PATH, people.replace("ben@example.com", "ben@example.com, 123+ana-ito@users.noreply.github.com"))
    repo.commit("An address", who="cho")
    repo.branch("work")
    repo.record()
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Decide", "--author", "Ben <123+ana-ito@users.noreply.github.com>", who="ben")
    assert codes(repo) == ["G01"]


@pytest.mark.parametrize(
    "twin", ["decisions/People.yml", "decisions/REMIT.yml", "Decisions/people.yml", "decisions/Policy/b@2026-01-01.yml"]
)
def test_t82_a_case_twin_of_a_protected_file(repo: Repo, twin: str):
    repo.branch("work")
    repo.write(twin, PEOPLE)
    repo.commit("A twin", who="ben")
    assert any(code == "G07" and "by ben <ben@example.com>" in message for code, message in found(repo))


def test_t82_a_person_who_is_like_nobody_may_come(repo: Repo):
    repo.branch("work")
    repo.write(PATH, PEOPLE.replace("holds:", "  fay: {name: Fay, emails: [fay@example.com], logins: [fay]}\nholds:"))
    repo.commit("Fay", who="ben")
    assert found(repo) == []


# -- T80: hidden from diffs --------------------------------------------------------------------------------------------------
def submodule(repo: Repo, path: str, commit: str) -> None:
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},{path}")


def commit_index(repo: Repo, who: str) -> None:
    """Commit the index as it is: `git commit` looks at submodules as the configuration says."""
    tree = repo.git("write-tree").strip()
    commit = repo.git("commit-tree", tree, "-p", "HEAD", "-m", "Bump", who=who).strip()
    repo.git("update-ref", "HEAD", commit)


@pytest.mark.parametrize("how", ["tracked", "config", "diff"])
def test_t80_a_submodule_hidden_from_diffs(repo: Repo, how: str):
    """`ignore = all` hides a submodule in the log, and a bump on a stopped path."""
    first, second = repo.git("rev-parse", "main").strip(), "1" * 40
    repo.record(affects="[vendor/**]")
    repo.commit("Decide", who="ben")
    repo.act("k3f9qz", "stop", "eva", "It leaks.\n")
    repo.commit("Stop", who="eva")
    if how == "tracked":
        repo.write(".gitmodules", '[submodule "lib"]\n\tpath = vendor/lib\n\turl = ./lib\n\tignore = all\n')
        repo.commit("Modules", who="cho")
    elif how == "config":
        repo.write(".gitmodules", '[submodule "lib"]\n\tpath = vendor/lib\n\turl = ./lib\n')
        repo.commit("Modules", who="cho")
        repo.git("config", "submodule.lib.ignore", "all")
    else:
        repo.git("config", "diff.ignoreSubmodules", "all")
    submodule(repo, "vendor/lib", first)
    commit_index(repo, "cho")
    repo.branch("work")
    submodule(repo, "vendor/lib", second)
    submodule(repo, "decisions/hidden", second)
    code, out, _ = repo.remit("check", "--staged")
    assert (code, "G20 stopped-path" in out, "G14 unsafe-file" in out) == (1, True, True)
    commit_index(repo, "ben")
    assert {"G14", "G20"} <= set(codes(repo))
