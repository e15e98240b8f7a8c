"""How a record ends or changes: reject, withdraw, defer, supersede, deprecate, reverse, amend, retopic, renumber."""

import click

from remit.commands import adopted, decide, drafts, judgement, options, types
from remit.commands.acts import called
from remit.commands.drafts import Details, deciding_options
from remit.commands.session import Session, finish
from remit.commands.text import Text, reason_from, record_from, text_options
from remit.log import edit
from remit.log.edit import amended, corrected, need_open, need_step, stepped
from remit.log.problem import CannotProceed, Usage
from remit.log.record import (
    ACCEPTED,
    DEFERRED,
    DEPRECATED,
    REJECTED,
    SUPERSEDED,
    WITHDRAWN,
    Head,
    Record,
    one_or_all,
    read_record,
    texts,
)
from remit.log.text import one_line
from remit.repo import git
from remit.workspace import file_drafts


@click.command
@options.record
@text_options
@options.writes
def reject(session: Session, record: str, text: Text) -> None:
    """Reject a proposal. Whoever may decide it may reject it.

    \b
    remit reject m4x8 --why "Too expensive for the benefit."
    """
    _step(session, record, text, REJECTED, "Reject")


@click.command
@options.record
@text_options
@options.writes
def withdraw(session: Session, record: str, text: Text) -> None:
    """Withdraw a proposal. Whoever wrote it, or may decide it, may withdraw it.

    \b
    remit withdraw m4x8 --why "Solved by the new supplier."
    """
    _step(session, record, text, WITHDRAWN, "Withdraw")


@click.command
@options.record
@text_options
@options.writes
def defer(session: Session, record: str, text: Text) -> None:
    """Defer a proposal. Whoever wrote it, or may decide it, may defer it; `remit propose ID` reopens it.

    \b
    remit defer m4x8 --why "After the audit."
    """
    _step(session, record, text, DEFERRED, "Defer")


@click.command
@options.record
@click.argument("title", required=False)
@click.option("--by", metavar="ID", help="Record that replaces it, which is not merged yet.")
@deciding_options
@text_options
@options.writes
def supersede(session: Session, record: str, title: str | None, by: str | None, details: Details, text: Text) -> None:  # fmt: skip
    """Replace a decision with a new one, linked both ways.

    Topic and facts are copied from the old one; options change them.

    \b
    remit supersede k3f9 "Cache orders in memory" --amount 0 --why "Redis was one machine too many."
    """
    if by:
        replace(session, session.record(record), session.record(by))
        return
    if not title and not text.opens:
        raise Usage(
            "the title of the new decision is missing",
            f'`remit supersede {record} "New title" --why "..."`, or name an existing record with --by ID',
        )
    old, head = _successor(session, record, details, title or "", text)
    head, body = record_from(session, text, head, question="Why?")
    made = decide.decide_new(session, _superseding(head, old), body, decide.times_of(session))
    finish(
        session, made.drafts, f"Supersede: {called(old)} by {made.id}", lines=made.lines, data=made.data, checked=True
    )


@click.command
@options.record
@click.argument("title", required=False)
@deciding_options
@text_options
@options.writes
def reverse(session: Session, record: str, title: str | None, details: Details, text: Text) -> None:
    """Reverse a decision: write a new record that supersedes it, and the outcome "reversed".

    \b
    remit reverse k3f9 --why "The page is no faster."
    """
    found = session.record(record)
    old, head = _successor(session, record, details, title or f"Reverse: {found.title}", text, reversing=True)
    head, body = record_from(session, text, head, question="Why?")
    head = _superseding(head, old)
    made = decide.decide_new(session, head, body, decide.times_of(session), reversing=True)
    drafts = made.drafts
    if old.native:
        came: Head = {"on": session.stamp, "result": "reversed"}
        outcome = file_drafts.new_act(old, "outcome", session.who, came, one_line(body), session.pick)
        drafts = [drafts[0], outcome, *drafts[1:]]  # the old record last: a crash in between is found
    message = f"Reverse: {called(old)} by {made.id}"
    finish(session, drafts, message, lines=made.lines, data=made.data, checked=True)


