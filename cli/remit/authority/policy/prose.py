"""A policy as prose, for managers: a section for each boundary, then everything else."""

from collections.abc import Iterator
from typing import NamedTuple

from remit.authority.policy.matrix import Grant, Row, rows
from remit.authority.procedure.chain import Level
from remit.authority.procedure.votes import describe
from remit.authority.words import consent_words, joined, size, span_words, when_words
from remit.log.policy import ANYONE, Body, Boundary, Budget, Emergency, Otherwise, Policy, Role


class Section(NamedTuple):
    """A heading and the sentences under it."""

    heading: str
    sentences: tuple[str, ...]


def prose(level: Level) -> tuple[Section, ...]:
    """One policy of a chain in sentences. Names are as in the file."""
    policy, order = level.policy, ", ".join(level.escalation)
    upwards = f"From low to high: {order}. Each may also decide what is assigned to those before it."
    out = [Section(policy.title or policy.name, tuple(_opening(policy)))]
    out += [Section(_heading(row), tuple(_boundary(level, row))) for row in rows(level)]
    rest = (
        ("Anything else", (f"If no boundary above says who decides, {otherwise_words(policy.otherwise)}.",)),
        ("Escalation", (upwards,) if order else ()),
        ("Roles and committees", tuple(_roles(level))),
        ("Budgets", tuple(f"{one.name}: {budget_words(level, one)}." for one in policy.budgets.values())),
        ("In an emergency", tuple(power_words(level, entry) for entry in policy.emergency)),
        ("Delegations", tuple(_delegations(level))),
        ("Waivers", tuple(_waivers(policy))),
        ("Stops", tuple(_stops(policy))),
        ("Not covered by this policy", tuple(_sentence(line) for line in policy.cannot_say)),
    )
    return (*out, *(Section(heading, said) for heading, said in rest if said))


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else text + "."


def _opening(policy: Policy) -> Iterator[str]:
    until = f" and until the day before {policy.until}" if policy.until else ""
    yield f"`{policy.id}` is in force from {policy.start}{until}."
    if policy.extends:
        yield f"It extends the policy `{policy.extends}`, whose prohibitions and requirements apply here too."
    if policy.owner:
        yield f"{policy.owner} may change it."
    if policy.review_by:
        yield f"Its next review is due by {policy.review_by}."


def _heading(row: Row) -> str:
    name = row.rule.title or row.boundary
    topics = joined(["everything" if topic == "*" else topic for topic in row.topics], "and")
    return f"{name} ({topics})"


def _boundary(level: Level, row: Row) -> Iterator[str]:
    only_if = f"If {' and '.join(row.conditions)}: " if row.conditions else ""
    if row.forbids:
        yield f"{only_if}Nobody may decide this.{' ' + _sentence(row.rule.because) if row.rule.because else ''}"
    elif not row.grants:
        if row.ask:
            yield f"{only_if}Required before deciding: {joined(row.ask, 'and')}."
        elif row.tell:
            yield from ([only_if.rstrip()] if only_if else [])
        else:
            yield f"{only_if}Nothing is required, and no decider is named."
    else:
        for number, grant in enumerate(row.grants):
            yield (only_if if number == 0 else "") + _grant(grant)
        if row.ask:
            yield f"Required before deciding: {joined(row.ask, 'and')}."
    if row.tell:
        yield f"Afterwards {joined(row.tell, 'and')} must be informed."
    yield from _rules(row.rule)
    if row.rule.why:
        yield f"Why: {_sentence(row.rule.why)}"


def _grant(grant: Grant) -> str:
    if not grant.roles:
        return f"Nobody may decide {grant.limit or 'it'}."
    who = "Everyone" if grant.roles == (ANYONE,) else grant.who
    where = f" {grant.limit}" if grant.limit else ""
    first = f", after {joined(grant.ask, 'and')}" if grant.ask else ""
    then = f"; afterwards {joined(grant.tell, 'and')} must be informed" if grant.tell else ""
    return f"{who} decides{where}{first}{then}."


def _rules(rule: Boundary) -> Iterator[str]:
    if rule.own == "allowed":
        yield "People may decide this on their own request, or with a conflict of interest."
    if rule.own == "above":
        yield "What somebody requests for themselves is decided by those above them."
    if rule.only:
        yield "Nobody higher up may decide it instead."
    if rule.delegate:
        yield from _delegate(rule)
    if rule.together:
        same = joined(rule.together.same, "and")
        yield f"Decisions with the same {same} within {span_words(rule.together.within)} are added up."
    if rule.budget:
        yield f"It draws on the budget {rule.budget}."
    if rule.decide_within:
        box = rule.decide_within
        yield f"If it is undecided {span_words(box.span)} after it was raised, {box.then} may decide it too."
    if rule.team_may == "loosen":
        yield "A policy that extends this one may name other deciders; the requirements here still apply."
    if rule.record:
        said = {
            "none": "No record is required.",
            "line": "A record of one line is enough.",
            "full": "A full record is required.",
        }
        yield said[rule.record]
    if rule.grade:
        yield f"The decider must be verified, at least as {rule.grade}."


