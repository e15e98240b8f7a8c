"""How a record ends or changes: reject, withdraw, defer, supersede, deprecate, reverse, amend, retopic, renumber."""

from typing import Any

import click

from remit.commands import cases, decide, judgement, options, prompts, types
from remit.commands.session import Session, finish
from remit.log import edit
from remit.log.edit import amended, corrected, linked, need_step, one_line, stepped
from remit.log.problem import CannotProceed, Usage
from remit.log.record import ACCEPTED, DEFERRED, DEPRECATED, REJECTED, SUPERSEDED, WITHDRAWN, Head, Record
from remit.workspace import moving, writing


def _step(name: str, help_text: str) -> Any:
    """A command that takes a proposal one step, with a reason."""

    @click.command(name, help=help_text)
    @options.record
    @options.text
    @options.writes
    def command(session: Session, record: str, why: str | None, editor: bool, template: str | None) -> None:
        words = prompts.words(session, why, editor=editor, template=template, question="Why?")
        step(session, name, record, words)

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
@options.record
@click.argument("title", required=False)
@click.option("--by", metavar="ID", help="The record that replaces it, where it is written already.")
@options.case
@options.as_role
@options.text
@options.writes
def supersede(session: Session, record: str, title: str | None, by: str | None, as_role: str | None, why: str | None, editor: bool,
    template: str | None,  **options: Any) -> None:  # fmt: skip
    """Replace a decision with a new one, linked both ways.

    Topic and facts are those of the old one unless you say otherwise.

    \b
    remit supersede k3f9 "Cache orders in memory" --amount 0 --why "Redis was one machine too many."
    remit supersede b7n2 --by p7x2
    """
    if by:
        link(session, record, by)
        return
    if not title:
        raise Usage(
            "the new decision's title is missing", f'`remit supersede {record} "New title" --why ...`, or --by ID'
        )
    old, head = successor(session, record, cases.Case(**options), title)
    body = prompts.words(session, why, editor=editor, template=template, question="Why?")
    replace(session, old, head, body, as_role)


@click.command
@options.record
@click.argument("title", required=False)
@options.case
@options.as_role
@options.text
@options.writes
def reverse(session: Session, record: str, title: str | None, as_role: str | None, why: str | None, editor: bool, template: str | None,  **options: Any) -> None:  # fmt: skip
    """Undo a decision: a new record that supersedes it, and the outcome "reversed".

    \b
    remit reverse k3f9 --why "The page is no faster."
    """
    old, head = successor(session, record, cases.Case(**options), title, reversing=True)
    body = prompts.words(session, why, editor=editor, template=template, question="Why?")
    replace(session, old, head, body, as_role, reversed_=True)


@click.command
@options.record
@options.text
@options.writes
def deprecate(session: Session, record: str, why: str | None, editor: bool, template: str | None) -> None:
    """End a decision that nothing replaces.

    \b
    remit deprecate k3f9 --why "The shop is closed."
    """
    words = prompts.words(session, why, editor=editor, template=template, question="Why?")
    _deprecate(session, record, words)


@click.command
@options.record
@click.option("--typo", nargs=2, metavar="OLD NEW", help="Mend words of the text; logged under `corrections`.")
@options.text
@options.writes
def amend(session: Session, record: str, typo: tuple[str, str] | None, why: str | None, editor: bool, template: str | None) -> None:  # fmt: skip
    """Add an amendment to a record, dated and signed, or mend a typo in its text.

    \b
    remit amend k3f9 --why "Also holds for invoices."
    remit amend k3f9 --typo "orders page" "order page"
    """
    words = (
        "" if typo else prompts.words(session, why, editor=editor, template=template, question="What is to be added?")
    )
    _amend(session, record, words, typo)


@click.command
@options.record
@click.argument("topics", nargs=-1, required=True, type=types.topic, metavar="TOPIC...")
@options.writes
def retopic(session: Session, record: str, topics: tuple[str, ...]) -> None:
    """Change the topic of a proposal: another boundary, perhaps another decider.

    \b
    remit retopic m4x8 data/customer
    """
    _retopic(session, record, topics)


@click.command
@click.argument("record", metavar="ID | PATH", shell_complete=options.ids)
@options.writes
def renumber(session: Session, record: str) -> None:
    """Give a record a new id. Where two have the same, name the file that landed later.

    \b
    remit renumber m4x8
    """
    _renumber(session, record)


_STEPS = {"reject": (REJECTED, "Reject"), "withdraw": (WITHDRAWN, "Withdraw"), "defer": (DEFERRED, "Defer")}


def step(session: Session, name: str, text: str, words: str) -> None:
    """Reject, withdraw or defer a proposal, with the reason in its text."""
    status, verb = _STEPS[name]
    record = session.record(text)
    need_step(record, status)
    if not words.strip():
        raise Usage("the reason is missing", "say it with --why")
    changes: Head = {"status": status}
    if status == REJECTED:
        verdict = judgement.judge(session, cases.draft(session, {}, record.body, record), session.who)
        judgement.need_yes(verdict, record.id[-6:])
        changes |= {"decider": session.who, "decided": session.minute, **judgement.fields(verdict)}
    section = status.capitalize()
    line = f"- {session.today}, {session.who}: {one_line(words)}"
    draft = _edit(session, record, lambda content: stepped(content, changes, section, line))
    finish(session, [draft], f"{verb}: {_called(record)}", data={"id": record.id, "status": status})


def _called(record: Record) -> str:
    return f"{record.title} ({record.id})"


def _edit(session: Session, record: Record, change: Any) -> writing.Draft:
    return writing.edited(session.repository, record.path, change, record.id)


