"""People and teams: what they decide, and what is waiting for them. Nobody is ranked."""

from remit.log.people import Person
from remit.log.record import Record
from remit.site.labels import Link, day_text
from remit.site.matrix import in_force
from remit.site.page import PEOPLE, Page
from remit.site.view import View, newest_first

PATH = "people/index.html"
LATEST = 50
"""Decisions that a person's page lists; the table of decisions has the rest."""


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
    return view.log.people.by_handle.get(handle) if view.log.people else None


def _team(view: View, handle: str) -> Link | None:
    person = _person(view, handle)
    return view.filtered(person.team, team=person.team) if person and person.team else None


def _roles(view: View, handle: str) -> list[str]:
    """The roles that somebody holds today, by people.yml, and by a policy that names them itself."""
    holds = view.log.people.holds if view.log.people else ()
    named = [hold.role for hold in holds if hold.who == handle and hold.on(view.today)]
    policies = in_force(view.log, view.today)
    held = [name for policy in policies for name, role in policy.roles.items() if handle in role.held_by]
    return [view.role(role) for role in dict.fromkeys((*named, *held))]


def _teams(view: View) -> list[tuple[str, int]]:
    """Every team with the number of its decisions."""
    names = sorted({*(team.name for team in view.log.settings.teams), *view.teams.values()})
    return [(name, sum(team == name for team in view.teams.values())) for name in names]


def person_page(view: View, handle: str, decided: list[Record]) -> Page:
    """One person: who they are, what is waiting for them, what they decided."""
    path = view.where.people[handle]
    view = view.at(path)
    name = view.names.get(handle, handle)
    done = [record for record in newest_first(decided) if not record.is_open]
    body = view.render(
        "person.html",
        name=name,
        handle=handle,
        about=_about(view, handle),
        waiting=[record for record in decided if record.is_open],
        decided=done[:LATEST],
        number=len(done),
    )
    return Page(path, name, body, PEOPLE, f"What {name} decides.")


def _about(view: View, handle: str) -> list[str]:
    """What people.yml says of somebody, and their roles."""
    person = _person(view, handle)
    kind = f"a {person.kind}" if person and person.kind != "person" else ""
    team = f"team {person.team}" if person and person.team else ""
    left = f"left on {day_text(person.left)}" if person and person.left else ""
    return [part for part in (kind, team, ", ".join(_roles(view, handle)), left) if part]
