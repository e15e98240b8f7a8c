"""`remit decide`: decide, and write the record."""

from typing import Any

import click

from remit.commands import _options


@click.command
@click.argument("what", metavar="TITLE | ID")
@_options.case
@click.option("--supersedes", multiple=True, metavar="ID", help="A decision that this one replaces.")
@click.option("--decided", metavar="WHEN", help="When it was decided, where that is not now: a day or a time.")
@click.option("--meeting", metavar="DAY", help="The meeting that decided it.")
@click.option("--late", metavar="TEXT", help="Why it is written down long after it was decided.")
@_options.as_role
@_options.text
@_options.writes
def decide(
    what: str, supersedes: tuple[str, ...], decided: str | None, meeting: str | None, late: str | None,
    as_role: str | None, why: str | None, editor: bool, template: str | None, who: str | None, commit: bool,
    as_json: bool, **options: Any,
) -> None:  # fmt: skip
    """Decide: a new record in one line, or a proposal by any part of its ID.

    Takes the same words as `remit may`. Where the policy asks for something first, it says what and writes nothing.

    \b
    remit decide --topic tooling/cache --amount 400 "Cache orders in Redis" --why "The orders page takes 4 s at noon."
    remit decide m4x8
    """
    from remit.commands import _ask, _asking, _case, _deciding, _finish, _text
    from remit.commands._desk import Desk
    from remit.model.problem import CannotProceed

    desk = Desk(who)
    case = _case.Case(**options)
    proposal = _deciding.existing(desk, what, bool(case.topic))
    times = _deciding.times(desk, decided, meeting, late)
    if proposal is not None:
        words = _text.words(desk, why, editor=editor, template=template)
        made = _deciding.proposal(desk, proposal, case, words, times, as_role, supersedes)
    else:
        head = _case.ask_for_topic(desk, {"title": _case.title(what), **_case.head(desk, case)})
        head = _case.ask_when_raised(desk, head)
        if supersedes:
            head["supersedes"] = [desk.record(word).id for word in supersedes]
        head = _deciding.ask_facts(desk, head, as_role)
        try:
            _deciding.need_yes(desk, head, as_role, str(times["decided"]))
        except CannotProceed as error:
            if not _deciding.rather_propose(error, as_json=as_json):
                raise
            _propose_instead(
                what,
                head,
                supersedes=supersedes,
                why=why,
                editor=editor,
                template=template,
                who=who,
                commit=commit,
                options=options,
            )
            return
        if _ask.on_terminal():
            _deciding.tell_first(_asking.about(desk, head), as_json=as_json)
        body = _text.words(
            desk, why, editor=editor, template=template, question="Why?", begin=_deciding.opening(desk, head)
        )
        made = _deciding.fresh(desk, head, body, times, as_role)
    _finish.finish(
        desk,
        made.drafts,
        f"Decide: {made.title} ({made.id})",
        commit=commit,
        as_json=as_json,
        lines=made.lines,
        data=made.data,
    )


def _propose_instead(what: str, head: dict[str, Any], *, options: dict[str, Any], **given: Any) -> None:
    """The same words as a proposal; what was asked for meanwhile is not asked again."""
    from remit.commands.propose import propose

    topics = head.get("topic") or ()
    facts = {key: value for key, value in (head.get("facts") or {}).items() if key not in ("amount", "currency")}
    options = {
        **options,
        "topic": (topics,) if isinstance(topics, str) else tuple(topics),
        "amount": " ".join(filter(None, (head.get("facts", {}).get("amount"), head.get("facts", {}).get("currency"))))
        or None,
        "fact": tuple(
            f"{key}={one}" for key, value in facts.items() for one in ([value] if isinstance(value, str) else value)
        ),
        "raised": head.get("raised"),
    }
    click.get_current_context().invoke(propose, what=what, decider=None, as_json=False, **given, **options)
