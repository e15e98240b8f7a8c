"""No boundary of the policy covers the topic, so its default applied.

It is a gap in the policy rather than a fault of the record: tell the policy's owner, who can add a boundary.
"""

from collections.abc import Iterator

from remit.authority.answer import DEFAULT
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import WARNING


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    if DEFAULT in judged.answer.flags and judged.record.topics:
        topic = judged.record.topics[0]
        message = f"no boundary covers the topic {topic}: the policy's default applies"
        yield judged.problem(message, "add a boundary for it to the policy", "topic")


CHECK = Check("P07", "no-boundary", WARNING, ANSWER, _run)
