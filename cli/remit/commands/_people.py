"""What `remit people` writes: entries of yml, spliced."""

from collections.abc import Callable
from typing import Any

import click

from remit.commands import _when, _who
from remit.commands._desk import Desk
from remit.commands._finish import finish
from remit.log import edit, ids, starter, yaml
from remit.log.edit import put
from remit.log.people import People, Person, read_people
from remit.log.problem import CannotProceed, Usage
from remit.repo import repository as place
from remit.reporting.terminal import safe_line
from remit.workspace import writing

Content = dict[str, yaml.Value]


def _path(desk: Desk) -> str:
    return f"{desk.repository.root}/yml"


def _now_written(desk: Desk) -> tuple[str | None, People]:
    """The file as it lies in the work tree (None where there is none), and what it says."""
    try:
        text = writing.read(desk.repository, _path(desk))
    except CannotProceed:
        import os

        if os.path.lexists(os.path.join(desk.repository.top, _path(desk))):  # noqa: PTH118
            raise
        return None, People()
    found, problems = read_people(text, _path(desk))
    if problems and not found.people:
        raise CannotProceed(f"{_path(desk)}:{problems[0].line}: {problems[0].message}", problems[0].remedy)
    return text, found


def _draft(desk: Desk, text: str | None, change: Callable[[str], str]) -> writing.Draft:
    if text is None:
        return writing.Draft(_path(desk), change(""))
    return writing.edited(desk.repository, _path(desk), change)


def _listed(content: str, key: str) -> list[yaml.Value]:
    value = yaml.read(content).get(key)
    return list(value) if isinstance(value, list) else []


def add(desk: Desk, handle: str, fields: dict[str, Any], roles: tuple[str, ...], start: str | None, **how: Any) -> None:
    """Add a person, and the roles that they hold."""
    if not ids.is_handle(handle):
        raise Usage(
            f"{handle!r} is not a handle", "lower-case letters, digits, dots and dashes, such as zoe or zoe.bell"
        )
    text, known = _now_written(desk)
    if handle in known.by_handle:
        raise CannotProceed(f"{handle} is in yml already", f"`remit people holds {handle} ROLE` gives a role")
    for email in fields["emails"]:
        other = known.by_email.get(email.lower())
        if other:
            raise CannotProceed(f"{email} belongs to {other.handle}", "an address proves one person")
    person = Person(
        handle, fields["name"] or "", tuple(fields["emails"]), tuple(fields["logins"]), tuple(fields["keys"]),
        fields["team"], fields["kind"] or "person",
    )  # fmt: skip
    day = _when.day(start, desk.now) if start else desk.today

    def change(content: str) -> str:
        if not content.strip():
            content = "people:\n"
        out = _with_person(content, person)
        held: list[yaml.Value] = [{"role": role, "who": handle, "from": day} for role in roles]
        return edit.set_keys(out, {"holds": [*_listed(out, "holds"), *held]}) if held else out

    finish(
        desk, [_draft(desk, text, change)], f"Add {person.name or handle} ({handle})", lines=_guard(desk, roles),
        data={"handle": handle, "roles": list(roles)}, **how,
    )  # fmt: skip


def _with_person(content: str, person: Person) -> str:
    present = yaml.read(content).get("people")
    everybody: Content = dict(present) if isinstance(present, dict) else {}
    if everybody:
        return edit.set_keys(content, {"people": {**everybody, person.handle: starter.entry(person)}})
    line = f"  {edit.printed(person.handle)}: {edit.printed(starter.entry(person))}\n"
    bare = edit.set_keys(content, {"people": None}) if "people" in yaml.read(content) else content
    return f"people:\n{line}{bare}"


