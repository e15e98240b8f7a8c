"""`remit propose` and `remit decide`: from what was typed to the records that are written."""

import shlex
from typing import Any, NamedTuple

import click

from remit.authority.answer import ASK, DECIDE, Answer, NoAnswer
from remit.commands import adopted, drafts, judgement, may, options, prompts, types
from remit.commands.drafts import Details, deciding_options, detail_options
from remit.commands.session import Session, finish
from remit.commands.text import Text, Written, reason_from, record_from, text_options
from remit.commands.types import When
from remit.log import edit, ids
from remit.log.edit import need_step, stepped
from remit.log.problem import CannotProceed, Usage
from remit.log.record import ACCEPTED, NATIVE, PROPOSED, Head, Record, texts
from remit.log.text import one_line
from remit.reporting.terminal import safe
from remit.workspace import file_drafts


@click.command
@click.argument("what", metavar="TITLE | ID", required=False, shell_complete=options.ids)
@detail_options
@click.option("--supersedes", multiple=True, metavar="ID", help="Decision that this one would replace.")
@click.option("--decider", metavar="HANDLE", help="Person who should decide, if several may.")
@text_options
@options.writes
def propose(session: Session, what: str | None, details: Details, supersedes: tuple[str, ...], decider: str | None, text: Text) -> None:  # fmt: skip
    """Write a proposal, and show whose decision it is and what it requires.

    With the ID of a deferred proposal, reopen it.

    \b
    remit propose "Move to Postgres 17" --topic data/store
    remit propose "Buy a label printer" --topic tooling --amount 300 --raised yesterday --why "Labels smear."
    """
    what = _what(what, text)
    again = drafts.existing(session, what, bool(details.topic))
    if again is not None:
        adopted.need_native(again)
        need_step(again, PROPOSED)
        draft = session.edited(again, lambda content: edit.set_fields(content, {"status": PROPOSED}))
        finish(session, [draft], f"Propose again: {again.title} ({again.id})", data={"id": again.id})
        return
    head = _head(session, what, details, supersedes, text)
    if decider:
        head["decider"] = decider
    _propose(session, head, text)


def _propose(session: Session, given: Head, text: Text, written: Written | None = None) -> None:
    """Write a proposal, and show whose decision it is."""
    about = may.about(session, drafts.draft(session, given, "")) if given.get("title") else ()
    tell_first(session, about)
    head, body = written or record_from(session, text, given, question="What, and why?")
    head = {"status": PROPOSED, **head}
    draft = new(session, head, body)
    lines = (
        *waits_for(session, head, body, draft.id),
        *adopted.dropped(session, head),
        *(() if prompts.on_terminal() else about),
    )
    data: dict[str, Any] = {"id": draft.id}
    if session.as_json:
        record = drafts.draft(session, head, body)
        verdict = judgement.judge(session, record, str(head.get("decider") or session.who))
        data["answer"] = may.data(session, record, verdict)
    finish(session, [draft], f"Propose: {head['title']} ({draft.id})", lines=lines, data=data, checked=True)


@click.command
@click.argument("what", metavar="TITLE | ID", required=False, shell_complete=options.ids)
@deciding_options
@click.option("--supersedes", multiple=True, metavar="ID", help="Decision that this one replaces.")
@click.option("--decided", type=types.moment, metavar="WHEN", help="When it was decided: a date or time. Default: now.")
@click.option("--meeting", type=types.day, metavar="DAY", help="Date of the meeting that decided it.")
@click.option("--late", metavar="TEXT", help="Reason for recording it long after it was decided.")
@click.option("--covers", multiple=True, metavar="FILE", help="Protected file whose change here this decides.")
@click.option("--proposal", metavar="ID", help="Proposal that is decided, by any part of its ID.")
@text_options
@options.writes
def decide(session: Session, what: str | None, details: Details, supersedes: tuple[str, ...], decided: When | None, meeting: When | None,
    late: str | None, covers: tuple[str, ...], proposal: str | None, text: Text) -> None:  # fmt: skip
    """Make a decision: write a new record, or accept a proposal by any part of its ID.

    Takes the same arguments as `remit may`. If the policy requires something first, nothing is written and you see what.

    \b
    remit decide --topic tooling/cache --amount 400 "Cache orders in Redis" --why "The orders page takes 4 s at noon."
    remit decide m4x8
    """
    what = proposal or _what(what, text)
    found = session.record(proposal) if proposal else drafts.existing(session, what, bool(details.topic))
    times = {**times_of(session, decided, meeting, late), **drafts.covering(session, covers)}
    if found is not None:
        given = reason_from(session, text)
        if not found.native:
            replaced = tuple(session.record(word) for word in supersedes)
            ended = judgement.superseded(session, tuple(old.id for old in replaced), found, found)
            adopted.step(session, found, ACCEPTED, "Decide", given, replaced, ended)
            return
        made = decide_proposal(session, found, details, given, times, supersedes)
    else:
        head = _head(session, what, details, supersedes, text)
        written = None if _is_settled(session, head, text) else record_from(session, text, head)
        head = drafts.ask_facts(session, written.head if written else head)
        if not _may(session, head, times):
            head = {key: value for key, value in head.items() if key != "as"}  # who decides it later has their own role
            _propose(session, head, text, written and written._replace(head=head))
            return
        written = written or record_from(session, text, head, question="Why?")
        made = decide_new(session, *written, times)
    message = f"Decide: {made.title} ({made.id})"
    finish(session, made.drafts, message, lines=made.lines, data=made.data, checked=True)


