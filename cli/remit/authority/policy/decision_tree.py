"""All answers of the procedure to "may I decide this?", as a tree of questions that a page can walk.

Nobody knows who will ask, so the procedure is asked with no facts. Where it says that a fact is missing, the tree branches on the
fact: on each value that a boundary lists and any other, or on each number where something may change and what lies between. What is
left of a budget is such a number, and so is what earlier decisions leave of a step. Facts that must hold are no questions: the answer
names them as open requirements. A leaf is the procedure's own answer, as JSON
with holes for what was typed. What cannot be said so (several topics, other currencies, what others said to it) is not in the tree.
"""

import json
import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import NamedTuple

from remit.authority.answer import ASK, Answer, BudgetUse, NoAnswer, to_json
from remit.authority.policy.trials import relevant
from remit.authority.procedure.answers import conditions, conditions_of
from remit.authority.procedure.chain import Chain, Level
from remit.authority.procedure.context import Case, Ground
from remit.authority.procedure.decision import steps
from remit.authority.procedure.explanation import complete
from remit.authority.procedure.question import Question
from remit.authority.procedure.register import Alike
from remit.log.duties import Condition
from remit.log.facts import Fact, show
from remit.log.moment import Moment
from remit.log.policy import AMOUNT, ANYONE, EVERYTHING, Boundary

OPEN, CLOSE = "\ue000", "\ue001"
"""Around a hole in an answer: the name of a fact, or nothing for who asks. A number computed from it is `amount|-|500`: 500 less it."""
MOST = 4000
"""How often the procedure is asked for one topic and one asker; the command line says what lies beyond."""
_DERIVED = ("who", "goes_to_people", "topics", "cannot_say", "intents", "boundaries", "related")
"""What of an answer is the same for all, follows from the rest, or lists even what makes no difference to it."""
ZERO = Decimal(0)
FINEST, ODD = Decimal("0.0001"), Decimal("0.000137")
"""No number of a policy or a log is finer; one that stands for all between two others is, and is known by it."""
_HOLE = re.compile(rf"{OPEN}([^|{CLOSE}]*)(?:\|([+-])\|([^{CLOSE}]*))?{CLOSE}")
_PART = re.compile(rf"({OPEN}[^{CLOSE}]*{CLOSE}|-?\d+(?:\.\d+)?)")


class Leaf(NamedTuple):
    """An answer as JSON with holes; empty where only the command line can say it."""

    answer: str


class Branch(NamedTuple):
    """A question about one fact. What is said takes the first way whose test it passes."""

    fact: str
    number: bool
    """Whether it is a number that is asked for."""
    ways: tuple[tuple[str, "Leaf | Branch"], ...]
    """A test and what follows: `=yes` this value, `<=500` or `<500` such a number, `*` whatever else, `?` while nothing is said."""


Node = Leaf | Branch
BEYOND = Leaf("")


class Trees(NamedTuple):
    """All answers of one chain of policies at one moment."""

    topics: dict[str, str]
    """Every topic that something is said of, with its meaning."""
    askers: dict[str, int]
    """People to the column of their answers; those who hold the same share one. Column 0 is nobody's."""
    of: dict[str, tuple[Node, ...]]
    """Of each topic a tree for every column; under UNKNOWN those for topics that are not below any of them."""
    holders: dict[str, dict[str, tuple[str, ...]]]
    """Of each version of a policy who holds the roles, and sits in the bodies, that answers name; `dean/physics` where a role has areas."""
    absent: frozenset[str]
    version: str
    """The policy versions of the chain, the organisation's first."""
    currency: str | None = None
    areas: dict[str, str] = {}  # noqa: RUF012 - never written to
    """Roles that have areas, to the facts that name them."""
    listed: tuple[str, ...] = ()
    """The list of topics; a topic that is below none of them is a question."""
    parts: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - never written to
    """What follows a part of a path in known topics, for spellings that are almost theirs (`Level.parts`)."""


UNKNOWN = f"{OPEN}topic{CLOSE}"


