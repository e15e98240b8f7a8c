"""The answer with everything that explains it: who it goes to, what was compared, what would change it."""

from collections.abc import Iterator

from remit.authority import answer
from remit.authority.answer import Answer, BudgetUse, Refused
from remit.authority.procedure.chain import Level
from remit.authority.procedure.context import Case
from remit.authority.procedure.eligibility import Standing, is_about, refusal, stands_as
from remit.authority.procedure.matching import Match
from remit.authority.procedure.rulings import ZERO, Ruling
from remit.authority.procedure.verdict import Verdict
from remit.log.facts import show
from remit.log.policy import Step

_RECORD = ("none", "line", "full")
_GRADES = ("claimed", "committed", "signed")


def explain(
    case: Case,
    found: list[Match],
    rulings: list[Ruling],
    verdict: Verdict,
    ties: tuple[str, ...],
    uses: tuple[BudgetUse, ...],
    as_role: str | None,
) -> Answer:
    """Everything that is known about the answer."""
    ruling, used = rulings[0], verdict.used
    boundary, measured = ruling.boundary, ruling.measured
    return Answer(
        verdict.answer,
        case.asker,
        as_role=used.role if used else None,
        held=used.how if used else "",
        boundary=case.chain.name(boundary) if boundary.id else None,
        clause=boundary.clause,
        why=boundary.why,
        policy=ruling.level.policy.id,
        tier=used.tier if used else ruling.level.lowest(verdict.goes_to),
        could_be=ruling.level.lowest(ruling.named_first or ruling.deciders),
        goes_to=verdict.goes_to,
        goes_to_people=who_now(case, ruling.level, verdict.goes_to),
        comparison=ruling.comparison,
        because=_because(case, ruling, verdict, as_role),
        duties=verdict.duties,
        budget=uses,
        flags=_flags(ruling, verdict, ties),
        related=measured.with_ids if measured else (),
        delegation=used.delegation if used else None,
        emergency=verdict.emergency,
        ties=ties,
        would_change=tuple(_would_change(case, ruling, verdict)),
        notes=verdict.notes,
        record=_most(_RECORD, [match.boundary.record for match in found]) or "line",
        grade=_most(_GRADES, [match.boundary.grade for match in found]),
        boundaries=tuple(case.chain.name(match.boundary) for match in found),
        deciders=ruling.deciders,
        refused=tuple(_refused(case, ruling)) if verdict.standing is None else (),
    )


def _refused(case: Case, ruling: Ruling) -> Iterator[Refused]:
    """Delegations of this boundary to the asker, and why they do not reach."""
    for level in case.chain.levels:
        for delegation in level.policy.delegations:
            if (
                case.offices.canonical(delegation.to) == case.asker
                and is_about(case, ruling, delegation, level)
                and (why := refusal(case, ruling, delegation, level, case.asker))
            ):
                yield Refused(delegation.id, why)


def _most(order: tuple[str, ...], said: list[str | None]) -> str | None:
    """The strictest of what the boundaries ask; None where none asks."""
    return max((word for word in said if word), key=order.index, default=None)


def _flags(ruling: Ruling, verdict: Verdict, ties: tuple[str, ...]) -> tuple[str, ...]:
    used = verdict.used
    flags = {
        answer.EMERGENCY: verdict.emergency,
        answer.ABOVE: used and used.above,
        answer.DELEGATED: used and used.delegation,
        answer.TIMEBOX: used and used.timebox,
        answer.TIE: ties,
        answer.RELATED: ruling.measured and ruling.measured.with_ids,
        answer.DEFAULT: ruling.otherwise,
    }
    return tuple(flag for flag, raised in flags.items() if raised)


def _because(case: Case, ruling: Ruling, verdict: Verdict, as_role: str | None) -> str:
    if verdict.because:
        if as_role and verdict.standing is None:
            return f"{case.asker} may not decide it as {as_role}; {verdict.because}"
        return verdict.because
    if ruling.otherwise:
        said = f"no boundary covers it, and the policy then leaves it to {' or '.join(ruling.deciders)}"
    else:
        said = f"{ruling.boundary.id} gives it to {' or '.join(ruling.deciders)}"
    if ruling.comparison:
        said += f": {ruling.comparison}"
    if verdict.used and verdict.used.above:
        said += f"; {verdict.used.role} stands above"
    if verdict.answer == answer.DECIDE_AFTER:
        said += "; first: " + "; ".join(duty.text for duty in verdict.duties if duty.missing)
    return said


