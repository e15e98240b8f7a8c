"""`remit mine`: what waits for me, and what is mine to decide."""

import click

from remit.audits.mine import Mine, Own
from remit.audits.mine import mine as find
from remit.authority.answer import plain
from remit.authority.procedure.context import ground_of
from remit.commands import judgement, options
from remit.commands.session import Session
from remit.log.ids import short
from remit.reporting.terminal import json_of, safe_line


@click.command
@options.who
@options.json
def mine(who: str | None, as_json: bool) -> None:
    """List what needs your response, and what you may decide without asking anyone.

    \b
    remit mine
    remit mine --who eva --json
    """
    session = Session(who)
    judgement.need_policy(session)
    found = find(session.log, ground_of(session.log, register=session.register), session.who, judgement.at(session))
    if as_json:
        data = {
            "who": found.who,
            "away": {"until": plain(found.away.until)} if found.away else None,
            "waiting": [item._asdict() for item in found.waiting],
            "own": [item._asdict() for item in found.own],
            "votes": [item._asdict() for item in found.votes],
        }
        click.echo(json_of(data))
        return
    for line in (*_lines(found), *map(safe_line, judgement.not_landed(session))):
        click.echo(line)


def _lines(found: Mine) -> list[str]:
    out = [f"Needs your response, {found.who}:"] if found.waiting else [f"Nothing needs your response, {found.who}."]
    if found.away:
        out.insert(0, f"You are listed as away{f' until {found.away.until}' if found.away.until else ''}.")
    for item in found.waiting:
        out += [safe_line(f"  {short(item.id):8} {item.title}"), safe_line(f"           {item.why}: {item.do}")]
    alone, urgent = ([own for own in found.own if own.emergency == power] for power in (False, True))
    for heading, listed in (("You may decide:", alone), ("In an emergency:", urgent), ("You vote on:", found.votes)):
        out += [heading, *map(_own, listed)] if listed else []
    return out


def _own(own: Own) -> str:
    """What a person decides or votes on, in a line."""
    where = ", ".join("anything else" if topic == "*" else topic for topic in own.topics)
    only = f" when {' and '.join(own.conditions)}" if own.conditions else ""
    said = f"  {where:20} {own.limit or 'everything'}{only}  ({', '.join(filter(None, (own.role, own.boundary)))})"
    said += f"; first: {'; '.join(own.first)}" if own.first else ""
    return safe_line(said + (f"; away: {own.away}" if own.away else ""))
