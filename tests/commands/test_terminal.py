"""On a terminal the commands ask for what is missing; elsewhere they never do."""

import json
import os
import pty
import select
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support import Repo

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def on_terminal(
    words: list[str], answers: list[tuple[str, str]], cwd: Path, env: dict[str, str] | None = None
) -> tuple[int, str]:
    """Run the command line on a terminal; each answer is typed when its question has been shown. Exit code and screen."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "remit.main", *words], cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "TERM": "dumb", **(env or {})}, start_new_session=True, close_fds=True,
    )  # fmt: skip
    os.close(theirs)
    screen, waiting, seen, end = "", list(answers), 0, time.monotonic() + 120
    while time.monotonic() < end:
        if select.select([ours], [], [], 0.05)[0]:
            try:
                data = os.read(ours, 65536)
            except OSError:
                break
            if not data:
                break
            screen += data.decode("utf-8", "replace")
        if waiting and waiting[0][0] in screen[seen:]:
            seen = len(screen)
            os.write(ours, (waiting.pop(0)[1] + "\n").encode())
        elif process.poll() is not None and not select.select([ours], [], [], 0.05)[0]:
            break
    if process.poll() is None and time.monotonic() >= end:
        process.kill()
    code = process.wait(timeout=10)
    os.close(ours)
    assert not waiting, f"never asked {waiting[0][0]!r}:\n{screen}"
    return code, screen.replace("\r\n", "\n")


@pytest.fixture
def as_ben(repo: Repo) -> Repo:
    repo.git("config", "user.email", "ben@example.com")
    return repo


def record_of(repo: Repo) -> str:
    return next((repo.root / "decisions/2026").glob("*.md")).read_text()


def test_decide_asks_topic_need_facts_and_reason(as_ben: Repo) -> None:
    answers = [
        ("Topic:", "tooling/cache"), ("When was this raised?", "3d"), ("amount?:", "400"), ("Why?", "The page takes 4 s."),
    ]  # fmt: skip
    code, screen = on_terminal(["decide", "Cache orders in Redis"], answers, as_ben.root)
    assert code == 0, screen
    assert "tooling                  what we build with" in screen
    text = record_of(as_ben)
    assert "topic: tooling/cache\nfacts: {amount: 400}\n" in text
    assert "raised: 2026-11-18\n" in text
    assert text.endswith("---\nThe page takes 4 s.\n")


def test_what_cannot_be_understood_is_asked_again(as_ben: Repo) -> None:
    answers = [
        ("What is it about, in a few words?", "Tea at four"), ("Topic:", "A Topic"), ("is not a valid topic", "tooling"),
        ("When was this raised?", "long ago"), ("'long ago' is not a valid date or time", "yesterday"), ("amount?:", "4"),
        ("Why?", "We like it."),
    ]  # fmt: skip
    code, screen = on_terminal(["decide"], answers, as_ben.root)
    assert code == 0, screen
    assert "title: Tea at four\n" in record_of(as_ben)


@pytest.mark.parametrize("command", ["decide", "propose"])
def test_without_a_terminal_nothing_is_asked(as_ben: Repo, command: str) -> None:
    assert as_ben.remit(command) == (
        2, "", 'remit: the title or ID is missing\n  describe the decision in a few words: "Cache orders in Redis"\n',
    )  # fmt: skip


def test_a_title_of_one_word_needs_a_topic(as_ben: Repo) -> None:
    as_ben.record()
    assert as_ben.remit("decide", "Coffee", "--why", "Nice.") == (
        1,
        "",
        (
            "remit: there is no decision 'Coffee'\n"
            "  for a new decision with this title, add `--topic TOPIC`; `remit list Coffee` searches titles and texts\n"
        ),
    )


def test_an_empty_answer_leaves_raised_unknown(as_ben: Repo) -> None:
    code, screen = on_terminal(
        ["propose", "Cache orders", "--topic", "tooling", "--why", "Slow."],
        [("When was this raised?", "")],
        as_ben.root,
    )
    assert code == 0, screen
    assert "raised" not in record_of(as_ben)


def test_may_asks_for_the_topic_and_the_missing_fact(as_ben: Repo) -> None:
    as_ben.record()
    code, screen = on_terminal(
        ["may", "Cache the invoices"], [("Which topic?", "1"), ("amount?:", "4000")], as_ben.root
    )
    assert code == 20, screen
    assert "Not yours to decide, ben: ask ana (platform-lead)." in screen


def test_init_asks_a_few_questions(empty_repo: Repo) -> None:
    empty_repo.write("a.txt", "a")
    empty_repo.commit("One", who="ana")
    answers = [
        ("Title of the log?", "Decisions at Acme"), ("First policy?", ""), ("Add Ana <ana@example.com>?", ""),
        ("CI workflow?", "github"),
    ]  # fmt: skip
    code, screen = on_terminal(["init"], answers, empty_repo.root)
    assert code == 0, screen
    assert (
        empty_repo.read("decisions/remit.yml") == "remit: 1\ntitle: Decisions at Acme\ntime_zone: UTC\npolicy: base\n"
    )
    assert (empty_repo.root / ".github/workflows/decisions.yml").exists()


def test_init_asks_what_the_words_of_an_adopted_log_mean(empty_repo: Repo) -> None:
    for number, (team, level) in enumerate((("Web", "low"), ("Web", "high"), ("Shop", "low"), ("Shop", "high")), 1):
        head = f"---\ntitle: Way {number}\nteam: {team}\ncategory: Front {number % 2}\nlevel: {level}\ndate: 2020-01-0{number}\n---\n"
        empty_repo.write(f"docs/rulings/000{number}-way.md", head)
    empty_repo.commit("Rulings", who="ana")
    answers = [
        ("Title of the log?", ""), ("First policy?", "none"), ("Add Ana <ana@example.com>?", ""), ("Adopt them in place?", "y"),
        ("4 records without a status: what are they?", "accepted"), ("Take the tier of a record from its level?", "y"),
        ("Take the topic of a record from its tags?", ""), ("Take the boundary of a record from its team?", "y"), ("CI workflow?", "none"),
    ]  # fmt: skip
    code, screen = on_terminal(["init", "--adopt", ".", "--no-site", "--hook", "none"], answers, empty_repo.root)
    assert code == 0, screen
    rows = json.loads(empty_repo.remit("list", "--json", "--sort", "path").out)
    assert [(row["status"], row["tier"], row["topic"], row["boundary"]) for row in rows] == [
        ("accepted", "edge", ["front-1"], "web"), ("accepted", "central", ["front-0"], "web"),
        ("accepted", "edge", ["front-1"], "shop"), ("accepted", "central", ["front-0"], "shop"),
    ]  # fmt: skip


def editor(repo: Repo, script: str) -> dict[str, str]:
    path = repo.root.parent / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return {"GIT_EDITOR": str(path)}


def test_the_editor_writes_the_reason(as_ben: Repo) -> None:
    words = ["decide", "Cache orders", "--topic", "tooling", "--amount", "1", "--editor"]
    done = as_ben.remit(*words, env=editor(as_ben, 'printf "Because.\\n" > "$1"'))
    assert (done.code, done.err) == (0, "")
    assert record_of(as_ben).endswith("---\nBecause.\n")
    assert not list((as_ben.root / ".git").glob("remit-draft-*"))


@pytest.mark.parametrize(("script", "how"), [("true", "unchanged"), (': > "$1"', "empty")])
def test_an_empty_text_writes_nothing_and_is_kept(as_ben: Repo, script: str, how: str) -> None:
    words = ["decide", "Cache orders", "--topic", "tooling", "--amount", "1", "--editor"]
    done = as_ben.remit(*words, env=editor(as_ben, script))
    assert (done.code, f"the text is {how}" in done.err) == (1, True)
    assert not (as_ben.root / "decisions/2026").exists()
    draft = Path(done.err.split("Your text is saved in ")[1].split("\n")[0])
    assert "\ntitle: Cache orders\n" in draft.read_text()
    again = shlex.split(done.err.split("go on with `")[1].split("`")[0])[1:]
    done = as_ben.remit(*again, env=editor(as_ben, 'sed -i "s/^title: .*/title: Cache all orders/; \\$ a Slow." "$1"'))
    assert (done.code, done.err) == (0, "")
    assert "title: Cache all orders\n" in record_of(as_ben)
    assert record_of(as_ben).endswith("---\nSlow.\n")


def test_words_are_kept_where_nothing_came_of_them(as_ben: Repo) -> None:
    path = as_ben.proposal(topic="data/customer", facts=None)
    before = as_ben.read(path)
    done = as_ben.remit("decide", "m4x8", "--editor", env=editor(as_ben, 'printf "Precious.\\n" > "$1"'))
    assert done.code == 1
    draft = Path(done.err.split("Your text is saved in ")[1].split("\n")[0])
    assert draft.read_text() == "Precious.\n"
    assert as_ben.read(path) == before


def test_a_mistake_opens_the_editor_again(as_ben: Repo) -> None:
    script = 'grep -q "^topc" "$1" && sed -i "s/^topc/topic/" "$1" || sed -i "s/^topic/topc/; \\$ a Slow." "$1"'
    words = ["propose", "Cache orders", "--topic", "tooling", "--editor"]
    code, screen = on_terminal(words, [("Edit the text again?", "y")], as_ben.root, editor(as_ben, script))
    assert code == 0, screen
    assert "`topc` is not a field of a record" in screen
    assert record_of(as_ben).endswith("topic: tooling\n---\nSlow.\n")
    assert not list((as_ben.root / ".git").glob("remit-draft-*"))


def test_enter_alone_opens_the_template(as_ben: Repo) -> None:
    answers = [("When was this raised?", ""), ("What, and why?", "")]
    env = editor(as_ben, 'sed -i "\\$ a Slow." "$1"')
    code, screen = on_terminal(["propose", "Cache orders", "--topic", "tooling"], answers, as_ben.root, env)
    assert code == 0, screen
    assert record_of(as_ben).endswith("topic: tooling\n---\nSlow.\n")


def test_an_interrupt_in_the_editor_keeps_the_draft(as_ben: Repo) -> None:
    script = 'printf "Half\\n" > "$1"; kill -INT $PPID; sleep 1'
    words = ["decide", "Cache orders", "--topic", "tooling", "--amount", "1", "--editor", "--raised", "3d"]
    code, screen = on_terminal(words, [], as_ben.root, editor(as_ben, script))
    assert code == 130, screen
    draft = Path(screen.split("Your text is saved in ")[1].split("\n")[0].strip())
    assert draft.read_text() == "Half\n"
    assert not (as_ben.root / "decisions/2026").exists()


def test_standard_input_and_a_template_give_the_text(as_ben: Repo) -> None:
    words = ["decide", "Cache orders", "--topic", "tooling", "--amount", "1"]
    done = as_ben.remit(*words, "--why", "-", stdin="One.\r\n\r\nTwo.\r\n")
    assert done.code == 0, done.err
    assert record_of(as_ben).endswith("---\nOne.\n\nTwo.\n")
    as_ben.write("t.md", "## Context\n\nFrom a file.\n")
    done = as_ben.remit("propose", "Another", "--topic", "tooling", "--template", "t.md")
    assert done.code == 0
    assert any("From a file." in path.read_text() for path in (as_ben.root / "decisions/2026").glob("*.md"))
    assert as_ben.remit("decide", "A b", "--topic", "tooling", "--amount", "1", "--template", "full").err == (
        "remit: a template needs an editor, and this is not a terminal\n  give the text: `--why -` reads standard input\n"
    )
    assert "cannot be read" in as_ben.remit("propose", "A b", "--topic", "tooling", "--template", "none.md").err


def test_foreign_text_never_reaches_the_terminal_raw(as_ben: Repo) -> None:
    as_ben.proposal(title='"Evil \\e]0;pwn\\a\\e[2J title"')
    code, screen = on_terminal(["may", "m4x8"], [], as_ben.root)
    _, listed = on_terminal(["mine"], [], as_ben.root)
    assert code == 0
    assert all(char >= " " or char == "\n" for char in screen + listed)


def test_what_is_not_yours_becomes_a_proposal_if_you_like(as_ben: Repo) -> None:
    answers = [
        ("When was this raised?", "3d"), ("amount?:", "4000"), ("Write it as a proposal instead?", "y"), ("What, and why?", "Space."),
    ]  # fmt: skip
    code, screen = on_terminal(["decide", "Buy a rack", "--topic", "tooling/hosting"], answers, as_ben.root)
    assert code == 0, screen
    assert "Not yours to decide, ben: ask ana (platform-lead)." in screen
    assert record_of(as_ben).partition("title")[2] == (
        ": Buy a rack\nstatus: proposed\nraised: 2026-11-18\ntopic: tooling/hosting\nfacts: {amount: 4000}\n---\nSpace.\n"
    )