def _delegate(rule: Boundary) -> Iterator[str]:
    allowed = rule.delegate
    if allowed is None:
        return
    if not allowed.allowed:
        yield "It may not be delegated."
        return
    to = f" to {joined(allowed.to)}" if allowed.to else ""
    most = f" up to {size(allowed.up_to)}" if allowed.up_to is not None else ""
    onward = "and passed on" if allowed.onward else "but not passed on"
    yield f"It may be delegated{to}{most}, {onward}."


def otherwise_words(rest: Otherwise) -> str:
    """Who decides what no boundary covers."""
    who = "everyone" if rest.decide == (ANYONE,) else joined(rest.decide)
    said = f"{who} decides" if rest.decide else f"ask {rest.escalate}"
    return said + (f", after advice of {joined([one.of for one in rest.advice], 'and')}" if rest.advice else "")


def _roles(level: Level) -> Iterator[str]:
    for role in level.policy.roles.values():
        yield f"{role.name} is {role_words(role)}."
    for body in level.policy.bodies.values():
        yield f"{body.name} is {body_words(body)}."


def role_words(role: Role) -> str:
    """What a role is: `an edge role, held by ben and dia`."""
    said = f"{_a(role.tier)} role"
    if role.of:
        said += f", each holder for one {role.of}"
    if role.held_by:
        said += f", held by {joined(role.held_by, 'and')}"
    if role.deputy:
        said += f"; while every holder is away, {joined(role.deputy)} is the deputy"
    for acting in role.acting:
        but = f" except for {joined(acting.excepted, 'and')}" if acting.excepted else ""
        said += f"; {acting.who} acts in it from {acting.start} to {acting.until}{but}"
    return said


def body_words(body: Body) -> str:
    """What a committee is, and when its vote is carried."""
    members = f" of {joined(body.members, 'and')}" if body.members else ""
    return f"{_a(body.tier)} committee{members}; a vote is carried by {describe(body.passes)}"


def _a(tier: str) -> str:
    return f"an {tier}" if tier == "edge" else f"a {tier}"


def budget_words(level: Level, budget: Budget) -> str:
    """How much a budget is, and who decides beyond it."""
    per = "in all" if budget.per == "total" else f"a {budget.per}"
    more = f", with {budget.tolerance_percent:f} % tolerance" if budget.tolerance_percent else ""
    return f"{size(budget.amount, level.currency or '')} {per}{more}; beyond it {budget.over} decides"


def power_words(level: Level, entry: Emergency) -> str:
    """What an emergency power lets somebody do, and what it asks of them."""
    topics = joined(["everything" if topic == "*" else topic for topic in entry.topics], "and")
    most = f" up to {size(entry.limit, level.currency or '')}" if entry.limit is not None else ""
    said = joined([consent_words(consent) for consent in entry.consent], "and")
    how = f" with the consent of {said}" if said else " alone"
    where = f", if {when_words(entry.when)}" if entry.when else ""
    first = f", after advice of {joined(entry.advice, 'and')}" if entry.advice else ""
    aside = f" This suspends {joined(entry.sets_aside, 'and')}." if entry.sets_aside else ""
    told = f" {joined(entry.inform, 'and')} must be informed." if entry.inform else ""
    within = f" within {span_words(entry.ratify.within)}" if entry.ratify.within else ""
    by = entry.ratify.by
    after = ""
    if by:
        after = f" It must be {'reported to' if entry.ratify.report_only else 'ratified by'} {by} afterwards{within}."
    return f"{joined(entry.decide)} may decide {topics}{how}{most}{where}{first} ({entry.id}).{aside}{told}{after}"


def _delegations(level: Level) -> Iterator[str]:
    for entry in level.policy.delegations:
        most = f" up to {size(entry.limit, level.currency or '')}" if entry.limit is not None else ""
        what = joined(entry.boundaries, "and")
        yield f"{entry.from_role} lets {entry.to} decide {what}{most} {entry.dates} ({entry.id})."


def _waivers(policy: Policy) -> Iterator[str]:
    for entry in policy.waivers:
        only = f", for {entry.decision} alone" if entry.decision else ""
        why = _sentence(entry.because)
        yield f"{entry.boundary} does not apply from {entry.start} to {entry.until}{only}: {why}"


def _stops(policy: Policy) -> Iterator[str]:
    stops = policy.stops
    if stops is None:
        return
    who = "Everyone" if stops.who == (ANYONE,) else joined(stops.who)
    then = f"; otherwise it is escalated to {stops.then}" if stops.then else ""
    lifted = f" {joined(stops.lifted_by)} may lift a stop." if stops.lifted_by else ""
    yield f"{who} may stop a decision. {stops.responder} must respond within {span_words(stops.respond_within)}{then}.{lifted}"
