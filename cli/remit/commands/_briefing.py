"""What `remit brief` puts together, and how it says it."""

import json

import click

from remit.audits.brief import Brief
from remit.audits.brief import brief as put_together
from remit.commands import _asking, _case, _judge
from remit.commands._desk import Desk
from remit.log.problem import Usage
from remit.reporting.terminal import safe


def brief(desk: Desk, what: str, case: _case.Case, as_role: str | None = None, *, as_json: bool) -> None:
    """Print the brief for a record, or for words and facts."""
    from remit.reporting.answers import brief_json, brief_text

    found = of(desk, what, case, as_role)
    if as_json:
        data = {**brief_json(found), "not_landed": list(_judge.not_landed(desk))}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for line in (*brief_text(found).split("\n"), *_judge.not_landed(desk)):
        click.echo(safe(line))


def of(desk: Desk, what: str, case: _case.Case, as_role: str | None = None) -> Brief:
    """The brief for a record, or for words and facts. Raises Usage where the words have no topic."""
    from remit.authority.procedure.records import ground_of

    draft = _asking.asked(desk, what, case, as_role)
    if draft is None:
        topics = ", ".join(topic for topic, _ in _asking.suggested(desk, what))
        raise Usage("a brief needs a topic", f"give it with --topic: {topics}" if topics else "give it with --topic")
    verdict = _asking.answer(desk, draft, None, as_role)
    return put_together(desk.log, ground_of(desk.log), draft, desk.who, verdict, _judge.at(desk))
