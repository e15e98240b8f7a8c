"""propose and decide: from words to a record that the check accepts."""

import os
import subprocess
import threading

import pytest

from support import PEOPLE, POLICY, Repo

ONE = "decisions/2026/"


def only_record(repo: Repo) -> tuple[str, str]:
    """Path (its random part masked) and text of the only record."""
    found = [path for path in (repo.root / "decisions/2026").iterdir() if path.suffix == ".md"]
    assert len(found) == 1
    suffix = found[0].name[11:17]
    return found[0].name.replace(suffix, "xxxxxx"), found[0].read_text().replace(suffix, "xxxxxx")


@pytest.fixture
def as_ben(repo: Repo) -> Repo:
    repo.git("config", "user.email", "ben@example.com")
    repo.git("config", "user.name", "Ben Okoro")
    return repo


def test_a_decision_is_one_line(as_ben: Repo) -> None:
    done = as_ben.remit(
        "decide", "--topic", "tooling/cache", "--amount", "400", "Cache orders in Redis", "--raised", "3d",
        "--why", "The orders page takes 4 s at noon.",
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert only_record(as_ben) == (
        "D-20261121-xxxxxx-cache-orders-in-redis.md",
        (
            "---\nid: D-20261121-xxxxxx\ntitle: Cache orders in Redis\nstatus: accepted\nraised: 2026-11-18\n"
            "decided: 2026-11-21T12:00+00:00\ndecider: ben\ntopic: tooling/cache\nfacts: {amount: 400}\n"
            "tier: edge\nboundary: tools\n---\nThe orders page takes 4 s at noon.\n"
        ),
    )


def test_what_is_not_yours_is_refused_and_nothing_is_written(as_ben: Repo) -> None:
    done = as_ben.remit("decide", "--topic", "tooling/cache", "--amount", "4000", "Buy a rack", "--why", "Space.")
    assert done.code == 1
    assert "ana" in done.err or "platform-lead" in done.err
    assert not (as_ben.root / "decisions/2026").exists()


def test_a_proposal_says_whom_it_waits_for_and_is_decided_by_a_part_of_its_id(as_ben: Repo) -> None:
    done = as_ben.remit("propose", "Cache orders in Redis", "--topic", "tooling/cache", "--amount", "400")
    assert done.code == 0
    assert "ben, you can decide this alone: `remit decide " in done.out
    _name, text = only_record(as_ben)
    assert text == (
        "---\nid: D-20261121-xxxxxx\ntitle: Cache orders in Redis\nstatus: proposed\ntopic: tooling/cache\n"
        "facts: {amount: 400}\n---\n"
    )
    assert as_ben.remit("decide", "cache-orders").code == 0
    assert only_record(as_ben)[1] == text.replace(
        "status: proposed\n", "status: accepted\ndecided: 2026-11-21T12:00+00:00\ndecider: ben\n"
    ).replace("400}\n", "400}\ntier: edge\nboundary: tools\n")
    again = as_ben.remit("decide", "cache-orders")
    assert again.code == 1
    assert "is already accepted" in again.err


def test_commit_commits_that_record_alone_under_the_hooks(as_ben: Repo) -> None:
    as_ben.write("notes.txt", "mine")
    as_ben.git("add", "notes.txt")
    hook = as_ben.write(".git/hooks/pre-commit", "#!/bin/sh\necho ran >> hook.log\n")
    hook.chmod(0o755)
    done = as_ben.remit("decide", "Cache orders", "--topic", "tooling", "--amount", "1", "--why", "Slow.", "--commit")
    assert done.code == 0
    assert as_ben.read("hook.log") == "ran\n"
    assert as_ben.git("log", "-1", "--format=%ae %s").startswith("ben@example.com Decide: Cache orders (D-20261121-")
    assert as_ben.git("status", "--porcelain").splitlines()[0] == "A  notes.txt"


def test_a_locked_index_keeps_the_record_and_says_where(as_ben: Repo) -> None:
    as_ben.write(".git/index.lock", "")
    done = as_ben.remit("decide", "Cache orders", "--topic", "tooling", "--amount", "1", "--why", "Slow.", "--commit")
    assert done.code == 1
    _name, _ = only_record(as_ben)
    assert "git is busy (.git/index.lock is there); your record is saved: decisions/2026/D-20261121-" in done.err


def test_without_an_identity_it_asks_for_who(repo: Repo) -> None:
    done = repo.remit("decide", "Cache orders", "--topic", "tooling", "--amount", "1", "--why", "Slow.")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "remit: git does not know who you are\n"
        "  say who you are with `--who HANDLE`, or `git config user.email you@example.com`\n"
    )


