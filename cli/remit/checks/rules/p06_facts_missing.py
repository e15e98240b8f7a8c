"""A boundary depends on facts that the record does not give, so nobody can say whose decision it is.

Add them under `facts:`. For a proposal it is a hint, for a decision an error. A fact that a boundary requires to hold and that does
not hold is named too.
"""

from collections.abc import Iterator

from remit.authority.answer import ASK, REQUIRE
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import ERROR, WARNING


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    answer, record = judged.answer, judged.record
    if answer.answer == ASK and record.topics:
        facts = [fact for fact in answer.missing if fact not in ("topic", "rate")]
        if facts:
            depends = f"the boundary {answer.boundary} depends on it" if answer.boundary else answer.because
            level = "" if judged.decided else WARNING
            where = "facts" if "facts" in record.head else "topic"
            message = f"it cannot be judged without {', '.join(f'`{fact}`' for fact in facts)}: {depends}"
            yield judged.problem(message, f"write `facts: {{{facts[0]}: …}}`", where, level=level)
    yield from judged.problems_of_missing("see to it that it holds, and say so under `facts:`", REQUIRE)


CHECK = Check("P06", "facts-missing", ERROR, ANSWER, _run)
