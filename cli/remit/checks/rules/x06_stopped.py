"""A stop was open when the decision was made.

A stop of a decision, a topic or a budget applies until it is lifted (`remit resume ID`, `remit resume --topic TOPIC`), or until its
end date. The policy names who must respond to it. Decide after the stop is lifted.
"""

from remit.authority.answer import STOP
from remit.checks.check import AGAIN, ANSWER, ERROR, Check, Judged, Known, Problems


@Check("X06", "stopped", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    answer = judged.answer
    if judged.decided and answer.answer == STOP:
        to = " or ".join(answer.goes_to_people or answer.goes_to) or "whoever must respond to it"
        message = f"a stop by {answer.stopped_by} was open: {answer.because}"
        remedy = f"ask {to} to {answer.would_change[0]}; {AGAIN}"
        yield judged.problem(message, remedy, "decided")