def test_a_replaced_decision_is_linked_on_both_sides(as_ben: Repo) -> None:
    old = as_ben.record("aaaaaa")
    as_ben.commit("Old")
    done = as_ben.remit(
        "decide",
        "Cache in memory",
        "--topic",
        "tooling/cache",
        "--amount",
        "0",
        "--why",
        "Simpler.",
        "--supersedes",
        "aaaaaa",
    )
    assert done.code == 0, done.err
    new_id = next(path.name[:17] for path in (as_ben.root / ONE).iterdir() if "cache-in-memory" in path.name)
    assert "status: superseded\n" in as_ben.read(old)
    assert f"superseded_by: [{new_id}]\n" in as_ben.read(old)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["decide", "zzzzzz"], "there is no decision 'zzzzzz'"),
        (["decide", "A b", "--topic", "Tooling"], "'Tooling' is not a valid topic"),
        (["decide", "A b", "--topic", "tooling", "--amount", "1,5"], "'1,5' is not a valid amount"),
        (["decide", "A b", "--topic", "tooling", "--amount", "1"], "the reason is missing"),
        (["decide", "A b"], "the topic is missing"),
        (["decide", "A b", "--topic", "tooling", "--fact", "x"], "'x' is not a valid fact"),
        (["propose", "A b", "--topic", "tooling", "--raised", "soon"], "'soon' is not a valid date or time"),
        (["propose", " ", "--topic", "tooling"], "the title is empty"),
        (["propose", "A\x1b[2Jb c", "--topic", "tooling"], "control characters"),
        (["decide", "A b", "--topic", "tooling", "--who", "bn"], "nobody in decisions/people.yml is called bn"),
    ],
)
def test_bad_words_are_one_sentence_and_a_way_out(as_ben: Repo, words: list[str], said: str) -> None:
    done = as_ben.remit(*words)
    assert done.code in (1, 2)
    assert said in done.err
    assert done.err.count("\n") == 2
    assert not (as_ben.root / "decisions/2026").exists()


def test_a_scribe_records_what_the_body_decided(empty_repo: Repo) -> None:
    policy = POLICY.replace(
        "topics:",
        "bodies:\n  board: {tier: central, members: [ana, cho], passes: majority}\ntopics:\n  company: all of us",
    )
    policy = policy.replace("escalation:", "  - {id: rules, topic: company, decide: board}\nescalation:")
    repo = empty_repo.organisation(policy=policy, people=PEOPLE + "scribes:\n  - {who: eva, for: [board]}\n")
    repo.git("config", "user.email", "eva@example.com")
    path = repo.proposal(topic="company", facts=None)
    for who in ("ana", "cho"):
        assert repo.remit("vote", "m4x8", "yes", "--body", "board", "--who", who).code == 0
    done = repo.remit("decide", "m4x8", "--who", "ana", "--meeting", "2026-11-20")
    assert done.code == 0, done.err
    text = repo.read(path)
    assert "decider: ana\n" in text
    assert "meeting: 2026-11-20\nrecorded_by: eva\n" in text
    assert "decided: 2026-11-20\n" in text


def test_whoever_speaks_for_another_is_told(as_ben: Repo) -> None:
    done = as_ben.remit("decide", "A b", "--topic", "tooling", "--amount", "1", "--why", "x", "--who", "dia")
    assert "git commits as ben here: `remit check` will require a commit by dia.\n" in done.out


