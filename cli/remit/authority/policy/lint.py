"""What is wrong with policies, found before anybody is checked against them (checks L01 to L17)."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from remit.authority.answer import NoAnswer
from remit.authority.policy.lint_delegations import by_delegations
from remit.authority.policy.lint_words import by_words
from remit.authority.policy.trials import (
    MOST,
    Facts,
    Plan,
    case_of,
    essential,
    fact_words,
    frozen,
    plan,
    relevant,
)
from remit.authority.procedure.chain import Chain, Level, Policies, contains
from remit.authority.procedure.context import Ground
from remit.authority.procedure.deciding_boundary import Winner, Winners, winners
from remit.authority.procedure.matching import matches
from remit.authority.procedure.role_holders import RoleHolders
from remit.authority.words import joined
from remit.log.facts import Fact
from remit.log.finding import ERROR, INFO, WARNING, Finding
from remit.log.people import People
from remit.log.policy import ANYONE, EVERYTHING, Boundary, Policy, Unreadable


def lint(
    policies: Iterable[Policy], people: People | None, day: date, unreadable: Collection[Unreadable] = ()
) -> list[Finding]:
    """Every finding about the versions in force on `day` or later, by file and line.

    L01 gap · L02 overlap · L03 two versions of one day · L04 a lower policy allows more · L05 nobody holds a role · L06 only
    one person can decide · L07 review overdue · L08 money without a budget · L09 long waiver · L11 no advice from the front
    line · L12 unknown name · L16 delegation without effect · L17 topics that nothing lists. `people` None: only the policy itself says who holds roles. What extends one of the `unreadable`
    versions is left out: nobody can say what it inherits.
    """
    prepared = Policies(policies, unreadable=unreadable)
    ground = Ground(prepared, people)
    found = [finding for name in prepared.by_name for finding in _of(ground, name, day)]
    return sorted(dict.fromkeys(found), key=lambda finding: finding.sort_key)


def judging(policies: Policies, name: str, day: date) -> list[Policy]:
    """The version of a policy in force on a day, and those that begin later."""
    now = policies.version(name, day)
    later = [version for version in policies.by_name[name] if version.start > day]
    return [*([now] if isinstance(now, Policy) else []), *sorted(later, key=lambda version: version.start)]


def _of(ground: Ground, name: str, day: date) -> Iterator[Finding]:
    yield from _clashes(ground.policies, name)
    for version in judging(ground.policies, name, day):
        when = max(day, version.start)
        chain = ground.policies.chain(when, name)
        if isinstance(chain, NoAnswer) and chain.reason == "unreadable":
            continue
        if isinstance(chain, NoAnswer):
            yield Finding("L12", "unknown-name", ERROR, version.path, chain.message, chain.remedy)
            continue
        yield from by_words(chain.lowest, ground.people, when)
        yield from by_people(chain.lowest, ground.role_holders(when))
        yield from by_delegations(chain.lowest, ground.role_holders(when), when)
        yield from by_trial(ground, chain, when)


def _clashes(policies: Policies, name: str) -> Iterator[Finding]:
    seen: dict[date, Policy] = {}
    for version in policies.by_name[name]:
        other = seen.setdefault(version.start, version)
        if other is not version:
            first = other.path.rpartition("/")[2]
            message = f"{first} starts on the same day, {version.start}"
            remedy = "change `in_force: from` of the newer one, and its file name"
            yield Finding("L03", "versions-clash", ERROR, version.path, message, remedy)


def deciders_of(boundary: Boundary) -> Iterator[tuple[str, ...]]:
    """Who decides, for each line of a boundary: `decide`, each step, each limit and all higher ones, `beyond`."""
    if boundary.decide:
        yield boundary.decide
    yield from (step.decide for step in boundary.steps if step.decide)
    for _, most in boundary.limits:
        yield tuple(name for name, other in boundary.limits if other is None or (most is not None and other >= most))
    if boundary.beyond:
        yield (boundary.beyond,)


def able(level: Level, role_holders: RoleHolders, boundary: Boundary, names: tuple[str, ...]) -> set[str]:
    """Who could decide today as one of `names` or from above; a body's members count, for they can vote."""
    wanted = (*names, *(() if boundary.only else level.superiors(names)))
    found = {who for name in wanted for who in role_holders.holders(level, name, boundary)}
    return found | {name for name in names if name not in level.roles and name not in level.bodies and name != ANYONE}


