"""What git shows about a log: who set which value, when, and when it landed."""

import sqlite3
import subprocess
from pathlib import Path

import pytest

from remit.history import reader
from remit.history.reader import branch_history, history_of
from remit.history.timelines import Row
from remit.log.problem import CannotProceed, Usage
from remit.log.timeline import BODY, FILE, History, Identity, Timeline
from remit.repo import objects
from remit.repo.cache import Cache
from support import Repo

ID = "D-20261121-k3f9qz"


def history(repo: Repo, **options: bool) -> History:
    return history_of(str(repo.root), "main", ["decisions"], **options)


def one(repo: Repo, key: str = ID, **options: bool) -> Timeline:
    return history(repo, **options).timelines[key]


def told(timeline: Timeline, field: str = "status") -> list[tuple[object, str, str | None]]:
    return [
        (change.new, change.by.email, change.landed and change.landed.committer.email) for change in timeline.of(field)
    ]


def test_every_value_of_a_record_has_somebody_who_introduced_it(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="dia")
    repo.record("k3f9qz", facts="{amount: 450}")
    repo.commit("Decide", who="ben")
    timeline = one(repo)
    assert told(timeline) == [
        ("proposed", "dia@example.com", "dia@example.com"),
        ("accepted", "ben@example.com", "ben@example.com"),
    ]
    assert [(change.old, change.new, change.by.email) for change in timeline.of("facts")] == [
        (None, {"amount": "400"}, "dia@example.com"),
        ({"amount": "400"}, {"amount": "450"}, "ben@example.com"),
    ]
    assert timeline.last("title").by.email == "dia@example.com"
    assert timeline.last("decider").by.email == "ben@example.com"
    assert timeline.value("tier") == "edge"
    assert len(timeline.of(BODY)) == 2


