"""What only trying shows: gaps (L01), overlaps (L02), and policies below that give more than those above allow (L04)."""

from collections.abc import Iterator
from datetime import date

from remit.authority.condition_words import joined
from remit.authority.policy.scenario_runner import (
    MOST,
    Facts,
    Plan,
    essential,
    fact_words,
    frozen,
    plan,
    relevant,
    scene_of,
)
from remit.authority.procedure.chain import Chain, Level
from remit.authority.procedure.context import Ground, Scene
from remit.authority.procedure.limits import Ruling
from remit.authority.procedure.matching import Match, matches
from remit.authority.procedure.specificity import Elected, elect
from remit.authority.procedure.topics import contains
from remit.log.finding import ERROR, INFO, Finding
from remit.log.policy import EVERYTHING, Boundary, Fact, Policy

CASES, LEAST = 60_000, 200
"""How many combinations are tried for one policy, about three seconds' worth; but so many for each topic at least."""
SHOWN = 3
"""How many gaps of one topic are told; the others fall with them."""
Key = tuple[tuple[str, Fact], ...]


def by_trial(ground: Ground, chain: Chain, day: date) -> Iterator[Finding]:
    """L01, L02 and L04 of the lowest policy of a chain."""
    level = chain.lowest
    topics = _topics(level.policy)
    for topic in topics:
        tried = plan(chain, topic, max(LEAST, min(MOST, CASES // len(topics))))
        if tried.total > len(tried.cases):
            message = f"{len(tried.cases)} of {tried.total} combinations of facts were tried for {topic}"
            remedy = "fewer facts or thresholds on one topic make it certain"
            yield Finding("L01", "policy-gap", INFO, level.policy.path, message, remedy)
        yield from _topic(ground, chain, day, tried)


def _topics(policy: Policy) -> list[str]:
    return list(dict.fromkeys(topic for boundary in policy.boundaries for topic in boundary.topics))


def _topic(ground: Ground, chain: Chain, day: date, tried: Plan) -> Iterator[Finding]:
    grants = any(_for_topic(boundary, tried.topic) for boundary in relevant(chain, tried.topic))
    gaps: dict[Key, Facts] = {}
    ties: dict[tuple[str, ...], dict[Key, Facts]] = {}
    loose: dict[tuple[str, str], tuple[Ruling, Ruling]] = {}
    for facts in tried.cases:
        scene = scene_of(ground, chain, tried.topic, facts, day)
        found = matches(scene)
        if _forbidden(found):
            continue
        elected = elect(scene, found)
        if grants and not elected.rulings and not elected.missing:
            gaps[frozen(facts)] = facts
        if elected.ties and _mine(chain, elected):
            ties.setdefault(elected.ties, {})[frozen(facts)] = facts
        for pair in _loosened(scene, elected):
            loose.setdefault((pair[0].boundary.id, pair[1].boundary.id), pair)
    yield from _gaps(chain.lowest, tried, gaps)
    yield from _ties(chain.lowest, tried, ties)
    yield from (_loose(chain.lowest, *pair) for pair in loose.values())


def _for_topic(boundary: Boundary, topic: str) -> bool:
    """Whether a boundary gives away something in particular: where one on everything does not apply, `otherwise` does."""
    return boundary.grants and any(outer != EVERYTHING and contains(outer, topic) for outer in boundary.topics)


def _forbidden(found: list[Match]) -> bool:
    return any(match.boundary.forbid and match.truth.value for match in found)


def _mine(chain: Chain, elected: Elected) -> bool:
    names = {chain.name(boundary) for boundary in chain.lowest.policy.boundaries}
    return set(elected.ties) <= names


def _gaps(level: Level, tried: Plan, gaps: dict[Key, Facts]) -> Iterator[Finding]:
    bad = set(gaps)
    said = dict.fromkeys(fact_words(essential(facts, tried.values, bad)) for facts in gaps.values())
    for words in list(said)[:SHOWN]:
        line = next((entry.line for entry in level.policy.boundaries if tried.topic in entry.topics), 0)
        where = f" at {words}" if words else ""
        remedy = "say who decides there: another step, another value in `when`, or a boundary without `when`"
        yield Finding(
            "L01", "policy-gap", ERROR, level.policy.path, f"no boundary{where} for {tried.topic}", remedy, line
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
            "let them exclude each other, or make one more specific (a deeper topic, more facts)",
            line,
        )


def _line(policy: Policy, name: str) -> int:
    return next((entry.line for entry in policy.boundaries if name in (entry.id, f"{policy.name}/{entry.id}")), 0)


def _loosened(scene: Scene, elected: Elected) -> Iterator[tuple[Ruling, Ruling]]:
    """A ruling of the lowest policy whose deciders the ruling of one above does not know."""
    lowest = scene.chain.lowest.index
    mine = next((ruling for ruling in elected.rulings if ruling.level.index == lowest), None)
    if mine is None or not lowest:
        return
    for above in elected.rulings:
        if above.level.index < lowest and above.boundary.team_may != "loosen" and not _covers(above, mine):
            yield mine, above


def _covers(above: Ruling, mine: Ruling) -> bool:
    """Whether everybody whom the lower policy names is named above too, or stands above those who are."""
    level = above.level
    ranks = [level.rank[name] for name in above.deciders if name in level.rank]
    higher = set(level.escalation[min(ranks) + 1 :]) if ranks and not above.boundary.only else set()
    return set(mine.deciders) <= set(above.deciders) | higher


def _loose(level: Level, mine: Ruling, above: Ruling) -> Finding:
    policy = above.level.policy.name
    message = (
        f"team policy {mine.boundary.id} gives more than {above.boundary.id} of {policy} allows: "
        f"{joined(mine.deciders)} instead of {joined(above.deciders)}"
    )
    remedy = f"one of {joined(above.deciders)} must still consent; name them, or write `team_may: loosen` on {above.boundary.id}"
    return Finding("L04", "child-loosens", ERROR, level.policy.path, message, remedy, mine.boundary.line)
