"""The commands that findings name, run on the repository of a bad example: the finding is gone."""

import json
import re
import shlex
from pathlib import Path

import pytest

from support import Repo

EXAMPLES = Path(__file__).parent / "examples"
STAND_INS = {"WHO": "dia"}
LATER = "then set `decided` to a later time"
NOW = "2026-11-21T14:00+00:00"
FOLLOWED = [
    ("C01/bad/nobody-heard", {"ask": "ana", "advise": "dia"}),
    ("C08/bad/not-told", {"inform": "ben"}),
    ("G05/bad/a-copied-file", {"renumber": "ben"}),
    ("G11/bad/one-way", {"supersede": "ben"}),
    ("G17/bad/for-two-months", {"decide": "ben"}),
    ("G17/bad/for-two-months", {"withdraw": "ben"}),
    ("G17/bad/for-two-months", {"defer": "ben"}),
    ("G18/bad/nobody-answered", {"resume": "cho"}),
    ("L05/bad/nobody-leads", {"people": "ana"}),
    ("L06/bad/one-cto", {"people": "ana"}),
    ("P02/bad/nobody-consented", {"ask": "ana", "consent": "eva"}),
    ("P12/bad/not-held", {"people": "ana"}),
    ("V01/bad/due", {"ratify": "cho"}),
    ("V03/bad/passed", {"review": "ben"}),
    ("V05/bad/no-result", {"review": "ben"}),
    ("X06/bad/topic", {"resume": "cho"}),
    ("Y01/bad/waits-for-nobody", {"decide": "ben"}),
]
"""An example, and who runs which of the commands that its first finding names, in that order."""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    repo = Repo(tmp_path_factory.mktemp("remedies"))
    repo.git("init", "-q", "-b", "main")
    return repo.organisation()


@pytest.mark.parametrize(
    ("example", "people"), FOLLOWED, ids=lambda value: value if isinstance(value, str) else "-".join(value)
)
def test_what_a_finding_says_to_do_clears_it(started: Repo, example: str, people: dict[str, str]) -> None:
    found = re.split(r"^=== (.*)\n", (EXAMPLES / f"{example}.txt").read_text("utf-8"), flags=re.MULTILINE)
    parts = dict(zip(found[1::2], found[2::2], strict=True))
    remedy = re.findall(r"^    (.*)$", parts.pop("says"), re.MULTILINE)[0]
    commands = {words[0]: words for words in map(shlex.split, re.findall(r"`remit ([^`]+)`", remedy))}
    started.git("reset", "-q", "--hard", ":/Found the log")
    for path, text in parts.items():
        started.write(path.removeprefix("before "), text)
    started.commit("Before")
    code = example[:3]
    assert code in _codes(started)

    for verb, who in people.items():
        words = [STAND_INS.get(word, word) for word in commands[verb]]
        started.git("config", "user.email", f"{who}@example.com")
        done = started.remit(*words, env={"REMIT_NOW": "2026-11-21T13:00+00:00"})
        assert done.code == 0, done.err
    if LATER in remedy:
        path = next(path for path in parts if path.endswith("qz.md"))
        started.write(
            path, re.sub(r"^decided: .*$", "decided: 2026-11-21T13:30+00:00", started.read(path), flags=re.MULTILINE)
        )
    started.commit("After")
    assert code not in _codes(started)


def _codes(repo: Repo) -> set[str]:
    found = json.loads(repo.remit("check", "--all", "--json", env={"REMIT_NOW": NOW}).out)["findings"]
    return {finding["code"] for finding in found}


def test_every_example_that_names_a_command_to_run_is_followed_or_known() -> None:
    """A new remedy with a command is tried, or listed here with the reason."""
    known = {
        "C04": "needs the days of an objection period", "C07": "needs a changed status and several votes",
        "G03": "undoes a change first", "L07": "asks for a review of the text", "P03": "names only who is asked", "R13": "lists the checks", "R15": "shows what was read",
    }  # fmt: skip
    said = {
        path.parts[-3]
        for path in EXAMPLES.glob("*/bad/*.txt")
        if re.search(r"^    .*`remit ", path.read_text("utf-8"), re.MULTILINE)
    }
    assert said - {example[:3] for example, _ in FOLLOWED} == set(known)