def test_whoever_added_an_act_is_who_acted(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    path = repo.act("k3f9qz", "consent", "eva")
    repo.commit("Consent", who="eva")
    added = history(repo).at(path).added
    assert (added.new, added.by.email) == (path, "eva@example.com")


def test_pages_settings_people_and_policies_have_timelines_too(repo: Repo):
    repo.write("decisions/context/speed.md", "---\nowner: cho\n---\nWe prefer speed over comfort.\n")
    repo.commit("Say what we prefer", who="cho")
    found = history(repo)
    assert found.at("decisions/context/speed.md").value("owner") == "cho"
    assert found.at("decisions/people.yml").added.by.email == "ana@example.com"
    assert [key for key in found.timelines if "policy" in key] == ["decisions/policy/acme@2026-01-01.yml"]


def test_a_record_keeps_its_timeline_through_a_new_name(repo: Repo):
    path = repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    repo.git("mv", path, path.replace("k3f9qz", "k3f9qz-cache-orders"))
    repo.commit("Name it", who="dia")
    timeline = one(repo)
    assert told(timeline) == [("proposed", "ben@example.com", "ben@example.com")]
    assert [change.by.email for change in timeline.of(FILE)] == ["ben@example.com", "dia@example.com"]
    assert timeline.path.endswith("k3f9qz-cache-orders.md")


def test_a_version_that_cannot_be_read_is_passed_over(repo: Repo):
    path = repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    whole = repo.read(path)
    repo.write(path, whole.replace("status: proposed", "status: [proposed"))
    repo.commit("Break", who="dia")
    repo.write(path, whole.replace("status: proposed", "status: accepted"))
    repo.commit("Mend and decide", who="cho")
    assert told(one(repo)) == [
        ("proposed", "ben@example.com", "ben@example.com"),
        ("accepted", "cho@example.com", "cho@example.com"),
    ]
    assert told(one(repo), "title") == [("Cache orders in Redis", "ben@example.com", "ben@example.com")]


def test_a_file_with_the_id_of_another_does_not_disturb_its_timeline(repo: Repo):
    first = repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    repo.proposal("k3f9qz", path=first.replace("/2026/", "/twin/"))
    repo.commit("Copy", who="dia")
    assert told(one(repo)) == [("proposed", "ben@example.com", "ben@example.com")]
    repo.git("rm", "-q", first)
    repo.commit("Remove the first", who="cho")
    timeline = one(repo)
    assert timeline.exists
    assert timeline.path == first.replace("/2026/", "/twin/")


def test_a_merge_that_changes_nothing_it_brought_is_nobodys_deed(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    repo.branch("side")
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    repo.branch("deeper")
    repo.record("k3f9qz", title="Cache all orders in Redis")
    repo.commit("Name it better", who="dia")
    repo.git("switch", "-q", "side")
    repo.write("README", "x")
    repo.commit("Something else", who="dia")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge deeper", "deeper", who="eva")
    repo.git("switch", "-q", "main")
    repo.write("README2", "y")
    repo.commit("Main moves", who="cho")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge side", "side", who="cho")
    assert told(one(repo)) == [
        ("proposed", "ben@example.com", "ben@example.com"),
        ("accepted", "ben@example.com", "cho@example.com"),
    ]
    assert told(one(repo), "title")[-1] == ("Cache all orders in Redis", "dia@example.com", "cho@example.com")


def test_what_came_from_main_into_a_branch_and_back_is_counted_once(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    repo.branch("side")
    repo.write("README", "x")
    repo.commit("Side", who="dia")
    repo.git("switch", "-q", "main")
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    repo.git("switch", "-q", "side")
    repo.git("merge", "-q", "--no-ff", "-m", "Catch up", "main", who="dia")
    repo.record("k3f9qz", status="superseded", superseded_by="[D-20261121-m4x8ra]")
    repo.commit("Supersede", who="dia")
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge side", "side", who="cho")
    assert told(one(repo)) == [
        ("proposed", "ben@example.com", "ben@example.com"),
        ("accepted", "ben@example.com", "ben@example.com"),
        ("superseded", "dia@example.com", "cho@example.com"),
    ]


def test_the_first_merge_into_a_main_without_a_log_tells_who_proposed(empty_repo: Repo):
    repo = empty_repo
    repo.write("README", "x")
    repo.commit("Root")
    repo.git("switch", "-q", "--orphan", "log")
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "--allow-unrelated-histories", "-m", "Merge the log", "log", who="cho")
    assert told(one(repo)) == [("proposed", "ben@example.com", "cho@example.com")]


def test_a_foxtrot_merge_is_flagged(repo: Repo):
    repo.git("branch", "mine")
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    repo.git("switch", "-q", "mine")
    repo.proposal("m4x8ra")
    repo.commit("Propose another", who="dia")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge branch 'main' of git.example:acme/log", "main", who="dia")
    repo.git("branch", "-q", "-f", "main", "mine")
    found = history(repo)
    assert [(flag.kind, flag.commit.committer.email, flag.brought) for flag in found.flags] == [
        ("foxtrot", "dia@example.com", 1)
    ]
    assert told(found.timelines[ID]) == [("proposed", "ben@example.com", "dia@example.com")]


def test_what_a_branch_would_bring_has_landed_nowhere(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    repo.branch("side")
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    repo.proposal("m4x8ra")
    repo.commit("Propose another", who="dia")
    repo.git("switch", "-q", "main")
    repo.record("k3f9qz", status="rejected")
    repo.commit("Reject", who="cho")
    found = branch_history(str(repo.root), "main", "side", ["decisions"])
    assert sorted(found.timelines) == [ID, "D-20261121-m4x8ra"]
    assert told(found.timelines[ID]) == [("accepted", "ben@example.com", None)]
    assert told(found.timelines["D-20261121-m4x8ra"]) == [("proposed", "dia@example.com", None)]
    assert found.timelines[ID].changes[0].old == "proposed"


def test_a_log_without_commits_that_touch_it_is_empty(empty_repo: Repo):
    empty_repo.write("README", "x")
    empty_repo.commit("Root")
    assert dict(history(empty_repo).timelines) == {}


def test_t11_a_malformed_author_line_is_unreadable_not_guessed_at(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    raw = repo.git("cat-file", "commit", "HEAD")
    line = next(line for line in raw.split("\n") if line.startswith("author "))
    forged = raw.replace(line, "author ana<ana@example.com>> ben <ben@example.com> 1763380800 +0000")
    commit = repo.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=forged.encode()).strip()
    repo.git("update-ref", "refs/heads/main", commit)
    by = one(repo).added.by
    assert (by.readable, by.email) == (False, "")
    assert "ana<ana@example.com>> ben" in by.name


def test_t05_a_mailmap_makes_nobody_somebody_else(repo: Repo):
    repo.proposal("k3f9qz")
    repo.write(".mailmap", "Ana Ito <ana@example.com> <ben@example.com>\n")
    repo.commit("Propose", who="ben")
    assert one(repo).added.by.email == "ben@example.com"


def test_t23_a_replaced_commit_changes_nothing(repo: Repo):
    repo.proposal("k3f9qz")
    mine = repo.commit("Propose", who="ben")
    raw = repo.git("cat-file", "commit", mine).replace("ben@example.com", "ana@example.com")
    other = repo.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=raw.encode()).strip()
    repo.git("replace", mine, other)
    assert one(repo).added.by.email == "ben@example.com"


def test_t65_a_name_that_is_not_utf8_is_kept(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    raw = repo.git("cat-file", "commit", "HEAD").encode().replace(b"author Ben", b"author Ren\xe9")
    commit = repo.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=raw).strip()
    repo.git("update-ref", "refs/heads/main", commit)
    assert one(repo).added.by.name == "Ren\\xe9"


def test_t55_a_shallow_clone_is_refused_with_the_line_for_ci(repo: Repo, tmp_path: Path):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{repo.root}", str(tmp_path / "cut")],
        check=True,
        capture_output=True,
    )
    with pytest.raises(CannotProceed) as refused:
        history_of(str(tmp_path / "cut"), "main", ["decisions"])
    assert "shallow" in refused.value.message
    assert "fetch-depth: 0" in refused.value.remedy


def test_a_partial_clone_gets_what_it_lacks_in_one_call_and_only_when_asked(repo: Repo, tmp_path: Path):
    for amount in range(400, 440):
        repo.record("k3f9qz", facts=f"{{amount: {amount}}}")
        repo.commit("Change", who="ben")
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
    clone = str(tmp_path / "part")
    subprocess.run(
        ["git", "clone", "-q", "--filter=blob:none", f"file://{repo.root}", clone], check=True, capture_output=True
    )
    with pytest.raises(CannotProceed) as refused:
        history_of(clone, "main", ["decisions"])
    assert "partial clone: 39 old contents" in refused.value.message
    assert len(history_of(clone, "main", ["decisions"], fetch=True).timelines[ID].of("facts")) == 40
    assert objects.fetch_missing(clone, [], allowed=True) == 0


def test_an_unknown_branch_is_wrong_usage(repo: Repo):
    with pytest.raises(Usage):
        history_of(str(repo.root), "--output=x", ["decisions"])


def index_of(repo: Repo) -> Path:
    return repo.root / ".git" / "remit" / "index.sqlite"


def test_the_index_is_carried_on_commit_by_commit(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    assert len(one(repo).statuses) == 1
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    assert index_of(repo).exists()
    assert one(repo) == one(repo, keep=False)


def test_rewritten_history_makes_the_index_anew(repo: Repo):
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    assert told(one(repo)) == [("accepted", "ben@example.com", "ben@example.com")]
    repo.git("reset", "-q", "--hard", "HEAD~1")
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="dia")
    assert told(one(repo)) == [("proposed", "dia@example.com", "dia@example.com")]
    repo.git("reset", "-q", "--hard", "HEAD~1")
    assert ID not in history(repo).timelines


@pytest.mark.parametrize("damage", [b"", b"no database at all", None])
def test_a_damaged_index_costs_time_and_nothing_else(repo: Repo, damage: bytes | None):
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    before = one(repo)
    if damage is None:
        with sqlite3.connect(index_of(repo)) as db:
            db.execute("update history set people = 'x'")
        db.close()
    else:
        index_of(repo).write_bytes(damage)
    assert one(repo) == before
    assert one(repo) == before


def test_an_index_of_an_older_version_is_replaced_once(repo: Repo):
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    where = repo.root / ".git" / "remit" / "index.sqlite"
    where.parent.mkdir(exist_ok=True)
    with sqlite3.connect(where) as db:
        db.execute("create table history (view text primary key, tip text)")
        db.execute("create table timelines (key text primary key, path text not null)")
        db.execute("insert into history values ('1 main', 'f00')")
    db.close()
    assert ID in history(repo).timelines
    assert ID in history(repo).steps


def test_where_the_index_cannot_be_written_history_is_read_all_the_same(repo: Repo):
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    (repo.root / ".git" / "remit").write_text("a file where the folder would be")
    assert told(one(repo)) == [("accepted", "ben@example.com", "ben@example.com")]


def test_all_work_trees_share_one_index(repo: Repo, tmp_path: Path):
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    repo.git("worktree", "add", "-q", "--detach", str(tmp_path / "second"))
    found = history_of(str(tmp_path / "second"), "main", ["decisions"])
    assert ID in found.timelines
    assert index_of(repo).exists()


def test_runs_at_the_same_time_do_not_disturb_each_other(repo: Repo):
    import sys

    for number in range(6):
        repo.record(f"aaaaa{number}")
        repo.commit("Decide", who="ben")
    code = "import sys; from remit.history.reader import history_of; h = history_of(sys.argv[1], sys.argv[2], ['decisions'], branch='main'); print(len(h.timelines))"
    tips = repo.git("rev-list", "--first-parent", "main").split()[:3]
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(repo.root), tip], stdout=subprocess.PIPE, text=True)
        for tip in (*tips, *tips)
    ]
    counts = [int(run.communicate(timeout=60)[0]) for run in runs]
    assert counts == [9, 8, 7, 9, 8, 7]
    assert dict(history(repo).timelines) == dict(history(repo, keep=False).timelines)


def test_a_state_that_grew_from_other_numbers_of_people_is_kept_whole(tmp_path: Path):
    """Two runs that reach one tip in different ways number people differently: their rows do not mix."""
    cache, ana, ben = (
        Cache(str(tmp_path)),
        Identity("Ana", "ana@example.com"),
        Identity("Ben", "ben@example.com"),
    )
    row = Row("people.yml", True, "[]", "[]")
    assert reader.save(cache, "view", reader.Kept("a" * 40, {"of the other run": row}, (), [ana, ben]), None)
    grown = reader.Kept("b" * 40, {"mine": row}, (), [ben, ana])
    assert reader.save(cache, "view", grown, set(), was="a" * 40)
    assert reader.load(cache, "view") == grown
