"""What people other than the decider do to a decision, or what comes later: each a small file of its own."""

from collections.abc import Callable
from typing import Any

import click

from remit.authority.answer import CONSENT, RATIFY, SIGNATURE, Answer, Duty
from remit.commands import identity, judgement, options, prompts, types
from remit.commands.session import Session, finish
from remit.commands.types import When
from remit.log import edit
from remit.log.problem import CannotProceed, Usage
from remit.log.record import ACCEPTED, Act, Head, Record
from remit.workspace import writing

_words = click.argument("words", required=False, metavar="[TEXT]")


@click.command
@options.record
@click.argument("people", nargs=-1, required=True, metavar="WHO...", shell_complete=options.people)
@click.option("--for", "for_", type=click.Choice(["advice", "consent"]), default="advice", show_default=True)
@options.why
@options.writes
def ask(session: Session, record: str, people: tuple[str, ...], for_: str, why: str | None) -> None:
    """Ask somebody for advice or consent; it shows in their `remit mine`, and the clock of their answer starts.

    \b
    remit ask m4x8 eva --for consent --why "May we keep the addresses for 90 days?"
    """
    act(session, "asked", record, why, people=people, for_=for_)


@click.command
@options.record
@_words
@click.option("--of", "adviser", metavar="HANDLE", help="With --taken: whose advice you took or did not.")
@click.option("--taken", type=click.Choice(["yes", "partly", "no"]), help="What became of it; for the decider.")
@options.as_role
@options.why
@options.writes
def advise(session: Session, record: str, words: str | None, adviser: str | None, taken: str | None, as_role: str | None, why: str | None) -> None:  # fmt: skip
    """Give advice; or, as the decider, say whether you took it. Advice is not permission.

    \b
    remit advise m4x8 "Keep the old keys for 90 days."
    remit advise m4x8 --of eva --taken partly
    """
    if taken:
        mark_taken(session, record, adviser, taken)
        return
    act(session, "advice", record, why or words, role=as_role, must_say="the advice")


@click.command
@options.record
@_words
@options.as_role
@options.why
@options.writes
def consent(session: Session, record: str, words: str | None, as_role: str | None, why: str | None) -> None:
    """Consent to a decision.

    \b
    remit consent m4x8 --as counsel "For 90 days, not longer."
    """
    act(session, "consent", record, why or words, role=as_role)


@click.command
@options.record
@_words
@click.option("--withdraw", is_flag=True, help="Withdraw your objection.")
@options.as_role
@options.why
@options.writes
def object(session: Session, # noqa: A001 - the verb
    record: str, words: str | None, withdraw: bool, as_role: str | None, why: str | None) -> None:  # fmt: skip
    """Object to a decision within its window, with the reason.

    \b
    remit object m4x8 "The addresses would leave the country."
    remit object m4x8 --withdraw
    """
    if withdraw:
        withdraw_objection(session, record)
        return
    act(session, "objection", record, why or words, role=as_role, must_say="the reason")


@click.command
@options.record
@click.argument("says", type=click.Choice(["yes", "no", "abstain", "block"]))
@_words
@click.option("--body", metavar="BODY", help="The body that votes, where you sit in several.")
@options.why
@options.writes
def vote(session: Session, record: str, says: str, words: str | None, body: str | None, why: str | None) -> None:
    """Vote on a decision. A later vote of yours replaces the earlier one.

    \b
    remit vote m4x8 yes "It pays for itself in a year." --body board
    """
    act(session, "vote", record, why or words, body=body, says=says)


@click.command
@options.record
@click.argument("people", nargs=-1, required=True, metavar="WHO...")
@options.why
@options.writes
def inform(session: Session, record: str, people: tuple[str, ...], why: str | None) -> None:
    """Note who was told: people, roles or bodies.

    \b
    remit inform k3f9 director --why "In the weekly note."
    """
    act(session, "inform", record, why, told=people)


