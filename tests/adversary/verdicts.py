"""Both judges over one story: what the product says, what the oracle says, and whether they agree."""

import json
import re
import tempfile
from pathlib import Path
from typing import NamedTuple

from oracle import Refusal, judge
from stories import Story, play

from support import run_remit

FORM = re.compile(r"(R|L|Y|X|V)\d\d|G05|G08|G11|G12|G21|P1[01]")
"""Findings that the two sentences do not speak of: shapes, links, a guard and records in one change. They refuse alone, too."""


def _of_form(finding: tuple[str, str, str]) -> bool:
    """Whether a finding is no matter of the two sentences."""
    return bool(FORM.fullmatch(finding[0])) or "on the target, " in finding[2]


class Verdict(NamedTuple):
    """What both say."""

    code: int
    findings: list[tuple[str, str, str]]
    refusals: list[Refusal]

    @property
    def agreed(self) -> bool:
        """Whether both refuse or both pass; what the product refuses for its form alone is no matter of the oracle's."""
        if self.code not in (0, 1):
            return False
        form = bool(self.findings) and all(map(_of_form, self.findings))
        return bool(self.refusals) == bool(self.code) or (form and not self.refusals)

    @property
    def blamed(self) -> bool:
        """Whether the product names nobody but those whose it is, wherever it names whose commit a refused difference is."""
        for refusal in self.refusals:
            messages = " ".join(message for _, path, message in self.findings if path == refusal.path)
            named = set(re.findall(r"\b(\w+) <\w+@example\.com>", messages))
            same = {who for other in self.refusals if other.path == refusal.path for who in other.authors}
            if named and not named <= same:
                return False
        return True

    def __str__(self) -> str:
        product = "".join(f"\n  {' '.join(finding)}" for finding in self.findings) or " passed"
        oracle = (
            "".join(f"\n  {path}: {why} ({', '.join(authors)})" for path, authors, why in self.refusals) or " passed"
        )
        return f"product (exit {self.code}):{product}\noracle:{oracle}"


def verdict(told: Story) -> Verdict:
    """Play a story and ask both."""
    with tempfile.TemporaryDirectory(prefix="story-") as folder:
        root = Path(folder) / "acme"
        play(told, root)
        code, out, err = run_remit("check", "--range", "main..work", "--json", cwd=root)
        rows = json.loads(out)["findings"] if out else [{"level": "error", "code": "-", "path": "-", "message": err}]
        errors = [(row["code"], row["path"], row["message"]) for row in rows if row["level"] == "error"]
        return Verdict(code, errors, judge(root))


def differs(told: Story, like: Verdict) -> bool:
    """Whether the judges differ over a story in the way they differed before, for shrinking."""
    found = verdict(told)
    return not found.agreed and bool(found.refusals) == bool(like.refusals)
