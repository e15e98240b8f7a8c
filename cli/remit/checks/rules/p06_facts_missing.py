"""A boundary depends on facts that the record does not give, so it is unclear who decides.

Add them under `facts:`. For a proposal this is a warning, for a decision an error. Facts that a boundary requires and that
don't have the required value are reported too.
"""

from remit.authority.answer import ASK, REQUIRE
from remit.checks.check import ANSWER, ERROR, WARNING, Check, Judged, Known, Problems


@Check("P06", "facts-missing", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
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
