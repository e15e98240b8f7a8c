"""`remit brief`: what to know before deciding."""

import click

from remit.audits.brief import Brief
from remit.audits.brief import brief as put_together
from remit.authority.procedure.context import ground_of
from remit.commands import judgement, may, options
from remit.commands.drafts import Details, deciding_options
from remit.commands.session import Session
from remit.log.problem import Usage
from remit.reporting.answers import brief_json, brief_text
from remit.reporting.terminal import json_of, safe


@click.command
@click.argument("what", required=False, metavar="[TITLE | ID]")
@deciding_options
@options.who
@options.json
def brief(what: str | None, details: Details, who: str | None, as_json: bool) -> None:
    """Show what to know before deciding, on one page. Nothing is written.

    Shows the answer of `may` with the boundary and the rest of the budget, whom to ask first, the goals, similar
    decisions with their outcomes, and what is open or stopped on the same topic.

    \b
    remit brief --topic tooling/cache --amount 400 "A second cache"
    remit brief k3f9
    """
    session = Session(who)
    found = brief_of(session, what or "", details)
    if as_json:
        data = {**brief_json(found), "not_landed": list(judgement.not_landed(session))}
        click.echo(json_of(data))
        return
    for line in (*brief_text(found).split("\n"), *judgement.not_landed(session)):
        click.echo(safe(line))


def brief_of(session: Session, what: str, details: Details) -> Brief:
    """The brief for a record, or for words and facts. Raises Usage where the words have no topic."""
    draft = may.asked(session, what, details)
    if draft is None:
        topics = ", ".join(topic for topic, _ in may.suggested(session, what))
        raise Usage("the topic is missing", f"give it with --topic: {topics}" if topics else "give it with --topic")
    verdict = may.answer(session, draft)
    return put_together(session.log, ground_of(session.log), draft, session.who, verdict, judgement.at(session))