def _what(what: str | None, text: Text) -> str:
    """The title or the ID; empty where the title comes with the text."""
    return what or "" if text.opens else prompts.what(what)


def _head(session: Session, what: str, details: Details, supersedes: tuple[str, ...], text: Text) -> Head:
    """The head of a new record as far as options give it; on a terminal its topic and its time are asked for."""
    head = drafts.head(session, details)
    if what or not text.opens:
        head = {"title": drafts.title(what), **head}
    if supersedes:
        head["supersedes"] = [session.record(word).id for word in supersedes]
    return head if text.opens else drafts.ask_when_raised(session, drafts.ask_for_topic(session, head))


def _is_settled(session: Session, head: Head, text: Text) -> bool:
    """Whether it can be said who decides before the text is written."""
    if not text.opens:
        return True
    if not head.get("title") or not (head.get("topic") or session.log.settings.policy == "none"):
        return False
    verdict = judgement.judge(session, drafts.draft(session, head, ""), session.who)
    return not (isinstance(verdict, Answer) and verdict.answer == ASK)


def _may(session: Session, head: Head, times: Head) -> bool:
    """Whether it can be decided; False to propose it instead. Raises CannotProceed on any other refusal."""
    record = drafts.draft(session, head, "")
    asking = prompts.on_terminal() and not session.as_json
    try:
        judgement.need_yes(session, judgement.judge(session, record, session.who, str(times["decided"])))
    except CannotProceed as error:
        if not asking:
            raise
        click.echo(safe(f"{error.message}\n  {error.remedy}"))
        if not prompts.sure("Write it as a proposal instead?"):
            raise
        return False
    if asking:
        tell_first(session, may.about(session, record))
    return True


class Made(NamedTuple):
    """A decision, ready to be written."""

    id: str
    title: str
    drafts: list[file_drafts.Draft]
    lines: tuple[str, ...]
    data: dict[str, Any]


def new(session: Session, head: Head, body: str) -> file_drafts.Draft:
    """A new record of today, in the log's own format or in that of an adopted log that is written to."""
    source = adopted.source(session)
    if source:
        return adopted.new(session, source, head, body)
    return file_drafts.new_record(session.repository, head, body, session.now.strftime("%Y%m%d"), session.pick)


def times_of(
    session: Session, decided: When | None = None, meeting: When | None = None, late: str | None = None
) -> Head:
    """When it was decided: now, unless said otherwise; the meeting and the reason for being late."""
    held = session.moment(meeting) if meeting else None
    at = session.moment(decided) if decided else held or session.stamp
    days = (session.now - judgement.at(session, at).last_instant(session.log.zone)).days
    if days > session.log.settings.backdating_days and not late:
        raise Usage(f"it was decided {days} days ago, and nothing says why it is written only now", "add --late TEXT")
    return {"decided": at, **({"meeting": held} if held else {}), **({"late": late} if late else {})}


def decide_new(session: Session, head: Head, body: str, when: Head, *, reversing: bool = False) -> Made:
    """A new record, decided at once; `reversing`: it undoes what it supersedes."""
    if not body.strip():
        raise Usage("the reason is missing", "give it with --why, --editor or `--why -` (standard input)")
    deciding = _decided(session, head, body, when)
    whole = {**head, **deciding.fields}
    record = new(session, whole, body)
    replaced = texts(head.get("supersedes"))
    made = _made(session, record.id, str(head["title"]), record, deciding, replaced, reversing=reversing)
    return made._replace(lines=(*made.lines, *adopted.dropped(session, whole)))


def _twice(session: Session, title: str, record_id: str, replaced: tuple[str, ...]) -> tuple[str, ...]:
    """That a decision in effect has the same title: it is replaced by its own command."""
    same = [record for record in session.likely(title).records if record.title.casefold() == title.casefold()]
    found = next((record for record in same if record.status == ACCEPTED and record.id not in replaced), None)
    if found is None:
        return ()
    command = f"remit supersede {shlex.quote(found.id)} --by {shlex.quote(record_id)}"
    if session.commit:  # where the commit is merged at once, what it supersedes can no longer be added
        command = f'remit deprecate {shlex.quote(found.id)} --why "Replaced by {record_id}."'
    return (f"{found.id} has the same title: if this one replaces it, run `{command}`.",)