def _guard(desk: Desk, roles: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [role for role in roles if not _is_role(desk, role)]
    return tuple(f"No policy knows a role {role}." for role in unknown)


def _is_role(desk: Desk, role: str) -> bool:
    policies = desk.written.policies
    return not policies or any(role in policy.roles or role in policy.bodies for policy in policies)


def leave(desk: Desk, handle: str, on: str | None, **how: Any) -> None:
    """The last day of somebody; their roles end with it."""
    text, known = _now_written(desk)
    person = known.by_handle.get(_who.known(known, handle))
    if person is None or text is None:
        raise CannotProceed(f"nobody is called {handle}", "`remit people` lists them")
    if person.left:
        raise CannotProceed(f"{handle} left on {person.left}", "nothing was changed")
    day = _when.day(on, desk.now) if on else desk.today
    ending = [
        n
        for n, hold in enumerate(known.holds)
        if hold.who == person.handle and (not hold.until or str(hold.until) > day)
    ]

    def change(content: str) -> str:
        out = put(content, ("people", person.handle), "left", day)
        for number in ending:
            out = put(out, ("holds", number), "until", day)
        return out

    roles = [known.holds[number].role for number in ending]
    finish(
        desk, [_draft(desk, text, change)], f"{person.name or handle} ({person.handle}) leaves on {day}",
        lines=(*_left_empty(known, person.handle, roles), *_waiting(desk, person.handle)),
        data={"handle": person.handle, "left": day, "roles": roles}, **how,
    )  # fmt: skip


def _left_empty(known: People, handle: str, roles: list[str]) -> tuple[str, ...]:
    others = {hold.role for hold in known.holds if hold.who != handle and hold.until is None}
    return tuple(
        f"Nobody else holds {role}: `remit people holds WHO {role}`."
        for role in dict.fromkeys(roles)
        if role not in others
    )


def _waiting(desk: Desk, handle: str) -> tuple[str, ...]:
    waiting = [record for record in desk.log.records if record.is_open and record.decider == handle]
    return tuple(f"Open, and {handle} was to decide: {record.title} ({record.id})" for record in waiting)


def holds(desk: Desk, handle: str, role: str, start: str | None, until: str | None, *, end: bool, **how: Any) -> None:
    """Somebody holds a role, or no longer."""
    text, known = _now_written(desk)
    who = _who.known(known, handle)
    last = _when.day(until, desk.now) if until else None
    if end:
        day = last or desk.today
        found = [n for n, hold in enumerate(known.holds) if (hold.who, hold.role) == (who, role) and hold.until is None]
        if not found:
            raise CannotProceed(f"{who} does not hold {role}", "`remit people` lists who holds what")
        draft = _draft(desk, text, lambda content: put(content, ("holds", found[-1]), "until", day))
        finish(desk, [draft], f"{who} holds {role} until {day}", data={"role": role, "who": who, "until": day}, **how)
        return
    hold: Content = {"role": role, "who": who, "from": _when.day(start, desk.now) if start else desk.today}
    if last:
        hold["until"] = last
    draft = _draft(desk, text, lambda content: edit.set_keys(content, {"holds": [*_listed(content, "holds"), hold]}))
    finish(
        desk, [draft], f"{who} holds {role} from {hold['from']}", lines=_guard(desk, (role,)), data=dict(hold), **how
    )


def away(desk: Desk, handle: str, start: str | None, until: str | None, **how: Any) -> None:
    """Somebody is away."""
    text, known = _now_written(desk)
    entry: Content = {"who": _who.known(known, handle), "from": _when.day(start, desk.now) if start else desk.today}
    if until:
        entry["until"] = _when.day(until, desk.now)
    draft = _draft(desk, text, lambda content: edit.set_keys(content, {"away": [*_listed(content, "away"), entry]}))
    finish(desk, [draft], f"{entry['who']} is away from {entry['from']}", data=dict(entry), **how)


def show(desk: Desk, *, as_json: bool) -> None:
    """List people and what they hold today."""
    place.find()
    _, known = _now_written(desk)
    today = desk.now.date()
    rows: list[dict[str, Any]] = [
        {
            "handle": person.handle, "name": person.name, "kind": person.kind, "team": person.team,
            "emails": list(person.emails), "left": person.left.isoformat() if person.left else None,
            "roles": [hold.role for hold in known.holds if hold.who == person.handle and hold.on(today)],
            "away": person.handle in known.away_on(today),
        }
        for person in known.people
    ]  # fmt: skip
    if as_json:
        import json

        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        notes = [f"left {row['left']}" if row["left"] else "", "away" if row["away"] else "", ", ".join(row["roles"])]
        click.echo(
            safe_line(f"{row['handle']:16} {row['name']:24} {'; '.join(note for note in notes if note)}").rstrip()
        )
    if not rows:
        click.echo("Nobody is in yml yet: `remit people add HANDLE --email ADDRESS`.")