def by_people(level: Level, role_holders: RoleHolders) -> Iterator[Finding]:
    """L05 and L06 of one policy."""
    wanted = dict.fromkeys(
        name for boundary in level.policy.boundaries for names in deciders_of(boundary) for name in names
    )
    for name in wanted:
        if name in level.roles and not role_holders.holders(level, name):
            remedy = f"add a holder: `remit people holds WHO {name}`"
            yield Finding("L05", "role-empty", WARNING, level.policy.path, f"nobody holds {name}", remedy)
    yield from _single(level, role_holders)


def _single(level: Level, role_holders: RoleHolders) -> Iterator[Finding]:
    only: dict[str, dict[str, int]] = {}
    roles: dict[str, str] = {}
    for boundary in level.policy.boundaries:
        for names in deciders_of(boundary):
            if ANYONE in names:
                continue
            people = able(level, role_holders, boundary, names)
            if len(people) == 1 and not any(level.roles[name].deputy for name in names if name in level.roles):
                who = next(iter(people))
                only.setdefault(who, {}).update(dict.fromkeys(boundary.topics, boundary.line))
                roles.setdefault(who, names[0])
    for who, topics in only.items():
        message = f"only {who} can decide {joined(list(topics), 'and')}, and there is no deputy"
        remedy = (
            f"name a deputy of {roles[who]} in the policy, or a second holder: `remit people holds WHO {roles[who]}`"
        )
        if roles[who] in level.bodies:
            remedy = f"give {roles[who]} another member, or a role of its members a second holder"
        yield Finding(
            "L06", "single-holder", WARNING, level.policy.path, message, remedy, next(iter(topics.values()), 0)
        )


CASES, LEAST = 60_000, 200
"""How many combinations are tested for one policy, about three seconds; and the minimum for each topic."""
SHOWN = 3
"""How many gaps of one topic are reported; the others usually have the same cause."""
Key = tuple[tuple[str, Fact], ...]


