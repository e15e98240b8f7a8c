"""T18 to T25: what was decided stays as it was decided (T22 has a file of its own)."""

from story import codes, found, rows

from support import POLICY_PATH, Repo

RECORD = "decisions/2026/D-20261121-k3f9qz.md"


def decided(repo: Repo) -> None:
    repo.record(body="## Decision\n\nWe cache orders in Redis.\n")
    repo.commit("Decide", who="ben")
    repo.branch("work")


def test_t18_edit_an_accepted_record(repo: Repo):
    decided(repo)
    repo.record(body="## Decision\n\nWe cache orders in Memcached.\n")
    repo.commit("Reword", who="ben")
    (row,) = rows(repo)
    assert (row["code"], row["path"], row["line"]) == ("G03", RECORD, 15)
    assert row["message"].startswith("a line of a decided record changed: it was “We cache orders in Redis.” (commit ")


def test_t18_an_amendment_a_format_and_a_supersession_are_lawful(repo: Repo):
    decided(repo)
    repo.record(
        body="## Decision\n\nWe   cache orders in Redis.  \n\n\n## Amendments\n\n2026-11-22, ben: the key is order:id.\n"
    )
    repo.commit("Amend", who="ben")
    repo.record(
        status="superseded", superseded_by="[D-20261121-m4x8ra]", body="## Decision\n\nWe cache orders in Redis.\n"
    )
    repo.record("m4x8ra", supersedes="[D-20261121-k3f9qz]")
    repo.commit("Supersede", who="ben")
    assert [code for code in codes(repo) if code in ("G03", "G10", "G11")] == []


def test_t19_a_rename_does_not_hide_an_edit(repo: Repo):
    decided(repo)
    repo.git("mv", RECORD, "decisions/2026/D-20261121-k3f9qz-cache.md")
    repo.commit("Only the name", who="ben")
    assert codes(repo) == []
    repo.record(path="decisions/2026/D-20261121-k3f9qz-cache.md", body="## Decision\n\nSomething else.\n")
    repo.commit("And more", who="ben")
    assert codes(repo) == ["G03"]


def test_t20_delete_a_record(repo: Repo):
    decided(repo)
    repo.git("rm", "-q", RECORD)
    repo.commit("Forget it", who="ben")
    assert [(row["code"], row["path"]) for row in rows(repo)] == [("G04", RECORD)]


def test_t20_what_a_record_no_longer_names_is_not_gone(repo: Repo):
    repo.record()
    repo.proposal(related="[D-20261121-k3f9qz]")
    repo.commit("Decide", who="ben")
    repo.branch("work")
    repo.proposal()
    repo.commit("They are not related", who="ben")
    assert codes(repo) == []


def test_t20_the_hook_sees_a_deletion(repo: Repo):
    decided(repo)
    repo.git("rm", "-q", RECORD)
    code, out, _ = repo.remit("check", "--staged")
    assert code == 1
    assert "G04 nothing-deleted" in out


def test_t20_a_stop_and_an_act_cannot_be_deleted_either(repo: Repo):
    repo.record()
    repo.commit("Decide", who="ben")
    stop = repo.act("k3f9qz", "stop", "dia", "Wait.\n")
    repo.commit("Stop", who="dia")
    repo.branch("work")
    repo.git("rm", "-q", stop)
    repo.commit("What stop?", who="ben")
    assert codes(repo) == ["G04", "G22"], "it is gone, and dia pulled it"


def test_t21_evil_merge(repo: Repo):
    repo.branch("work")
    repo.write("code", "1\n")
    repo.commit("Code", who="ben")
    repo.git("switch", "-q", "main")
    repo.write("README", "hello\n")
    repo.commit("Elsewhere", who="cho")
    repo.git("switch", "-q", "-c", "merged")
    repo.git("merge", "-q", "--no-ff", "--no-commit", "work", who="ben")
    repo.record(decider="ana", tier="functional")
    repo.commit("Merge", who="ben")
    ((_, message),) = [entry for entry in found(repo) if entry[0] == "G01"]
    assert f"but the merge commit {repo.head[:8]}, which set it to accepted, is by ben" in message


def test_t21_a_merge_of_two_branches_judges_each_by_its_own_author(repo: Repo):
    for suffix, who in (("aaaaaa", "ben"), ("bbbbbb", "dia")):
        repo.git("switch", "-q", "-c", who, "main")
        repo.record(suffix, decider=who)
        repo.commit("Decide", who=who)
    repo.git("merge", "-q", "--no-ff", "ben", "-m", "Both", who="cho")
    assert codes(repo) == []
    repo.git("rebase", "-q", "main", who="cho")  # authors stay, committers change
    assert codes(repo) == []


