"""What the text of one policy shows: review dates (L07), money without a budget (L08), long waivers (L09), decisions without
advice from the front line (L11), unknown names (L12), topics that nothing lists (L17)."""

from collections.abc import Iterator
from datetime import date

from remit.authority.procedure.chain import Level, contains, is_own
from remit.authority.words import joined
from remit.log.duties import Advice
from remit.log.finding import ERROR, INFO, WARNING, Finding
from remit.log.kinds import near
from remit.log.people import People
from remit.log.policy import AMOUNT, ANYONE, CENTRAL, EDGE, FUNCTIONAL, RAISER, Boundary, Policy

LONGEST_WAIVER = 90
"""Days that a waiver may run before lint suggests changing the boundary instead."""


def by_words(level: Level, people: People | None, day: date) -> Iterator[Finding]:
    """L07, L08, L09, L11, L12 and L17 of one policy."""
    yield from _review(level, day)
    for boundary in level.policy.boundaries:
        yield from _budget(level, boundary)
    yield from _far(level)
    yield from _unlisted(level)
    yield from _waivers(level)
    yield from _names(level, people)


def _review(level: Level, day: date) -> Iterator[Finding]:
    due = level.policy.review_by
    if due and due < day:
        remedy = "review it, then write a new version (`remit policy new`) or change `review_by`"
        yield Finding(
            "L07", "policy-review-overdue", WARNING, level.policy.path, f"its review was due on {due}", remedy
        )


def _budget(level: Level, boundary: Boundary) -> Iterator[Finding]:
    """Where a document would say it: on a subject that has a budget elsewhere, and of a role below the top that has no limit."""
    if boundary.measure != AMOUNT or boundary.budget or not boundary.sized:
        return
    roles = dict.fromkeys(name for step in boundary.steps for name in step.decide)
    roles.update(dict.fromkeys(name for name, _ in boundary.limits))
    endless = [name for step in boundary.steps if step.last for name in step.decide]
    endless += [name for name, most in boundary.limits if most is None]
    budgeted = {topic for one in level.boundaries if one.budget for topic in one.topics}
    shared = any(_subject(topic) in map(_subject, budgeted) for topic in boundary.topics)
    if roles and (shared or level.lowest(endless) in (EDGE, FUNCTIONAL)):
        message = f"{joined(list(roles))} may decide {joined(boundary.topics, 'and')}, but no budget limits the total"
        remedy = "add `budget: ID` to the boundary, and its amount under `budgets`"
        yield Finding("L08", "power-without-budget", INFO, level.policy.path, message, remedy, boundary.line)


def _subject(topic: str) -> str:
    """The first part of a topic."""
    return topic.partition("/")[0]


def _lines(boundary: Boundary) -> list[tuple[tuple[str, ...], tuple[Advice, ...]]]:
    """Who decides, and whose advice they take, in each line."""
    flat = [(boundary.decide, boundary.duties.advice)] if boundary.decide else []
    steps = [(step.decide, (*boundary.duties.advice, *step.duties.advice)) for step in boundary.steps if step.decide]
    return flat + steps


def _far(level: Level) -> Iterator[Finding]:
    """In a policy that hears the front line somewhere: where a central role decides without it. Committees hear their members."""
    lines = [(boundary, *line) for boundary in level.policy.boundaries for line in _lines(boundary)]
    far = {
        boundary.id: boundary
        for boundary, names, heard in lines
        if level.lowest(names) == CENTRAL and not level.bodies.keys() & set(names) and not _from_edge(level, heard)
    }
    for boundary in far.values() if any(_from_edge(level, heard) for _, _, heard in lines) else ():
        message = f"{boundary.id} is decided centrally without advice from the front line"
        remedy = "require advice of a role of the tier `edge`: `advice: [ROLE]`"
        yield Finding("L11", "no-frontline-advice", INFO, level.policy.path, message, remedy, boundary.line)


def _from_edge(level: Level, heard: tuple[Advice, ...]) -> bool:
    return any(level.tier(advice.of) == EDGE for advice in heard)


def _unlisted(level: Level) -> Iterator[Finding]:
    """A default that lets somebody decide whatever nothing names, where nothing says which topics there are."""
    rest = level.policy.otherwise
    if rest.decide and not level.topics:
        message = f"{joined(rest.decide)} may decide whatever no boundary names, and nothing lists the topics"
        remedy = "list them under `topics` with a description each: any other topic is then a question"
        yield Finding("L17", "topics-unlisted", INFO, level.policy.path, message, remedy)