def trees(ground: Ground, at: Moment, people: Collection[str], policy: str | None = None) -> Trees | NoAnswer:
    """Every answer for `people` (handles) and for nobody in particular; `policy` is the lowest of the chain (default: the log's)."""
    chain = ground.chain(at, policy)
    if isinstance(chain, NoAnswer):
        return chain
    case = Case(ground, Question((), {}), "", at, chain)
    topics, askers = _topics(chain, ground), _askers(case, people)
    columns = {column: who for who, column in reversed(askers.items())}
    found = {
        topic: [Tree(case, topic, columns.get(column, "")) for column in range(len(columns) + 1)]
        for topic in (*topics, UNKNOWN)
    }
    of = {topic: tuple(tree.grow({}) for tree in several) for topic, several in found.items()}
    named = sorted({name for several in found.values() for tree in several for name in tree.named})
    holders = {level.policy.id: _holders(case, level, named) for level in chain.levels}
    lowest = chain.lowest
    areas = {role.name: role.of for level in chain.levels for role in level.roles.values() if role.of}
    return Trees(
        topics, askers, of, holders, frozenset(case.role_holders.absent), chain.id, lowest.currency,
        areas, tuple(lowest.topics), lowest.parts,
    )  # fmt: skip


def _topics(chain: Chain, ground: Ground) -> dict[str, str]:
    """The topics that a chain lists, those that its boundaries name, and those that are stopped."""
    named = {topic for level in chain.levels for topic in level.by_topic} - {EVERYTHING}
    stopped = {stop.topic for stop in ground.stops if stop.topic}
    return {topic: chain.lowest.topics.get(topic, "") for topic in sorted({*chain.lowest.topics, *named, *stopped})}


def _holders(case: Case, level: Level, names: Collection[str]) -> dict[str, tuple[str, ...]]:
    found = {name: tuple(case.role_holders.holders(level, name)) for name in names}
    for role in (level.roles[name] for name in names if name in level.roles):
        for area in case.role_holders.areas(role) if role.of else ():
            there = case.role_holders.of_areas({role.of or "": area})
            found[f"{role.name}/{area}"] = tuple(there.holders(level, role.name))
    return {name: who for name, who in found.items() if who}


def _askers(case: Case, people: Collection[str]) -> dict[str, int]:
    """People to columns. Whom a policy names, who is away or sits in a body has one of their own: answers list the others."""
    levels, holders = case.chain.levels, case.role_holders
    named = {entry.who for entry in (holders.people.scribes if holders.people else ())}
    for level in levels:
        named |= {entry.to for entry in level.policy.delegations}
        named |= {entry.who for role in level.roles.values() for entry in role.acting}
        named |= {name for boundary in level.policy.boundaries for name in _deciders(boundary)}
    columns: dict[object, int] = {}
    out: dict[str, int] = {}
    for handle in people:
        who = holders.canonical(handle)
        held = [
            (level.index, name, how)
            for level in levels
            for name in (*level.roles, *level.bodies, ANYONE)
            if (how := holders.how(level, name, who))
        ]
        seated = any(
            name in levels[index].bodies or levels[index].roles[name].of for index, name, _ in held if name != ANYONE
        )
        alone = seated or who in named or who in holders.absent
        key = (who if alone else "", tuple(held), holders.here(who))
        out[handle] = columns.setdefault(key, len(columns) + 1)
    return out


def _deciders(boundary: Boundary) -> tuple[str, ...]:
    steps = (name for step in boundary.steps for name in step.decide)
    return (*boundary.decide, *steps, *(name for name, _ in boundary.limits))


