"""What the endings and changes of a record write."""

from typing import Any

from remit.commands import _case, _deciding, _judge, _superseding, _verdict
from remit.commands._desk import Desk
from remit.commands._finish import finish
from remit.log import edit
from remit.log.edit import amended, corrected, linked, need_step, one_line, stepped
from remit.log.problem import CannotProceed, Usage
from remit.log.record import ACCEPTED, DEFERRED, DEPRECATED, REJECTED, SUPERSEDED, WITHDRAWN, Head, Record
from remit.workspace import moving, writing

_STEPS = {"reject": (REJECTED, "Reject"), "withdraw": (WITHDRAWN, "Withdraw"), "defer": (DEFERRED, "Defer")}


def step(desk: Desk, name: str, text: str, words: str, **how: Any) -> None:
    """Reject, withdraw or defer a proposal, with the reason in its text."""
    status, verb = _STEPS[name]
    record = desk.record(text)
    need_step(record, status)
    if not words.strip():
        raise Usage("the reason is missing", "say it with --why")
    changes: Head = {"status": status}
    if status == REJECTED:
        verdict = _judge.judge(desk, _case.draft(desk, {}, record.body, record), desk.who)
        _verdict.need_yes(verdict, record.id[-6:])
        changes |= {"decider": desk.who, "decided": desk.minute, **_verdict.fields(verdict)}
    section = status.capitalize()
    line = f"- {desk.today}, {desk.who}: {one_line(words)}"
    draft = _edit(desk, record, lambda content: stepped(content, changes, section, line))
    finish(desk, [draft], f"{verb}: {_called(record)}", data={"id": record.id, "status": status}, **how)


def _called(record: Record) -> str:
    return f"{record.title} ({record.id})"


def _edit(desk: Desk, record: Record, change: Any) -> writing.Draft:
    return writing.edited(desk.repository, record.path, change, record.id)


def link(desk: Desk, old_text: str, new_text: str, **how: Any) -> None:
    """Finish or make the link between a decision and the one that replaced it: the new record first."""
    old, new = desk.record(old_text), desk.record(new_text)
    if old.id == new.id:
        raise Usage("a decision cannot replace itself", "name two records")
    if new.status != ACCEPTED:
        raise CannotProceed(
            f"{new.id} is {new.status}: only an accepted decision replaces another",
            f"`remit decide {new.id[-6:]} --supersedes {old.id[-6:]}` decides it and links both",
        )
    ended, notes = _superseding.superseded(desk, (old.id,), new.id, new)
    first = _edit(desk, new, lambda content: edit.set_fields(content, linked(content, "supersedes", old.id)))
    finish(
        desk,
        [first, *ended],
        f"Supersede: {_called(old)} by {new.id}",
        lines=notes,
        data={"id": old.id, "by": new.id},
        **how,
    )


_CARRIED = ("topic", "facts", "team", "intent", "affects", "tags", "budget")


def successor(
    desk: Desk, text: str, case: _case.Case, title: str | None, *, reversing: bool = False
) -> tuple[Record, Head]:
    """The decision that is replaced, and the head of the new one: what it was about, and what the options change."""
    old = desk.record(text)
    need_step(old, SUPERSEDED)
    _superseding.need_ending(desk, old, reversing=reversing)
    head: Head = {key: old.head[key] for key in _CARRIED if old.head.get(key)}
    head |= _case.head(desk, case, old.head)
    head |= {"title": _case.title(title or f"Reverse: {old.title}"), "supersedes": [old.id]}
    return old, _case.ask_when_raised(desk, _case.ask_for_topic(desk, head))


def replace(
    desk: Desk, old: Record, head: Head, body: str, as_role: str | None, *, reversed_: bool = False, **how: Any
) -> None:
    """Write the new decision, then (for a reversal) the outcome, then the old record."""
    made = _deciding.fresh(desk, head, body, _deciding.times(desk, None, None, None), as_role, reversing=reversed_)
    drafts = made.drafts
    if reversed_:
        act: Head = {"on": desk.minute, "result": "reversed"}
        outcome = writing.new_act(old, "outcome", desk.who, act, one_line(body), desk.pick)
        drafts = [drafts[0], outcome, *drafts[1:]]
    verb = "Reverse" if reversed_ else "Supersede"
    finish(desk, drafts, f"{verb}: {_called(old)} by {made.id}", lines=made.lines, data=made.data, **how)


def deprecate(desk: Desk, text: str, words: str, **how: Any) -> None:
    """End a decision without a successor; the reason becomes an amendment."""
    record = desk.record(text)
    need_step(record, DEPRECATED)
    if not words.strip():
        raise Usage("the reason is missing", "say it with --why")
    _superseding.need_ending(desk, record)

    def change(content: str) -> str:
        ended = edit.set_fields(content, {"status": DEPRECATED})
        return amended(ended, desk.today, desk.who, f"deprecated: {words}")

    finish(
        desk, [_edit(desk, record, change)], f"Deprecate: {_called(record)}",
        data={"id": record.id, "status": DEPRECATED}, **how,
    )  # fmt: skip


def amend(desk: Desk, text: str, words: str, typo: tuple[str, str] | None, **how: Any) -> None:
    """Add an amendment, or mend a typo and log it."""
    record = _native(desk, text)
    if typo:
        entry: Head = {"who": desk.who, "on": desk.today, "what": f"{typo[0]} -> {typo[1]}"}
        draft = _edit(desk, record, lambda content: corrected(content, *typo, entry))
    elif words.strip():
        draft = _edit(desk, record, lambda content: amended(content, desk.today, desk.who, words))
    else:
        raise Usage("there is nothing to add", "say it with --why, or mend a typo with --typo OLD NEW")
    shown = (f"  {typo[0]} -> {typo[1]}",) if typo else ()
    finish(desk, [draft], f"Amend: {_called(record)}", lines=shown, data={"id": record.id}, **how)


def _native(desk: Desk, text: str) -> Record:
    record = desk.record(text)
    if not record.native:
        raise CannotProceed(
            f"{record.id} is a record of another format ({record.format}), read where it lies",
            "change it in its own way, or bring the log over with `remit import`",
        )
    return record


def retopic(desk: Desk, text: str, topics: tuple[str, ...], **how: Any) -> None:
    """Give a proposal another topic."""
    record = _native(desk, text)
    if not record.is_open:
        raise CannotProceed(
            f"{record.id} is {record.status}: its topic is part of what was decided",
            f"supersede it: `remit supersede {record.id[-6:]} TITLE --topic ...`",
        )
    words = [_case.topic(word) for word in topics]
    head: Head = {"topic": words[0] if len(words) == 1 else words}
    lines = _deciding.waits_for(desk, {**record.head, **head}, record.body, record.id)
    draft = _edit(desk, record, lambda content: edit.set_fields(content, head))
    finish(desk, [draft], f"Retopic: {_called(record)}", lines=lines, data={"id": record.id, **head}, **how)


def renumber(desk: Desk, text: str, **how: Any) -> None:
    """Give a record a new id: the new file first, then its acts, then the old file goes."""
    found = [record for record in desk.log.records if record.path == text]
    record = found[0] if found else _native(desk, text)
    twins = [entry.path for entry in desk.log.records if entry.id == record.id and entry.path != record.path]
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
    new = moving.renumbered(desk.repository, record, desk.pick, links=not twins, others=desk.log.records)
    moved = moving.move(desk.repository, new)
    finish(
        desk, [], f"Renumber: {record.id} is now {new.id}", moved=moved, data={"id": new.id, "was": record.id}, **how,
    )  # fmt: skip
