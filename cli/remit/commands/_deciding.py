"""Deciding and proposing: from what was typed to the drafts that are written."""

from typing import Any, NamedTuple

from remit.authority.answer import ASK, DECIDE, Answer, NoAnswer
from remit.commands import _ask, _case, _judge, _superseding, _verdict, _when
from remit.commands._desk import Desk
from remit.log import edit
from remit.log.edit import need_step, one_line, stepped
from remit.log.problem import CannotProceed, Usage
from remit.log.record import ACCEPTED, PROPOSED, Head, Record, texts
from remit.workspace import writing


class Made(NamedTuple):
    """A decision, ready to be written."""

    id: str
    title: str
    drafts: list[writing.Draft]
    lines: tuple[str, ...]
    data: dict[str, Any]


def existing(desk: Desk, what: str, has_topic: bool) -> Record | None:
    """The record that `what` names; None where it is the title of a new one: several words, or a topic beside it."""
    name = what.strip()
    if " " in name or not name:
        return None
    if has_topic and not name.startswith("D-"):
        try:
            return desk.record(name)
        except (Usage, CannotProceed):
            return None
    return _meant(desk, name)


def _meant(desk: Desk, name: str) -> Record:
    try:
        return desk.record(name)
    except Usage:
        raise
    except CannotProceed as error:
        if not error.message.startswith("there is no decision"):
            raise
        raise CannotProceed(error.message, f"for a new decision of that title add `--topic`; {error.remedy}") from None


def opening(desk: Desk, head: Head | None = None) -> str:
    """What the editor shows first: the sections, where the boundary asks for a full record."""
    verdict = _judge.judge(desk, _case.draft(desk, head, ""), desk.who) if head else None
    if isinstance(verdict, Answer) and verdict.record == "full":
        return "\n\n".join(f"## {section}" for section in desk.frame.settings.sections) + "\n"
    return ""


def new(desk: Desk, head: Head, body: str) -> writing.Draft:
    """A new record of today."""
    return writing.new_record(desk.repository, head, body, desk.now.strftime("%Y%m%d"), desk.pick)


def reopened(desk: Desk, record: Record) -> writing.Draft:
    """A deferred record, proposed again."""
    need_step(record, PROPOSED)
    return writing.edited(
        desk.repository, record.path, lambda content: edit.set_fields(content, {"status": PROPOSED}), record.id
    )


def times(desk: Desk, decided: str | None, meeting: str | None, late: str | None) -> Head:
    """When it was decided: now to the minute, unless said otherwise; the meeting and the reason for being late."""
    held = _when.moment(meeting, desk.now) if meeting else None
    at = _when.moment(decided, desk.now) if decided else held or desk.minute
    return {"decided": at, **({"meeting": held} if held else {}), **({"late": late} if late else {})}


def ask_facts(desk: Desk, head: Head, as_role: str | None, like: Record | None = None) -> Head:
    """The head with the facts that the policy misses, asked for on a terminal."""
    while _ask.on_terminal():
        verdict = _judge.judge(desk, _case.draft(desk, _as(head, as_role), "", like), desk.who, None, as_role)
        if not isinstance(verdict, Answer) or verdict.answer != ASK or not verdict.missing:
            break
        facts = dict(head.get("facts") or (like.facts if like else {}))
        for fact in verdict.missing:
            facts[fact] = _ask.need(None, f"{fact}?", f"--fact {fact}=")
        head = {**head, "facts": facts}
    return head


def _as(head: Head, as_role: str | None) -> Head:
    return {**head, "as": as_role} if as_role else head


def need_yes(desk: Desk, head: Head, as_role: str | None, when: str | None = None) -> None:
    """Raises CannotProceed on any answer but a yes, before anybody writes a reason."""
    record = _case.draft(desk, _as(head, as_role), "")
    _verdict.need_yes(_judge.judge(desk, record, desk.who, when, as_role), notes=_judge.not_landed(desk))


def rather_propose(error: CannotProceed, *, as_json: bool) -> bool:
    """On a terminal: say why it cannot be decided, and ask whether to write it as a proposal."""
    if as_json or not _ask.on_terminal():
        return False
    import click

    from remit.reporting.terminal import safe

    click.echo(safe(f"{error.message}\n  {error.remedy}"))
    return _ask.sure("Write it as a proposal instead?")


def fresh(desk: Desk, head: Head, body: str, when: Head, as_role: str | None, *, reversing: bool = False) -> Made:
    """A new record, decided at once; `reversing`: it undoes what it supersedes."""
    if not body.strip():
        raise Usage("the reason is missing", "say it with --why, --editor or `--why -` (standard input)")
    deciding = _decided(desk, head, body, when, as_role)
    record = new(desk, {**head, **deciding.fields}, body)
    replaced = texts(head.get("supersedes"))
    return _made(desk, record.id, str(head["title"]), record, deciding, replaced, reversing=reversing)


