"""A staged file reaches its finding, and a question its answer, through few functions: each hands on a thing under one name."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import remit
from remit import hook, main
from remit.authority.answer import Answer, NoAnswer
from remit.authority.procedure.context import Case
from remit.authority.procedure.question import Question
from remit.commands.drafts import Details
from remit.log.finding import Finding
from remit.log.record import Record
from remit.log.source import File, Source
from remit.repo.raw import Difference
from support import Repo

CODE = Path(remit.__file__).parent
FILE = (File, Source, Difference, Record, Finding)
ELSEWHERE = (
    "checks/rules/",
    "checks/check.py",
    "checks/claims.py",
    "authority/",
    "attribution/",
    "log/record.py",
    "log/stops.py",
)
"""What a check, the procedure, the law and a record itself do with it is no way to the finding."""
K3 = "decisions/2026/D-20261121-k3f9qz.md"


def _is_it(value: object, depth: int = 0) -> bool:
    if isinstance(value, FILE):
        return value.path == K3
    if isinstance(value, (list, tuple, set)):
        return depth < 2 and any(_is_it(one, depth + 1) for one in value)
    return value == K3


def _named(frame: FrameType) -> str:
    """`workspace/changes.py staged` for a function of ours; empty for any other, and for what stands inside one."""
    code = frame.f_code
    if code.co_name.startswith("<") or not code.co_filename.startswith(str(CODE)):
        return ""
    return f"{Path(code.co_filename).relative_to(CODE).as_posix()} {code.co_qualname}"


def _handed_on(is_it: Callable[[object], bool], run: Callable[[], int]) -> tuple[int, set[str]]:
    """The exit code, and the functions of ours that are handed something and hand it on."""
    handed: set[str] = set()
    hand_on: dict[str, None] = {}

    def see(frame: FrameType, event: str, _: Any) -> None:
        name = _named(frame) if event == "call" else ""
        given = frame.f_code.co_varnames[: frame.f_code.co_argcount + frame.f_code.co_kwonlyargcount]
        if not name or not any(is_it(frame.f_locals.get(each)) for each in given if each != "self"):
            return
        handed.add(name)
        caller = frame.f_back
        while caller and not _named(caller):
            caller = caller.f_back
        if caller and _named(caller) in handed:
            hand_on[_named(caller)] = None

    sys.setprofile(see)
    code = run()
    sys.setprofile(None)
    return code, set(hand_on)


def _files(functions: set[str]) -> set[str]:
    return {name.partition(" ")[0] for name in functions}


def test_a_staged_file_is_handed_on_by_at_most_fifteen_functions(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.record(tier="central")
    repo.git("add", "-A")
    monkeypatch.chdir(repo.root)
    monkeypatch.setenv("GIT_INDEX_FILE", str(repo.root / ".git/index"))
    code, found = _handed_on(_is_it, lambda: hook.run([]))
    hand_on = {name for name in found if not name.startswith(ELSEWHERE)}
    assert code == 1
    assert len(hand_on) <= 15, hand_on
    assert len(_files(hand_on)) <= 8, hand_on


def _is_question(value: object) -> bool:
    """Whether it is what is asked: the options, the front matter and the draft made of them, the question, the case; or the answer."""
    if isinstance(value, Record):
        return value.path.endswith("draft.md")
    if isinstance(value, dict):
        return value.get("topic") == "tooling/lamp"
    return isinstance(value, (Details, Question, Case, Answer, NoAnswer))


def test_a_question_is_handed_on_by_at_most_twenty_functions(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo.root)
    words = ["may", "--topic", "tooling/lamp", "--amount", "40", "--fact", "supplier=x", "--who", "ben", "Buy a lamp"]
    code, hand_on = _handed_on(_is_question, lambda: main.run(words))
    assert code == 0
    assert "authority/procedure/decision.py steps" in hand_on
    assert len(hand_on) <= 20, hand_on
    assert len(_files(hand_on)) <= 10, hand_on
