"""Both judges over one story: what the product says, what the oracle says, and whether they agree."""

import json
import re
import tempfile
from functools import partial
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


def _names(refusal: Refusal, finding: tuple[str, str, str]) -> bool:
    """Whether a finding is about the same file and one of the same people; what a decider may not is about the decider."""
    code, path, message = finding
    named = any(re.search(rf"\b{re.escape(who)}\b", message) for who in refusal.authors)
    return path == refusal.path and (named or code[0] in "PBCX")


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
        """Whether the product names, for every refusal of the oracle, one of those whose it is."""
        return all(any(map(partial(_names, refusal), self.findings)) for refusal in self.refusals if refusal.authors)

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