def link(session: Session, old_text: str, new_text: str) -> None:
    """Finish or make the link between a decision and the one that replaced it: the new record first."""
    old, new = session.record(old_text), session.record(new_text)
    if old.id == new.id:
        raise Usage("a decision cannot replace itself", "name two records")
    if new.status != ACCEPTED:
        raise CannotProceed(
            f"{new.id} is {new.status}: only an accepted decision replaces another",
            f"`remit decide {new.id[-6:]} --supersedes {old.id[-6:]}` decides it and links both",
        )
    ended, notes = judgement.superseded(session, (old.id,), new.id, new)
    first = _edit(session, new, lambda content: edit.set_fields(content, linked(content, "supersedes", old.id)))
    finish(
        session,
        [first, *ended],
        f"Supersede: {_called(old)} by {new.id}",
        lines=notes,
        data={"id": old.id, "by": new.id},
    )


_CARRIED = ("topic", "facts", "team", "intent", "affects", "tags", "budget")


def successor(
    session: Session, text: str, case: cases.Case, title: str | None, *, reversing: bool = False
) -> tuple[Record, Head]:
    """The decision that is replaced, and the head of the new one: what it was about, and what the options change."""
    old = session.record(text)
    need_step(old, SUPERSEDED)
    judgement.need_ending(session, old, reversing=reversing)
    head: Head = {key: old.head[key] for key in _CARRIED if old.head.get(key)}
    head |= cases.head(session, case, old.head)
    head |= {"title": cases.title(title or f"Reverse: {old.title}"), "supersedes": [old.id]}
    return old, cases.ask_when_raised(session, cases.ask_for_topic(session, head))


def replace(
    session: Session, old: Record, head: Head, body: str, as_role: str | None, *, reversed_: bool = False
) -> None:
    """Write the new decision, then (for a reversal) the outcome, then the old record."""
    made = decide.decide_new(
        session, head, body, decide.times_of(session, None, None, None), as_role, reversing=reversed_
    )
    drafts = made.drafts
    if reversed_:
        act: Head = {"on": session.minute, "result": "reversed"}
        outcome = writing.new_act(old, "outcome", session.who, act, one_line(body), session.pick)
        drafts = [drafts[0], outcome, *drafts[1:]]
    verb = "Reverse" if reversed_ else "Supersede"
    finish(session, drafts, f"{verb}: {_called(old)} by {made.id}", lines=made.lines, data=made.data)


def _deprecate(session: Session, text: str, words: str) -> None:
    """End a decision without a successor; the reason becomes an amendment."""
    record = session.record(text)
    need_step(record, DEPRECATED)
    if not words.strip():
        raise Usage("the reason is missing", "say it with --why")
    judgement.need_ending(session, record)

    def change(content: str) -> str:
        ended = edit.set_fields(content, {"status": DEPRECATED})
        return amended(ended, session.today, session.who, f"deprecated: {words}")

    finish(
        session, [_edit(session, record, change)], f"Deprecate: {_called(record)}",
        data={"id": record.id, "status": DEPRECATED},
    )  # fmt: skip


def _amend(session: Session, text: str, words: str, typo: tuple[str, str] | None) -> None:
    """Add an amendment, or mend a typo and log it."""
    record = _native(session, text)
    if typo:
        entry: Head = {"who": session.who, "on": session.today, "what": f"{typo[0]} -> {typo[1]}"}
        draft = _edit(session, record, lambda content: corrected(content, *typo, entry))
    elif words.strip():
        draft = _edit(session, record, lambda content: amended(content, session.today, session.who, words))
    else:
        raise Usage("there is nothing to add", "say it with --why, or mend a typo with --typo OLD NEW")
    shown = (f"  {typo[0]} -> {typo[1]}",) if typo else ()
    finish(session, [draft], f"Amend: {_called(record)}", lines=shown, data={"id": record.id})


def _native(session: Session, text: str) -> Record:
    record = session.record(text)
    if not record.native:
        raise CannotProceed(
            f"{record.id} is a record of another format ({record.format}), read where it lies",
            "change it in its own way, or bring the log over with `remit import`",
        )
    return record


def _retopic(session: Session, text: str, topics: tuple[str, ...]) -> None:
    """Give a proposal another topic."""
    record = _native(session, text)
    if not record.is_open:
        raise CannotProceed(
            f"{record.id} is {record.status}: its topic is part of what was decided",
            f"supersede it: `remit supersede {record.id[-6:]} TITLE --topic ...`",
        )
    head: Head = {"topic": topics[0] if len(topics) == 1 else list(topics)}
    lines = decide.waits_for(session, {**record.head, **head}, record.body, record.id)
    draft = _edit(session, record, lambda content: edit.set_fields(content, head))
    finish(session, [draft], f"Retopic: {_called(record)}", lines=lines, data={"id": record.id, **head})


def _renumber(session: Session, text: str) -> None:
    """Give a record a new id: the new file first, then its acts, then the old file goes."""
    found = [record for record in session.log.records if record.path == text]
    record = found[0] if found else _native(session, text)
    twins = [entry.path for entry in session.log.records if entry.id == record.id and entry.path != record.path]
    if not found and twins:
        raise Usage(
            f"{record.id} is in {record.path} and {', '.join(twins)}",
            "name the file that landed later: `remit renumber PATH`",
        )
    if record.is_decided and not twins:
        raise CannotProceed(
            f"{record.id} is decided and no other record has its id: ids never change",
            "add another name under `aliases` instead",
        )
    new = moving.renumbered(session.repository, record, session.pick, links=not twins, others=session.log.records)
    moved = moving.move(session.repository, new)
    finish(
        session, [], f"Renumber: {record.id} is now {new.id}", moved=moved, data={"id": new.id, "was": record.id},
    )  # fmt: skip
