"""A boundary depends on facts that the record does not give, so it is unclear who decides.

Add them under `facts:`. For a proposal this is a warning, for a decision an error. Facts that a boundary requires and that
don't have the required value are reported too.
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
            message = f"need more information: {', '.join(f'`{fact}`' for fact in facts)} ({depends})"
            yield judged.problem(message, f"add `facts: {{{facts[0]}: …}}`", where, level=level)
    yield from judged.problems_of_missing("make sure that it is met, then add it under `facts:`", REQUIRE)


CHECK = Check("P06", "facts-missing", ERROR, ANSWER, _run)
