"""`remit people`: add people, role holders, absences and leavers; comments and layout of people.yml stay."""

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import click

from remit.audits.mine import mine
from remit.authority.policy.drill import drill
from remit.authority.procedure.chain import PEOPLE, Chain
from remit.authority.procedure.context import ground_of
from remit.authority.procedure.decision import deciders
from remit.authority.words import joined
from remit.commands import judgement, options, types
from remit.commands.session import Session, finish
from remit.commands.types import When
from remit.log import edit, ids, yaml
from remit.log.edit import put
from remit.log.moment import Moment
from remit.log.people import Hold, People, Person, entry_of, read_people
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
    """Add a person, a bot or an agent. For somebody who left and comes back, HANDLE and the roles are enough.

    \b
    remit people add zoe --name "Zoe Bell" --email zoe@example.com --team shop
    """
    if not ids.is_handle(handle):
        raise Usage(
            f"{handle!r} is not a handle", "use lower-case letters, digits, dots and dashes, such as zoe or zoe.bell"
        )
    text, known = _now_written(session)
    left = known.by_handle.get(handle)
    if left and not left.left:
        raise CannotProceed(f"{handle} is already in people.yml", f"`remit people holds {handle} ROLE` adds a role")
    for email in fields["emails"]:
        other = known.by_email.get(email.lower())
        if other and other != left:
            raise CannotProceed(f"{email} belongs to {other.handle}", "an address can only belong to one person")
    if not fields["emails"] and not left:
        fields["emails"] = _own_address(session, handle)
    new = Person(handle, **{**fields, "name": fields["name"] or "", "kind": fields["kind"] or "person"})
    person = left or new
    held: list[yaml.Value] = [_hold(role, person.handle, None, _span(session, start)) for role in roles]

    def change(content: str) -> str:
        out = _back(content, left, fields) if left else _with_person(content if content.strip() else "people:\n", new)
        return _listing(out, "holds", *held) if held else out

    said = (
        f"{person.name or handle} ({person.handle}) comes back" if left else f"Add {person.name or handle} ({handle})"
    )
    finish(
        session, [_draft(session, text, change)], said, lines=_guard(session, roles),
        data={"handle": person.handle, "roles": list(roles)},
    )  # fmt: skip


def _own_address(session: Session, handle: str) -> tuple[str, ...]:
    """The address that git commits with here, if nobody of people.yml has it and it is like the handle: a newcomer adds themselves."""
    address = identity.email_of(session.repository) or ""
    like = handle.partition(".")[0] in address.partition("@")[0].lower()
    return (address,) if like and session.me is None else ()


def _back(content: str, person: Person, fields: dict[str, Any]) -> str:
    """The file in which somebody who left is there again, with what is new about them."""
    out = put(content, ("people", person.handle), "left", None)
    for key, value in fields.items():
        if isinstance(value, tuple) and value:
            out = put(out, ("people", person.handle), key, list(dict.fromkeys((*getattr(person, key), *value))))
        elif value:
            out = put(out, ("people", person.handle), key, value)
    return out


