"""`remit decide`: decide, and write the record."""

from typing import TYPE_CHECKING, Any, TypedDict

import click

from remit.commands import _complete, _options

if TYPE_CHECKING:
    from remit.commands._case import Case
    from remit.commands._desk import Desk
    from remit.log.record import Head


class Words(TypedDict):
    """How the text of a record is given."""

    why: str | None
    editor: bool
    template: str | None


@click.command
@click.argument("what", metavar="TITLE | ID", required=False, shell_complete=_complete.ids)
@_options.case
@click.option("--supersedes", multiple=True, metavar="ID", help="A decision that this one replaces.")
@click.option("--decided", metavar="WHEN", help="When it was decided, where that is not now: a day or a time.")
@click.option("--meeting", metavar="DAY", help="The meeting that decided it.")
@click.option("--late", metavar="TEXT", help="Why it is written down long after it was decided.")
@_options.as_role
@_options.text
@_options.writes
def decide(
    what: str | None, supersedes: tuple[str, ...], decided: str | None, meeting: str | None, late: str | None,
    as_role: str | None, why: str | None, editor: bool, template: str | None, who: str | None, commit: bool,
    as_json: bool, **options: Any,
) -> None:  # fmt: skip
    """Decide: a new record in one line, or a proposal by any part of its ID.

    Takes the same words as `remit may`. Where the policy asks for something first, it says what and writes nothing.

    \b
    remit decide --topic tooling/cache --amount 400 "Cache orders in Redis" --why "The orders page takes 4 s at noon."
    remit decide m4x8
    """
    from remit.commands import _ask, _case, _deciding, _finish, _text
    from remit.commands._desk import Desk

    desk, what = Desk(who), _ask.what(what)
    case = _case.Case(**options)
    words: Words = {"why": why, "editor": editor, "template": template}
    proposal = _deciding.existing(desk, what, bool(case.topic))
    times = _deciding.times(desk, decided, meeting, late)
    if proposal is not None:
        given = _text.words(desk, **words)
        made = _deciding.proposal(desk, proposal, case, given, times, as_role, supersedes)
    else:
        head = _head(desk, what, case, supersedes, as_role)
        if not _may(desk, head, as_role, times, as_json=as_json):
            _propose_instead(what, head, options, {**words, "supersedes": supersedes, "who": who, "commit": commit})
            return
        body = _text.words(desk, **words, question="Why?", begin=_deciding.opening(desk, head))
        made = _deciding.fresh(desk, head, body, times, as_role)
    message = f"Decide: {made.title} ({made.id})"
    _finish.finish(desk, made.drafts, message, commit=commit, as_json=as_json, lines=made.lines, data=made.data)


def _head(desk: "Desk", what: str, case: "Case", supersedes: tuple[str, ...], as_role: str | None) -> "Head":
    """The head of a new record; on a terminal what is missing is asked for."""
    from remit.commands import _case, _deciding

    head = _case.ask_for_topic(desk, {"title": _case.title(what), **_case.head(desk, case)})
    head = _case.ask_when_raised(desk, head)
    if supersedes:
        head["supersedes"] = [desk.record(word).id for word in supersedes]
    return _deciding.ask_facts(desk, head, as_role)


def _may(desk: "Desk", head: "Head", as_role: str | None, times: "Head", *, as_json: bool) -> bool:
    """Whether it can be decided; False where it is rather to be proposed. Raises CannotProceed on any other no."""
    from remit.commands import _answering, _ask, _deciding
    from remit.log.problem import CannotProceed

    try:
        _deciding.need_yes(desk, head, as_role, str(times["decided"]))
    except CannotProceed as error:
        if _deciding.rather_propose(error, as_json=as_json):
            return False
        raise
    if _ask.on_terminal():
        _deciding.tell_first(_answering.about(desk, head), as_json=as_json)
    return True


def _propose_instead(what: str, head: "Head", options: dict[str, Any], given: dict[str, Any]) -> None:
    """The same words as a proposal; what was asked for meanwhile is not asked again."""
    from remit.commands.propose import propose
    from remit.log.record import texts

    facts = dict(head.get("facts") or {})
    amount, currency = facts.pop("amount", None), facts.pop("currency", None)
    asked = {
        "topic": texts(head.get("topic")),
        "amount": f"{amount} {currency}" if currency else amount,
        "fact": tuple(f"{key}={one}" for key, value in facts.items() for one in texts(value)),
        "raised": head.get("raised"),
    }
    click.get_current_context().invoke(propose, what=what, decider=None, as_json=False, **given, **{**options, **asked})