def proposal(
    desk: Desk,
    record: Record,
    case: _case.Case,
    words: str,
    when: Head,
    as_role: str | None,
    supersedes: tuple[str, ...],
) -> Made:
    """A proposal, decided."""
    need_step(record, ACCEPTED)
    extra = ask_facts(desk, _case.head(desk, case, record.head), as_role, record)
    if supersedes:
        extra["supersedes"] = [*record.list_of("supersedes"), *(desk.record(word).id for word in supersedes)]
    deciding = _decided(desk, extra, record.body + words, when, as_role, record)
    line = f"- {desk.today}, {desk.who}: {one_line(words)}" if words.strip() else ""
    changes = {**extra, **deciding.fields}
    draft = writing.edited(
        desk.repository, record.path, lambda content: stepped(content, changes, "Decision", line), record.id
    )
    replaced = texts(extra.get("supersedes")) or record.list_of("supersedes")
    return _made(desk, record.id, record.title, draft, deciding, replaced)


class _Deciding(NamedTuple):
    verdict: _verdict.Verdict
    fields: Head
    record: Record
    """The record as it was judged."""


def _decided(
    desk: Desk, head: Head, body: str, when: Head, as_role: str | None, like: Record | None = None
) -> _Deciding:
    """The policy's yes, and the fields that a decided record carries. Raises CannotProceed on any other answer."""
    record = _case.draft(desk, _as(head, as_role), body, like)
    verdict = _judge.judge(desk, record, desk.who, str(when["decided"]), as_role)
    _verdict.need_yes(verdict, like.id[-6:] if like else "", _judge.not_landed(desk))
    if isinstance(verdict, Answer) and verdict.record == "full":
        _need_sections(desk, body)
    computed = _verdict.fields(verdict)
    fields: Head = {"status": ACCEPTED, "decider": desk.who, **when, **computed, **_recorded_by(desk, verdict)}
    return _Deciding(verdict, _as(fields, as_role), record)


def _need_sections(desk: Desk, body: str) -> None:
    present = {line.removeprefix("## ").strip() for line in body.split("\n") if line.startswith("## ")}
    missing = [section for section in desk.frame.settings.sections if section not in present]
    if missing:
        raise CannotProceed(
            f"this boundary asks for a full record; sections are missing: {', '.join(missing)}",
            "write them with `--template full --editor`, or give the whole text with `--why -`",
        )


def _recorded_by(desk: Desk, verdict: _verdict.Verdict) -> Head:
    """The scribe, where somebody who may records what a body decided."""
    people = desk.frame.people
    if desk.me in (None, desk.who) or people is None or not isinstance(verdict, Answer):
        return {}
    may = any(entry.who == desk.me and verdict.as_role in entry.bodies for entry in people.scribes)
    return {"recorded_by": desk.me} if may else {}


def _made(
    desk: Desk,
    record_id: str,
    title: str,
    draft: writing.Draft,
    deciding: _Deciding,
    replaced: tuple[str, ...],
    *,
    reversing: bool = False,
) -> Made:
    """The record, then the other side of every link: a crash between them is named by `remit check`."""
    ended, notes = _superseding.superseded(desk, replaced, record_id, deciding.record, reversing=reversing)
    verdict = deciding.verdict
    data = {"id": record_id, "decider": desk.who, "decided": deciding.fields["decided"]}
    if isinstance(verdict, Answer):
        data |= {
            "answer": verdict.answer,
            "tier": verdict.tier,
            "boundary": verdict.boundary,
            "could_be": verdict.could_be,
        }
    return Made(
        record_id, title, [draft, *ended], (*_verdict.lines(verdict), *_whose_commit(desk, verdict), *notes), data
    )


def _whose_commit(desk: Desk, verdict: _verdict.Verdict) -> tuple[str, ...]:
    if desk.me in (None, desk.who) or _recorded_by(desk, verdict):
        return ()
    return (f"git commits as {desk.me} here: the check will ask for {desk.who}'s own commit.",)


def tell_first(lines: tuple[str, ...], *, as_json: bool) -> None:
    """On a terminal, show what to know before the reason is asked for."""
    if lines and not as_json and _ask.on_terminal():
        import click

        from remit.reporting.terminal import safe

        click.echo(safe("\n".join(lines)))


def asked_of(desk: Desk, head: Head, body: str) -> dict[str, Any]:
    """The policy's answer about a new proposal as data."""
    from remit.commands import _answering

    record = _case.draft(desk, head, body)
    return {"answer": _answering.data(desk, record, _judge.judge(desk, record, str(head.get("decider") or desk.who)))}


def waits_for(desk: Desk, head: Head, body: str, record_id: str) -> tuple[str, ...]:
    """Whom a proposal waits for, and the next thing to type."""
    name = record_id[-6:]
    try:
        asker = str(head.get("decider") or desk.who)
        verdict = _judge.judge(desk, _case.draft(desk, head, body), asker)
    except CannotProceed as error:
        return (f"Whom it waits for cannot be said: {error.message}.",)
    if isinstance(verdict, NoAnswer):
        return (f"Not judged: {verdict.message}. `remit decide {name}` decides it.",)
    if verdict.answer == DECIDE:
        return (f"{asker}, this needs nobody: `remit decide {name}`",)
    return tuple(_verdict.said(verdict))