def test_a_full_record_needs_its_sections(empty_repo: Repo) -> None:
    repo = empty_repo.organisation(
        policy=POLICY.replace("    topic: tooling\n", "    topic: tooling\n    record: full\n")
    )
    words = ["decide", "A b", "--topic", "tooling", "--amount", "1", "--who", "ben", "--why", "-"]
    refused = repo.remit(*words, stdin="Because.")
    assert (refused.code, "missing sections: Context, Decision, Consequences" in refused.err) == (1, True)
    assert repo.remit(*words, stdin="## Context\n\na\n\n## Decision\n\nb\n\n## Consequences\n\nc\n").code == 0


def test_json_gives_the_answer_with_what_was_written(as_ben: Repo) -> None:
    import json

    words = ["A b", "--topic", "tooling", "--amount", "1", "--json"]
    proposed = json.loads(as_ben.remit("propose", *words).out)
    assert sorted(proposed) == ["answer", "commit", "id", "written"]
    assert proposed["answer"]["answer"] == "decide"
    decided = json.loads(as_ben.remit("decide", proposed["id"], "--json").out)
    assert decided == {
        "id": proposed["id"], "decider": "ben", "decided": "2026-11-21T12:00+00:00", "answer": "decide", "tier": "edge",
        "boundary": "tools", "could_be": "edge", "written": proposed["written"], "commit": None,
    }  # fmt: skip


def test_a_plain_log_needs_neither_policy_nor_people(empty_repo: Repo) -> None:
    empty_repo.write("decisions/remit.yml", "policy: none\n")
    empty_repo.git("config", "user.email", "ana@example.com")
    done = empty_repo.remit("decide", "Cache orders in Redis", "--why", "Slow.")
    assert (done.code, done.err) == (0, "")
    assert only_record(empty_repo)[1] == (
        "---\nid: D-20261121-xxxxxx\ntitle: Cache orders in Redis\nstatus: accepted\n"
        "decided: 2026-11-21T12:00+00:00\ndecider: ana\n---\nSlow.\n"
    )


def test_a_commit_waits_for_another_git_that_is_at_work(as_ben: Repo) -> None:
    lock = as_ben.root / ".git/index.lock"
    as_ben.write(".git/index.lock", "")
    ends = threading.Timer(0.6, lock.unlink)
    ends.start()
    done = as_ben.remit("decide", "Cache orders", "--topic", "tooling", "--amount", "1", "--why", "Slow.", "--commit")
    ends.join()
    assert (done.code, done.err) == (0, "")
    assert as_ben.git("status", "--porcelain") == ""


def test_the_same_title_decided_twice_is_hinted_at_with_the_command(as_ben: Repo) -> None:
    as_ben.record()
    words = ("decide", "cache orders in redis", "--topic", "tooling/cache", "--amount", "4", "--why", "Slow.")
    hint = "k3f9qz has the same title: if this one replaces it, run `remit supersede D-20261121-k3f9qz --by D-20261121-"
    assert hint in as_ben.remit(*words).out
    assert "has the same title" not in as_ben.remit(*words[:1], "Cache pages", *words[2:]).out
    replacing = as_ben.remit(*words, "--supersedes", "k3f9qz").out
    assert "k3f9qz has the same title" not in replacing


def test_what_is_not_committed_comes_with_the_line_that_commits_it(as_ben: Repo) -> None:
    as_ben.write("notes.txt", "mine")
    done = as_ben.remit("decide", "It's 'ours'", "--topic", "tooling", "--amount", "1", "--why", "Slow.")
    (line,) = [line for line in done.out.split("\n") if line.startswith("Not committed yet: ")]
    env = {"GIT_COMMITTER_NAME": "Ben", "GIT_AUTHOR_NAME": "Ben"}
    subprocess.run(["sh", "-c", line.partition(": ")[2]], cwd=as_ben.root, check=True, env={**os.environ, **env})
    assert as_ben.git("log", "-1", "--format=%s", "--name-only").startswith("Decide: It's 'ours' (D-20261121-")
    assert as_ben.git("status", "--porcelain") == "?? notes.txt\n"
    committed = as_ben.remit("decide", "More", "--topic", "tooling", "--amount", "1", "--why", "Slow.", "--commit")
    assert "Not committed" not in committed.out
