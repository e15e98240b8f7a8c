"""Ending an accepted decision: whether it may be ended, and the other side of the link."""

from remit.authority.answer import DECIDE_AFTER, Answer, NoAnswer
from remit.commands import _judge, _verdict
from remit.commands._desk import Desk
from remit.log import edit
from remit.log.edit import linked, need_step
from remit.log.problem import CannotProceed
from remit.log.record import SUPERSEDED, Record
from remit.workspace import writing


def superseded(
    desk: Desk, replaced: tuple[str, ...], by: str, new: Record, *, reversing: bool = False
) -> tuple[list[writing.Draft], tuple[str, ...]]:
    """The drafts that end replaced records, and notes on those that are kept in another format."""
    drafts, notes = [], []
    for record_id in replaced:
        old = desk.record(record_id)
        if not old.native:
            notes.append(f"{old.path} is kept in another format: note there that {by} replaced it.")
            continue
        if old.status == SUPERSEDED and by in old.list_of("superseded_by"):
            continue
        need_step(old, SUPERSEDED)
        need_ending(desk, old, new, reversing=reversing)
        drafts.append(_ended(desk, old, by))
    return drafts, tuple(notes)


def _ended(desk: Desk, old: Record, by: str) -> writing.Draft:
    def change(content: str) -> str:
        return edit.set_fields(content, {"status": SUPERSEDED, **linked(content, "superseded_by", by)})

    return writing.edited(desk.repository, old.path, change, old.id)


def need_ending(desk: Desk, old: Record, by: Record | None = None, *, reversing: bool = False) -> None:
    """Raises CannotProceed where who acts may not end an accepted record."""
    verdict = _judge.ending(desk, old, desk.who, by or to_its_end(old), reversing=reversing)
    if _verdict.is_yes(verdict) or isinstance(verdict, NoAnswer):
        return
    raise CannotProceed(
        f"{desk.who}, you may not end {old.id} ({old.title}): {verdict.because}", _way_to_end(verdict, old)
    )


def _way_to_end(verdict: Answer, old: Record) -> str:
    if verdict.answer == DECIDE_AFTER:
        return f"`remit ask {old.id[-6:]} WHO --for consent` asks for what is missing: `remit consent` on it consents to its end"
    to = ", ".join(verdict.goes_to_people or verdict.goes_to)
    return (
        f"ask {to}: whoever could decide it may end it, or consent to its end"
        if to
        else "ask whoever could decide it today"
    )


def to_its_end(old: Record) -> Record:
    """What others have said to the end of a decision: their acts since it was decided."""
    since = old.decided.text if old.decided else ""
    later = tuple(act for act in old.acts if str(act.head.get("on") or "") > since)
    return old._replace(head={}, acts=later)
