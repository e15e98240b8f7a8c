"""The `tier` of the record is not the tier in the policy.

Remit writes `tier` from the policy when the record is decided. Until the record is merged, correct it as the message says;
afterwards it can't be changed, only superseded.
"""

from remit.checks.check import ANSWER, ERROR, Check, Judged, Known, Problems
from remit.log.record import TIERS


@Check("P10", "wrong-tier", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    answer, record = judged.answer, judged.record
    if not judged.placed or record.tier == answer.tier or not (record.tier or judged.decided):
        return
    if record.tier and record.tier not in TIERS:
        return  # R04 reports it
    said = f"`tier` says {record.tier}" if record.tier else "`tier` is missing"
    yield judged.problem(f"{said}; the policy says {answer.tier}", f"set `tier: {answer.tier}`", "tier")