def _would_change(case: Case, ruling: Ruling, verdict: Verdict) -> "list[str]":
    if ruling.boundary.limits:
        out = _by_limit(case, ruling, verdict)
    else:
        out = _larger(case, ruling) if verdict.answer == answer.DECIDE else _smaller(case, ruling)
    if verdict.answer == answer.DECIDE_AFTER:
        out += [duty.text for duty in verdict.duties if duty.missing]
    elif verdict.answer == answer.ESCALATE:
        out.append(f"ask {' or '.join(verdict.goes_to)}")
    return out


def _smaller(case: Case, ruling: Ruling) -> "list[str]":
    """The largest step that is theirs alone, where this one is not."""
    steps = ruling.boundary.steps
    here = steps.index(ruling.step) if ruling.step else len(steps)
    alone = [step for step in steps[:here] if not step.duties.any and _held(case, ruling, step.decide)]
    if not alone:
        return []
    word = "you could decide" if ruling.boundary.duties.any else "you could decide alone"
    return [f"{ruling.boundary.measure} {_end(alone[-1])} {word}"]


def _end(step: Step) -> str:
    if step.up_to is not None:
        return f"up to {show(step.up_to)}"
    return f"below {show(step.below or ZERO)}"


def _larger(case: Case, ruling: Ruling) -> "list[str]":
    """Where this step ends, and who comes then."""
    step, boundary = ruling.step, ruling.boundary
    if step is None or step.last:
        return []
    following = boundary.steps[boundary.steps.index(step) + 1 :]
    names = following[0].decide if following else (boundary.beyond,) if boundary.beyond else ()
    if not names or _held(case, ruling, names):
        return []
    word, end = ("over", step.up_to) if step.up_to is not None else ("from", step.below)
    people = who_now(case, ruling.level, names)
    return [f"{word} {show(end or ZERO)}: {' or '.join(names)}" + (f" ({', '.join(people)})" if people else "")]


def _by_limit(case: Case, ruling: Ruling, verdict: Verdict) -> "list[str]":
    limits = [most for role, most in ruling.boundary.limits if most is not None and _held(case, ruling, (role,))]
    if verdict.answer == answer.ESCALATE and limits:
        return [f"{ruling.boundary.measure} up to {show(max(limits))} you could decide"]
    return []


def _held(case: Case, ruling: Ruling, names: tuple[str, ...]) -> bool:
    found: list[Standing | None] = [stands_as(case, ruling, name, case.asker) for name in names]
    return any(standing and not standing.body for standing in found)


def fill(case: Case, found: Answer) -> Answer:
    """What every answer carries: topics, what the policies cannot say, and who holds the roles that it goes to."""
    return found._replace(
        topics=case.question.topics,
        cannot_say=case.chain.cannot_say,
        policy=found.policy or case.chain.lowest.policy.id,
        goes_to_people=found.goes_to_people or who_now(case, case.chain.lowest, found.goes_to),
        waivers=tuple(dict.fromkeys(case.waivers)),
        notes=(*found.notes, *_remarks(case, found)),
    )


def who_now(case: Case, level: Level, names: tuple[str, ...]) -> tuple[str, ...]:
    """Who holds some roles; not the asker, and nobody who is away while others are there."""
    people = [who for name in names for who in case.offices.holders(level, name) if who != case.asker]
    here = [who for who in people if who not in case.offices.absent]
    return tuple(dict.fromkeys(here or people))


def _remarks(case: Case, found: Answer) -> Iterator[str]:
    """What stands in the way and is no rule: somebody left, or nobody holds a role."""
    if not case.offices.here(case.asker):
        yield f"{case.asker} had left"
    level = case.chain.lowest
    for name in found.goes_to:
        if (name in level.roles or name in level.bodies) and not case.offices.holders(level, name):
            yield f"nobody holds {name}: name a holder or a deputy in people.yml"
    if found.ties:
        yield f"two boundaries apply equally: {', '.join(found.ties)}; the stricter counts"
    for name in case.question.related:
        if name != case.question.id and case.ground.register.find(name) is None:
            yield f"{name} is no accepted decision, so its amount is not counted"
