"""The answer with its explanation: who decides instead, what was compared, what would change it."""

from collections.abc import Iterator

from remit.authority import answer
from remit.authority.answer import Answer
from remit.authority.procedure.chain import Level
from remit.authority.procedure.context import Case
from remit.authority.procedure.deciding_boundary import ZERO, Winner, Winners
from remit.authority.procedure.eligibility import Eligibility
from remit.authority.procedure.matching import Match
from remit.authority.procedure.options import Option
from remit.authority.procedure.role_holders import RoleHolders
from remit.log.facts import show

_RECORD = ("none", "line", "full")
_GRADES = ("claimed", "committed", "signed")


def explain(
    case: Case,
    found: list[Match],
    winners: Winners,
    option: Option,
    eligibility: Eligibility,
    as_role: str | None,
) -> Answer:
    """Everything that is known about the answer."""
    winner, used = winners.all[0], option.used
    boundary, measured = winner.boundary, winner.measured
    because, duties = _because(winner, option), tuple(entry.duty for entry in option.owed)
    whose = winner.deciders if used and used.above else option.goes_to
    delegates = eligibility.delegates(winner) if whose == winner.deciders else ()
    if as_role and option.capacity is None:
        because = f"{case.asker} may not decide it as {as_role}; {because}"
    return Answer(
        option.answer,
        case.asker,
        as_role=used.role if used else None,
        held=used.how if used else "",
        boundary=case.chain.name(boundary) or None,
        clause=boundary.clause,
        why=boundary.why,
        policy=winner.level.policy.id,
        tier=used.tier if used else winner.level.lowest(option.goes_to),
        could_be=winner.level.lowest(winner.named_first or winner.deciders),
        goes_to=option.goes_to,
        goes_to_people=case.people(winner.level, option.goes_to),
        away=case.absences(winner.level, whose, winner.above(whose), delegates, duties),
        comparison=winner.comparison,
        because=because,
        duties=duties,
        flags=_flags(winner, option, winners.ties),
        related=measured.with_ids if measured else (),
        delegation=used.delegation if used else None,
        emergency=option.emergency.entry.id if option.emergency else None,
        ties=winners.ties,
        would_change=tuple(_would_change(winner, option, eligibility, case.people(winner.level, winner.following))),
        notes=option.notes,
        record=_most(_RECORD, [match.boundary.record for match in found]) or "line",
        grade=_most(_GRADES, [match.boundary.grade for match in found]),
        boundaries=tuple(case.chain.name(match.boundary) for match in found),
        deciders=winner.deciders,
        refused=tuple(eligibility.refused(winner)) if option.capacity is None else (),
    )


def _most(order: tuple[str, ...], said: list[str | None]) -> str | None:
    """The strictest of what the boundaries ask; None where none asks."""
    return max((word for word in said if word), key=order.index, default=None)


def _flags(winner: Winner, option: Option, ties: tuple[str, ...]) -> tuple[str, ...]:
    used = option.used
    flags = {
        answer.EMERGENCY: option.emergency,
        answer.ABOVE: used and used.above,
        answer.DELEGATED: used and used.delegation,
        answer.TIMEBOX: used and used.timebox,
        answer.TIE: ties,
        answer.RELATED: winner.measured and winner.measured.with_ids,
        answer.DEFAULT: winner.otherwise,
    }
    return tuple(flag for flag, raised in flags.items() if raised)


def _because(winner: Winner, option: Option) -> str:
    if option.because:
        return option.because
    said = winner.assigns(winner.deciders)
    if option.used and option.used.above:
        said += f"; {option.used.role} is above in the escalation"
    if option.answer == answer.DECIDE_AFTER:
        said += "; first: " + "; ".join(option.waits_for)
    return said


def _would_change(
    winner: Winner, option: Option, eligibility: Eligibility, following: tuple[str, ...]
) -> Iterator[str]:
    """What would make it another answer. `following`: the people who decide what is larger."""
    if winner.boundary.limits:
        yield from _by_limit(winner, option, eligibility)
    elif option.answer == answer.DECIDE:
        yield from _larger(winner, eligibility, following)
    else:
        yield from _smaller(winner, eligibility)
    if option.answer == answer.DECIDE_AFTER:
        yield from option.waits_for
    elif option.answer == answer.ESCALATE:
        yield f"ask {' or '.join(option.goes_to)}"


def _smaller(winner: Winner, eligibility: Eligibility) -> Iterator[str]:
    """The largest step that is theirs alone, where this one is not."""
    steps, measure = winner.boundary.steps, winner.boundary.measure
    here = steps.index(winner.step) if winner.step else len(steps)
    alone = [step for step in steps[:here] if not step.duties.any and eligibility.holds_one(winner, step.decide)]
    if alone:
        word = "below" if alone[-1].up_to is None else "up to"
        how = "" if winner.boundary.duties.any else " alone"
        yield f"{measure} {word} {show(alone[-1].end or ZERO)} you could decide{how}"


def _larger(winner: Winner, eligibility: Eligibility, following: tuple[str, ...]) -> Iterator[str]:
    """Where this step ends, and who comes then."""
    if winner.step and winner.following and not eligibility.holds_one(winner, winner.following):
        word = "from" if winner.step.up_to is None else "over"
        people = f" ({', '.join(following)})" if following else ""
        yield f"{word} {show(winner.step.end or ZERO)}: {' or '.join(winner.following)}{people}"


def _by_limit(winner: Winner, option: Option, eligibility: Eligibility) -> Iterator[str]:
    limits = winner.boundary.limits
    theirs = [most for role, most in limits if most is not None and eligibility.holds_one(winner, (role,))]
    if option.answer == answer.ESCALATE and theirs:
        yield f"{winner.boundary.measure} up to {show(max(theirs))} you could decide"


def complete(case: Case, found: Answer) -> Answer:
    """What every answer carries: topics, what the policies cannot say, who holds the roles that it goes to, and remarks."""
    level, related = case.chain.lowest, case.question.related
    notes = [] if case.role_holders.here(case.asker) else [f"{case.asker} has left"]
    notes += [
        _nobody(case.role_holders, level, name)
        for name in found.goes_to
        if (name in level.roles or name in level.bodies) and not case.role_holders.holders(level, name)
    ]
    if found.ties:
        notes.append(f"these boundaries apply equally: {', '.join(found.ties)}; the stricter one counts")
    notes += [
        f"{name} is not an accepted decision, so its amount is not counted"
        for name in related
        if name != case.question.id and case.ground.register.find(name) is None
    ]
    return found._replace(
        topics=case.question.topics,
        cannot_say=case.chain.cannot_say,
        policy=found.policy or level.policy.id,
        goes_to_people=found.goes_to_people or case.people(level, found.goes_to),
        waivers=tuple(dict.fromkeys(case.waivers)),
        notes=(*found.notes, *notes),
    )


def _nobody(role_holders: RoleHolders, level: Level, name: str) -> str:
    """That a role has no holder; of one that has areas, for which areas it is held."""
    role = level.roles.get(name)
    held = role_holders.areas(role) if role and role.of else []
    if role and role.of and held:
        return f"nobody holds {name} for the {role.of} given; it is held for {', '.join(held)}"
    return f"nobody holds {name}: add a holder in people.yml, or a deputy in the policy"
