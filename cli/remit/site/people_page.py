"""People and teams: what they decide, and what waits for them. Nobody is ranked."""

from remit.log.people import Person
from remit.log.record import Record
from remit.site.badges import status_badge
from remit.site.html import Child, Html, el, items, join, table
from remit.site.names import current
from remit.site.page import PEOPLE, Page
from remit.site.view import View, newest_first
from remit.site.when import counted, day_text

PATH = "people/index.html"
LATEST = 50


def people_page(view: View, by_decider: dict[str, list[Record]]) -> Page:
    """Everybody, with roles and team, and the teams."""
    view = view.at(PATH)
    rows = [
        (
            view.person(handle),
            _team(view, handle),
            ", ".join(_roles(view, handle)),
            counted(len(by_decider.get(handle, ())), "decision"),
        )
        for handle in _shown(view)
    ]
    inner = table(("Name", "Team", "Roles", "Decided"), rows) if rows else el("p", "Nobody is named in this log yet.")
    body = el(
        "div", el("h1", "People and teams", id="remit-content"), _teams(view), el("h2", "People", id="people"), inner
    )
    return Page(PATH, "People", body, PEOPLE, "Who is who, in which team and role.")


def _shown(view: View) -> list[str]:
    """Everybody under the handle of today, by name."""
    handles = dict.fromkeys(current(view.log, handle) for handle in view.where.people)
    return sorted(handles, key=lambda handle: (_called(view, handle).casefold(), handle))


def _called(view: View, handle: str) -> str:
    return view.names.get(handle) or handle


def _person(view: View, handle: str) -> Person | None:
    return view.log.people.by_handle.get(handle) if view.log.people else None


def _team(view: View, handle: str) -> Child:
    person = _person(view, handle)
    return view.filtered(person.team, team=person.team) if person and person.team else None


def _roles(view: View, handle: str) -> list[str]:
    """The roles that somebody holds today, by the matrix and by people.yml."""
    held = [role for row in view.rows for grant in row.grants if handle in grant.holders for role in grant.roles]
    named = (
        [hold.role for hold in view.log.people.holds if hold.who == handle and hold.on(view.today)]
        if view.log.people
        else []
    )
    return [role for role in dict.fromkeys((*named, *held)) if role in named or _alone(view, role, handle)]


def _alone(view: View, role: str, handle: str) -> bool:
    """Whether the policy itself names somebody as a holder of a role."""
    return any(handle in policy.roles[role].held_by for policy in view.log.policies if role in policy.roles)


def _teams(view: View) -> Html | None:
    names = sorted({*(team.name for team in view.log.settings.teams), *view.teams.values()})
    if not names:
        return None
    number = {name: sum(1 for team in view.teams.values() if team == name) for name in names}
    entries = [join((view.filtered(name, team=name), f": {counted(number[name], 'decision')}")) for name in names]
    return el("section", el("h2", "Teams", id="teams"), items(entries))


def person_page(view: View, handle: str, decided: list[Record]) -> Page:
    """One person: who they are, what waits for them, what they decided."""
    path = view.where.people[handle]
    view = view.at(path)
    name = view.names.get(handle, handle)
    waiting = [record for record in decided if record.is_open]
    done = [record for record in newest_first(decided) if not record.is_open]
    body = el(
        "div",
        el("p", el("a", "People and teams", href="index.html"), class_="remit-back"),
        el("h1", name, id="remit-content"),
        el("p", _about(view, handle), class_="remit-lead"),
        _list(view, "Waiting for a decision", "waiting", waiting),
        _list(view, "Decided", "decided", done[:LATEST]),
        el("p", view.filtered(f"All {len(done)} decisions", decider=handle)) if len(done) > LATEST else None,
    )
    return Page(path, name, body, PEOPLE, f"What {name} decides.")


def _about(view: View, handle: str) -> Html:
    person = _person(view, handle)
    roles = ", ".join(_roles(view, handle))
    left = f"left on {day_text(person.left)}" if person and person.left else None
    kind = f"a {person.kind}" if person and person.kind != "person" else None
    team = f"team {person.team}" if person and person.team else None
    return join((part for part in (el("code", handle), kind, team, roles, left) if part), " · ")


def _list(view: View, title: str, name: str, records: list[Record]) -> Html | None:
    entries = [join((view.record(record), status_badge(record)), " ") for record in records]
    return el("section", el("h2", title, id=name), items(entries)) if entries else None
