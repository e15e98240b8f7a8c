"""`remit people`: add people, role holders, absences and leavers; comments and layout of people.yml stay."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from remit.commands import options, types
from remit.commands.session import Session, finish
from remit.commands.types import When
from remit.log import edit, ids, yaml
from remit.log.edit import put
from remit.log.people import People, Person, entry_of, read_people
from remit.log.problem import CannotProceed, Usage
from remit.repo import repository as place
from remit.reporting.terminal import json_of, safe_line
from remit.workspace import file_drafts, identity

_handle = click.argument("handle", metavar="HANDLE", shell_complete=options.people)


@click.group(invoke_without_command=True)
@options.json
@click.pass_context
def people(ctx: click.Context, as_json: bool) -> None:
    """List people and the roles they hold, or update them with a subcommand.

    \b
    remit people
    remit people add zoe --name "Zoe Bell" --email zoe@example.com --role engineer
    """
    if ctx.invoked_subcommand is None:
        _show(Session(), as_json=as_json)


@people.command
@_handle
@click.option("--name", metavar="TEXT", help="Name that pages show.")
@click.option("--email", "emails", multiple=True, metavar="ADDRESS", help="E-mail address of their commits.")
@click.option("--login", "logins", multiple=True, metavar="NAME", help="Account on the Git host (GitHub, GitLab, …).")
@click.option("--key", "keys", multiple=True, metavar="KEY", help="Public key that signs their commits.")
@click.option("--team", metavar="TEAM", help="Team.")
@click.option(
    "--kind", type=click.Choice(["person", "bot", "agent"]), help="Kind of account; bots and agents never decide."
)
@click.option("--role", "roles", multiple=True, metavar="ROLE", help="Role that they hold from now on.")
@click.option("--from", "start", type=types.day, metavar="DAY", help="First day of the roles. Default: today.")
@options.edits
def add(session: Session, handle: str, start: When | None, roles: tuple[str, ...], **fields: Any) -> None:
    """Add a person, a bot or an agent.

    \b
    remit people add zoe --name "Zoe Bell" --email zoe@example.com --team shop
    """
    if not ids.is_handle(handle):
        raise Usage(
            f"{handle!r} is not a handle", "use lower-case letters, digits, dots and dashes, such as zoe or zoe.bell"
        )
    text, known = _now_written(session)
    if handle in known.by_handle:
        raise CannotProceed(f"{handle} is already in people.yml", f"`remit people holds {handle} ROLE` adds a role")
    for email in fields["emails"]:
        other = known.by_email.get(email.lower())
        if other:
            raise CannotProceed(f"{email} belongs to {other.handle}", "an address can only belong to one person")
    fields |= {"name": fields["name"] or "", "kind": fields["kind"] or "person"}
    person = Person(handle, **fields)
    held: list[yaml.Value] = [{"role": role, "who": handle, **_span(session, start)} for role in roles]

    def change(content: str) -> str:
        out = _with_person(content if content.strip() else "people:\n", person)
        return _listing(out, "holds", *held) if held else out

    finish(
        session, [_draft(session, text, change)], f"Add {person.name or handle} ({handle})", lines=_guard(session, roles),
        data={"handle": handle, "roles": list(roles)},
    )  # fmt: skip


@people.command
@_handle
@click.option("--on", type=types.day, metavar="DAY", help="Last day. Default: today.")
@options.edits
def leave(session: Session, handle: str, on: When | None) -> None:
    """Record that somebody leaves: end their roles and list their open items.

    \b
    remit people leave dia --on 2026-12-31
    """
    text, known = _now_written(session)
    person = known.by_handle.get(identity.known(known, handle))
    if person is None or text is None:
        raise CannotProceed(f"there is no {handle} in people.yml", "`remit people` lists everyone")
    if person.left:
        raise CannotProceed(f"{handle} already left on {person.left}", "nothing was changed")
    day = session.moment(on) if on else session.today
    theirs = [number for number, hold in enumerate(known.holds) if hold.who == person.handle]
    ending = [number for number in theirs if not known.holds[number].until or str(known.holds[number].until) > day]

    def change(content: str) -> str:
        out = put(content, ("people", person.handle), "left", day)
        for number in ending:
            out = put(out, ("holds", number), "until", day)
        return out

    roles = [known.holds[number].role for number in ending]
    finish(
        session, [_draft(session, text, change)], f"{person.name or handle} ({person.handle}) leaves on {day}",
        lines=(*_left_empty(known, person.handle, roles), *_waiting(session, person.handle)),
        data={"handle": person.handle, "left": day, "roles": roles},
    )  # fmt: skip


@people.command
@_handle
@click.argument("role", metavar="ROLE")
@click.option("--from", "start", type=types.day, metavar="DAY", help="First day. Default: today.")
@click.option("--until", type=types.day, metavar="DAY", help="Last day.")
@click.option("--end", is_flag=True, help="End the role: today, or --until, is the last day.")
@options.edits
def holds(session: Session, handle: str, role: str, start: When | None, until: When | None, end: bool) -> None:
    """Record that somebody holds a role from a date on, or no longer.

    \b
    remit people holds dia platform-lead --from 2026-12-01
    remit people holds cho platform-lead --end
    """
    text, known = _now_written(session)
    who = identity.known(known, handle)
    if end:
        day = session.moment(until) if until else session.today
        found = [n for n, hold in enumerate(known.holds) if (hold.who, hold.role) == (who, role) and hold.until is None]
        if not found:
            raise CannotProceed(f"{who} does not hold {role}", "`remit people` lists role holders")
        draft = _draft(session, text, lambda content: put(content, ("holds", found[-1]), "until", day))
        finish(session, [draft], f"{who} holds {role} until {day}", data={"role": role, "who": who, "until": day})
        return
    hold: Content = {"role": role, "who": who, **_span(session, start, until)}
    draft = _draft(session, text, lambda content: _listing(content, "holds", hold))
    message = f"{who} holds {role} from {hold['from']}"
    finish(session, [draft], message, lines=_guard(session, (role,)), data=hold)


@people.command
@_handle
@click.option("--from", "start", type=types.day, metavar="DAY", help="First day. Default: today.")
@click.option("--until", type=types.day, metavar="DAY", help="Last day.")
@options.edits
def away(session: Session, handle: str, start: When | None, until: When | None) -> None:
    """Record that somebody is away, so that deputies can act.

    \b
    remit people away ana --from 2026-12-20 --until 2027-01-06
    """
    text, known = _now_written(session)
    entry: Content = {"who": identity.known(known, handle), **_span(session, start, until)}
    draft = _draft(session, text, lambda content: _listing(content, "away", entry))
    finish(session, [draft], f"{entry['who']} is away from {entry['from']}", data=entry)


Content = dict[str, yaml.Value]


def _span(session: Session, start: When | None, until: When | None = None) -> Content:
    """From a day, which is today unless it was given, and to the last one where there is one."""
    first = session.moment(start) if start else session.today
    return {"from": first, **({"until": session.moment(until)} if until else {})}


def _path(session: Session) -> str:
    return f"{session.repository.root}/people.yml"


def _now_written(session: Session) -> tuple[str | None, People]:
    """The file in the working tree (None if there is none), and what it says."""
    try:
        text = file_drafts.read(session.repository, _path(session))
    except CannotProceed:
        if os.path.lexists(Path(session.repository.top, _path(session))):
            raise
        return None, People()
    found, problems = read_people(text, _path(session))
    if problems and not found.people:
        raise CannotProceed(f"{_path(session)}:{problems[0].line}: {problems[0].message}", problems[0].remedy)
    return text, found


def _draft(session: Session, text: str | None, change: Callable[[str], str]) -> file_drafts.Draft:
    if text is None:
        return file_drafts.Draft(_path(session), change(""))
    return file_drafts.edited(session.repository, _path(session), change)


def _listing(content: str, key: str, *entries: yaml.Value) -> str:
    """The file with entries added to one of its lists."""
    value = yaml.read(content).get(key)
    return edit.set_keys(content, {key: [*(value if isinstance(value, list) else []), *entries]})


def _with_person(content: str, person: Person) -> str:
    present = yaml.read(content).get("people")
    everybody: Content = dict(present) if isinstance(present, dict) else {}
    if everybody:
        return edit.set_keys(content, {"people": {**everybody, person.handle: entry_of(person)}})
    line = f"  {edit.printed(person.handle)}: {edit.printed(entry_of(person))}\n"
    bare = edit.set_keys(content, {"people": None}) if "people" in yaml.read(content) else content
    return f"people:\n{line}{bare}"


def _guard(session: Session, roles: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [role for role in roles if not _is_role(session, role)]
    return tuple(f"No policy has a role {role}." for role in unknown)


def _is_role(session: Session, role: str) -> bool:
    policies = session.written.policies
    return not policies or any(role in policy.roles or role in policy.bodies for policy in policies)


def _left_empty(known: People, handle: str, roles: list[str]) -> tuple[str, ...]:
    others = {hold.role for hold in known.holds if hold.who != handle and hold.until is None}
    return tuple(
        f"Nobody else holds {role}: `remit people holds HANDLE {role}`."
        for role in dict.fromkeys(roles)
        if role not in others
    )


def _waiting(session: Session, handle: str) -> tuple[str, ...]:
    waiting = [record for record in session.log.records if record.is_open and record.decider == handle]
    return tuple(f"Open item of {handle}: {record.title} ({record.id})" for record in waiting)


def _show(session: Session, *, as_json: bool) -> None:
    """List people and what they hold today."""
    place.find()
    _, known = _now_written(session)
    today = session.now.date()
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
        click.echo(json_of(rows))
        return
    for row in rows:
        notes = [f"left {row['left']}" if row["left"] else "", "away" if row["away"] else "", ", ".join(row["roles"])]
        click.echo(
            safe_line(f"{row['handle']:16} {row['name']:24} {'; '.join(note for note in notes if note)}").rstrip()
        )
    if not rows:
        click.echo("people.yml is empty: `remit people add HANDLE --email ADDRESS` adds somebody.")
