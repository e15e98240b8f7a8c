"""What the acts write."""

from collections.abc import Callable
from typing import Any

from remit.authority.answer import CONSENT, RATIFY, SIGNATURE, Answer, Duty
from remit.commands import _ask, _judge, _text, _when, _who
from remit.commands._desk import Desk
from remit.commands._finish import finish
from remit.log import edit
from remit.log.problem import CannotProceed, Usage
from remit.log.record import ACCEPTED, Act, Head, Record
from remit.workspace import writing

More = dict[str, Any]
_VERBS = {
    "asked": "Ask about", "advice": "Advise on", "consent": "Consent to", "objection": "Object to", "vote": "Vote on",
    "inform": "Inform about", "ratification": "Ratify", "confirmation": "Confirm", "outcome": "Review",
    "adoption": "Adopt", "stop": "Stop", "lift": "Resume",
}  # fmt: skip


def act(desk: Desk, kind: str, text: str, why: str | None, more: More, **how: Any) -> None:
    """Write an act on a record."""
    record = desk.record(text)
    need_acts(record)
    must_say = more.get("must_say")
    body = _text.words(desk, why)
    if must_say and not body.strip():
        body = _ask.need(None, must_say, "--why")
    _NEEDS.get(kind, _nothing)(desk, record)
    head = {"as": more.get("role"), "on": desk.minute, **_HEADS.get(kind, _no_keys)(desk, record, more)}
    lines = (*_in_role(desk, more.get("role")), *_effect(desk, record, kind))
    write(desk, record, kind, head, body, lines=lines, **how)


def write(desk: Desk, record: Record, kind: str, head: Head, body: str, **how: Any) -> None:
    """Write an act file and say so."""
    draft = writing.new_act(record, kind, desk.who, head, body, desk.pick)
    finish(
        desk, [draft], f"{_VERBS[kind]}: {record.title} ({record.id})",
        data={"id": record.id, "act": kind, "who": desk.who}, **how,
    )  # fmt: skip


def need_acts(record: Record) -> None:
    """Raises CannotProceed for a record that is read where it lies: it has no folder for acts."""
    if not record.native:
        raise CannotProceed(
            f"{record.id} is a record of another format ({record.format}), read where it lies",
            "bring the log over with `remit import` to act on its decisions",
        )


def _nothing(desk: Desk, record: Record) -> None:
    return None


def _open(desk: Desk, record: Record) -> None:
    if not record.is_open:
        raise CannotProceed(
            f"{record.id} is {record.status}: there is nothing left to vote on",
            f"`remit stop {record.id[-6:]}` stops it; `remit supersede` replaces it",
        )


def _not_ended(desk: Desk, record: Record) -> None:
    """Consent is given to a proposal, or to the end of an accepted decision."""
    if not record.is_open and record.status != ACCEPTED:
        raise CannotProceed(
            f"{record.id} is {record.status}: there is nothing left to consent to", "nothing was written"
        )


def _accepted(desk: Desk, record: Record) -> None:
    if record.is_open:
        raise CannotProceed(f"{record.id} is {record.status}: nothing has come of it yet", "decide it first")


def _theirs(desk: Desk, record: Record) -> None:
    _accepted(desk, record)
    if record.decider != desk.who:
        raise CannotProceed(
            f"{record.id} was recorded for {record.decider or 'nobody'}, not for {desk.who}",
            "only the decider confirms what a scribe recorded",
        )


def _ratifier(desk: Desk, record: Record) -> None:
    """Whoever the policy names ratifies, but not what they decided; where it names nobody, anybody may."""
    _accepted(desk, record)
    names = tuple(name for duty in _duties(desk, record) if duty.kind == RATIFY for name in duty.who)
    if names and not _judge.may_ratify(desk, record):
        own = ", which they decided themselves" if record.decider == desk.who else ""
        raise CannotProceed(f"{desk.who} may not ratify {record.id}{own}", f"{', '.join(names)} may")


def _duties(desk: Desk, record: Record) -> tuple[Duty, ...]:
    """What the policy asks of whoever decides a record; nothing where no policy judges it."""
    if desk.frame.settings.policy == "none":
        return ()
    found = _judge.judge(desk, record, record.decider or "")
    return found.duties if isinstance(found, Answer) else ()


def _in_role(desk: Desk, role: str | None) -> tuple[str, ...]:
    """Whether who acts holds the role that they name: the words are kept all the same."""
    if not role or desk.frame.settings.policy == "none" or _judge.holds(desk, (role,)):
        return ()
    return (f"{desk.who} does not hold {role} today: the words are kept, and do not count as those of {role}.",)


