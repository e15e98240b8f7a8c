"""What bad input gets: one sentence, the place, the way out; nothing written, nothing lost."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support import POLICY, POLICY_PATH, Repo, run_remit

DECIDE = ["decide", "Cache orders", "--topic", "tooling", "--amount", "1", "--why", "Slow."]
AMEND = ["amend", "k3f9", "--why", "x"]
PATH = "decisions/2026/D-20261121-k3f9qz.md"


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of the log with its first bytes."""
    return {
        str(path): b"" if path.is_symlink() else path.read_bytes()[:5000]
        for path in sorted((folder / "decisions").rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def spoilt(change: Callable[[str], str]) -> Callable[[Repo], None]:
    def make(repo: Repo) -> None:
        repo.record()
        repo.write(PATH, change(repo.read(PATH)))

    return make


def without_policy(repo: Repo) -> None:
    repo.git("rm", "-rq", "decisions/policy")
    repo.commit("No policy")


def landed(path: str, text: str) -> Callable[[Repo], None]:
    def make(repo: Repo) -> None:
        repo.write(path, text)
        repo.commit("Break it")

    return make


def binary(repo: Repo) -> None:
    repo.record()
    repo.write(PATH, b"\x00\x01\xff")


def link(repo: Repo) -> None:
    repo.record()
    (repo.root / PATH).unlink()
    (repo.root / PATH).symlink_to("/etc/hostname")


def huge(repo: Repo) -> None:
    repo.record()
    with (repo.root / PATH).open("r+b") as file:
        file.truncate(200 * 1024 * 1024)


def two_alike(repo: Repo) -> None:
    repo.record("k3f9aa")
    repo.record("k3f9bb")


def nobody(repo: Repo) -> None:
    repo.git("config", "user.email", "x@example.com")


def a_file_in_the_way(repo: Repo) -> None:
    repo.write("decisions/2026", "a file")


TAB = "a tab cannot indent: use spaces"
CASES = [
    ("no policy", without_policy, DECIDE, 1,
     ("there is no policy `acme` in decisions/policy/\n"
     "  write one (`remit init` makes a starter), or set `policy: none` in remit.yml to keep a plain decision log")),
    ("an unreadable policy", landed(POLICY_PATH, POLICY + "\tx: [\n"), DECIDE, 1,
     f"{POLICY_PATH}:26: {TAB}\n  policies are plain YAML: mappings, lists and text"),
    ("an unreadable policy, mine", landed(POLICY_PATH, POLICY + "\tx: [\n"), ["mine"], 1,
     f"{POLICY_PATH}:26: {TAB}\n  policies are plain YAML: mappings, lists and text"),
    ("an unreadable policy, audits", landed(POLICY_PATH, POLICY + "\tx: [\n"), ["audit", "ratio"], 1,
     f"{POLICY_PATH}:26: {TAB}\n  policies are plain YAML: mappings, lists and text"),
    ("no policy to lint", without_policy, ["policy", "lint"], 1,
     "there is no policy in decisions/policy\n  `remit init` writes one to start from"),
    ("an unreadable policy, who", landed(POLICY_PATH, POLICY + "\tx: [\n"), ["who", "tooling"], 1,
     f"{POLICY_PATH}:26: {TAB}\n  policies are plain YAML: mappings, lists and text"),
    ("unreadable people", landed("decisions/people.yml", "people: [\n"), DECIDE, 1,
     ("decisions/people.yml:2: a bracket, a brace or a quote is not closed\n"
     "  people.yml is plain YAML: mappings, lists and text")),
    ("unreadable settings", landed("decisions/remit.yml", "policy: [\n"), DECIDE, 1,
     "decisions/remit.yml:2: cannot be read: a bracket, a brace or a quote is not closed\n  fix the line"),
    ("an anchor", spoilt(lambda text: text.replace("tier: edge", "tier: &a edge")), AMEND, 1,
     (f"{PATH}:10: cannot be read: anchors and aliases are not allowed: write the value out\n"
     "  fix the line; the rest of this file was not checked")),
    ("a key twice", spoilt(lambda text: text.replace("tier:", "title: x\ntier:")), AMEND, 1, f"{PATH}:10: cannot be read: "),
    ("no front matter", spoilt(lambda text: "x" + text), AMEND, 1,
     (f"{PATH}:1: cannot be read: it does not begin with front matter\n"
     "  begin the file with a line `---`, the fields and another `---`")),
    ("a conflict in the text", spoilt(lambda text: text + "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> b\n"), AMEND, 1,
     f"{PATH}:14: an unresolved merge\n  keep one side, remove the marker lines, and try again"),
    ("a binary record", binary, AMEND, 1,
     f"{PATH}: this file is not UTF-8 at byte 2 (0xFF; looks binary)\n  save it as UTF-8 text; the file was not changed"),
    ("a symbolic link", link, AMEND, 1, f"{PATH}: this file is a symbolic link\n  put the text itself here"),
    ("a huge file", huge, AMEND, 1,
     f"{PATH}: this file is 209,715,200 bytes; at most 262,144 are read\n  keep large files elsewhere and link to them"),
    ("an ambiguous id", two_alike, AMEND, 2,
     ("'k3f9' could be any of 2 decisions: D-20261121-k3f9aa (Cache orders in Redis); D-20261121-k3f9bb (Cache orders in Redis)\n"
     "  type more of the id")),
    ("an unknown id", two_alike, ["amend", "zzzz", "--why", "x"], 1,
     "there is no decision 'zzzz'\n  `remit list zzzz` searches titles and texts"),
    ("a path as an id", two_alike, ["amend", "../../etc/passwd", "--why", "x"], 1, "there is no decision '../../etc/passwd'\n"),
    ("an unknown person", nobody, DECIDE, 1,
     ("nobody in decisions/people.yml has the address x@example.com\n"
     "  `remit people add HANDLE --email x@example.com`, or say who you are with `--who HANDLE`")),
    ("a file where a folder goes", a_file_in_the_way, DECIDE, 1, "ROOT/decisions/2026 is a file, not a folder\n"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "words", "code", "said"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_bad_input_is_a_sentence_a_place_and_a_way_out(
    repo: Repo, make: Callable[[Repo], None], words: list[str], code: int, said: str
) -> None:
    repo.git("config", "user.email", "ben@example.com")
    make(repo)
    before = snapshot(repo.root)
    done = repo.remit(*words)
    assert (done.code, done.out) == (code, "")
    assert done.err.replace(str(repo.root), "ROOT").startswith(f"remit: {said}")
    assert snapshot(repo.root) == before


def test_outside_a_work_tree_there_is_nothing_to_write_to(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path)], check=True)
    done = run_remit(*DECIDE, cwd=tmp_path)
    assert (done.code, done.err) == (
        1,
        (
            "remit: this is a bare repository: there is no working tree to write to\n"
            "  work in a clone of it, or check a commit with `remit check --commit REV`\n"
        ),
    )


def test_without_an_identity_the_record_is_kept_and_not_committed(repo: Repo) -> None:
    done = repo.remit(*DECIDE, "--who", "ben", "--commit")
    path = next((repo.root / "decisions/2026").glob("*.md")).relative_to(repo.root)
    assert done.code == 1
    assert done.err == (
        f"remit: git does not know who you are, so nothing was committed; your record is saved: {path}\n"
        "  `git config user.name NAME` and `git config user.email ADDRESS`, then commit those paths\n"
    )


def test_a_hook_that_refuses_keeps_the_record_and_shows_why(repo: Repo) -> None:
    repo.git("config", "user.email", "ben@example.com")
    repo.git("config", "user.name", "Ben")
    hook = repo.write(".git/hooks/pre-commit", "#!/bin/sh\necho not today\nexit 1\n")
    hook.chmod(0o755)
    done = repo.remit(*DECIDE, "--commit")
    assert done.code == 1
    assert "git did not commit; your record is saved: decisions/2026/D-20261121-" in done.err
    assert "not today" in done.err


def test_it_works_from_a_folder_below_the_top(repo: Repo) -> None:
    (repo.root / "services/shop").mkdir(parents=True)
    done = run_remit(*DECIDE, "--who", "ben", cwd=repo.root / "services/shop")
    assert (done.code, len(list((repo.root / "decisions/2026").glob("*.md")))) == (0, 1)


def test_completion_never_fails_where_nothing_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import click

    from remit.commands import options

    monkeypatch.chdir(tmp_path)
    context, parameter = click.Context(click.Command("x")), click.Option(["--x"])
    assert options.ids(context, parameter, "") == []


def test_ids_people_and_topics_are_completed(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    import click

    from remit.commands import options

    repo.record()
    monkeypatch.chdir(repo.root)
    context, parameter = click.Context(click.Command("x")), click.Option(["--x"])
    found = options.ids(context, parameter, "k3")
    assert [(item.value, item.help) for item in found] == [("k3f9qz", "Cache orders in Redis")]
    assert [item.value for item in options.people(context, parameter, "b")] == ["ben"]
    assert [item.value for item in options.topics(context, parameter, "too")] == ["tooling"]
    assert [item.value for item in options.boundaries(context, parameter, "")] == ["customer-data", "tools"]
