"""People and teams: what they decide, and what is waiting for them. Nobody is ranked."""

from collections import Counter
from collections.abc import Iterable

from remit.audits.mine import Own, theirs
from remit.authority.policy.decision_tree import Trees
from remit.log.moment import Moment
from remit.log.people import Away, Person
from remit.log.policy import Delegation
from remit.log.record import Record
from remit.site.due_page import Due
from remit.site.labels import Link, day_text
from remit.site.matrix import in_force
from remit.site.page import PEOPLE, Page
from remit.site.view import View, newest_first
from remit.site.words import word

PATH = "people/index.html"
LATEST = 50
"""Decisions that a person's page lists; the table of decisions has the rest."""
Owns = tuple[tuple[Own, ...], tuple[Own, ...]]
"""What somebody may decide themselves, and on what they vote."""


def people_page(view: View, by_decider: dict[str, list[Record]]) -> Page:
    """Everybody, with roles and team, and the teams."""
    view = view.at(PATH)
    rows = [
        (view.person(handle), _team(view, handle), _roles(view, handle), len(by_decider.get(handle, ())))
        for handle in _shown(view)
    ]
    body = view.render("people.html", teams=_teams(view), people=rows)
    return Page(PATH, "People", body, PEOPLE, "Who is who, in which team and role.")


def _shown(view: View) -> list[str]:
    """Everybody under the handle of today, by name."""
    people = [(handle, _person(view, handle)) for handle in view.where.people]
    today = dict.fromkeys(person.handle if person else handle for handle, person in people)
    return sorted(today, key=lambda handle: ((view.names.get(handle) or handle).casefold(), handle))


def _person(view: View, handle: str) -> Person | None:
    return view.log.by_handle.get(handle)


def _team(view: View, handle: str) -> Link | None:
    person = _person(view, handle)
    return view.team(person.team) if person and person.team else None


def _roles(view: View, handle: str) -> list[str]:
    """The roles and committees of somebody today, in words; how they hold them, where it is not simply so."""
    how = {name: view.held[name].get(handle, "") for name in _held(view, handle) if name in view.held}
    said = {"acting": word("{} (acting)"), "deputy": word("{} (deputy)")}
    return [said.get(how.get(name, ""), "{}").format(view.role(name)) for name in _held(view, handle)]


def _held(view: View, handle: str) -> list[str]:
    """The roles that somebody holds today, by people.yml, and by a policy that names them itself."""
    holds = view.log.people.holds if view.log.people else ()
    named = [hold.role for hold in holds if hold.who == handle and hold.on(view.today)]
    return list(dict.fromkeys((*named, *(name for name, found in view.held.items() if handle in found))))


def _teams(view: View) -> list[tuple[str, int, int]]:
    """Every team with its people and the number of its decisions."""
    decided = Counter(view.teams.values())
    return [(name, len(_members(view, name)), decided[name]) for name in view.where.teams]


def _members(view: View, team: str) -> list[Person]:
    people = view.log.people.people if view.log.people else ()
    return [person for person in people if person.team == team and person.here_on(view.today)]


def person_page(
    view: View, handle: str, owns: Owns, decided: list[Record], waiting: list[tuple[Record, str]], due: list[Due]
) -> Page:
    """One person: what waits for them, what they may decide, when they are away and who stands in, what they decided."""
    path = view.where.people[handle]
    view = view.at(path)
    name, person = view.names.get(handle, handle), _person(view, handle)
    own, votes = owns
    done = [record for record in newest_first(decided) if not record.is_open]
    body = view.render(
        "person.html",
        name=name,
        handle=handle,
        about=_about(view, handle),
        team=person.team if person else None,
        waiting=waiting,
        due=[one for one in due if one.late],
        own=own,
        votes=votes,
        away=_absences(view, handle),
        delegations=_delegations(view, handle),
        decided=done[:LATEST],
        number=len(done),
    )
    return Page(path, name, body, PEOPLE, word("What {name} decides.").format(name=name))


def team_page(view: View, team: str, records: list[Record]) -> Page:
    """One team: who is in it, its policy, what is open and what it decided."""
    path = view.where.teams[team]
    view = view.at(path)
    settings = next((one for one in view.log.settings.teams if one.name == team), None)
    done = [record for record in newest_first(records) if not record.is_open]
    policy = settings and settings.policy
    body = view.render(
        "team.html",
        team=team,
        members=[(view.person(person.handle), _roles(view, person.handle)) for person in _members(view, team)],
        policy=next((one for one in in_force(view.log, view.today) if one.name == policy), None),
        paths=settings.paths if settings else (),
        open=[record for record in records if record.is_open],
        decided=done[:LATEST],
        number=len(done),
    )
    said = word("Who is in the team {team}, and what it decides.")
    return Page(path, f"Team {team}", body, PEOPLE, said.format(team=team))


def all_owns(view: View, found: Iterable[Trees]) -> dict[str, Owns]:
    """What everybody may decide themselves, and on what they vote; people who hold the same share a column of the trees."""
    out: dict[str, Owns] = {}
    at = Moment(view.now.date(), view.now)
    for one in found:
        asked: dict[int, Owns] = {}
        for handle, column in one.askers.items():
            if column not in asked:
                asked[column] = theirs(view.log, view.answers.ground, handle, at)
            out[handle] = asked[column]
    return out


def _absences(view: View, handle: str) -> list[Away]:
    """When somebody is or will be away."""
    away = view.log.people.away if view.log.people else ()
    return [one for one in away if one.who == handle and (one.until is None or one.until >= view.today)]


def _delegations(view: View, handle: str) -> list[tuple[Delegation, bool]]:
    """The delegations in force that give somebody's role to others, or something to them (True)."""
    roles = _held(view, handle)
    entries = [entry for policy in in_force(view.log, view.today) for entry in policy.delegations]
    here = [entry for entry in entries if entry.start <= view.today <= entry.until]
    return [
        (entry, entry.to == handle or entry.to in roles)
        for entry in here
        if handle == entry.to or {entry.to, entry.from_role} & {*roles}
    ]


def _about(view: View, handle: str) -> list[str]:
    """What people.yml says of somebody, and their roles."""
    person = _person(view, handle)
    kind = word({"agent": "an agent", "bot": "a bot"}[person.kind]) if person and person.kind != "person" else ""
    left = word("left on {day}").format(day=day_text(person.left)) if person and person.left else ""
    return [part for part in (kind, ", ".join(_roles(view, handle)), left) if part]