def _effect(desk: Desk, record: Record, kind: str) -> tuple[str, ...]:
    """Whether a consent counts: it is kept all the same."""
    if kind != "consent" or not record.is_open or desk.frame.settings.policy == "none":
        return ()
    wanted = [duty for duty in _duties(desk, record) if duty.kind in (CONSENT, SIGNATURE)]
    if any(_judge.holds(desk, duty.who) for duty in wanted):
        return ()
    who = ", ".join(name for duty in wanted for name in duty.who)
    return (
        f"The policy asks for consent of {who}: yours is kept, and does not count."
        if who
        else "The policy asks for no consent here: yours is kept all the same.",
    )


_NEEDS: dict[str, Callable[[Desk, Record], None]] = {
    "consent": _not_ended, "vote": _open, "outcome": _accepted, "ratification": _ratifier, "adoption": _accepted,
    "confirmation": _theirs,
}  # fmt: skip


def _no_keys(desk: Desk, record: Record, more: More) -> Head:
    return {}


def _asked(desk: Desk, record: Record, more: More) -> Head:
    people = [_who.known(desk.own.people, name) for name in more["people"]]
    return {"of": people if len(people) > 1 else people[0], "for": more["for_"]}


def _vote(desk: Desk, record: Record, more: More) -> Head:
    return {"body": more.get("body"), "says": more["says"]}


def _inform(desk: Desk, record: Record, more: More) -> Head:
    told = list(more["told"])
    return {"of": told if len(told) > 1 else told[0]}


def _ratification(desk: Desk, record: Record, more: More) -> Head:
    emergency = record.head.get("emergency")
    under = more.get("under") or (emergency.get("under") if isinstance(emergency, dict) else None)
    return {"under": under, "result": more["result"]}


def _outcome(desk: Desk, record: Record, more: More) -> Head:
    return {key: more.get(key) for key in ("result", "process", "carried_out")}


def _adoption(desk: Desk, record: Record, more: More) -> Head:
    person = desk.frame.people.by_handle.get(desk.who) if desk.frame.people else None
    team = more.get("team") or (person.team if person else None)
    if not team:
        raise Usage("the team is missing", "give it with --team")
    return {"team": team, "how": more["how"], "in": more.get("in_")}


_HEADS: dict[str, Callable[[Desk, Record, More], Head]] = {
    "asked": _asked, "vote": _vote, "inform": _inform, "ratification": _ratification, "outcome": _outcome,
    "adoption": _adoption, "confirmation": lambda _desk, _record, more: {"of": more.get("of")},
}  # fmt: skip


def taken(desk: Desk, text: str, adviser: str | None, value: str, **how: Any) -> None:
    """What the decider made of somebody's advice, written into the advice."""
    record = desk.record(text)
    given = [entry for entry in record.acts_of("advice") if adviser in (None, entry.who)]
    if not given:
        raise CannotProceed(
            f"there is no advice{f' by {adviser}' if adviser else ''} on {record.id}",
            "`remit show ID` lists what was said",
        )
    if len({entry.who for entry in given}) > 1:
        raise Usage("several people gave advice", f"say whose with --of: {', '.join(entry.who for entry in given)}")
    drafts = [_changed(desk, entry, {"taken": value}, record) for entry in given]
    finish(
        desk,
        drafts,
        f"Take advice of {given[0].who}: {value} ({record.id})",
        data={"id": record.id, "taken": value},
        **how,
    )


def _changed(desk: Desk, entry: Act, changes: Head, record: Record) -> writing.Draft:
    return writing.edited(desk.repository, entry.path, lambda content: edit.set_fields(content, changes), record.id)


def withdraw(desk: Desk, text: str, **how: Any) -> None:
    """Withdraw one's own objection."""
    record = desk.record(text)
    mine = [entry for entry in record.acts_of("objection") if entry.who == desk.who and not entry.head.get("withdrawn")]
    if not mine:
        raise CannotProceed(f"{desk.who} has no open objection to {record.id}", "only your own can be withdrawn")
    drafts = [_changed(desk, entry, {"withdrawn": desk.minute}, record) for entry in mine]
    finish(desk, drafts, f"Withdraw the objection to: {record.title} ({record.id})", data={"id": record.id}, **how)


def announce(desk: Desk, text: str, on: str | None, **how: Any) -> None:
    """Note when a proposal was announced."""
    record = desk.record(text)
    need_acts(record)
    if not record.is_open:
        raise CannotProceed(
            f"{record.id} is {record.status}: nobody can object any more", "only a proposal is announced"
        )
    if record.head.get("announced"):
        raise CannotProceed(f"{record.id} was announced {record.head['announced']}", "the window runs from then")
    at = _when.moment(on, desk.now) if on else desk.minute
    draft = writing.edited(
        desk.repository, record.path, lambda content: edit.set_fields(content, {"announced": at}), record.id
    )
    finish(desk, [draft], f"Announce: {record.title} ({record.id})", data={"id": record.id, "announced": at}, **how)
