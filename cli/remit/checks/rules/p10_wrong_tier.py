"""The tier that the record says is not the tier that the policy gives.

`tier` is written by the tool from the policy, when the record is decided. Until the commit has landed write what the message
says; afterwards a record is frozen, and only another one supersedes it.
"""

from collections.abc import Iterator

from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import ERROR
from remit.log.record import TIERS


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    answer, record = judged.answer, judged.record
    if not judged.theirs or record.tier == answer.tier:
        return
    if record.tier and record.tier not in TIERS:
        return  # R04 says that it is none
    said = f"`tier` says {record.tier}" if record.tier else "`tier` is missing"
    yield judged.problem(f"{said}; the policy says {answer.tier}", f"write `tier: {answer.tier}`", "tier")


CHECK = Check("P10", "wrong-tier", ERROR, ANSWER, _run)
