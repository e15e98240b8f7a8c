"""What `remit check` remembers never changes what it finds."""

import os
import random

import pytest

from remit.repo import repository as place
from remit.workspace import again, memory, stamps
from remit.workspace.whole import whole
from support import NOW, POLICY, POLICY_PATH, record_text

K3 = "decisions/2026/D-20261121-k3f9qz.md"
SUFFIXES = ["aaaaaa", "bbbbbb", "cccccc", "dddddd"]


def settled(repo):
    """As if some time had passed since the files were written."""
    for folder, _, names in os.walk(repo.root / "decisions"):
        for name in names:
            path = os.path.join(folder, name)
            seen = os.lstat(path)
            os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns - 10_000_000_000), follow_symlinks=False)


@pytest.fixture
def calm(monkeypatch):
    """No file counts as just written."""
    monkeypatch.setattr(stamps, "_TICK", -1)
    monkeypatch.setattr(stamps, "_SECONDS", -1)


def test_nothing_changed_is_not_read_again(repo, calm, monkeypatch):
    repo.record(tier="central")
    repository = place.find(str(repo.root))
    first = again.check(repository)
    monkeypatch.setattr(again, "_anew", None)
    assert again.check(repository) == first == whole(repository)


def test_one_changed_record_is_judged_and_the_others_are_not(repo, calm, monkeypatch):
    repo.record("aaaaaa", tier="central")
    repo.record("bbbbbb")
    repository = place.find(str(repo.root))
    again.check(repository)
    monkeypatch.setattr(again, "_anew", None)
    repo.record("bbbbbb", colour="red")
    assert [finding.code for finding in again.check(repository).findings] == ["P10", "R02"]
    assert again.check(repository) == whole(repository)


def test_what_needs_every_record_is_found_anew_with_each_change(repo, calm):
    repo.record("aaaaaa", facts="{amount: 400, supplier: acme}")
    repo.record("bbbbbb", facts="{amount: 400, supplier: other}")
    repository = place.find(str(repo.root))
    assert "X01" not in [finding.code for finding in again.check(repository, timely=True).findings]
    repo.record("bbbbbb", facts="{amount: 400, supplier: acme}")
    assert "X01" in [finding.code for finding in again.check(repository, timely=True).findings]
    repo.record("aaaaaa", facts="{amount: 40, supplier: acme}")
    assert "X01" not in [finding.code for finding in again.check(repository, timely=True).findings]
    assert again.check(repository, timely=True) == whole(repository, timely=True)


