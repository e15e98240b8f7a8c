"""Duties that a decided record does not show as met."""

from collections.abc import Iterator

from remit.authority.answer import DECIDE, DECIDE_AFTER, Duty
from remit.checks.answers import Judged
from remit.checks.check import Problem

_WEIGHED = (DECIDE, DECIDE_AFTER)
"""Answers under which it was the decider's: only then does what was missing matter."""


def missing(judged: Judged, *kinds: str) -> Iterator[Duty]:
    """The duties of these kinds that stood in the way of a decision that was made all the same."""
    if judged.decided and judged.answer.answer in _WEIGHED:
        yield from (duty for duty in judged.answer.duties if duty.kind in kinds and not duty.met)


def says_missing(judged: Judged, kinds: tuple[str, ...], remedy: str) -> Iterator[Problem]:
    """One sentence for each, in the words of the answer."""
    for duty in missing(judged, *kinds):
        boundary = f"the boundary {duty.boundary} asks for it" if duty.boundary else "the policy asks for it"
        what = duty.text or f"{duty.kind} of {', '.join(duty.who)}"
        yield Problem(judged.record.path, f"{what} ({boundary})", remedy, ("decided",))