@people.command
@_handle
@click.option("--on", type=types.day, metavar="DAY", help="Last day. Default: today.")
@click.option(
    "--successor", metavar="HANDLE", help="Who holds their roles from the next day.", shell_complete=options.people
)
@click.option("--yes", is_flag=True, help="Go on although nobody could change people.yml any more.")
@options.edits
def leave(session: Session, handle: str, on: When | None, successor: str | None, yes: bool) -> None:
    """Record that somebody leaves: end their roles and list what they leave behind.

    \b
    remit people leave dia --on 2026-12-31
    remit people leave ana --successor ben
    """
    text, known = _now_written(session)
    person = known.by_handle[identity.known(known, handle)]
    if person.left:
        raise CannotProceed(f"{handle} already left on {person.left}", "nothing was changed")
    day = session.moment(on) if on else session.today
    theirs = {number: hold for number, hold in enumerate(known.holds) if known.by_handle.get(hold.who) == person}
    never = [number for number, hold in theirs.items() if str(hold.start or "") > day]
    ending = [n for n, hold in theirs.items() if n not in never and str(hold.until or "9999") > day]
    gone = [theirs[number] for number in (*ending, *never)]
    roles = list(dict.fromkeys(hold.role for hold in gone))
    after = date.fromisoformat(day) + timedelta(days=1)
    heirs: list[yaml.Value] = []
    if successor:
        heir = identity.known(known, successor)
        held = dict.fromkeys((hold.role, _area(session, known, hold)) for hold in gone)
        wanted = [_hold(role, heir, of, {"from": after.isoformat()}) for role, of in held]
        heirs = [one for one in wanted if not _held_from(session, known, one)]

    def change(content: str) -> str:
        out = put(content, ("people", person.handle), "left", day)
        for number in ending:
            out = put(out, ("holds", number), "until", day)
        return _listing(_without(out, never), "holds", *heirs) if heirs else _without(out, never)

    behind = _left_behind(session, known, read_people(change(text or ""), _path(session))[0], person.handle, after)
    if behind.ownerless and not yes:
        raise CannotProceed(
            f"{person.handle} is the last who may change people.yml; nothing was written",
            "\n  ".join((
                f"name who follows: `remit people leave {person.handle} --successor WHO`; with --yes nobody can change it any more,",
                "until an administrator of the repository founds the log again", *behind.lines,
            )),
        )  # fmt: skip
    finish(
        session, [_draft(session, text, change)], f"{person.name or handle} ({person.handle}) leaves on {day}",
        lines=behind.lines,
        data={"handle": person.handle, "left": day, "roles": roles, "left_behind": list(behind.lines)},
    )  # fmt: skip


def _without(content: str, numbers: list[int]) -> str:
    """The file without some role holders, who would begin after they left."""
    holds = yaml.read(content).get("holds")
    kept = [entry for number, entry in enumerate(holds) if number not in numbers] if isinstance(holds, list) else []
    return edit.set_keys(content, {"holds": kept or None}) if numbers else content


class _Behind(NamedTuple):
    """What somebody leaves behind who goes."""

    lines: tuple[str, ...]
    """Roles that nobody holds then, what nobody can decide then, and what waits for them."""
    ownerless: bool
    """Whether nobody could change people.yml then, and somebody can now."""


def _left_behind(session: Session, known: People, later: People, handle: str, day: date) -> _Behind:
    """What is different on `day`, the first one without somebody; `later` is what people.yml says then."""
    log, now = session.log, session.ground()
    then = ground_of(log.replace(people=later))
    chain = now.policies.chain(day)
    if not isinstance(chain, Chain):
        return _Behind((), ownerless=False)
    level = chain.lowest
    staying = known._replace(holds=(*known.holds, *(hold for hold in later.holds if hold.start == day)))
    held = {name for name in (*level.roles, *level.bodies) if now.role_holders(session.now.date()).holders(level, name)}
    empty = [name for name in sorted(held) if not then.role_holders(day).holders(level, name)]
    lines = [
        f"{name} has no other member"
        if name in level.bodies
        else f"Nobody else holds {name}: `remit people holds WHO {name} --from {day}`"
        for name in empty
    ]
    lines += [f"Nobody could decide it: {line.text}" for line in drill(chain, staying, day, [handle]).stops]
    waiting = mine(log, now, handle, judgement.at(session)).waiting
    lines += [f"Open item of {handle}: {item.title} ({item.id[-6:] or 'a stop'}): {item.why}" for item in waiting]
    waits = {item.id for item in waiting}
    mine_open = [record for record in log.records if record.is_open and record.decider == handle]
    lines += [f"Open item of {handle}: {one.title} ({one.id})" for one in mine_open if one.id not in waits]
    owned = bool(deciders(now, PEOPLE, judgement.at(session)))
    ownerless = owned and not deciders(then, PEOPLE, Moment(day, None))
    return _Behind(tuple(lines), ownerless)


