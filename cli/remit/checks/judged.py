"""A record with the answer of the decision procedure, and why that answer is not a plain yes."""

from collections.abc import Iterator
from typing import NamedTuple

from remit.authority.answer import DECIDE, DECIDE_AFTER, ESCALATE, OBJECTION, Answer, Duty
from remit.authority.procedure.answers import says_more
from remit.checks.check import IN_FORCE, Known, Problem
from remit.log.record import Record

BOUNDARY, INTEREST, BUDGET, DELEGATION, ROLE, OBJECTED = (
    "boundary",
    "interest",
    "budget",
    "delegation",
    "role",
    "objection",
)


class Judged(NamedTuple):
    """A record and the answer to it: at its decision where it is decided, now where it is open."""

    record: Record
    answer: Answer

    @property
    def decided(self) -> bool:
        """Whether it was decided to do it."""
        return self.record.status in IN_FORCE

    @property
    def theirs(self) -> bool:
        """Whether it was decided by somebody who may decide it: only then does a missing requirement matter."""
        return self.decided and self.answer.answer in (DECIDE, DECIDE_AFTER)

    def problem(self, message: str, remedy: str, *where: str, level: str = "") -> Problem:
        """What is wrong with the record, at a key of its front matter."""
        return Problem(self.record.path, message, remedy, where, level=level)

    def missing(self, *kinds: str) -> Iterator[Duty]:
        """The requirements of these kinds that were not met when the decision was made."""
        if self.theirs:
            yield from (duty for duty in self.answer.duties if duty.kind in kinds and not duty.met)

    def problems_of_missing(self, remedy: str, *kinds: str) -> Iterator[Problem]:
        """One problem for each of those requirements."""
        yield from (self.problem_of(duty, remedy) for duty in self.missing(*kinds))

    def problem_of(self, duty: Duty, remedy: str) -> Problem:
        """One sentence for a requirement that is not met, in the words of the answer."""
        boundary = f"required by the boundary {duty.boundary}" if duty.boundary else "required by the policy"
        what = duty.text or f"{duty.kind} of {', '.join(duty.who)}"
        return self.problem(f"{what} ({boundary})", remedy, "decided")

    @property
    def reason(self) -> str | None:
        """The one reason why the decider could not decide the record; None if they could, or if it is undecided."""
        answer, record = self.answer, self.record
        if not self.decided or answer.answer != ESCALATE or not record.decider:
            return None
        if any(use.exceeded for use in answer.budget):
            return BUDGET
        if any(duty.kind == OBJECTION and not duty.met for duty in answer.duties):
            return OBJECTED
        if record.decider == record.head.get("requester") or record.decider in record.list_of("interested"):
            return INTEREST
        if answer.refused:
            return DELEGATION
        return ROLE if record.head.get("as") and record.head["as"] in answer.deciders else BOUNDARY


def judged(record: Record, known: Known) -> Judged | None:
    """The answer to a record if a check may have something to say about it; None without a policy, or if all is fine."""
    if not (known.log.judged and record.native) or record.head.get("imported"):
        return None
    found = known.answers.of(record)
    if found is None or (_is_plain(record, found) and not record.is_open and not says_more(record)):
        return None
    answer = known.answers.full(record)
    return Judged(record, answer) if answer else None


def _is_plain(record: Record, answer: Answer) -> bool:
    """Whether no check has anything to say to an answer, and the record says the same."""
    if answer.answer != DECIDE or not all(duty.met for duty in answer.duties):
        return False
    if answer.flags or answer.refused or answer.budget or answer.ties:
        return False
    return (answer.tier, answer.boundary) == (record.tier, record.boundary)


def wanted(duty: Duty) -> str:
    """Whom a command names to meet a requirement: the roles or committees, or as many of them as are needed."""
    return " ".join(duty.who[: max(duty.needs, 1)]) or "WHO"


def gives_to(answer: Answer, nobody: str) -> str:
    """Who may decide: `the boundary tools assigns it to platform-lead`; `nobody` if the answer names nobody."""
    to = " or ".join(answer.goes_to or answer.deciders) or nobody
    return f"the boundary {answer.boundary} assigns it to {to}" if answer.boundary else f"{to} decides this"