def test_a_file_written_in_the_tick_of_its_reading_is_read_again(repo):
    repo.record()
    repository = place.find(str(repo.root))
    assert again.check(repository).findings == ()
    before = (repo.root / K3).stat()
    repo.write(K3, record_text(tier="edgy"))
    os.utime(repo.root / K3, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert again.check(repository).findings != ()


def test_a_new_policy_judges_everything_anew(repo, calm):
    repo.record()
    repository = place.find(str(repo.root))
    assert again.check(repository).findings == ()
    repo.write(POLICY_PATH, POLICY.replace("up_to: 500,", "up_to: 300,"))
    repo.commit("Tighten")
    assert [finding.code for finding in again.check(repository).findings] == ["P01"]


def test_a_new_day_judges_everything_anew(repo, calm, monkeypatch):
    repo.record(raised="2026-01-01", decided="2026-01-02", review_by="2026-11-21")
    repository = place.find(str(repo.root))

    def about_the_record():
        return [finding.code for finding in again.check(repository, timely=True).findings if finding.code[0] != "L"]

    assert about_the_record() == []
    monkeypatch.setenv("REMIT_NOW", NOW.replace("-21T", "-22T"))
    assert about_the_record() == ["V03"]


def test_what_time_alone_mends_is_never_remembered(repo, calm, monkeypatch):
    repo.record(decided="2026-11-21T23:00+00:00")
    repository = place.find(str(repo.root))
    assert [finding.code for finding in again.check(repository).findings] == ["R09"]
    assert memory.load(repository).until == 0


def test_a_stop_on_a_topic_holds_up_a_record_that_changes_later(repo, calm, monkeypatch):
    repo.record("aaaaaa")
    repo.write(
        "decisions/stops/2026-11-20-eva.md", "---\nact: stop\nwho: eva\non: 2026-11-20\ntopic: tooling\n---\nWait.\n"
    )
    repository = place.find(str(repo.root))
    again.check(repository)
    monkeypatch.setattr(again, "_anew", None)
    repo.record("bbbbbb", topic="tooling/cache")
    assert "X06" in [finding.code for finding in again.check(repository).findings]
    assert again.check(repository) == whole(repository)


def test_a_decided_record_that_comes_back_elsewhere_is_compared_with_what_landed(repo, calm, monkeypatch):
    repo.record("aaaaaa")
    repo.commit("Decide", who="ben")
    repository = place.find(str(repo.root))
    again.check(repository)
    monkeypatch.setattr(again, "_anew", None)
    path = repo.root / K3.replace("k3f9qz", "aaaaaa")
    text = path.read_text()
    path.unlink()
    assert [finding.code for finding in again.check(repository).findings] == ["G04"]
    repo.write(K3.replace("k3f9qz", "aaaaaa-again"), text.replace("title: ", "title: Not "))
    assert "G03" in [finding.code for finding in again.check(repository).findings]
    assert again.check(repository) == whole(repository)


def test_a_log_folder_that_is_a_link_is_read_each_time(repo):
    (repo.root / "decisions").rename(repo.root / "log")
    (repo.root / "decisions").symlink_to("log")
    repo.record("aaaaaa")
    repository = place.find(str(repo.root))
    first = again.check(repository)
    repo.record("aaaaaa", tier="edgy")
    assert again.check(repository) == whole(repository) != first


@pytest.mark.parametrize("rubbish", ["", "{}", "[]", "\x00", '{"format": 1}', "rubbish\n"])
def test_a_memory_that_is_rubbish_is_forgotten(repo, rubbish):
    repo.record(tier="central")
    repository = place.find(str(repo.root))
    found = again.check(repository)
    (repo.root / ".git/remit/checked").write_text(rubbish)
    assert again.check(repository) == found


def test_a_git_directory_that_cannot_be_written_is_no_hindrance(repo):
    repo.record(tier="central")
    (repo.root / ".git/remit").write_text("a file where a folder should be\n")
    repository = place.find(str(repo.root))
    assert again.check(repository) == again.check(repository) == whole(repository)


def _change(repo, pick):
    """One random thing that people do to a log."""
    one, other = pick.choice(SUFFIXES), pick.choice(SUFFIXES)
    path = repo.root / K3.replace("k3f9qz", one)
    kind = pick.randrange(11)
    if kind == 0:
        path.unlink(missing_ok=True)
    elif kind == 1:
        repo.record(one, tier=pick.choice(["edge", "central"]), supersedes=f"[D-20261121-{other}]")
    elif kind == 2:
        repo.record(one, status="superseded", superseded_by=f"[D-20261121-{other}]")
    elif kind == 3:
        repo.act(one, "advice", pick.choice(["eva", "dia"]))
    elif kind == 4:
        repo.write(str(path.relative_to(repo.root)), pick.choice(["rubbish\n", record_text(other), record_text(one)]))
    elif kind == 5:
        repo.commit("Change")
    elif kind == 6:
        repo.write(K3.replace("k3f9qz.md", f"{one}-copy.md"), record_text(one))
    elif kind == 7 and path.exists():
        moved = repo.root / f"decisions/{pick.choice(['2025', '2026'])}/{path.stem}-moved.md"
        moved.parent.mkdir(exist_ok=True)
        path.rename(moved)
    elif kind == 8 and not repo.git("branch", "--list", "trial"):
        repo.commit("Before the trial")
        repo.git("checkout", "-q", "-b", "trial")
    elif kind == 9:
        repo.git("checkout", "-q", "--", "decisions")
    else:
        repo.proposal(one, related=f"[D-20261121-{other}]")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_findings_are_those_of_a_first_run(repo, seed):
    pick = random.Random(seed)
    repository = place.find(str(repo.root))
    repo.record("aaaaaa")
    for _ in range(14):
        _change(repo, pick)
        if pick.random() < 0.5:
            settled(repo)
        assert again.check(repository) == whole(repository)
