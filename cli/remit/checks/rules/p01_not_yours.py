"""A decision was made by somebody whom the policy does not give it to.

The message names who has it, and the comparison that says so. Let one of them decide, or have the boundary changed by the owner of
the policy first. Somebody above the decider in the escalation may always decide, unless the boundary says `only`.
"""

from collections.abc import Iterator

from remit.checks.answers import Judged
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.reasons import BOUNDARY, gives, reason
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    if reason(judged) == BOUNDARY:
        who = judged.answer.who or "nobody"
        people = ", ".join(judged.answer.goes_to_people)
        remedy = f"ask {people} to decide it" if people else "let somebody decide it who may: `remit who` tells"
        yield Problem(judged.record.path, f"{who} may not decide this: {gives(judged.answer)}", remedy, ("decider",))


CHECK = Check("P01", "not-yours", ERROR, ANSWER, _run)