@click.command
@options.record
@text_options
@options.writes
def deprecate(session: Session, record: str, text: Text) -> None:
    """End a decision without a replacement.

    \b
    remit deprecate k3f9 --why "The shop is closed."
    """
    words = _reason(session, text)
    found = session.record(record)
    _need_words(words)
    if not found.native:
        adopted.step(session, found, DEPRECATED, "Deprecate", words)
        return
    need_step(found, DEPRECATED)
    judgement.need_ending(session, found)

    def change(content: str) -> str:
        ended = edit.set_fields(content, {"status": DEPRECATED})
        return amended(ended, session.today, session.who, f"deprecated: {words}")

    draft = session.edited(found, change)
    finish(session, [draft], f"Deprecate: {called(found)}", data={"id": found.id, "status": DEPRECATED})


@click.command
@options.record
@click.option("--typo", nargs=2, metavar="OLD NEW", help="Fix a typo in the text; logged under `corrections`.")
@text_options
@options.writes
def amend(session: Session, record: str, typo: tuple[str, str] | None, text: Text) -> None:
    """Add a dated amendment with your name to a record, or fix a typo in its text.

    \b
    remit amend k3f9 --why "Also holds for invoices."
    remit amend k3f9 --typo "orders page" "order page"
    """
    words = "" if typo else reason_from(session, text, question="What do you want to add?")
    found = adopted.native(session, record)
    if typo:
        entry: Head = {"who": session.who, "on": session.today, "what": f"{typo[0]} -> {typo[1]}"}
        draft = session.edited(found, lambda content: corrected(content, *typo, entry))
    elif words.strip():
        draft = session.edited(found, lambda content: amended(content, session.today, session.who, words))
    else:
        raise Usage("the amendment is missing", "give it with --why, or fix a typo with --typo OLD NEW")
    shown = (f"  {typo[0]} -> {typo[1]}",) if typo else ()
    finish(session, [draft], f"Amend: {called(found)}", lines=shown, data={"id": found.id}, checked=True)


@click.command
@options.record
@click.argument("topics", nargs=-1, required=True, type=types.topic, metavar="TOPIC...")
@options.writes
def retopic(session: Session, record: str, topics: tuple[str, ...]) -> None:
    """Change the topic of a proposal, and with it the boundary and perhaps the decider.

    \b
    remit retopic m4x8 data/customer
    """
    found = adopted.native(session, record)
    way = f'`remit supersede {found.short} "New title" --topic TOPIC` replaces it'
    need_open(found, "its topic can no longer change", way)
    head: Head = {"topic": one_or_all(topics)}
    lines = decide.waits_for(session, {**found.head, **head}, found.body, found.id)
    draft = session.edited(found, lambda content: edit.set_fields(content, head))
    finish(session, [draft], f"Retopic: {called(found)}", lines=lines, data={"id": found.id, **head}, checked=True)


@click.command
@click.argument("record", metavar="ID | PATH", shell_complete=options.ids)
@options.writes
def renumber(session: Session, record: str) -> None:
    """Give a record a new ID. If two records have the same, name the file that was merged later.

    \b
    remit renumber m4x8
    """
    found = [entry for entry in session.log.records if entry.path == record]
    target = found[0] if found else adopted.native(session, record)
    twins = [entry.path for entry in session.log.records if entry.id == target.id and entry.path != target.path]
    if not found and twins:
        raise Usage(
            f"{target.id} is in {target.path} and {', '.join(twins)}",
            "name the file that was merged later: `remit renumber PATH`",
        )
    if target.is_decided and not twins:
        raise CannotProceed(
            f"{target.id} is decided and its ID is unique: IDs never change",
            "add another name under `aliases` instead",
        )
    new = file_drafts.renumbered(session.repository, target, session.pick, links=not twins, others=session.log.records)
    moved = file_drafts.move(session.repository, new)
    finish(
        session, [], f"Renumber: {target.id} is now {new.id}", moved=moved, data={"id": new.id, "was": target.id},
    )  # fmt: skip


