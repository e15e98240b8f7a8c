"""How well git proves who decided: which decisions are signed, committed by their decider, squashed by a forge, or only claimed."""

from collections import Counter
from collections.abc import Mapping

from remit.attribution.grades import CLAIMED, COMMITTED, PROVEN
from remit.attribution.proof import SQUASHED, Proofs, Standing
from remit.audits.lead_times import Life
from remit.audits.policy_questions import Ground
from remit.audits.report import Cell, Report, Table, counted
from remit.log.change import Signature
from remit.log.record import TIERS
from remit.log.timeline import History

_GRADES = (PROVEN, COMMITTED, SQUASHED, CLAIMED)
"""The best first."""


def proof(
    ground: Ground, history: History, signatures: Mapping[str, Signature] | None = None, *, since: float | None = None
) -> Report:
    """The audit of what was decided from `since` to now. `signatures`: what verifying gave, by commit."""
    proofs = Proofs(ground.log, history, signatures)
    decided = ground.decided(since)
    found = [(life, standing) for life in decided if (standing := proofs.decided(life.record))]
    by_grade = {grade: [pair for pair in found if pair[1].grade == grade] for grade in _GRADES}
    tables = (
        _by_tier(ground, found),
        Table("Squashed: who decided was proven on the branch alone", _COLUMNS, _rows(by_grade[SQUASHED])),
        Table("Claimed: the record says so, and git does not", _COLUMNS, _rows(by_grade[CLAIMED])),
    )
    return Report(
        "proof", "Who decided, and what proves it", tuple(_lead(ground, by_grade, len(found), len(decided))),
        tuple(table for table in tables if table.rows),
        {
            "decisions": len(decided), "known": len(found), "grades": {grade: len(by_grade[grade]) for grade in _GRADES},
            "squashed": [life.record.id for life, _ in by_grade[SQUASHED]], "claimed": [life.record.id for life, _ in by_grade[CLAIMED]],
        },
        ("Decisions that have not landed, and those of logs in other formats, are not known.",),
    )  # fmt: skip


_COLUMNS = ("record", "decided by", "commit", "by", "note")


def _rows(found: list[tuple[Life, Standing]]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (life.record.id, life.record.decider or "", standing.commit[:8], standing.by, standing.note)
        for life, standing in found
    )


def _by_tier(ground: Ground, found: list[tuple[Life, Standing]]) -> Table:
    counts = Counter((ground.tier(life) or "none", standing.grade) for life, standing in found)
    tiers = [tier for tier in (*TIERS, "none") if any(counts[tier, grade] for grade in _GRADES)]
    rows: tuple[tuple[Cell, ...], ...] = tuple((tier, *(counts[tier, grade] for grade in _GRADES)) for tier in tiers)
    return Table("By tier", ("tier", *_GRADES), rows)


def _lead(ground: Ground, by_grade: Mapping[str, list[tuple[Life, Standing]]], known: int, decided: int) -> list[str]:
    if not decided:
        return ["Nothing to measure: nothing was decided in this period."]
    if ground.log.people is None:
        return ["Nothing to compare with: there is no people.yml, so nobody can be recognised."]
    proven = len(by_grade[PROVEN]) + len(by_grade[COMMITTED])
    signed = len(by_grade[PROVEN])
    lead = [
        f"{proven} of {counted(known, 'decision')} are by a commit of who decided ({signed} signed); known for {known} of {decided}."
    ]
    if by_grade[SQUASHED]:
        lead.append(
            f"{counted(len(by_grade[SQUASHED]), 'decision')} squashed by the forge: who decided is proven no more."
        )
    if by_grade[CLAIMED]:
        lead.append(f"{counted(len(by_grade[CLAIMED]), 'decision')} only claimed.")
    return lead
