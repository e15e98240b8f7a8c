"""Which policies are in force on a day: of every policy in the chain the version in force, the organisation's first (step 1)."""

from collections.abc import Collection, Iterable
from datetime import date

from remit.authority.answer import NoAnswer
from remit.log.log import Log
from remit.log.moment import Moment
from remit.log.policy import (
    ANYONE,
    CENTRAL,
    EDGE,
    EVERYTHING,
    Body,
    Boundary,
    Budget,
    Policy,
    Role,
    Stops,
    Unreadable,
)
from remit.log.record import Record

OWN = "remit"
"""The topic of Remit's own files: `remit/policy`, `remit/people`, `remit/settings`."""
PEOPLE = "remit/people"
"""The topic of people.yml."""


def contains(outer: str, topic: str) -> bool:
    """Whether a topic is `outer` or under it."""
    return outer in (EVERYTHING, topic) or topic.startswith(outer + "/")


def depth(topic: str) -> int:
    """How specific a topic is: `*` 0, `vendor` 1, `vendor/software` 2."""
    return 0 if topic == EVERYTHING else topic.count("/") + 1


def is_own(topic: str) -> bool:
    """Whether it is about Remit's own files: who may change the rules."""
    return contains(OWN, topic)


TIER_RANK = {"edge": 0, "functional": 1, "central": 2}


class Level:
    """One policy of a chain, with what it sees of the policies above: roles, bodies, budgets, escalation, stops, topics.

    Its own entry of the same name replaces theirs, for itself and for policies below, never for those above.
    """

    def __init__(self, policy: Policy, above: "Level | None") -> None:
        self.policy = policy
        self.above = above
        self.index: int = above.index + 1 if above else 0
        self.roles: dict[str, Role] = {**(above.roles if above else {}), **policy.roles}
        self.bodies: dict[str, Body] = {**(above.bodies if above else {}), **policy.bodies}
        self.budgets: dict[str, Budget] = {**(above.budgets if above else {}), **policy.budgets}
        self.topics: dict[str, str] = {**(above.topics if above else {}), **policy.topics}
        self.escalation: tuple[str, ...] = policy.escalation or (above.escalation if above else ())
        self.stops: Stops | None = policy.stops or (above.stops if above else None)
        self.currency: str | None = policy.currency or (above.currency if above else None)
        self.rank = {name: position for position, name in enumerate(self.escalation)}
        self.parts: dict[str, tuple[str, ...]] = dict(above.parts) if above else {}
        """What follows a part of a path in known topics: under `vendor/` perhaps `software`, under nothing `vendor`."""
        for topic in (*policy.topics, *(name for boundary in policy.boundaries for name in boundary.topics)):
            *outer, last = topic.split("/")
            for place, part in enumerate((*outer, last)):
                start = "".join(f"{name}/" for name in outer[:place])
                self.parts[start] = tuple(dict.fromkeys((*self.parts.get(start, ()), part)))
        self.by_topic: dict[str, list[Boundary]] = {}
        for boundary in policy.boundaries:
            for topic in boundary.topics:
                self.by_topic.setdefault(topic, []).append(boundary)

    @property
    def boundaries(self) -> tuple[Boundary, ...]:
        """Those of the policy, after those of the policies above it."""
        return (*(self.above.boundaries if self.above else ()), *self.policy.boundaries)

    def tier(self, name: str) -> str:
        """The tier of a role or body. A name that nobody defined counts as central: nothing is lower than it might be."""
        if name == ANYONE:
            return EDGE
        found = self.roles.get(name) or self.bodies.get(name)
        return found.tier if found else CENTRAL

    def tier_rank(self, name: str) -> int:
        """0 edge, 1 functional, 2 central."""
        return TIER_RANK[self.tier(name)]

    def superiors(self, names: Iterable[str]) -> tuple[str, ...]:
        """The roles of the escalation above the lowest of some deciders. Bodies decide by their vote alone: a seat puts nobody above."""
        ranks = [self.rank[name] for name in names if name in self.rank]
        higher = self.escalation[min(ranks) + 1 :] if ranks else ()
        return tuple(name for name in higher if name not in self.bodies and name not in names)

    def lowest(self, names: Iterable[str]) -> str | None:
        """The lowest tier among some roles and bodies; None of none."""
        return min((self.tier(name) for name in names), key=TIER_RANK.__getitem__, default=None)


class Chain:
    """The policies in force, the organisation's first, the most special last."""

    def __init__(self, policies: Iterable[Policy]) -> None:
        levels: list[Level] = []
        for policy in policies:
            levels.append(Level(policy, levels[-1] if levels else None))
        self.levels = tuple(levels)
        self.lowest = levels[-1]
        self.areas = {role.of for level in levels for role in level.policy.roles.values() if role.of}
        """The facts that name areas of roles."""
        self.cannot_say = tuple(line for level in levels for line in level.policy.cannot_say)
        ids = [boundary.id for level in levels for boundary in level.policy.boundaries]
        self._shared = {name for name in ids if ids.count(name) > 1}
        self.id = " < ".join(level.policy.id for level in levels)

    def name(self, boundary: Boundary) -> str:
        """A boundary's id; `policy/id` where two policies share it."""
        return f"{boundary.policy}/{boundary.id}" if boundary.id in self._shared else boundary.id

    def reaches(self, reference: str, level: Level, boundary: Boundary) -> bool:
        """Whether what a policy says about `reference` is about `boundary`: in the same policy or one below, never above."""
        at = next(entry.index for entry in self.levels if entry.policy.name == boundary.policy)
        if at < level.index:
            return False
        if reference == f"{boundary.policy}/{boundary.id}":
            return True
        if reference != boundary.id:
            return False
        return at == level.index or reference not in level.policy.by_id


