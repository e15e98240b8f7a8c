"""T22: what was published and is gone, was reworded or taken out of history is named, even after a forced push."""

import json

from support import Repo


def publish(repo: Repo, **more) -> str:
    """A log.json as the site publishes it."""
    lines = repo.git("ls-tree", "-r", "HEAD", "--", "decisions").splitlines()
    records = [
        {"id": path.rpartition("/")[2][:17], "path": path, "blob": facts.split()[2], "status": "accepted"}
        for facts, _, path in (line.partition("\t") for line in lines)
        if "/D-" in path and ".acts/" not in path
    ]
    repo.root.parent.joinpath("log.json").write_text(json.dumps({"records": records, **more}))
    return "../log.json"


def three_decisions(repo: Repo) -> None:
    for suffix in ("aaaaaa", "bbbbbb", "cccccc"):
        repo.record(suffix)
        repo.commit("Decide", who="ben")


def test_t22_records_that_were_published_and_are_gone_are_named(repo: Repo):
    three_decisions(repo)
    where = publish(repo)
    repo.git("reset", "-q", "--hard", "HEAD~2")
    code, out, err = repo.remit("verify", "--against", where)
    assert (code, err) == (1, "")
    assert out.endswith("2 published records are gone: D-20261121-bbbbbb, D-20261121-cccccc\n")


def test_t22_an_unchanged_log_stands(repo: Repo):
    three_decisions(repo)
    code, out, err = repo.remit("verify", "--against", publish(repo, commit=repo.head))
    assert (code, out, err) == (
        0, f"All 3 published records are unchanged at {repo.head[:8]}.\n", "",
    )  # fmt: skip


def test_t22_lawful_steps_are_no_loss_and_reworded_decisions_are(repo: Repo):
    three_decisions(repo)
    where = publish(repo)
    repo.record("aaaaaa", status="superseded", superseded_by="[D-20261121-bbbbbb]")
    repo.record("bbbbbb", body="Because it is wanted.\n")
    repo.commit("Rewrite", who="ben")
    code, out, err = repo.remit("verify", "--against", where, "--json")
    assert (code, err) == (1, "")
    assert [(row["kind"], row["id"]) for row in json.loads(out)["differences"]] == [("changed", "D-20261121-bbbbbb")]


def test_t22_a_published_commit_that_main_no_longer_has_is_named(repo: Repo):
    three_decisions(repo)
    where = publish(repo, commit=repo.head)
    repo.git("commit", "-q", "--amend", "-m", "Another message", who="ben")
    code, out, _ = repo.remit("verify", "--against", where)
    assert code == 1
    assert "its history was rewritten" in out


def test_t22_a_list_that_cannot_be_read_is_never_nothing_changed(repo: Repo):
    for content in (
        "",
        "[" * 100_000,
        "{}",
        '{"records": [1]}',
        '{"records": "x"}',
        "\x00",
        '{"records": [{"id": 3}]}',
    ):
        repo.root.parent.joinpath("log.json").write_text(content)
        code, out, err = repo.remit("verify", "--against", "../log.json")
        assert (code, out) == (1, "")
        assert err.startswith("remit: ../log.json is not a list of published records\n")
    assert repo.remit("verify", "--against", "missing.json").code == 1


def test_t22_nothing_in_a_list_reaches_git_as_an_option(repo: Repo):
    three_decisions(repo)
    record = {"id": "D-20261121-aaaaaa", "path": "--output=x", "blob": "--output=y", "landed": "--output=z"}
    repo.root.parent.joinpath("log.json").write_text(json.dumps({"commit": "--output=w", "records": [record]}))
    assert repo.remit("verify", "--against", "../log.json").code == 0
    assert not [path for path in repo.root.iterdir() if path.name in "wxyz"]


def test_t22_a_build_can_be_told_to_fail(repo: Repo):
    import pytest

    pytest.importorskip("mkdocs")
    three_decisions(repo)
    assert repo.remit("build").code == 0
    published = repo.root / "site" / "log.json"
    kept = repo.root.parent / "log.json"
    kept.write_bytes(published.read_bytes())
    assert repo.remit("build", "--against", "../log.json").code == 0
    repo.git("reset", "-q", "--hard", "HEAD~2")
    before = published.read_bytes()
    code, out, err = repo.remit("build", "--against", "../log.json")
    assert code == 1
    assert "2 published records are gone: D-20261121-bbbbbb, D-20261121-cccccc" in out
    assert err == "The site was not built, because the log differs from the published version (see above).\n"
    assert published.read_bytes() == before


def test_t22_the_published_list_names_the_commits_that_landed(repo: Repo):
    import pytest

    pytest.importorskip("mkdocs")
    three_decisions(repo)
    assert repo.remit("build").code == 0
    data = json.loads((repo.root / "site" / "log.json").read_text("utf-8"))
    assert data["commit"] == repo.head
    commits = repo.git("rev-list", "--reverse", "HEAD").split()[1:]
    assert [record["landed"] for record in data["records"]] == commits
    (repo.root.parent / "log.json").write_text(json.dumps(data))
    repo.git("commit", "-q", "--amend", "-m", "Another message", who="ben")
    code, out, _ = repo.remit("verify", "--against", "../log.json")
    assert code == 1
    assert f"commit {commits[2][:8]}, which brought it, is no longer part of the trusted branch" in out


def test_t22_a_shallow_clone_is_refused_and_never_accuses(repo: Repo, tmp_path):
    import subprocess

    three_decisions(repo)
    published = repo.root / publish(repo, commit=repo.git("rev-parse", "HEAD~1").strip())
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{repo.root}", str(tmp_path / "cut")], check=True)
    code, out, err = Repo(tmp_path / "cut").remit("verify", "--against", str(published))
    assert (code, out) == (1, "")
    assert err.startswith("remit: this is a shallow clone")