def test_t23_replace_refs_change_nothing_and_grafts_are_refused(repo: Repo):
    repo.branch("work")
    repo.record(decider="ana", tier="functional")
    repo.commit("Decide", who="ben")
    forged = repo.head
    repo.git("commit", "-q", "--amend", "--no-edit", "--author=Ana <ana@example.com>", who="ana")
    honest = repo.head
    repo.git("reset", "-q", "--hard", forged)
    repo.git("replace", forged, honest)
    assert "G01" in codes(repo)
    repo.write(".git/info/grafts", f"{forged}\n")
    code, _, err = repo.remit("check", "--range", "main..HEAD")
    assert code == 1
    assert "this clone has grafts" in err


def test_t24_id_collisions_across_branches(repo: Repo):
    for who, slug in (("ben", "redis"), ("dia", "memcached")):
        repo.git("switch", "-q", "-c", who, "main")
        repo.record(decider=who, path=f"decisions/2026/D-20261121-k3f9qz-{slug}.md")
        repo.commit("Decide", who=who)
        assert codes(repo) == []
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "ben", "-m", "One", who="cho")
    repo.git("switch", "-q", "dia")
    assert [row["code"] for row in rows(repo) if row["code"] == "G05"], "main gained the same id meanwhile"
    repo.git("merge", "-q", "--no-ff", "main", "-m", "Two", who="cho")
    code, out, _ = repo.remit("check")
    assert code == 1
    assert out.count("G05 unique-id") == 2


def test_t25_a_merge_conflict_in_a_record(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="dia")
    for who in ("ben", "dia"):
        repo.git("switch", "-q", "-c", who, "main")
        repo.proposal("k3f9qz", title=f"As {who} says")
        repo.commit("Reword", who=who)
    assert repo.git_raw("merge", "-q", "ben", who="dia").code == 1
    code, out, _ = repo.remit("check")
    assert code == 1
    assert f"{RECORD}:3" in out
    assert "G12 unresolved-merge: conflict markers at line 3" in out
    assert "R01" not in out


def test_t25_two_who_adopt_at_once_never_conflict(repo: Repo):
    repo.record()
    repo.commit("Decide", who="ben")
    for who in ("dia", "eva"):
        repo.git("switch", "-q", "-c", who, "main")
        repo.act("k3f9qz", "adoption", who, team="shop", how="as-is")
        repo.commit("Adopt", who=who)
    repo.git("merge", "-q", "--no-ff", "dia", "-m", "Both", who="cho")
    assert codes(repo) == []
    assert repo.remit("check").code == 0


def test_a_range_fails_only_for_what_it_brings(repo: Repo):
    repo.record("aaaaaa", decider="nobody", tier="wrong")
    repo.commit("An old sin", who="ben")
    assert repo.remit("check").code == 1
    repo.branch("work")
    repo.write("code", "1\n")
    repo.commit("Unrelated", who="dia")
    repo.record("bbbbbb")
    repo.commit("Decide", who="ben")
    assert rows(repo) == []


def test_a_policy_that_lands_meanwhile_judges(repo: Repo):
    repo.branch("work")
    repo.record()
    repo.commit("Decide", who="ben")
    repo.git("switch", "-q", "main")
    repo.write("decisions/remit.yml", repo.read("decisions/remit.yml") + "grades: {edge: signed}\n")
    repo.commit("Sign from now on", who="cho")
    repo.git("switch", "-q", "work")
    assert codes(repo) == ["G02"]
    assert POLICY_PATH in repo.git("ls-files")


def test_what_both_sides_changed_is_judged_as_it_would_be_merged(repo: Repo):
    words = "## Decision\n\nWe cache orders in Redis.\n\n## Amendments\n\n2026-11-21, ben: one.\n"
    repo.record(body=words)
    repo.record("m4x8ra")
    repo.commit("Decide", who="ben")
    repo.branch("work")
    repo.write(RECORD, repo.read(RECORD) + "2026-11-22, ben: two.\n")
    repo.commit("Amend", who="ben")
    repo.git("switch", "-q", "main")
    repo.record(body=words, status="superseded", superseded_by="[D-20261121-m4x8ra]")
    repo.record("m4x8ra", supersedes="[D-20261121-k3f9qz]")
    repo.commit("Supersede", who="ben")
    repo.git("switch", "-q", "work")
    assert codes(repo) == [], "the branch is behind, and takes nothing back"
    repo.write(RECORD, repo.read(RECORD).replace("We cache orders in Redis", "We cache them in Memcached"))
    repo.commit("Reword", who="ben")
    assert codes(repo) == ["G03"]