def _reason(session: Session, text: Text) -> str:
    return reason_from(session, text, question="Why?")


def _need_words(words: str) -> None:
    if not words.strip():
        raise Usage("the reason is missing", 'give it with --why "..."')


def _step(session: Session, name: str, text: Text, status: str, verb: str) -> None:
    """Reject, withdraw or defer a proposal, with the reason in its text."""
    words = _reason(session, text)
    record = session.record(name)
    _need_words(words)
    if not record.native:
        adopted.step(session, record, status, verb, words)
        return
    need_step(record, status)
    changes: Head = {"status": status}
    if status == REJECTED:
        verdict = judgement.judge(session, drafts.draft(session, {}, record.body, record), session.who)
        judgement.need_yes(session, verdict, record.short)
        changes |= {"decider": session.who, "decided": session.stamp, **judgement.fields(verdict)}
    elif not judgement.is_yes(judgement.judge(session, record, session.who)):
        judgement.need_own(session, record)
    line = f"- {session.today}, {session.who}: {one_line(words)}"
    draft = session.edited(record, lambda content: stepped(content, changes, status.capitalize(), line))
    finish(session, [draft], f"{verb}: {called(record)}", data={"id": record.id, "status": status})


def replace(session: Session, old: Record, new: Record) -> None:
    """Make or complete the link between a decision and the one that supersedes it: the new record first."""
    if old.id == new.id:
        raise Usage("a decision cannot supersede itself", "name two records")
    if new.status != ACCEPTED:
        raise CannotProceed(
            f"{new.id} is {new.status}: only an accepted decision can supersede another",
            f"`remit decide {new.short} --supersedes {old.short}` decides it and links both",
        )
    drafts = [adopted.superseding(session, new, old), *judgement.superseded(session, (old.id,), new, new)]
    if new.native and old.id not in new.list_of("supersedes") and _is_merged(session, new):
        raise CannotProceed(
            f"{new.id} is merged, so what it supersedes can no longer be added to it; nothing was written",
            f'`remit deprecate {old.short} --why "Replaced by {new.id}."` ends the old one,'
            f' `remit supersede {old.short} "New title" --why "..."` replaces it with a new decision',
        )
    finish(session, drafts, f"Supersede: {called(old)} by {new.id}", data={"id": old.id, "by": new.id})


def _is_merged(session: Session, record: Record) -> bool:
    """Whether a record is accepted on the trusted branch already."""
    merged = git.file_at(session.repository.top, session.tip.commit, record.path) if session.tip else None
    found = read_record(record.path, merged.decode("utf-8", "replace")) if merged is not None else None
    return isinstance(found, Record) and found.status == ACCEPTED


_CARRIED = ("topic", "facts", "team", "intent", "affects", "tags", "budget")


def _successor(
    session: Session, name: str, details: Details, title: str, text: Text, *, reversing: bool = False
) -> tuple[Record, Head]:
    """The decision that is replaced, and the head of the new one: what it was about, and what the options change."""
    old = session.record(name)
    need_step(old, SUPERSEDED)
    judgement.need_ending(session, old, reversing=reversing)
    head: Head = {key: old.head[key] for key in _CARRIED if old.head.get(key)}
    head |= drafts.head(session, details, old.head)
    head |= {"title": drafts.title(title)} if title else {}
    head = _superseding(head, old)
    return old, head if text.opens else drafts.ask_when_raised(session, drafts.ask_for_topic(session, head))


def _superseding(head: Head, old: Record) -> Head:
    """A head that names the record which it replaces, whatever somebody made of it in the editor."""
    named = texts(head.get("supersedes"))
    return head if old.id in named else {**head, "supersedes": [old.id, *named]}
