"""An adversary with an oracle: whatever people do with git, two judges say the same.

`generator.py` tells stories of people who commit, merge in every way, rebase, squash, cherry-pick, revert and edit anything,
honestly or not; `oracle.py` judges them from the two sentences of the law alone. 150 stories from fixed seeds run always;
`REMIT_STORIES=2000 pytest tests/adversary` tells so many new ones (`REMIT_SEED` sets where they begin). What differs is
shrunk and printed as a file for `kept/`: each file there is a test by its name.
"""

import os
from pathlib import Path

import pytest
import yaml
from generator import shrunk, story
from stories import play
from verdicts import differs, verdict

from support import run_remit

KEPT = sorted((Path(__file__).parent / "kept").glob("*.yml"))
NUMBER = int(os.environ.get("REMIT_STORIES", "150"))
FIRST = int(os.environ.get("REMIT_SEED", "0" if NUMBER == 150 else "1000000"))
OPEN: set[int] = set()
"""Seeds of which the judges still differ, each of a kind that is kept as open."""
SHARE = 25
"""How many stories one test tells, so that several processes share them."""


def _kept() -> list[object]:
    """The kept stories as parameters; what the product still judges wrongly is expected to fail, and to be told when not."""
    found = []
    for path in KEPT:
        data = yaml.safe_load(path.read_text("utf-8"))
        marks = [pytest.mark.xfail(strict=True, reason=data["open"])] if "open" in data else []
        found.append(pytest.param(data, id=path.stem, marks=marks))
    return found


@pytest.mark.parametrize("kept", _kept())
def test_kept(kept: dict):
    """A story that two judges once saw differently: what is right is written with it."""
    told = verdict(kept["story"])
    assert bool(told.refusals) == kept["refused"], f"the oracle changed its mind:\n{told}"
    assert told.code == int(kept["refused"]), told
    assert told.agreed, told
    if "who" in kept:
        assert kept["who"] in {who for refusal in told.refusals for who in refusal.authors}, told


@pytest.mark.parametrize("first", range(FIRST, FIRST + NUMBER, SHARE))
def test_stories(first: int):
    """Both judges agree on every story; a story on which they do not is shrunk to what matters."""
    for seed in sorted({*range(first, min(first + SHARE, FIRST + NUMBER))} - OPEN):
        told = story(seed)
        found = verdict(told)
        if not found.agreed:
            told = shrunk(told, lambda smaller, found=found: differs(smaller, found))
            steps = "".join(f"  - {step!r}\n" for step in told)
            pytest.fail(f"story {seed}: {verdict(told)}\n\nabout: ?\nrefused: ?\nstory:\n{steps}", pytrace=False)


def test_the_beginning_is_lawful(tmp_path: Path):
    """What stands on main when a story begins breaks no rule itself."""
    play([], tmp_path / "acme")
    code, out, err = run_remit("check", "--commit", "main", cwd=tmp_path / "acme")
    assert (code, err) == (0, ""), out