class Tree:
    """The tree of one topic for one asker."""

    def __init__(self, nobody: Case, topic: str, asker: str) -> None:
        """`nobody` is the case of nobody with no question."""
        self._nobody, self._topic, self._asker = nobody, topic, asker
        levels, about = nobody.chain.levels, relevant(nobody.chain, topic)
        self._boundaries = [(level, one) for level in levels for one in level.policy.boundaries if one in about]
        general = (condition for level in levels for condition in conditions(level.policy._replace(boundaries=())))
        self._conditions = [*(found for one in about for found in conditions_of(one)), *general]
        delegated = any(level.policy.delegations for level in levels)
        self._delegated = tuple(dict.fromkeys(one.measure for one in about)) if delegated else ()
        self._asks = 0
        self.named: set[str] = set()
        """The roles and bodies that the answers send it to, or require something of."""

    def grow(self, facts: dict[str, Fact], unsaid: frozenset[str] = frozenset()) -> Node:
        """What follows where `facts` are known, and `unsaid` are not."""
        self._asks += 1
        if self._asks > MOST:
            return BEYOND
        case = self._case(facts)
        found = complete(case, steps(case, None, ending=False))
        missing = next((fact for fact in found.missing if fact not in facts), "topic")
        if found.answer == ASK and missing != "topic":
            return self._branch(self._first(missing, facts), facts, unsaid)
        for fact in self._delegated:
            if fact not in facts and fact not in unsaid:
                without = self.grow(facts, unsaid | {fact})
                branch = self._branch(fact, facts, unsaid)
                if all(node == without for _, node in branch.ways):
                    return without
                return branch._replace(ways=(("?", without), *branch.ways))
        self.named.update(found.goes_to, *(duty.who for duty in found.duties))
        return Leaf(self._text(found, facts))

    def _first(self, fact: str, facts: dict[str, Fact]) -> str:
        """What to ask first: before a number to which earlier decisions are added, the facts that tell which."""
        case = self._case({**facts, fact: ZERO})
        added = [one for one in self._boundaries if one[1].together and one[1].measure == fact]
        missing = (name for level, boundary in added for name in case.measure(level, boundary).missing)
        return next((name for name in missing if name not in facts), fact)

    def _branch(self, fact: str, facts: dict[str, Fact], unsaid: frozenset[str]) -> Branch:
        about = [condition for condition in self._conditions if condition.fact == fact]
        sized = any(one.measure == fact and (one.sized or one.budget) for _, one in self._boundaries)
        if fact == AMOUNT or sized or any(condition.numeric for condition in about):
            return Branch(fact, True, tuple(self._ranges(fact, facts, unsaid, about)))
        hole = f"{OPEN}{fact}{CLOSE}"
        other = self.grow({**facts, fact: hole}, unsaid)
        listed = {value for condition in about for value in (*condition.values, *condition.excluded)}
        listed |= {"yes", "no"} if listed & {"yes", "no"} else set()
        roles = [role for level in self._nobody.chain.levels for role in level.roles.values() if role.of == fact]
        listed.update(area for role in roles for area in self._nobody.role_holders.areas(role))
        ways: list[tuple[str, Node]] = []
        for value in sorted(listed | self._earlier(fact, facts), key=show):
            node = self.grow({**facts, fact: value}, unsaid)
            if value in listed or node != _filled(other, fact, show(value)):
                ways.append((f"={show(value)}", node))
        return Branch(fact, False, (*ways, ("*", other)))

    def _earlier(self, fact: str, facts: dict[str, Fact]) -> set[Fact]:
        """The values of a fact in the earlier decisions that may be added to this one."""
        case, out = self._case(facts), set[Fact]()
        for _, boundary in self._boundaries:
            if boundary.together and fact in boundary.together.same:
                start = (case.calendar.before(case.at, boundary.together.within), "")
                alike = self._nobody.ground.register.alike(Alike(boundary.topics, {}, fact, start, case.key, ""))
                found = (entry.facts.get(fact) for entry in alike)
                out |= {value for value in found if isinstance(value, (str, Decimal))}
        return out

    def _ranges(
        self, fact: str, facts: dict[str, Fact], unsaid: frozenset[str], about: list[Condition]
    ) -> Iterator[tuple[str, Node]]:
        """A way for each number where something may change, and for what lies between; those that say the same are one."""
        points = sorted(self._points(fact, facts, about))
        now: Node | None = None
        for start, end in zip([None, *points], [*points, None], strict=True):
            between = self.grow({**facts, fact: _between(start, end, facts)}, unsaid)
            if start is not None and now is not None:
                at = self.grow({**facts, fact: start}, unsaid)
                fits = _filled(now, fact, f"{start:f}") == at
                if fits and between == now:
                    continue
                if fits:
                    yield f"<={start:f}", now
                else:
                    yield f"<{start:f}", now
                    if _filled(between, fact, f"{start:f}") != at:
                        yield f"<={start:f}", at
            now = between
        yield "*", now or BEYOND

    def _points(self, fact: str, facts: dict[str, Fact], about: list[Condition]) -> set[Decimal]:
        """Every number where something may change: as written, less what is added to it, and what is left of budgets."""
        written = {end for condition in about for end in condition.ends}
        written |= {value for one in about for value in (*one.values, *one.excluded) if isinstance(value, Decimal)}
        case, added, out = self._case({**facts, fact: ZERO}), {ZERO}, {ZERO}
        for level, boundary in self._boundaries:
            if boundary.together and boundary.measure == fact:
                added.add(case.measure(level, boundary).value or ZERO)
            if boundary.budget in level.budgets:
                drawn = case.draw(level, level.budgets[boundary.budget], boundary)
                out |= {drawn.left} if isinstance(drawn, BudgetUse) else set()
        return out | {number - more for number in written for more in added}

    def _case(self, facts: dict[str, Fact]) -> Case:
        like = self._nobody
        return Case(like.ground, Question((self._topic,), dict(facts)), self._asker, like.moment, like.chain)

    def _text(self, found: Answer, facts: dict[str, Fact]) -> str:
        """An answer as JSON, with holes for who asks and for what is computed from a number that stands for others."""
        said = {
            key: value for key, value in to_json(found).items() if key not in _DERIVED and value not in (None, "", [])
        }
        text = json.dumps(said, ensure_ascii=False)
        if self._asker:
            text = re.sub(rf"(?<![\w@.-]){re.escape(self._asker)}(?![\w@-])", OPEN + CLOSE, text)
        numbers = [(fact, value) for fact, value in facts.items() if isinstance(value, Decimal) and value % FINEST]
        return _PART.sub(lambda part: _hole(part[0], numbers), text) if numbers else text


