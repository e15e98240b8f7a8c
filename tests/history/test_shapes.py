"""Twenty-two records, each with a history of another shape: who set what, who published it, nothing counted twice."""

import os
import subprocess
from pathlib import Path

import pytest

from remit.history.file_values import native
from remit.history.reader import history_of
from remit.log.timeline import FILE, History

pytestmark = pytest.mark.shared

TRUTH = {
    "R01": "proposed ann ann, accepted bob bob",
    "R02": "proposed ann ann, accepted bob bob",
    "R03": "proposed ann ann, accepted bob bob",
    "R04": "proposed ann mrg, accepted bob mrg",
    "R05": "accepted mrg mrg",
    "R06": "proposed ann ann, accepted bob mrg",
    "R07": "proposed ann ann, accepted bob mrg",
    "R08": "proposed ann mrg, accepted bob mrg",
    "R09": "proposed ann ann, accepted mrg mrg",
    "R10": "proposed ann ann, rejected cat cat, accepted bob mrg",
    "R11": "proposed ann ann",
    "R12": "proposed ann ann, accepted cat cat",
    "R13": "proposed ann ann, accepted bob bob, proposed bob bob, accepted bob bob",
    "R14": "proposed ann ann, accepted ann ann",
    "R15": "proposed ann ann, accepted bob bob",
    "R16": "proposed ann ann, accepted bob mrg",
    "R17": "proposed ann ann, rejected cat mrg",
    "R18": "proposed ann ann",
    "R19": "proposed ann ann, accepted bob bob",
    "R20": "proposed ann ann, accepted bob bob",
    "R22": "proposed ann ann",
}


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory, shared_dir: Path) -> str:
    folder = tmp_path_factory.mktemp("shapes")
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_AUTHOR") and not name.startswith("GIT_COMMITTER")
    }
    script = shared_dir / "histories" / "shapes.sh"
    subprocess.run(["bash", str(script)], cwd=folder, check=True, capture_output=True, env=env, timeout=60)
    return str(folder / "shapes")


def told(history: History) -> dict[str, str]:
    return {
        key: ", ".join(
            f"{change.new} {change.by.name} {change.landed.committer.name}"
            for change in timeline.statuses
            if change.landed
        )
        for key, timeline in sorted(history.timelines.items())
    }


def everything(history: History) -> dict[str, object]:
    return {key: history.timelines[key] for key in sorted(history.timelines)}


def test_every_shape_is_told_right(shapes: str):
    assert told(history_of(shapes, "main", ["decisions"], keep=False)) == TRUTH


def test_the_last_published_status_of_every_record_is_the_one_at_the_tip(shapes: str):
    history = history_of(shapes, "main", ["decisions"], keep=False)
    kind = native("decisions")
    names = subprocess.run(
        ["git", "-C", shapes, "ls-tree", "-rz", "--name-only", "main", "decisions"], capture_output=True, check=True
    ).stdout
    seen = {}
    for path in names.decode().rstrip("\0").split("\0"):
        data = subprocess.run(
            ["git", "-C", shapes, "cat-file", "blob", f"main:{path}".encode()], capture_output=True, check=True
        ).stdout
        values = kind.values(path, data)
        assert values
        seen[values["id"]] = (path, values["status"])
    published = {
        key: (timeline.value(FILE), timeline.value("status"))
        for key, timeline in history.timelines.items()
        if timeline.exists
    }
    assert published == seen
    assert len(seen) == 21


def test_carried_on_from_any_commit_it_is_the_same_as_read_at_once(shapes: str, tmp_path: Path):
    clone = str(tmp_path / "clone")
    subprocess.run(["git", "clone", "-q", shapes, clone], check=True, capture_output=True)
    chain = subprocess.run(
        ["git", "-C", shapes, "rev-list", "--first-parent", "--reverse", "main"],
        capture_output=True,
        text=True,
        check=True,
    )
    for commit in chain.stdout.split():
        at_once = history_of(clone, commit, ["decisions"], keep=False)
        carried_on = history_of(clone, commit, ["decisions"], branch="main")
        assert everything(carried_on) == everything(at_once)
        assert carried_on.flags == at_once.flags
        assert everything(history_of(clone, commit, ["decisions"], branch="main")) == everything(at_once)
