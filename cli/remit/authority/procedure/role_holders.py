"""Who holds which role on a day: holders, acting holders, deputies while every holder is away."""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from datetime import date, timedelta

from remit.authority.answer import Absence
from remit.authority.procedure.chain import Level
from remit.authority.procedure.question import Votes
from remit.authority.procedure.votes import count
from remit.log.duties import Passes
from remit.log.facts import FactValue
from remit.log.people import PERSON, Hold, People
from remit.log.policy import ANYONE, Body, Boundary, Policy, Role

HOLDER, ACTING, DEPUTY, MEMBER, SCRIBE, BUILT_IN = "holder", "acting", "deputy", "member", "scribe", "built-in"
Holders = dict[str, str]
"""Person to how they hold it."""


def turning_days(versions: Iterable[Policy], people: People | None) -> list[date]:
    """The days on which somebody begins or ceases to hold, to act, to be away or to be here, in order."""
    spans: list[tuple[date | None, date | None]] = [
        (acting.start, acting.until)
        for version in versions
        for role in version.roles.values()
        for acting in role.acting
    ]
    if people:
        spans += [(hold.start, hold.until) for hold in people.holds]
        spans += [(away.start, away.until) for away in people.away]
        spans += [(None, person.left) for person in people.people]
    days = {start for start, _ in spans if start}
    return sorted(days | {until + timedelta(days=1) for _, until in spans if until and until < date.max})


