"""A decision was made at a higher level than the policy requires.

Nothing is wrong with the record. If it happens often, people escalate without need, or don't know that they may decide.
`remit audit boundaries` shows how often.
"""

from remit.authority.answer import ABOVE
from remit.checks.check import ANSWER, INFO, Check, Judged, Known, Problems


@Check("P08", "above-the-boundary", INFO, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    answer = judged.answer
    if judged.decided and ABOVE in answer.flags:
        roles = " or ".join(answer.deciders)
        message = f"{roles} ({answer.could_be}) could have decided this"
        yield judged.problem(message, "next time, leave it to them", "decider")
