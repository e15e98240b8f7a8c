"""Who did it, judged before the commit: git knows the author of the commit to be."""

import json
import sys

import pytest
from story import codes

from support import PEOPLE, Repo

K3 = "decisions/2026/D-20261121-k3f9qz.md"
CHO_DECIDES = {
    "title": "Make ben cto",
    "decider": "cho",
    "topic": "remit/people",
    "tier": "central",
    "boundary": None,
    "facts": None,
}


def staged(repo: Repo, who: str = "ben", **env: str) -> list[tuple[str, str]]:
    """Code and level of what is said before `who` commits everything."""
    repo.git("add", "-A")
    author = {"GIT_AUTHOR_NAME": who.capitalize(), "GIT_AUTHOR_EMAIL": f"{who}@example.com"}
    said = repo.remit("check", "--staged", "--json", env={**author, **env})
    assert said.err == "", said.err
    return [(row["code"], row["level"]) for row in json.loads(said.out)["findings"]]


def test_whoever_is_not_the_decider_is_told_before_the_commit(repo: Repo):
    repo.record()
    assert staged(repo, "ben") == []
    assert staged(repo, "dia") == [("G01", "error")]
    said = repo.remit("check", "--staged", env={"GIT_AUTHOR_NAME": "Dia", "GIT_AUTHOR_EMAIL": "dia@example.com"})
    assert said.out.splitlines()[0] == (
        f"{K3}:5:1: error G01 decider-is-author: the decider is ben, but this commit, which set it to accepted, is by "
        "dia <dia@example.com>"
    )


def test_an_address_that_two_people_write_differently_is_nobodys(repo: Repo):
    shared = "emails: [dia@example.com, BEN@example.com]"
    repo.write("decisions/people.yml", PEOPLE.replace("emails: [dia@example.com]", shared))
    repo.commit(who="cho")
    repo.record()
    assert staged(repo, "ben") == [("G01", "error")]


def test_the_author_that_git_is_set_up_with_counts(repo: Repo):
    repo.record()
    repo.git("add", "-A")
    for who, wanted in (("ben", 0), ("dia", 1)):
        repo.git("config", "user.name", who.capitalize())
        repo.git("config", "user.email", f"{who}@example.com")
        assert repo.remit("check", "--staged").code == wanted


def test_where_git_does_not_know_who_commits_nothing_is_guessed(repo: Repo):
    repo.record()
    repo.git("add", "-A")
    assert repo.remit("check", "--staged").code == 0


def test_anybody_may_draft_and_a_decided_record_is_moved_by_its_decider(repo: Repo):
    repo.proposal()
    assert staged(repo, "dia") == []
    repo.record("m4x8ra")
    repo.commit(who="ben")
    repo.git("mv", "decisions/2026/D-20261121-m4x8ra.md", "decisions/2026/D-20261121-m4x8ra-cache.md")
    assert staged(repo, "ben") == []
    assert staged(repo, "dia") == [("G22", "error")]


def test_words_of_a_decision_on_its_branch_stay_the_deciders(repo: Repo):
    repo.git("update-ref", "refs/remotes/origin/main", "main")
    repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    repo.branch("work")
    repo.record()
    repo.commit(who="ben")
    repo.write(K3, repo.read(K3).replace("title: Cache", "title: Keep"))
    assert ("G01", "error") in staged(repo, "dia")
    assert staged(repo, "ben") == []


def test_a_time_long_past_needs_its_reason_before_the_commit(repo: Repo):
    repo.record(decided="2026-10-01")
    assert ("G09", "error") in staged(repo, "ben")
    repo.record(decided="2026-10-01", late="The note lay in a drawer.")
    assert "G09" not in dict(staged(repo, "ben"))


def test_deprecating_what_goes_to_another_is_said_before_the_commit(repo: Repo):
    repo.record(facts="{amount: 900}", decider="ana", tier="functional")
    repo.commit(who="ana")
    repo.write(K3, repo.read(K3).replace("status: accepted", "status: deprecated"))
    assert "G19" in dict(staged(repo, "dia"))
    assert "G19" not in dict(staged(repo, "ana"))


def test_a_guard_is_warned_of_for_its_owner_may_still_decide_it_in_the_same_change(repo: Repo):
    repo.branch("work")
    repo.write("decisions/people.yml", PEOPLE + "  - {role: cto, who: ben, from: 2026-01-01}\n")
    assert staged(repo, "ben") == [("G07", "warning")]
    assert staged(repo, "cho") == []
    repo.commit(who="ben")
    assert codes(repo) == ["G07"]
    blob = repo.git("rev-parse", "HEAD:decisions/people.yml").strip()
    repo.record("m4x8ra", **CHO_DECIDES, covers=f'["decisions/people.yml {blob}"]')
    repo.commit(who="cho")
    assert "G07" not in codes(repo)


def test_a_forged_decision_on_the_branch_covers_nothing(repo: Repo):
    repo.git("update-ref", "refs/remotes/origin/main", "main")
    repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    repo.branch("work")
    repo.record("m4x8ra", **CHO_DECIDES)
    repo.commit(who="dia")
    repo.write("decisions/people.yml", PEOPLE + "  - {role: cto, who: ben, from: 2026-01-01}\n")
    assert staged(repo, "ben") == [("G07", "warning")]


def test_a_guard_and_what_relies_on_it_are_refused_together(repo: Repo):
    repo.write("decisions/people.yml", PEOPLE + "away:\n  - {who: ben, from: 2026-12-01, until: 2026-12-10}\n")
    repo.record()
    assert staged(repo, "ben") == [("G21", "error")]


def test_signatures_are_asked_for_only_once_there_is_a_commit(repo: Repo):
    repo.write("decisions/remit.yml", repo.read("decisions/remit.yml") + "grades: {edge: signed}\n")
    repo.commit(who="cho")
    repo.record()
    assert staged(repo, "ben") == []


@pytest.mark.parametrize("who", ["ben", "dia"])
def test_a_merge_brings_what_others_made(repo: Repo, who: str):
    repo.branch("work")
    repo.record()
    repo.commit(who="ben")
    repo.git("switch", "-q", "main")
    repo.write("README", "one\n")
    repo.commit()
    repo.git("merge", "-q", "--no-commit", "--no-ff", "work")
    assert staged(repo, who) == []


def test_the_hook_sees_the_author_that_a_commit_is_given(repo: Repo):
    hook = repo.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'from remit.hook import main; main()'\n")
    hook.chmod(0o755)
    repo.record()
    repo.git("add", "-A")
    said = repo.git_raw("commit", "-q", "-m", "Decide", "--author", "Dia <dia@example.com>", who="ben")
    assert (said.code, "G01 decider-is-author" in said.out + said.err) == (1, True)
    assert repo.git_raw("commit", "-q", "-m", "Decide", "--author", "Ben <ben@example.com>", who="dia").code == 0


def test_what_is_said_before_the_commit_is_said_after_it(repo: Repo):
    repo.branch("work")
    repo.record(decided="2026-10-01")
    repo.write("decisions/people.yml", PEOPLE + "  - {role: cto, who: dia, from: 2026-01-01}\n")
    before = {code for code, _ in staged(repo, "dia")}
    repo.commit(who="dia")
    assert {"G01", "G09", "G07", "G21"} <= before <= set(codes(repo))
