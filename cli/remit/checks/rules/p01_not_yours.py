"""Somebody decided who may not, according to the policy.

The message names who may decide, and why. Ask one of them to decide, or ask the owner of the policy to change the boundary
first. Roles above the decider in the escalation may always decide, unless the boundary says `only`.
"""

from remit.checks.check import ANSWER, BOUNDARY, ERROR, Check, Judged, Known, Problems, gives_to


@Check("P01", "not-yours", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    answer = judged.answer
    if judged.reason == BOUNDARY:
        people, topic = " or ".join(answer.goes_to_people), next(iter(judged.record.topics), "TOPIC")
        remedy = f"ask {people} to decide it" if people else f"ask somebody who may decide it: `remit who {topic}`"
        compared = f" ({answer.comparison})" if answer.comparison else ""
        message = f"{answer.who or 'nobody'} may not decide this: {gives_to(answer, 'nobody')}{compared}"
        yield judged.problem(message, remedy, "decider")