@click.command
@options.record
@_words
@click.option("--under", metavar="POWER", help="The emergency power, where the record does not say.")
@click.option("--refuse", is_flag=True, help="Refuse to ratify.")
@options.as_role
@options.why
@options.writes
def ratify(session: Session, record: str, words: str | None, under: str | None, refuse: bool, as_role: str | None, why: str | None) -> None:  # fmt: skip
    """Ratify a decision that was made in an emergency, or refuse to.

    \b
    remit ratify m2r7 "Right in the circumstances." --who cho
    """
    result = "refused" if refuse else "ratified"
    act(
        session,
        "ratification",
        record,
        why or words,
        role=as_role,
        under=under,
        result=result,
    )


@click.command
@options.record
@_words
@click.option("--of", "what", metavar="WHAT", help="What is confirmed, where a scribe recorded more than the decision.")
@options.why
@options.writes
def confirm(session: Session, record: str, words: str | None, what: str | None, why: str | None) -> None:
    """Confirm what a scribe recorded for you: the proof of who then is yours.

    \b
    remit confirm k3f9
    """
    act(session, "confirmation", record, why or words, of=what)


@click.command
@options.record
@_words
@click.option(
    "--result",
    required=True,
    type=click.Choice(["as-expected", "better", "worse", "reversed"]),
    help="What came of it.",
)
@click.option("--process", type=click.Choice(["good", "poor"]), help="How well it was decided, whatever came of it.")
@click.option("--carried-out", type=click.Choice(["yes", "partly", "no"]), help="Whether it was done as decided.")
@options.why
@options.writes
def review(session: Session, record: str, words: str | None, result: str, process: str | None, carried_out: str | None, why: str | None) -> None:  # fmt: skip
    """Record what came of a decision: result and process apart.

    \b
    remit review k3f9 --result better --process good "The page takes 0.3 s."
    """
    act(
        session, "outcome", record, why or words,
        result=result, process=process, carried_out=carried_out,
    )  # fmt: skip


@click.command
@options.record
@_words
@click.option("--team", metavar="TEAM", help="The team that takes it over. Default: yours.")
@click.option(
    "--how",
    type=click.Choice(["as-is", "adapted", "declined"]),
    default="as-is",
    show_default=True,
    help="How it is taken over.",
)
@click.option("--in", "in_", metavar="ID", help="Your own record, in this log or another.")
@options.why
@options.writes
def adopt(session: Session, record: str, words: str | None, team: str | None, how: str, in_: str | None, why: str | None) -> None:  # fmt: skip
    """Take over another team's decision, or say why not.

    \b
    remit adopt k3f9 --team platform --how adapted "With a shorter time to live."
    """
    act(session, "adoption", record, why or words, team=team, how=how, in_=in_)


@click.command
@options.record
@click.option("--on", type=types.moment, metavar="WHEN", help="When it was announced, where that is not now.")
@options.writes
def announce(session: Session, record: str, on: When | None) -> None:
    """Announce a proposal: the objection window opens.

    \b
    remit announce m4x8
    """
    _announce(session, record, on)


More = dict[str, Any]
_VERBS = {
    "asked": "Ask about", "advice": "Advise on", "consent": "Consent to", "objection": "Object to", "vote": "Vote on",
    "inform": "Inform about", "ratification": "Ratify", "confirmation": "Confirm", "outcome": "Review",
    "adoption": "Adopt", "stop": "Stop", "lift": "Resume",
}  # fmt: skip


def act(session: Session, kind: str, text: str, why: str | None, **more: Any) -> None:
    """Write an act on a record."""
    record = session.record(text)
    need_acts(record)
    must_say = more.get("must_say")
    body = prompts.words(session, why)
    if must_say and not body.strip():
        body = prompts.need(None, must_say, "--why")
    _NEEDS.get(kind, _nothing)(session, record)
    head = {"as": more.get("role"), "on": session.minute, **_HEADS.get(kind, _no_keys)(session, record, more)}
    lines = (*_in_role(session, more.get("role")), *_effect(session, record, kind))
    write(session, record, kind, head, body, lines)