def _between(start: Decimal | None, end: Decimal | None, facts: dict[str, Fact]) -> Decimal:
    """A number between two others, so odd that whatever is computed from it is known by it."""
    odd = ODD * (1 + sum(isinstance(value, Decimal) and bool(value % FINEST) for value in facts.values()))
    return (end or ZERO) - 1 + odd if start is None else start + odd


def _hole(part: str, numbers: list[tuple[str, Decimal]]) -> str:
    """A number in an answer; a hole where it follows from one of `numbers`, those of facts."""
    for fact, value in numbers if part[0] != OPEN else ():
        for sign in (1, -1):
            rest = Decimal(part) - sign * value
            if not rest % FINEST:
                return f"{OPEN}{fact}|{'+' if sign == 1 else '-'}|{rest.normalize():f}{CLOSE}"
    return part


def _filled(node: Node, fact: str, value: str) -> Node:
    """A tree with the holes of one fact filled."""
    if isinstance(node, Leaf):
        return Leaf(filled(node.answer, {fact: value}))
    return node._replace(ways=tuple((test, _filled(below, fact, value)) for test, below in node.ways))


def filled(answer: str, said: dict[str, str]) -> str:
    """An answer with the holes for what was said filled; who asks is said under the empty name."""
    return _HOLE.sub(lambda hole: _value(hole, said), answer)


def _value(hole: re.Match[str], said: dict[str, str]) -> str:
    fact, sign, rest = hole.groups()
    if fact not in said:
        return hole[0]
    if sign is None:
        return json.dumps(said[fact], ensure_ascii=False)[1:-1]
    number = Decimal(rest) + Decimal(said[fact]) * (1 if sign == "+" else -1)
    return f"{number:f}"
