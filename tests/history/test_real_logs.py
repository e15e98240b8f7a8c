"""Real logs of five projects: every status that their main line published, as it was read with great care before."""

import json
import runpy
from pathlib import Path

import pytest

pytestmark = pytest.mark.shared
KNOWN = {
    "keps/sig-cloud-provider/providers/0000-cloud-provider-template/kep.yaml": "a template is no record",
    "peps/pep-0291.rst": "first written as pep-291.txt, found through the rename",
    "peps/pep-3133.rst": "an earlier text stood under the same name, was removed and came back",
    "docs/decisions/0006-open-api-dynamic-payload-and-namespaces.md": "first written as 006-…, found through the rename",
}
"""Records whose beginning is told otherwise, each for a reason; no change of status differs."""


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("fac", 3),
        ("govuk-aws-adr", 5),
        ("semantic-kernel", 14),
        pytest.param("keps", 352, marks=pytest.mark.slow),
        pytest.param("peps", 1082, marks=pytest.mark.slow),
    ],
)
def test_every_change_of_status_is_found(name: str, changes: int, shared_dir: Path):
    truth = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "truth.py"))
    folder = shared_dir / "histories"
    equal, total, differences = truth["score"](
        folder / f"{name}.bundle", json.loads((folder / f"{name}.truth.json").read_text("utf-8"))
    )
    assert (equal, total) == (changes, changes)
    assert {line.split("\n")[0] for line in differences} <= set(KNOWN)