def decide_proposal(
    session: Session, record: Record, details: Details, words: str, when: Head, supersedes: tuple[str, ...]
) -> Made:
    """A proposal, decided."""
    need_step(record, ACCEPTED)
    extra = drafts.ask_facts(session, drafts.head(session, details, record.head), record)
    if supersedes:
        extra["supersedes"] = [*record.list_of("supersedes"), *(session.record(word).id for word in supersedes)]
    deciding = _decided(session, extra, record.body + words, when, record)
    line = f"- {session.today}, {session.who}: {one_line(words)}" if words.strip() else ""
    changes = {**extra, **deciding.fields}
    draft = session.edited(record, lambda content: stepped(content, changes, "Decision", line))
    replaced = texts(extra.get("supersedes")) or record.list_of("supersedes")
    return _made(session, record.id, record.title, draft, deciding, replaced)


class _Deciding(NamedTuple):
    verdict: judgement.Verdict
    fields: Head
    record: Record
    """The record as it was checked."""


def _decided(session: Session, head: Head, body: str, when: Head, like: Record | None = None) -> _Deciding:
    """The policy's yes, and the fields that a decided record carries. Raises CannotProceed on any other answer."""
    record = drafts.draft(session, head, body, like)
    verdict = judgement.judge(session, record, session.who, str(when["decided"]))
    judgement.need_yes(session, verdict, like.short if like else "")
    if isinstance(verdict, Answer) and verdict.record == "full":
        _need_sections(session, body)
    computed = judgement.fields(verdict)
    fields: Head = {"status": ACCEPTED, "decider": session.who, **when, **computed, **_recorded_by(session, verdict)}
    return _Deciding(verdict, fields, record)


def _need_sections(session: Session, body: str) -> None:
    present = {line.removeprefix("## ").strip() for line in body.split("\n") if line.startswith("## ")}
    missing = [section for section in session.log.settings.sections if section not in present]
    if missing:
        raise CannotProceed(
            f"this boundary requires a full record; missing sections: {', '.join(missing)}",
            "write them with `--template full --editor`, or give the whole text with `--why -`",
        )


def _recorded_by(session: Session, verdict: judgement.Verdict) -> Head:
    """The scribe, where somebody who may records what a body decided."""
    people = session.log.people
    if session.me in (None, session.who) or people is None or not isinstance(verdict, Answer):
        return {}
    may = any(entry.who == session.me and verdict.as_role in entry.bodies for entry in people.scribes)
    return {"recorded_by": session.me} if may else {}


def _made(
    session: Session,
    record_id: str,
    title: str,
    draft: file_drafts.Draft,
    deciding: _Deciding,
    replaced: tuple[str, ...],
    *,
    reversing: bool = False,
) -> Made:
    """The record, then the other side of every link: a crash between them is named by `remit check`."""
    format_ = NATIVE if ids.is_id(record_id) else adopted.form(session)
    by = deciding.record._replace(id=record_id, path=draft.path, format=format_)
    ended = judgement.superseded(session, replaced, by, deciding.record, reversing=reversing)
    verdict = deciding.verdict
    data = {"id": record_id, "decider": session.who, "decided": deciding.fields["decided"]}
    if isinstance(verdict, Answer):
        data |= {
            "answer": verdict.answer, "tier": verdict.tier, "boundary": verdict.boundary, "could_be": verdict.could_be,
        }  # fmt: skip
    lines = (*judgement.lines(verdict), *_whose_commit(session, verdict), *judgement.not_landed(session))
    lines += _twice(session, title, record_id, replaced)
    return Made(record_id, title, [draft, *ended], lines, data)


def _whose_commit(session: Session, verdict: judgement.Verdict) -> tuple[str, ...]:
    if session.me in (None, session.who) or _recorded_by(session, verdict):
        return ()
    return (f"git commits as {session.me} here: `remit check` will require a commit by {session.who}.",)


def tell_first(session: Session, lines: tuple[str, ...]) -> None:
    """On a terminal, show what to know before the reason is asked for."""
    if lines and not session.as_json and prompts.on_terminal():
        click.echo(safe("\n".join(lines)))


def waits_for(session: Session, head: Head, body: str, record_id: str) -> tuple[str, ...]:
    """Whose decision a proposal is, and the next command."""
    name = ids.short(record_id)
    try:
        asker = str(head.get("decider") or session.who)
        verdict = judgement.judge(session, drafts.draft(session, head, body), asker)
    except CannotProceed as error:
        return (f"Unknown who should decide this: {error.message}.",)
    if isinstance(verdict, NoAnswer):
        return (f"Not checked against a policy: {verdict.message}. `remit decide {name}` decides it.",)
    if verdict.answer == DECIDE:
        return (f"{asker}, you can decide this alone: `remit decide {name}`",)
    added = f"Add it with `remit edit {name}`, or with the decision: `remit decide {name} {{}}`."
    asked = " ".join(judgement.option(fact) for fact in verdict.missing)
    missing = (added.format(asked),) if verdict.answer == ASK else ()
    return (*judgement.said(verdict), *missing, *judgement.not_landed(session))