class RoleHolders:
    """Holders of roles and members of bodies on one day, as one list of people and one list of absences give them."""

    def __init__(self, people: People | None, day: date, absent: frozenset[str] = frozenset()) -> None:
        self.people, self.day = people, day
        self._handles = people.by_handle if people else {}
        away = people.away_on(day) if people else {}
        self.absent = {self.canonical(who): away.get(who) for who in (*away, *absent)}
        """Everybody who is away, to their last day away; None where it is not known."""
        self._found: dict[tuple[Level, str, str], Holders] = {}
        self._held: dict[str, list[Hold]] = {}
        for hold in people.holds if people else ():
            if hold.on(day):
                self._held.setdefault(hold.role, []).append(hold)
        self._areas: Mapping[str, FactValue] = {}
        self._everywhere = self

    def of_areas(self, areas: Mapping[str, FactValue]) -> "RoleHolders":
        """The same where holders of a role that has areas count only in their own: `areas` are the facts that name them."""
        out = copy(self)
        out._areas, out._found, out._everywhere = areas, {}, self
        return out

    def canonical(self, who: str) -> str:
        """The handle in use now of somebody named by a handle of any time."""
        person = self._handles.get(who)
        return person.handle if person else who

    def here(self, who: str) -> bool:
        """Whether somebody had not left. Whom nobody lists has not."""
        person = self._handles.get(who)
        return person is None or person.here_on(self.day)

    def is_anyone(self, who: str) -> bool:
        """Whether somebody is `anyone`: a person who has not left; every name where no people are listed."""
        if self.people is None:
            return bool(who)
        person = self._handles.get(who)
        return person is not None and person.kind == PERSON and person.here_on(self.day)

    def everyone(self) -> Holders:
        """All who are `anyone` and are listed."""
        people = self.people.people if self.people else ()
        return {person.handle: BUILT_IN for person in people if self.is_anyone(person.handle)}

    def holders(self, level: Level, name: str, boundary: Boundary | None = None) -> Holders:
        """Who holds a role or sits in a body, as a level sees it; without those whose acting leaves the boundary out.

        A person of people.yml may be named where a role may, and is its own holder.
        """
        if name == ANYONE:
            return self.everyone()
        role = level.roles.get(name)
        mark = f"{boundary.policy}/{boundary.id}" if boundary and role and role.acting else ""
        key = (level, name, mark)
        if key not in self._found:
            self._found[key] = {}  # a role that is its own deputy finds nobody
            found = self._members(level, name) if name in level.bodies else self._role(level, name, boundary)
            self._found[key] = found
        return self._found[key]

    def how(self, level: Level, name: str, who: str, boundary: Boundary | None = None) -> str | None:
        """How somebody holds a role or sits in a body; None where they do not."""
        if name == ANYONE:
            return BUILT_IN if self.is_anyone(who) else None
        if name == who and name not in level.roles and name not in level.bodies:
            return HOLDER if self.here(who) else None
        return self.holders(level, name, boundary).get(who)

    def present(
        self,
        level: Level,
        names: Iterable[str],
        boundary: Boundary | None = None,
        but: Collection[str] = (),
    ) -> tuple[str, ...]:
        """Who holds some roles or sits in some bodies and is here; everybody who does where nobody is. `but`: not these."""
        held = dict.fromkeys(who for name in names for who in self.holders(level, name, boundary) if who not in but)
        return tuple(who for who in held if who not in self.absent) or tuple(held)

    def absence(
        self,
        level: Level,
        names: tuple[str, ...],
        above: Iterable[str] = (),
        boundary: Boundary | None = None,
        but: Collection[str] = (),
        delegates: Iterable[str] = (),
        rule: Passes | None = None,
    ) -> Absence | None:
        """That everybody who holds some roles is away, and who stands in; None where somebody is here, or nobody holds them.

        Of a body it is enough that those who are here could not carry a vote, by `rule` where it is not the body's own. `above`:
        the roles that may decide instead, the next one first; `but`: people who may not; `delegates`: to whom it is delegated.
        """
        if ANYONE in names:
            return None
        found = {name: self.holders(level, name, boundary) for name in names}
        held = {who: how for holders in found.values() for who, how in holders.items() if who not in but}
        away = tuple(who for who in held if who in self.absent)
        idle = {
            name for name in names if name in level.bodies and not self._carries(level.bodies[name], found[name], rule)
        }
        able = {who for name, holders in found.items() if name not in idle for who in holders}
        here = tuple(who for who in held if who in able and who not in self.absent)
        if not away or any(held[who] != DEPUTY for who in here):
            return None
        until = min((day for who in away if (day := self.absent[who])), default=None)
        stand_ins = tuple(
            dict.fromkeys((*here, *(who for who in delegates if who not in self.absent and who not in but)))
        )
        out = Absence(names, away, until, stand_ins)
        for name in () if stand_ins else above:
            people = self.present(level, (name,), boundary, but)
            if people and not self.absent.keys() & {*people}:
                return out._replace(next=name, next_people=people)
        return out

    def _carries(self, body: Body, seats: Holders, rule: Passes | None) -> bool:
        """Whether the members of a body who are here could carry a vote, if all of them say yes."""
        here = len(seats.keys() - self.absent.keys())
        return count(Votes(body.name, yes=here, members=len(seats)), len(seats), rule or body.passes).carried

    def _role(self, level: Level, name: str, boundary: Boundary | None) -> Holders:
        role = level.roles.get(name)
        if role is None:
            return {name: HOLDER} if name in self._handles and self.here(name) else {}
        out: Holders = {}
        for acting in role.acting:
            excepted = boundary and (
                boundary.id in acting.excepted or f"{boundary.policy}/{boundary.id}" in acting.excepted
            )
            if acting.start <= self.day <= acting.until and not excepted and self.in_area(role, acting.who):
                self._add(out, acting.who, ACTING)
        held = [(who, None) for who in role.held_by] + [(hold.who, hold.of) for hold in self._held.get(name, ())]
        for who, area in held:
            if self.in_area(role, who, area):
                self._add(out, who, HOLDER)
        if all(who in self.absent for who in out):
            for deputy in role.deputy:
                stand_ins = self.holders(level, deputy, boundary) if deputy in level.roles else (deputy,)
                for who in stand_ins:
                    if self.canonical(who) not in out:
                        self._add(out, who, DEPUTY)
        return out

    def areas(self, role: Role, who: str | None = None) -> list[str]:
        """The areas for which somebody (`who`, or anybody) holds a role that has areas."""
        named = [(other, None) for other in role.held_by] + [
            (hold.who, hold.of) for hold in self._held.get(role.name, ())
        ]
        areas = (self._area(other, area) for other, area in named if who in (None, self.canonical(other)))
        return sorted({area for area in areas if area})

    def _area(self, who: str, of: str | None) -> str | None:
        """The area for which somebody holds a role: said with it, else their team."""
        person = self._handles.get(who)
        return of or (person.team if person else None)

    def in_area(self, role: Role, who: str, of: str | None = None) -> bool:
        """Whether somebody holds a role for the area of the question, where both have one."""
        wanted = self._areas.get(role.of) if role.of else None
        return wanted is None or self._area(who, of) in (wanted if isinstance(wanted, tuple) else (wanted,))

    def _add(self, out: Holders, who: str, how: str) -> None:
        handle = self.canonical(who)
        if self.here(handle):
            out[handle] = how

    def _members(self, level: Level, name: str) -> Holders:
        out: Holders = {}
        for member in level.bodies[name].members:
            is_role = member in level.roles or member == ANYONE
            seats = self._everywhere.holders(level, member) if is_role else (member,)
            for who in seats:
                self._add(out, who, MEMBER)
        return out

    def is_scribe(self, who: str, body: str) -> bool:
        """Whether somebody may record what a body decided."""
        return any(
            self.canonical(scribe.who) == who and body in scribe.bodies
            for scribe in (self.people.scribes if self.people else ())
        )
