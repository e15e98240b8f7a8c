"""Decisions for one supplier, under one boundary and within a week, would together need another decider.

They may be repeat orders, or one purchase in parts; only people can tell, so this is a warning. If they belong together,
add `related: [ID]` and ask whoever may decide the total. A boundary with `together:` adds such decisions up by itself.
"""

from bisect import bisect_left
from datetime import timedelta

from remit.authority.answer import DECIDE, Answer
from remit.authority.procedure.chain import policy_for
from remit.authority.procedure.decision import judge
from remit.authority.procedure.question import question_of
from remit.checks.check import LOG, WARNING, Check, Known, Problem, Problems
from remit.log.log import Log
from remit.log.moment import Moment
from remit.log.record import ACCEPTED, Record

DAYS = 7
"""Decisions further apart than this count as separate orders."""
_Dated = tuple[Moment, Record]


@Check("X01", "may-be-split", WARNING, LOG, whole=True, timely=True)
def rule(log: Log, known: Known) -> Problems:
    if not log.judged:
        return
    for (supplier, _), group in _groups(log, known).items():
        days = [when.day_in(known.zone) for when, _ in group]
        for index, (_, record) in enumerate(group):
            first = bisect_left(days, days[index] - timedelta(days=DAYS - 1))
            others = tuple(other.id for _, other in group[first:index] if not _belong_together(record, other))
            if others:
                yield from _judged(log, known, record, others, supplier)


def _groups(log: Log, known: Known) -> dict[tuple[str, str], list[_Dated]]:
    """Accepted decisions by supplier and boundary, in the order in which they were made."""
    out: dict[tuple[str, str], list[_Dated]] = {}
    for record in log.records:
        supplier, when = record.facts.get("supplier"), record.decided
        plain = record.native and record.status == ACCEPTED and not record.decided_elsewhere
        if plain and when and record.boundary and isinstance(supplier, str):
            out.setdefault((supplier, record.boundary), []).append((when, record))
    for group in out.values():
        group.sort(key=lambda dated: (dated[0].last_instant(known.zone), dated[1].id))
    return {key: group for key, group in out.items() if len(group) > 1}


def _belong_together(record: Record, other: Record) -> bool:
    """Whether one of the two says that they belong together."""
    return other.id in record.list_of("related") or record.id in other.list_of("related")


def _judged(log: Log, known: Known, record: Record, others: tuple[str, ...], supplier: str) -> Problems:
    """The finding where its decider could decide it alone, but not together with the others."""
    alone = known.answers.full(record)
    if record.decided is None or alone is None or alone.answer != DECIDE or alone.emergency:
        return
    question = question_of(record, log.zone)
    both = judge(
        known.answers.ground,
        question._replace(related=(*question.related, *others)),
        record.decider or "",
        record.decided,
        policy=policy_for(log, record, record.decided),
    )
    if isinstance(both, Answer) and both.answer != DECIDE:
        message = f"with {', '.join(others)} ({supplier}, {DAYS} days) {both.comparison or both.because}"
        remedy = f"if they belong together, add `related: [{', '.join(others)}]` and ask whoever may decide the total"
        yield Problem(record.path, message, remedy, ("facts",))
