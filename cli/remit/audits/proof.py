"""How git verifies who decided: which decisions are signed, committed by their decider, squashed by a Git host, or only claimed."""

from collections import Counter
from collections.abc import Mapping

from remit.attribution.grades import CLAIMED, COMMITTED, PROVEN
from remit.attribution.proof import SQUASHED, Proofs, Standing
from remit.audits.lead_times import Life
from remit.audits.report import Report, Row, Table, counted
from remit.audits.scope import Scope
from remit.log.change import Signature
from remit.log.record import TIERS
from remit.log.timeline import History

_GRADES = (PROVEN, COMMITTED, SQUASHED, CLAIMED)
"""The best first."""


def proof(
    scope: Scope, history: History, signatures: Mapping[str, Signature] | None = None, *, since: float | None = None
) -> Report:
    """The audit of what was decided from `since` to now. `signatures`: what verifying gave, by commit."""
    proofs = Proofs(scope.log, history, signatures)
    decided = scope.decided(since)
    found = [(life, standing) for life in decided if (standing := proofs.decided(life.record))]
    by_grade = {grade: [pair for pair in found if pair[1].grade == grade] for grade in _GRADES}
    return Report(
        "proof", "Verification of who decided", _lead(scope, by_grade, len(found), len(decided)),
        [
            _by_tier(scope, found),
            Table("Squashed: who decided was verified on the branch only", _COLUMNS, _rows(by_grade[SQUASHED])),
            Table("Claimed: only the record says so", _COLUMNS, _rows(by_grade[CLAIMED])),
        ],
        {
            "decisions": len(decided), "known": len(found), "grades": {grade: len(by_grade[grade]) for grade in _GRADES},
            "squashed": [life.record.id for life, _ in by_grade[SQUASHED]], "claimed": [life.record.id for life, _ in by_grade[CLAIMED]],
        },
        ("Decisions that are not merged, and those of logs in other formats, are not known.",),
    )  # fmt: skip


_COLUMNS = ("record", "decided by", "commit", "by", "note")


def _rows(found: list[tuple[Life, Standing]]) -> list[tuple[str, ...]]:
    return [(life.record.id, life.record.decider or "", one.commit[:8], one.by, one.note) for life, one in found]


def _by_tier(scope: Scope, found: list[tuple[Life, Standing]]) -> Table:
    counts = Counter((scope.tier(life) or "none", standing.grade) for life, standing in found)
    tiers = [tier for tier in (*TIERS, "none") if any(counts[tier, grade] for grade in _GRADES)]
    rows: list[Row] = [(tier, *(counts[tier, grade] for grade in _GRADES)) for tier in tiers]
    return Table("By tier", ("tier", *_GRADES), rows)


def _lead(scope: Scope, by_grade: Mapping[str, list[tuple[Life, Standing]]], known: int, decided: int) -> list[str]:
    if not decided:
        return ["Nothing to measure: no decisions in this period."]
    if scope.log.people is None:
        return ["Nothing to compare with: without people.yml nobody can be recognised."]
    signed, committed, squashed, claimed = (len(by_grade[grade]) for grade in _GRADES)
    lead = [
        f"{signed + committed} of {counted(known, 'decision')} were committed by their decider ({signed} signed); known for {known} of {decided}."
    ]
    if squashed:
        lead.append(f"{counted(squashed, 'decision')} squashed by the Git host: who decided can no longer be verified.")
    if claimed:
        lead.append(f"{counted(claimed, 'decision')} only claimed.")
    return lead
