"""No boundary of the policy covers the topic, so the policy's default (`otherwise`) applied.

The gap is in the policy, not in the record: ask the policy's owner to add a boundary.
"""

from remit.authority.answer import DEFAULT
from remit.checks.check import ANSWER, WARNING, Check, Judged, Known, Problems


@Check("P07", "no-boundary", WARNING, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    if DEFAULT in judged.answer.flags and judged.record.topics:
        topic = judged.record.topics[0]
        message = f"no boundary covers the topic {topic}: the policy's default applies"
        yield judged.problem(message, "ask the policy's owner to add a boundary for it", "topic")
