"""A decision was made by somebody whom the policy does not give it to.

The message names who has it, and the comparison that says so. Let one of them decide, or have the boundary changed by the owner of
the policy first. Somebody above the decider in the escalation may always decide, unless the boundary says `only`.
"""

from collections.abc import Iterator

from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import BOUNDARY, Judged, gives_to
from remit.log.finding import ERROR


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    answer = judged.answer
    if judged.reason == BOUNDARY:
        people = ", ".join(answer.goes_to_people)
        remedy = f"ask {people} to decide it" if people else "let somebody decide it who may: `remit who` tells"
        compared = f" ({answer.comparison})" if answer.comparison else ""
        message = f"{answer.who or 'nobody'} may not decide this: {gives_to(answer, 'nobody')}{compared}"
        yield judged.problem(message, remedy, "decider")


CHECK = Check("P01", "not-yours", ERROR, ANSWER, _run)
