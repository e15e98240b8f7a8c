"""What the policy says to a record: the seam between the writing commands and the decision procedure."""

from decimal import Decimal, InvalidOperation

from remit.commands._desk import Desk
from remit.model.answer import DECIDE, ESCALATE, Answer, NoAnswer
from remit.model.policy import Boundary, Policy
from remit.model.problem import CannotProceed
from remit.model.record import Record

Verdict = Answer | NoAnswer


def judge(desk: Desk, record: Record, who: str) -> Verdict:
    """May `who` decide `record` now? NoAnswer where no policy judges this log."""
    if desk.log.settings.policy == "none":
        return NoAnswer("none", "nobody has decided who decides here (`policy: none`)")
    policy = _in_force(desk)
    boundary = _boundary(policy, record)
    if boundary is None:
        return Answer(
            ESCALATE, who, goes_to=(policy.otherwise.escalate or "",), because="no boundary covers this topic"
        )
    deciders = _deciders(boundary, record)
    held = {hold.role for hold in (desk.log.people.holds if desk.log.people else ()) if hold.who == who}
    role = next((name for name in deciders if name in held), None)
    tier = policy.roles[deciders[0]].tier if deciders[0] in policy.roles else None
    if role is None:
        return Answer(
            ESCALATE, who, boundary=boundary.id, goes_to=deciders, because=f"{boundary.id} gives it to {deciders[0]}"
        )
    return Answer(
        DECIDE, who, role, "holder", boundary.id, tier=tier, could_be=tier, because=f"this is yours: {boundary.id}"
    )


def ending(desk: Desk, record: Record, who: str) -> Verdict:
    """May `who` end (supersede, deprecate, reverse) an accepted record today?"""
    return judge(desk, record, who)


def _in_force(desk: Desk) -> Policy:
    name = desk.log.settings.policy
    named = [entry for entry in desk.log.policies if name in (None, entry.name) and entry.start <= desk.now.date()]
    if not named:
        raise CannotProceed("there is no policy here", "`remit init` writes one; or write `policy: none` in remit.yml")
    return max(named, key=lambda entry: entry.start)


def _boundary(policy: Policy, record: Record) -> Boundary | None:
    fitting = [
        (len(topic.split("/")), boundary)
        for boundary in policy.boundaries
        for topic in boundary.topics
        for wanted in record.topics[:1]
        if boundary.grants and (wanted == topic or wanted.startswith(topic + "/"))
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _deciders(boundary: Boundary, record: Record) -> tuple[str, ...]:
    try:
        amount = Decimal(str(record.facts.get(boundary.measure, "0")))
    except InvalidOperation:
        amount = Decimal(0)
    return next((step.decide for step in boundary.steps if step.holds(amount)), boundary.decide)