def by_trial(ground: Ground, chain: Chain, day: date) -> Iterator[Finding]:
    """L01, L02 and L04 of the lowest policy of a chain."""
    level = chain.lowest
    topics = _topics(level.policy)
    for topic in topics:
        tried = plan(chain, topic, max(LEAST, min(MOST, CASES // len(topics))))
        if tried.total > len(tried.cases):
            message = f"{len(tried.cases)} of {tried.total} combinations of facts were tested for {topic}"
            remedy = "use fewer facts or thresholds on one topic to have all of them tested"
            yield Finding("L01", "policy-gap", INFO, level.policy.path, message, remedy)
        yield from _topic(ground, chain, day, tried)


def _topics(policy: Policy) -> list[str]:
    return list(dict.fromkeys(topic for boundary in policy.boundaries for topic in boundary.topics))


def _topic(ground: Ground, chain: Chain, day: date, tried: Plan) -> Iterator[Finding]:
    grants = any(_for_topic(boundary, tried.topic) for boundary in relevant(chain, tried.topic))
    gaps: dict[Key, Facts] = {}
    ties: dict[tuple[str, ...], dict[Key, Facts]] = {}
    loose: dict[tuple[str, str], tuple[Winner, Winner]] = {}
    for facts in tried.cases:
        case = case_of(ground, chain, tried.topic, facts, day)
        found = matches(case)
        if any(match.boundary.forbid and match.truth.value for match in found):
            continue
        elected = winners(chain, (tried.topic,), found)
        if grants and elected.all[0].otherwise and not elected.missing:
            gaps[frozen(facts)] = facts
        if elected.ties and _mine(chain, elected):
            ties.setdefault(elected.ties, {})[frozen(facts)] = facts
        for pair in _loosened(chain, elected):
            loose.setdefault((pair[0].boundary.id, pair[1].boundary.id), pair)
    yield from _gaps(chain.lowest, tried, gaps)
    yield from _ties(chain.lowest, tried, ties)
    yield from (_loose(chain.lowest, *pair) for pair in loose.values())


def _for_topic(boundary: Boundary, topic: str) -> bool:
    """Whether a boundary gives away something in particular: where one on everything does not apply, `otherwise` does."""
    return boundary.grants and any(outer != EVERYTHING and contains(outer, topic) for outer in boundary.topics)


def _mine(chain: Chain, elected: Winners) -> bool:
    names = {chain.name(boundary) for boundary in chain.lowest.policy.boundaries}
    return set(elected.ties) <= names


def _gaps(level: Level, tried: Plan, gaps: dict[Key, Facts]) -> Iterator[Finding]:
    bad = set(gaps)
    said = dict.fromkeys(fact_words(essential(facts, tried.values, bad)) for facts in gaps.values())
    for words in list(said)[:SHOWN]:
        line = next((entry.line for entry in level.policy.boundaries if tried.topic in entry.topics), 0)
        where = f" for {words}" if words else ""
        remedy = "say who decides then: add a step, a value in `when`, or a boundary without `when`"
        yield Finding(
            "L01", "policy-gap", ERROR, level.policy.path, f"no boundary of {tried.topic} applies{where}", remedy, line
        )


def _ties(level: Level, tried: Plan, ties: dict[tuple[str, ...], dict[Key, Facts]]) -> Iterator[Finding]:
    for names, cases in ties.items():
        facts = essential(next(iter(cases.values())), tried.values, set(cases))
        where = f" at {fact_words(facts)}" if facts else f" for {tried.topic}"
        line = _line(level.policy, names[-1])
        yield Finding(
            "L02",
            "policy-overlap",
            ERROR,
            level.policy.path,
            f"{joined(names, 'and')} {'both' if len(names) == 2 else 'all'} apply{where} and differ",
            "make them exclude each other, or make one more specific (a deeper topic, more facts)",
            line,
        )


def _line(policy: Policy, name: str) -> int:
    return next((entry.line for entry in policy.boundaries if name in (entry.id, f"{policy.name}/{entry.id}")), 0)


def _loosened(chain: Chain, elected: Winners) -> Iterator[tuple[Winner, Winner]]:
    """A winner of the lowest policy whose deciders the winner of one above does not know."""
    lowest = chain.lowest.index
    mine = next((winner for winner in elected.all if winner.level.index == lowest), None)
    if mine is None or not lowest:
        return
    for above in elected.all:
        if above.level.index < lowest and above.boundary.team_may != "loosen" and not _covers(above, mine):
            yield mine, above


def _covers(above: Winner, mine: Winner) -> bool:
    """Whether everybody whom the lower policy names is named above too, or stands above those who are."""
    level = above.level
    ranks = [level.rank[name] for name in above.deciders if name in level.rank]
    higher = set(level.escalation[min(ranks) + 1 :]) if ranks and not above.boundary.only else set()
    return set(mine.deciders) <= set(above.deciders) | higher


def _loose(level: Level, mine: Winner, above: Winner) -> Finding:
    policy = above.level.policy.name
    message = (
        f"the team's boundary {mine.boundary.id} allows more than {above.boundary.id} of {policy}: "
        f"{joined(mine.deciders)} instead of {joined(above.deciders)}"
    )
    remedy = (
        f"name {joined(above.deciders)}, who must still consent; or write `team_may: loosen` on {above.boundary.id}"
    )
    return Finding("L04", "child-loosens", ERROR, level.policy.path, message, remedy, mine.boundary.line)
