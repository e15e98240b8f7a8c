"""`remit propose`: write down a decision that is still to be made."""

from typing import Any

import click

from remit.commands import _complete, _options


@click.command
@click.argument("what", metavar="TITLE | ID", required=False, shell_complete=_complete.ids)
@_options.case
@click.option("--supersedes", multiple=True, metavar="ID", help="A decision that this one would replace.")
@click.option("--decider", metavar="HANDLE", help="Who is to decide, where the policy leaves several.")
@_options.text
@_options.writes
def propose(
    what: str | None, supersedes: tuple[str, ...], decider: str | None, why: str | None, editor: bool, template: str | None,
    who: str | None, commit: bool, as_json: bool, **options: Any,
) -> None:  # fmt: skip
    """Write down a decision that is still to be made, and learn whom it waits for.

    With the ID of a deferred record it is put on the table again.

    \b
    remit propose "Move to Postgres 17" --topic data/store
    remit propose "Buy a label printer" --topic tooling --amount 300 --raised yesterday --why "Labels smear."
    """
    from remit.commands import _answering, _ask, _case, _deciding, _finish, _text
    from remit.commands._desk import Desk

    desk, what = Desk(who), _ask.what(what)
    again = _deciding.existing(desk, what, bool(options["topic"]))
    if again is not None:
        _finish.finish(
            desk, [_deciding.reopened(desk, again)], f"Propose again: {again.title} ({again.id})",
            commit=commit, as_json=as_json, data={"id": again.id},
        )  # fmt: skip
        return
    head = _case.ask_for_topic(desk, {"title": _case.title(what), **_case.head(desk, _case.Case(**options))})
    head = {"status": "proposed", **_case.ask_when_raised(desk, head)}
    if decider:
        head["decider"] = decider
    if supersedes:
        head["supersedes"] = [desk.record(word).id for word in supersedes]
    about = _answering.about(desk, head)
    _deciding.tell_first(about, as_json=as_json)
    body = _text.words(
        desk, why, editor=editor, template=template, question="What and why?", begin=_deciding.opening(desk)
    )
    draft = _deciding.new(desk, head, body)
    lines = (*_deciding.waits_for(desk, head, body, draft.id), *(() if _ask.on_terminal() else about))
    data = {"id": draft.id, **_deciding.asked_of(desk, head, body)} if as_json else {}
    message = f"Propose: {head['title']} ({draft.id})"
    _finish.finish(desk, [draft], message, commit=commit, as_json=as_json, lines=lines, data=data)