def write(session: Session, record: Record, kind: str, head: Head, body: str, lines: tuple[str, ...]) -> None:
    """Write an act file and say so."""
    draft = writing.new_act(record, kind, session.who, head, body, session.pick)
    finish(
        session, [draft], f"{_VERBS[kind]}: {record.title} ({record.id})",
        data={"id": record.id, "act": kind, "who": session.who}, lines=lines,
    )  # fmt: skip


def need_acts(record: Record) -> None:
    """Raises CannotProceed for a record that is read where it lies: it has no folder for acts."""
    if not record.native:
        raise CannotProceed(
            f"{record.id} is a record of another format ({record.format}), read where it lies",
            "bring the log over with `remit import` to act on its decisions",
        )


def _nothing(session: Session, record: Record) -> None:
    return None


def _open(session: Session, record: Record) -> None:
    if not record.is_open:
        raise CannotProceed(
            f"{record.id} is {record.status}: there is nothing left to vote on",
            f"`remit stop {record.id[-6:]}` stops it; `remit supersede` replaces it",
        )


def _not_ended(session: Session, record: Record) -> None:
    """Consent is given to a proposal, or to the end of an accepted decision."""
    if not record.is_open and record.status != ACCEPTED:
        raise CannotProceed(
            f"{record.id} is {record.status}: there is nothing left to consent to", "nothing was written"
        )


def _accepted(session: Session, record: Record) -> None:
    if record.is_open:
        raise CannotProceed(f"{record.id} is {record.status}: nothing has come of it yet", "decide it first")


def _theirs(session: Session, record: Record) -> None:
    _accepted(session, record)
    if record.decider != session.who:
        raise CannotProceed(
            f"{record.id} was recorded for {record.decider or 'nobody'}, not for {session.who}",
            "only the decider confirms what a scribe recorded",
        )


def _ratifier(session: Session, record: Record) -> None:
    """Whoever the policy names ratifies, but not what they decided; where it names nobody, anybody may."""
    _accepted(session, record)
    names = tuple(name for duty in _duties(session, record) if duty.kind == RATIFY for name in duty.who)
    if names and not judgement.may_ratify(session, record):
        own = ", which they decided themselves" if record.decider == session.who else ""
        raise CannotProceed(f"{session.who} may not ratify {record.id}{own}", f"{', '.join(names)} may")


def _duties(session: Session, record: Record) -> tuple[Duty, ...]:
    """What the policy asks of whoever decides a record; nothing where no policy judges it."""
    if session.frame.settings.policy == "none":
        return ()
    found = judgement.judge(session, record, record.decider or "")
    return found.duties if isinstance(found, Answer) else ()


def _in_role(session: Session, role: str | None) -> tuple[str, ...]:
    """Whether who acts holds the role that they name: the words are kept all the same."""
    if not role or session.frame.settings.policy == "none" or judgement.holds(session, (role,)):
        return ()
    return (f"{session.who} does not hold {role} today: the words are kept, and do not count as those of {role}.",)


def _effect(session: Session, record: Record, kind: str) -> tuple[str, ...]:
    """Whether a consent counts: it is kept all the same."""
    if kind != "consent" or not record.is_open or session.frame.settings.policy == "none":
        return ()
    wanted = [duty for duty in _duties(session, record) if duty.kind in (CONSENT, SIGNATURE)]
    if any(judgement.holds(session, duty.who) for duty in wanted):
        return ()
    who = ", ".join(name for duty in wanted for name in duty.who)
    return (
        f"The policy asks for consent of {who}: yours is kept, and does not count."
        if who
        else "The policy asks for no consent here: yours is kept all the same.",
    )


_NEEDS: dict[str, Callable[[Session, Record], None]] = {
    "consent": _not_ended, "vote": _open, "outcome": _accepted, "ratification": _ratifier, "adoption": _accepted,
    "confirmation": _theirs,
}  # fmt: skip