def _waivers(level: Level) -> Iterator[Finding]:
    for waiver in level.policy.waivers:
        days = (waiver.until - waiver.start).days + 1
        if days > LONGEST_WAIVER:
            message = f"waiver {waiver.id} runs for {days} days; the limit is {LONGEST_WAIVER}"
            remedy = "end it sooner, or change the boundary"
            yield Finding("L09", "waiver-too-long", WARNING, level.policy.path, message, remedy)


def _names(level: Level, people: People | None) -> Iterator[Finding]:
    known = {*level.roles, *level.bodies, ANYONE, RAISER, *(people.by_handle if people else ())}
    known |= {who for role in level.roles.values() for who in (*role.held_by, *role.deputy)}
    seen: set[str] = set()
    delegates = [(entry.to, 0) for entry in level.policy.delegations] if people else []
    for name, line in (*used_names(level.policy), *delegates):
        if name not in known and name not in seen:
            seen.add(name)
            yield _unknown(level, name, "not a role, committee or person", sorted({*level.roles, *level.bodies}), line)
    yield from _references(level)
    yield from _topics(level)


def _topics(level: Level) -> Iterator[Finding]:
    """Topics of boundaries that the list of topics leaves out: the boundary never applies to them."""
    for boundary in level.policy.boundaries if level.topics else ():
        for topic in boundary.topics:
            if not is_own(topic) and not any(
                contains(known, topic) or contains(topic, known) for known in level.topics
            ):
                message = f"`{topic}` is not in the policy's list of topics, so {boundary.id} never applies"
                yield Finding(
                    "L12",
                    "unknown-name",
                    WARNING,
                    level.policy.path,
                    message,
                    near(topic, sorted(level.topics)),
                    boundary.line,
                )


def _unknown(level: Level, name: str, what: str, known: list[str], line: int = 0) -> Finding:
    return Finding("L12", "unknown-name", ERROR, level.policy.path, f"`{name}` is {what}", near(name, known), line)


def used_names(policy: Policy) -> Iterator[tuple[str, int]]:
    """The names that a policy gives something to, roles, committees and people, each with its line where that is known."""
    for boundary in policy.boundaries:
        parts = [boundary.decide, *(step.decide for step in boundary.steps), tuple(name for name, _ in boundary.limits)]
        parts.append((boundary.beyond,) if boundary.beyond else ())
        parts.append((boundary.decide_within.then,) if boundary.decide_within else ())
        parts += [duties.names for duties in (boundary.duties, *(step.duties for step in boundary.steps))]
        yield from ((name, boundary.line) for names in parts for name in names)
    rest = [policy.escalation, policy.otherwise.decide, tuple(advice.of for advice in policy.otherwise.advice)]
    rest += [(name,) for name in (policy.owner, policy.otherwise.escalate) if name]
    rest += [(budget.over,) for budget in policy.budgets.values()]
    rest += [(*entry.decide, *entry.advice, *entry.inform) for entry in policy.emergency]
    rest += [consent.of for entry in policy.emergency for consent in entry.consent]
    rest += [(entry.ratify.by,) for entry in policy.emergency if entry.ratify.by]
    rest += [(entry.from_role,) for entry in policy.delegations]
    if policy.stops:
        rest.append((policy.stops.responder, *policy.stops.who, *policy.stops.lifted_by))
    yield from ((name, 0) for names in rest for name in names)


def _references(level: Level) -> Iterator[Finding]:
    """Names of boundaries and budgets."""
    ids = {name: one for one in level.boundaries for name in (one.id, f"{one.policy}/{one.id}")}
    policy = level.policy
    named = [(waiver.boundary, 0) for waiver in policy.waivers]
    named += [(name, 0) for entry in policy.delegations for name in entry.boundaries]
    named += [(name, 0) for role in policy.roles.values() for acting in role.acting for name in acting.excepted]
    for name, line in named:
        if name not in ids:
            yield _unknown(level, name, "not a boundary", sorted(ids), line)
    for boundary in policy.boundaries:
        if boundary.budget and boundary.budget not in level.budgets:
            yield _unknown(level, boundary.budget, "not a budget", sorted(level.budgets), boundary.line)
    own = {boundary.id for boundary in policy.boundaries if boundary.forbid or any(s.forbid for s in boundary.steps)}
    for entry in policy.emergency:
        for name in entry.sets_aside:
            if name not in ids:
                yield _unknown(level, name, "not a boundary", sorted(own or ids))
