"""Settings, people and policies that are written here and judge nothing yet: every command that they would change says so."""

import pytest

from support import PEOPLE, SETTINGS, Repo

LINE = "Your change to decisions/{} counts once it is committed."
K3 = "k3f9"
TOPIC = ["--topic", "tooling", "--amount", "4000"]
COMMANDS = {
    "may": ["may", *TOPIC, "Cache"], "who": ["who", "tooling"], "brief": ["brief", *TOPIC, "Cache"], "mine": ["mine"], "check": ["check"],
    "propose": ["propose", "Cache", *TOPIC], "decide": ["decide", "Cache", "--topic", "tooling", "--amount", "1", "--why", "Slow."],
    "refused": ["decide", "Cache", *TOPIC, "--why", "Slow."], "reject": ["reject", "m4x8", "--why", "No."],
    "deprecate": ["deprecate", K3, "--why", "x", "--who", "eva"], "supersede": ["supersede", K3, "B", "--why", "x", "--who", "eva"],
    "consent": ["consent", "m4x8", "Yes."], "a role": ["advise", "m4x8", "Yes.", "--as", "cto"], "audit": ["audit", "ratio"],
    "retopic": ["retopic", "m4x8", "data/customer"],
}  # fmt: skip


@pytest.fixture
def as_ben(repo: Repo) -> Repo:
    repo.git("config", "user.email", "ben@example.com")
    repo.record()
    repo.act("k3f9qz", "stop", "dia", "Lost orders.\n")
    repo.proposal(topic="tooling", facts="{amount: 4000}")
    repo.commit("Decide", who="ben")
    return repo


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_what_is_written_here_and_does_not_count_yet_is_said(as_ben: Repo, words: list[str]) -> None:
    assert "counts once" not in "".join(map(str, as_ben.remit(*words)))
    as_ben.git("checkout", "-q", "--", ".")
    as_ben.git("clean", "-fdq")
    as_ben.write("decisions/remit.yml", SETTINGS + "holidays: [2026-12-25]\n")
    as_ben.write("decisions/people.yml", PEOPLE.replace("role: cto, who: cho", "role: cto, who: ben"))
    done = as_ben.remit(*words)
    for name in ("remit.yml", "people.yml"):
        assert (done.out + done.err).count(LINE.format(name)) == 1, done


def test_the_check_of_a_change_or_a_commit_says_nothing_of_the_work_tree(as_ben: Repo) -> None:
    as_ben.write("decisions/remit.yml", SETTINGS + "holidays: [2026-12-25]\n")
    for words in (["--commit", "HEAD"], ["--range", "HEAD~1..HEAD"], ["--staged"]):
        assert "counts once" not in "".join(map(str, as_ben.remit("check", *words)))