@people.command
@_handle
@click.argument("role", metavar="ROLE")
@click.option("--from", "start", type=types.day, metavar="DAY", help="First day. Default: today.")
@click.option("--until", type=types.day, metavar="DAY", help="Last day.")
@click.option("--of", metavar="AREA", help="Area they hold it for, if the role has areas. Default: their team.")
@click.option("--end", is_flag=True, help="End the role: today, or --until, is the last day.")
@click.option("--found", is_flag=True, help="Found the log again, if nobody is left who may change people.yml.")
@options.edits
def holds(session: Session, handle: str, role: str, start: When | None, until: When | None, of: str | None, end: bool, found: bool) -> None:  # fmt: skip
    """Record that somebody holds a role from a date on, or no longer.

    \b
    remit people holds dia platform-lead --from 2026-12-01
    remit people holds eva dean --of physics
    remit people holds cho platform-lead --end
    """
    text, known = _now_written(session)
    who = identity.known(known, handle)
    if end:
        day = session.moment(until) if until else session.today
        theirs = [
            n for n, hold in enumerate(known.holds) if (hold.who, hold.role) == (who, role) and hold.until is None
        ]
        held = [n for n in theirs if of in (None, _area(session, known, known.holds[n]))]
        areas = sorted({_area(session, known, known.holds[n]) or "" for n in held})
        if not held:
            raise CannotProceed(f"{who} does not hold {_role(role, of)}", "`remit people` lists role holders")
        if len(areas) > 1:
            raise Usage(f"{who} holds {role} of {joined(areas, 'and')}", f"add `--of {areas[-1]}`")
        draft = _draft(session, text, lambda content: put(content, ("holds", held[-1]), "until", day))
        after = date.fromisoformat(day) + timedelta(days=1)
        behind = _left_behind(session, known, read_people(draft.text, _path(session))[0], who, after)
        warned = ("Nobody can change people.yml then. First name who follows: `remit people holds WHO ROLE`.",)
        finish(
            session, [draft], f"{who} holds {_role(role, of)} until {day}", lines=warned if behind.ownerless else (),
            data={"role": role, "who": who, "until": day},
        )  # fmt: skip
        return
    hold = _hold(role, who, of, _span(session, start, until))

    if _held_from(session, known, hold):
        raise CannotProceed(f"{who} holds {_role(role, of)} already", "`--end` ends it; nothing was written")

    def change(content: str) -> str:
        out = _listing(content, "holds", hold)
        return edit.set_keys(out, {"founded": session.today}) if found else out

    if found and deciders(session.ground(), PEOPLE, judgement.at(session)):
        raise CannotProceed("this log has owners", "`remit may --topic remit/people` says who may change people.yml")
    draft = _draft(session, text, change)
    message = f"{who} holds {_role(role, of)} from {hold['from']}"
    lines = (*_guard(session, (role,)), *_about_area(session, known, role, who, of))
    finish(session, [draft], message, lines=lines, data=hold)


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


def _hold(role: str, who: str, of: str | None, span: Content) -> Content:
    """An entry of `holds`."""
    return {"role": role, "who": who, **({"of": of} if of else {}), **span}


def _role(role: str, of: str | None) -> str:
    """`dean`, `dean of physics`."""
    return f"{role} of {of}" if of else role


def _has_areas(session: Session, role: str) -> bool:
    return any(role in policy.roles and policy.roles[role].of for policy in session.written.policies)


def _area(session: Session, known: People, hold: Hold) -> str | None:
    """The area that a role is held for; None of a role without areas."""
    person = known.by_handle.get(hold.who)
    return hold.of or (person.team if person and _has_areas(session, hold.role) else None)


def _held_from(session: Session, known: People, new: Content) -> bool:
    """Whether an entry would say again what an open one says."""
    wanted = Hold(str(new["role"]), str(new["who"]), of=str(new["of"]) if "of" in new else None)
    return any(
        hold.until is None
        and (hold.role, hold.who) == (wanted.role, wanted.who)
        and _area(session, known, hold) == _area(session, known, wanted)
        and str(hold.start or "") <= str(new["from"])
        for hold in known.holds
    )


