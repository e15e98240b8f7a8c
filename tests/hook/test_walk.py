"""A staged file reaches its finding through few functions: they hand on a file, a record or a finding, and nothing else."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import remit
from remit import hook
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


def test_a_staged_file_is_handed_on_by_at_most_fifteen_functions(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.record(tier="central")
    repo.git("add", "-A")
    handed: set[str] = set()
    hand_on: dict[str, None] = {}

    def see(frame: FrameType, event: str, _: Any) -> None:
        name = _named(frame) if event == "call" else ""
        given = frame.f_code.co_varnames[: frame.f_code.co_argcount + frame.f_code.co_kwonlyargcount]
        if not name or not any(_is_it(frame.f_locals.get(each)) for each in given if each != "self"):
            return
        handed.add(name)
        caller = frame.f_back
        while caller and not _named(caller):
            caller = caller.f_back
        if caller and _named(caller) in handed and not _named(caller).startswith(ELSEWHERE):
            hand_on[_named(caller)] = None

    monkeypatch.chdir(repo.root)
    monkeypatch.setenv("GIT_INDEX_FILE", str(repo.root / ".git/index"))
    sys.setprofile(see)
    code = hook.run([])
    sys.setprofile(None)
    assert code == 1
    assert len(hand_on) <= 15, list(hand_on)
    assert len({name.partition(" ")[0] for name in hand_on}) <= 8, list(hand_on)
