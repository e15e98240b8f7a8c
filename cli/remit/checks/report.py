"""What a run of the checks found."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from remit.log.finding import ERROR, LEVELS, WARNING, Finding


class Report(NamedTuple):
    """Findings, and what they are about."""

    findings: tuple[Finding, ...] = ()
    """By path and place."""
    records: int = 0
    """How many records were checked."""
    policies: int = 0
    """How many versions of policies were used."""
    against: str = ""
    """The commit whose policy, people and settings were used; empty if the log's own were."""
    what: str = "the working tree"
    """What was checked: the working tree, the index, a commit or a range."""
    notes: tuple[str, ...] = ()
    """What was not checked, and why: whole sentences."""
    known: int = 0
    """How many findings are in the baseline; they are not among `findings`."""

    def count(self, level: str) -> int:
        """How many findings of a level there are."""
        return sum(finding.level == level for finding in self.findings)

    def fails(self, *, strict: bool = False) -> bool:
        """Whether the check fails: an error, or with `strict` a warning."""
        return any(finding.level == ERROR or (strict and finding.level == WARNING) for finding in self.findings)

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """Level and number, most severe first; levels without a finding are left out."""
        return tuple((level, self.count(level)) for level in LEVELS if self.count(level))


def key_of(finding: Finding) -> tuple[str, str, str]:
    """What makes two findings the same problem: the check, the record and the message; not the line."""
    name = finding.path.rpartition("/")[2]
    return finding.code, name[:17] if name.startswith("D-") else finding.path, finding.message


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, by path and place."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key))


def new_ones(findings: Iterable[Finding], known: Iterable[Finding]) -> list[Finding]:
    """The findings that are not in `known`; of equal findings, those beyond the number in `known`."""
    counts = Counter(map(key_of, known))
    out = []
    for finding in findings:
        key = key_of(finding)
        if counts[key]:
            counts[key] -= 1
        else:
            out.append(finding)
    return out