def _no_keys(session: Session, record: Record, more: More) -> Head:
    return {}


def _asked(session: Session, record: Record, more: More) -> Head:
    people = [identity.known(session.own.people, name) for name in more["people"]]
    return {"of": people if len(people) > 1 else people[0], "for": more["for_"]}


def _vote(session: Session, record: Record, more: More) -> Head:
    return {"body": more.get("body"), "says": more["says"]}


def _inform(session: Session, record: Record, more: More) -> Head:
    told = list(more["told"])
    return {"of": told if len(told) > 1 else told[0]}


def _ratification(session: Session, record: Record, more: More) -> Head:
    emergency = record.head.get("emergency")
    under = more.get("under") or (emergency.get("under") if isinstance(emergency, dict) else None)
    return {"under": under, "result": more["result"]}


def _outcome(session: Session, record: Record, more: More) -> Head:
    return {key: more.get(key) for key in ("result", "process", "carried_out")}


def _adoption(session: Session, record: Record, more: More) -> Head:
    person = session.frame.people.by_handle.get(session.who) if session.frame.people else None
    team = more.get("team") or (person.team if person else None)
    if not team:
        raise Usage("the team is missing", "give it with --team")
    return {"team": team, "how": more["how"], "in": more.get("in_")}


_HEADS: dict[str, Callable[[Session, Record, More], Head]] = {
    "asked": _asked, "vote": _vote, "inform": _inform, "ratification": _ratification, "outcome": _outcome,
    "adoption": _adoption, "confirmation": lambda _desk, _record, more: {"of": more.get("of")},
}  # fmt: skip


def mark_taken(session: Session, text: str, adviser: str | None, value: str) -> None:
    """What the decider made of somebody's advice, written into the advice."""
    record = session.record(text)
    given = [entry for entry in record.acts_of("advice") if adviser in (None, entry.who)]
    if not given:
        raise CannotProceed(
            f"there is no advice{f' by {adviser}' if adviser else ''} on {record.id}",
            "`remit show ID` lists what was said",
        )
    if len({entry.who for entry in given}) > 1:
        raise Usage("several people gave advice", f"say whose with --of: {', '.join(entry.who for entry in given)}")
    drafts = [_changed(session, entry, {"taken": value}, record) for entry in given]
    finish(
        session,
        drafts,
        f"Take advice of {given[0].who}: {value} ({record.id})",
        data={"id": record.id, "taken": value},
    )


def _changed(session: Session, entry: Act, changes: Head, record: Record) -> writing.Draft:
    return writing.edited(session.repository, entry.path, lambda content: edit.set_fields(content, changes), record.id)


def withdraw_objection(session: Session, text: str) -> None:
    """Withdraw one's own objection."""
    record = session.record(text)
    mine = [
        entry for entry in record.acts_of("objection") if entry.who == session.who and not entry.head.get("withdrawn")
    ]
    if not mine:
        raise CannotProceed(f"{session.who} has no open objection to {record.id}", "only your own can be withdrawn")
    drafts = [_changed(session, entry, {"withdrawn": session.minute}, record) for entry in mine]
    finish(session, drafts, f"Withdraw the objection to: {record.title} ({record.id})", data={"id": record.id})


def _announce(session: Session, text: str, on: When | None) -> None:
    """Note when a proposal was announced."""
    record = session.record(text)
    need_acts(record)
    if not record.is_open:
        raise CannotProceed(
            f"{record.id} is {record.status}: nobody can object any more", "only a proposal is announced"
        )
    if record.head.get("announced"):
        raise CannotProceed(f"{record.id} was announced {record.head['announced']}", "the window runs from then")
    at = session.moment(on) if on else session.minute
    draft = writing.edited(
        session.repository, record.path, lambda content: edit.set_fields(content, {"announced": at}), record.id
    )
    finish(session, [draft], f"Announce: {record.title} ({record.id})", data={"id": record.id, "announced": at})
