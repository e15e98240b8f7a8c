"""How a record ends or changes: reject, withdraw, defer, supersede, deprecate, reverse, amend, retopic, renumber."""

from typing import Any

import click

from remit.commands import _complete, _options


def _step(name: str, help_text: str) -> Any:
    """A command that takes a proposal one step, with a reason."""

    @click.command(name, help=help_text)
    @_options.record
    @_options.text
    @_options.writes
    def command(
        record: str, why: str | None, editor: bool, template: str | None, who: str | None, commit: bool, as_json: bool
    ) -> None:
        from remit.commands import _ending, _text
        from remit.commands._desk import Desk

        desk = Desk(who)
        words = _text.words(desk, why, editor=editor, template=template, question="Why?")
        _ending.step(desk, name, record, words, commit=commit, as_json=as_json)

    return command


reject = _step(
    "reject",
    'Reject a proposal: you may if you may decide it.\n\n\b\nremit reject m4x8 --why "Too dear for what it gives."',
)
withdraw = _step("withdraw", 'Withdraw a proposal.\n\n\b\nremit withdraw m4x8 --why "Solved by the new supplier."')
defer = _step(
    "defer", 'Put a proposal off. `remit propose ID` brings it back.\n\n\b\nremit defer m4x8 --why "After the audit."'
)


@click.command
@_options.record
@click.argument("title", required=False)
@click.option("--by", metavar="ID", help="The record that replaces it, where it is written already.")
@_options.case
@_options.as_role
@_options.text
@_options.writes
def supersede(
    record: str, title: str | None, by: str | None, as_role: str | None, why: str | None, editor: bool,
    template: str | None, who: str | None, commit: bool, as_json: bool, **options: Any,
) -> None:  # fmt: skip
    """Replace a decision with a new one, linked both ways.

    Topic and facts are those of the old one unless you say otherwise.

    \b
    remit supersede k3f9 "Cache orders in memory" --amount 0 --why "Redis was one machine too many."
    remit supersede b7n2 --by p7x2
    """
    from remit.commands import _case, _ending, _text
    from remit.commands._desk import Desk
    from remit.log.problem import Usage

    desk = Desk(who)
    if by:
        _ending.link(desk, record, by, commit=commit, as_json=as_json)
        return
    if not title:
        raise Usage(
            "the new decision's title is missing", f'`remit supersede {record} "New title" --why ...`, or --by ID'
        )
    old, head = _ending.successor(desk, record, _case.Case(**options), title)
    body = _text.words(desk, why, editor=editor, template=template, question="Why?")
    _ending.replace(desk, old, head, body, as_role, commit=commit, as_json=as_json)


@click.command
@_options.record
@click.argument("title", required=False)
@_options.case
@_options.as_role
@_options.text
@_options.writes
def reverse(
    record: str, title: str | None, as_role: str | None, why: str | None, editor: bool, template: str | None,
    who: str | None, commit: bool, as_json: bool, **options: Any,
) -> None:  # fmt: skip
    """Undo a decision: a new record that supersedes it, and the outcome "reversed".

    \b
    remit reverse k3f9 --why "The page is no faster."
    """
    from remit.commands import _case, _ending, _text
    from remit.commands._desk import Desk

    desk = Desk(who)
    old, head = _ending.successor(desk, record, _case.Case(**options), title, reversing=True)
    body = _text.words(desk, why, editor=editor, template=template, question="Why?")
    _ending.replace(desk, old, head, body, as_role, reversed_=True, commit=commit, as_json=as_json)


@click.command
@_options.record
@_options.text
@_options.writes
def deprecate(
    record: str, why: str | None, editor: bool, template: str | None, who: str | None, commit: bool, as_json: bool
) -> None:
    """End a decision that nothing replaces.

    \b
    remit deprecate k3f9 --why "The shop is closed."
    """
    from remit.commands import _ending, _text
    from remit.commands._desk import Desk

    desk = Desk(who)
    words = _text.words(desk, why, editor=editor, template=template, question="Why?")
    _ending.deprecate(desk, record, words, commit=commit, as_json=as_json)


@click.command
@_options.record
@click.option("--typo", nargs=2, metavar="OLD NEW", help="Mend words of the text; logged under `corrections`.")
@_options.text
@_options.writes
def amend(
    record: str, typo: tuple[str, str] | None, why: str | None, editor: bool, template: str | None, who: str | None,
    commit: bool, as_json: bool,
) -> None:  # fmt: skip
    """Add an amendment to a record, dated and signed, or mend a typo in its text.

    \b
    remit amend k3f9 --why "Also holds for invoices."
    remit amend k3f9 --typo "orders page" "order page"
    """
    from remit.commands import _ending, _text
    from remit.commands._desk import Desk

    desk = Desk(who)
    words = "" if typo else _text.words(desk, why, editor=editor, template=template, question="What is to be added?")
    _ending.amend(desk, record, words, typo, commit=commit, as_json=as_json)


@click.command
@_options.record
@click.argument("topics", nargs=-1, required=True, metavar="TOPIC...")
@_options.writes
def retopic(record: str, topics: tuple[str, ...], who: str | None, commit: bool, as_json: bool) -> None:
    """Change the topic of a proposal: another boundary, perhaps another decider.

    \b
    remit retopic m4x8 data/customer
    """
    from remit.commands import _ending
    from remit.commands._desk import Desk

    _ending.retopic(Desk(who), record, topics, commit=commit, as_json=as_json)


@click.command
@click.argument("record", metavar="ID | PATH", shell_complete=_complete.ids)
@_options.writes
def renumber(record: str, who: str | None, commit: bool, as_json: bool) -> None:
    """Give a record a new id. Where two have the same, name the file that landed later.

    \b
    remit renumber m4x8
    """
    from remit.commands import _ending
    from remit.commands._desk import Desk

    _ending.renumber(Desk(who), record, commit=commit, as_json=as_json)