class Policies:
    """All versions of all policies. Prepared once; answers for any day."""

    def __init__(
        self, versions: Iterable[Policy], lowest: str | None = None, unreadable: Collection[Unreadable] = ()
    ) -> None:
        """`unreadable`: versions whose files cannot be read; on the days on which one would be in force there is no answer."""
        self.by_name: dict[str, list[Policy]] = {}
        self.versions = tuple(versions)
        self.unreadable = tuple(unreadable)
        for version in self.versions:
            self.by_name.setdefault(version.name, []).append(version)
        self.default = lowest or self._only_leaf()
        self._chains: dict[tuple[str, ...], Chain] = {}

    def _only_leaf(self) -> str | None:
        """The one policy that no other extends, or one that cannot be read and may be it; None if there are several."""
        extended = {version.extends for version in self.versions}
        broken = [one.name for one in self.unreadable if one.name not in extended]
        leaves = [name for name in self.by_name if name not in extended]
        return broken[0] if broken else leaves[0] if len(leaves) == 1 else None

    def chain(self, day: date, name: str | None = None) -> Chain | NoAnswer:
        """The chain in force on a day, ending in the policy `name` (default: the lowest); or why there is none."""
        wanted = name or self.default
        if wanted is None:
            return NoAnswer("unknown", "no policy is named", "name the lowest one in remit.yml: `policy: <name>`")
        versions: list[Policy] = []
        seen: set[str] = set()
        while wanted:
            if wanted in seen:
                return NoAnswer("circle", f"policy `{wanted}` extends itself", "remove one `extends`")
            seen.add(wanted)
            version = self.version(wanted, day)
            if isinstance(version, NoAnswer):
                return version
            versions.insert(0, version)
            wanted = version.extends
        ids = tuple(version.id for version in versions)
        if ids not in self._chains:
            self._chains[ids] = Chain(versions)
        return self._chains[ids]

    def version(self, name: str, day: date) -> Policy | NoAnswer:
        """The version of one policy in force on a day: the latest begun, unless it is retired; or why there is none."""
        broken = self._broken(name, day)
        if broken:
            return NoAnswer("unreadable", broken.sentence, broken.finding.remedy or "fix the file")
        versions = self.by_name.get(name)
        if not versions:
            known = ", ".join(sorted(self.by_name)) or "none"
            return NoAnswer("unknown", f"there is no policy `{name}`", f"policies here: {known}")
        begun = [version for version in versions if version.start <= day]
        if not begun:
            first = min(version.start for version in versions)
            return NoAnswer(
                "older",
                f"{day} is before the first version of `{name}` ({first})",
                "decisions before that day are not checked",
            )
        latest = max(version.start for version in begun)
        found = [version for version in begun if version.start == latest]
        if len(found) > 1:
            paths = " and ".join(sorted(version.path for version in found))
            return NoAnswer(
                "clash", f"{paths} start on the same day", "change `in_force: from` of one of them, and its file name"
            )
        if found[0].until and found[0].until <= day:
            return NoAnswer(
                "retired", f"`{found[0].id}` was retired on {found[0].until}", "write a new version: `remit policy new`"
            )
        return found[0]

    def _broken(self, name: str, day: date) -> Unreadable | None:
        """The version of a policy that cannot be read and would be in force on a day."""
        begun = [version.start for version in self.by_name.get(name, ()) if version.start <= day]
        latest = max(begun, default=date.min)
        return next(
            (one for one in self.unreadable if one.name == name and (not one.start or latest <= one.start <= day)), None
        )


def policies_of(log: Log) -> Policies:
    """The policies of a log, with those that cannot be read."""
    return Policies(log.policies, log.settings.policy, log.unreadable_policies)


def policy_for(log: Log, record: Record, at: Moment | None = None) -> str | None:
    """The lowest policy of the chain that applies to a record: its team's, where one is in force that day; None: the log's.

    A version that cannot be read is in force all the same: then no other applies to the record.
    """
    return policy_of_team(log, record.team or team_of(log, record.decider), at) if log.settings.teams else None


def policy_of_team(log: Log, team: str | None, at: Moment | None) -> str | None:
    """The policy of a team, where one is in force that day; without a day, where there is one."""
    named = next((entry.policy for entry in log.settings.teams if entry.name == team), None)
    if not named or at is None:
        known = {*(one.name for one in log.policies), *(one.name for one in log.unreadable_policies)}
        return named if named in known else None
    found = policies_of(log).version(named, at.day_in(log.zone))
    return None if isinstance(found, NoAnswer) and found.reason in ("unknown", "older", "retired") else named


def team_of(log: Log, who: str | None) -> str | None:
    """The team of a person today: people.yml does not tell that of another day."""
    person = log.by_handle.get(who) if who else None
    return person.team if person else None