def _about_area(session: Session, known: People, role: str, who: str, of: str | None) -> tuple[str, ...]:
    """What is strange about the area that a role is given for."""
    if of and not _has_areas(session, role) and _is_role(session, role):
        return (f"{role} has no areas in the policies, so {who} holds it for everything.",)
    if _has_areas(session, role) and not _area(session, known, Hold(role, who, of=of)):
        return (f"{role} is held for an area, and {who} has no team: `remit people holds {who} {role} --of AREA`",)
    return ()


def _path(session: Session) -> str:
    return f"{session.repository.root}/people.yml"


def _now_written(session: Session) -> tuple[str | None, People]:
    """The file in the working tree (None if there is none), and what it says."""
    try:
        text = file_drafts.read(session.repository, _path(session))
    except CannotProceed:
        if os.path.lexists(Path(session.repository.top, _path(session))):
            raise
        return None, People(path=_path(session))
    found, problems = read_people(text, _path(session))
    if problems and not found.people:
        raise CannotProceed(f"{_path(session)}:{problems[0].line}: {problems[0].message}", problems[0].remedy)
    return text, found


def _draft(session: Session, text: str | None, change: Callable[[str], str]) -> file_drafts.Draft:
    """The file as `change` makes it. Raises CannotProceed if that would bring a problem into it."""
    path, was = _path(session), text or ""
    known = {found.message for found in read_people(was, path)[1]}
    draft = (
        file_drafts.Draft(path, change("")) if text is None else file_drafts.edited(session.repository, path, change)
    )
    new = next((found for found in read_people(draft.text, path)[1] if found.message not in known), None)
    if new:
        raise CannotProceed(f"{new.message}; nothing was written", new.remedy)
    return draft


def _listing(content: str, key: str, *entries: yaml.Value) -> str:
    """The file with entries added to one of its lists."""
    value = yaml.read(content).get(key)
    return edit.set_keys(content, {key: [*(value if isinstance(value, list) else []), *entries]})


def _with_person(content: str, person: Person) -> str:
    present = yaml.read(content).get("people")
    if present:
        return put(content, ("people",), person.handle, entry_of(person))
    line = f"  {edit.printed(person.handle)}: {edit.printed(entry_of(person))}\n"
    bare = edit.set_keys(content, {"people": None}) if "people" in yaml.read(content) else content
    return f"people:\n{line}{bare}"


def _guard(session: Session, roles: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [role for role in roles if not _is_role(session, role)]
    return tuple(f"No policy has a role {role}." for role in unknown)


def _is_role(session: Session, role: str) -> bool:
    policies = session.written.policies
    return not policies or any(role in policy.roles or role in policy.bodies for policy in policies)


def _show(session: Session, *, as_json: bool) -> None:
    """List people and what they hold today."""
    place.find()
    known = _now_written(session)[1]
    known = known if known.people else session.written.people or known  # in a sparse checkout it is in the index alone
    today = session.now.date()
    held = {
        person: [hold for hold in known.holds if hold.who == person.handle and hold.on(today)]
        for person in known.people
    }
    away_today = known.away_on(today)
    if as_json:
        rows: list[dict[str, Any]] = [
            {
                "handle": person.handle, "name": person.name, "kind": person.kind, "team": person.team,
                "emails": list(person.emails), "left": person.left.isoformat() if person.left else None,
                "roles": [hold.role for hold in theirs], "away": person.handle in away_today,
            }
            for person, theirs in held.items()
        ]  # fmt: skip
        click.echo(json_of(rows))
        return
    for person, theirs in held.items():
        notes = [f"{'left' if person.left < today else 'leaves'} {person.left}"] if person.left else []
        notes += ["away"] if person.handle in away_today else []
        notes += [", ".join(dict.fromkeys(_role(hold.role, hold.of) for hold in theirs))] if theirs else []
        click.echo(safe_line(f"{person.handle:16} {person.name:24} {'; '.join(notes)}").rstrip())
    if not held:
        click.echo("people.yml is empty: `remit people add HANDLE --email ADDRESS` adds somebody.")
