"""Responses and follow-ups: what people other than the decider say, or what is recorded later, each in a small file of its own."""

import click

from remit.authority.answer import CONSENT, RATIFY, SIGNATURE, VOTE, Answer, Duty
from remit.commands import adopted, judgement, options, prompts, types
from remit.commands.session import Session, finish
from remit.commands.types import When
from remit.log import edit
from remit.log.edit import need_open
from remit.log.problem import CannotProceed, Usage
from remit.log.record import ACCEPTED, Act, Head, Record, one_or_all
from remit.workspace import file_drafts, identity


@click.command
@options.record
@click.argument("people", nargs=-1, required=True, metavar="WHO...", shell_complete=options.people)
@click.option(
    "--for",
    "for_",
    type=click.Choice(["advice", "consent"]),
    default="advice",
    show_default=True,
    help="What to ask for.",
)
@options.why
@options.writes
def ask(session: Session, record: str, people: tuple[str, ...], for_: str, why: str | None) -> None:
    """Ask people, roles or committees for advice or consent. It appears in `remit mine` and starts the response time.

    \b
    remit ask m4x8 eva --for consent --why "May we keep the addresses for 90 days?"
    """
    found, text = acted_on(session, record, why)
    roles = judgement.roles(session)
    asked = [name if name in roles else identity.known(session.written.people, name) for name in people]
    _act(session, found, "asked", "Ask about", text, {"of": one_or_all(asked), "for": for_})


@click.command
@options.record
@click.option("--of", "adviser", metavar="HANDLE", help="With --taken: the person whose advice it is.")
@click.option(
    "--taken", type=click.Choice(["yes", "partly", "no"]), help="For the decider: whether you followed the advice."
)
@options.as_role
@options.said
@options.writes
def advise(session: Session, record: str, why: str | None, adviser: str | None, taken: str | None, as_role: str | None) -> None:  # fmt: skip
    """Give advice; or, as the decider, record whether you followed it. Advice is not permission.

    \b
    remit advise m4x8 "Keep the old keys for 90 days."
    remit advise m4x8 --of eva --taken partly
    """
    if taken:
        _mark_taken(session, session.record(record), adviser, taken)
        return
    found, text = acted_on(session, record, why, must_say="the advice")
    _act(session, found, "advice", "Advise on", text, {"as": as_role})


@click.command
@options.record
@options.as_role
@options.said
@options.writes
def consent(session: Session, record: str, why: str | None, as_role: str | None) -> None:
    """Consent to a decision.

    \b
    remit consent m4x8 --as counsel "For 90 days, not longer."
    """
    found, text = acted_on(session, record, why)
    if not found.is_open and found.status != ACCEPTED:  # what is accepted may be ended with consent
        raise CannotProceed(
            f"{found.id} is {found.status}: it no longer needs consent", f"`remit show {found.short}` shows it"
        )
    _act(session, found, "consent", "Consent to", text, {"as": as_role}, _effect(session, found))


@click.command
@options.record
@click.option("--withdraw", is_flag=True, help="Withdraw your objection.")
@options.as_role
@options.said
@options.writes
def object(session: Session, record: str, why: str | None, withdraw: bool, as_role: str | None) -> None:  # noqa: A001 - the verb
    """Object to a decision during its objection window, and say why.

    \b
    remit object m4x8 "The addresses would leave the country."
    remit object m4x8 --withdraw
    """
    if withdraw:
        _withdraw_objection(session, session.record(record))
        return
    found, text = acted_on(session, record, why, must_say="the reason")
    _act(session, found, "objection", "Object to", text, {"as": as_role})


@click.command
@options.record
@click.argument("says", type=click.Choice(["yes", "no", "abstain", "block"]))
@click.option("--body", metavar="NAME", help="Committee you vote in, if you are a member of several.")
@options.said
@options.writes
def vote(session: Session, record: str, says: str, why: str | None, body: str | None) -> None:
    """Vote on a decision. A later vote replaces your earlier one.

    \b
    remit vote m4x8 yes "It pays for itself in a year." --body board
    """
    found, text = acted_on(session, record, why)
    body = body or _consenting_body(session, found)
    stop, replace = f'`remit stop {found.short} --why "..."`', f'`remit supersede {found.short} "New title"`'
    need_open(found, "voting is over", f"{stop} stops it; {replace} replaces it")
    _act(session, found, "vote", "Vote on", text, {"body": body, "says": says})


@click.command
@options.record
@click.argument("people", nargs=-1, required=True, metavar="WHO...")
@options.why
@options.writes
def inform(session: Session, record: str, people: tuple[str, ...], why: str | None) -> None:
    """Record who was notified: people, roles or committees.

    \b
    remit inform k3f9 director --why "In the weekly note."
    """
    found, text = acted_on(session, record, why)
    _act(session, found, "inform", "Inform about", text, {"of": one_or_all([*people])})


@click.command
@options.record
@click.option("--under", metavar="POWER", help="Emergency power, if the record does not name it.")
@click.option("--refuse", is_flag=True, help="Refuse to ratify.")
@options.as_role
@options.said
@options.writes
def ratify(session: Session, record: str, why: str | None, under: str | None, refuse: bool, as_role: str | None) -> None:  # fmt: skip
    """Ratify an emergency decision, or refuse to.

    \b
    remit ratify m2r7 "Right in the circumstances." --who cho
    """
    found, text = acted_on(session, record, why)
    _need_accepted(found)
    _need_ratifier(session, found)
    emergency = found.head.get("emergency")
    power = under or (emergency.get("under") if isinstance(emergency, dict) else None)
    result = "refused" if refuse else "ratified"
    _act(session, found, "ratification", "Ratify", text, {"as": as_role, "under": power, "result": result})


@click.command
@options.record
@click.option("--of", "what", metavar="WHAT", help="What you confirm, if more than the decision was recorded for you.")
@options.said
@options.writes
def confirm(session: Session, record: str, why: str | None, what: str | None) -> None:
    """Confirm what somebody recorded for you. The decision is then verified as yours.

    \b
    remit confirm k3f9
    """
    found, text = acted_on(session, record, why)
    _need_accepted(found)
    if found.decider != session.who:
        raise CannotProceed(
            f"{found.id} was recorded for {found.decider or 'nobody'}, not for {session.who}",
            f"only the decider can: `remit confirm {found.short}`",
        )
    _act(session, found, "confirmation", "Confirm", text, {"of": what})


@click.command
@options.record
@click.option(
    "--result",
    required=True,
    type=click.Choice(["as-expected", "better", "worse", "reversed"]),
    help="Outcome.",
)
@click.option("--process", type=click.Choice(["good", "poor"]), help="How well it was decided, whatever the outcome.")
@click.option(
    "--carried-out", type=click.Choice(["yes", "partly", "no"]), help="Whether it was carried out as decided."
)
@options.said
@options.writes
def review(session: Session, record: str, why: str | None, **came: str | None) -> None:
    """Record the outcome of a decision: the result and, separately, the quality of the process.

    \b
    remit review k3f9 --result better --process good "The page takes 0.3 s."
    """
    found, text = acted_on(session, record, why)
    _need_accepted(found)
    head: Head = {key: came[key] for key in ("result", "process", "carried_out")}
    _act(session, found, "outcome", "Review", text, head)


@click.command
@options.record
@click.option("--team", metavar="TEAM", help="Team that adopts it. Default: yours.")
@click.option(
    "--how",
    type=click.Choice(["as-is", "adapted", "declined"]),
    default="as-is",
    show_default=True,
    help="How the team adopts it.",
)
@click.option("--in", "in_", metavar="ID", help="Your team's own record, in this log or another.")
@options.said
@options.writes
def adopt(session: Session, record: str, why: str | None, team: str | None, how: str, in_: str | None) -> None:
    """Adopt another team's decision, or record why not.

    \b
    remit adopt k3f9 --team platform --how adapted "With a shorter time to live."
    """
    found, text = acted_on(session, record, why)
    _need_accepted(found)
    person = session.log.people.by_handle.get(session.who) if session.log.people else None
    team = team or (person.team if person else None)
    if not team:
        raise Usage("the team is missing", f"`remit adopt {found.short} --team TEAM` names it")
    _act(session, found, "adoption", "Adopt", text, {"team": team, "how": how, "in": in_})


@click.command
@options.record
@click.option("--on", type=types.moment, metavar="WHEN", help="When it was announced. Default: now.")
@options.writes
def announce(session: Session, record: str, on: When | None) -> None:
    """Announce a proposal and start its objection window.

    \b
    remit announce m4x8
    """
    found, _ = acted_on(session, record, None)
    need_open(found, "only a proposal can be announced", f"`remit show {found.short}` shows it")
    if found.head.get("announced"):
        raise CannotProceed(
            f"{found.id} was announced on {found.head['announced']}", "its objection window started then"
        )
    at = session.moment(on) if on else session.stamp
    draft = session.edited(found, lambda content: edit.set_fields(content, {"announced": at}))
    finish(session, [draft], f"Announce: {called(found)}", data={"id": found.id, "announced": at}, checked=True)


def acted_on(session: Session, text: str, why: str | None, must_say: str = "") -> tuple[Record, str]:
    """The record that somebody acts on, and their words. Raises CannotProceed for one that has no folder for acts."""
    record = adopted.native(session, text)
    return record, prompts.reason(why, must_say) if must_say else prompts.said(why)


def _act(
    session: Session, record: Record, kind: str, verb: str, body: str, head: Head, lines: tuple[str, ...] = ()
) -> None:
    """Write the file of a response and report it."""
    lines = tuple(dict.fromkeys((*_in_role(session, head.get("as")), *lines)))
    draft = file_drafts.new_act(record, kind, session.who, {"on": session.stamp, **head}, body, session.pick)
    data = {"id": record.id, "act": kind, "who": session.who}
    finish(session, [draft], f"{verb}: {called(record)}", data=data, lines=lines)


def called(record: Record) -> str:
    """A record in a line: its title and its id."""
    return f"{record.title} ({record.id})"


def _need_accepted(record: Record) -> None:
    if record.is_open:
        raise CannotProceed(
            f"{record.id} is {record.status}, not decided yet", f"`remit decide {record.short}` decides it"
        )


def _need_ratifier(session: Session, record: Record) -> None:
    """Whoever the policy names ratifies, but not their own decision; if it names nobody, anybody may."""
    names = tuple(name for duty in _duties(session, record) if duty.kind == RATIFY for name in duty.who)
    if names and not judgement.may_ratify(session, record):
        own = ", their own decision" if record.decider == session.who else ""
        raise judgement.refusal(session, f"{session.who} may not ratify {record.id}{own}", f"{', '.join(names)} may")


def _duties(session: Session, record: Record) -> tuple[Duty, ...]:
    """What the policy requires of whoever decides a record; nothing without a policy."""
    if session.log.settings.policy == "none":
        return ()
    found = judgement.judge(session, record, record.decider or "")
    return found.duties if isinstance(found, Answer) else ()


def _in_role(session: Session, role: str | None) -> tuple[str, ...]:
    """A line if the person does not hold the role that they name: the response is recorded anyway."""
    if not role or session.log.settings.policy == "none" or judgement.holds(session, (role,)):
        return ()
    said = f"{session.who} does not hold {role} today: the response is recorded, but does not count as one of {role}."
    return (said, *judgement.not_landed(session))


def _consenting_body(session: Session, record: Record) -> str | None:
    """The one body of who acts whose consent the policy asks for: a vote that names no body is that of the decider."""
    asked = [duty for duty in _duties(session, record) if duty.kind in (CONSENT, VOTE)]
    mine = [duty for duty in asked if judgement.holds(session, duty.who)]
    bodies = {name for duty in mine for name in duty.who if judgement.is_body(session, name)}
    return bodies.pop() if len(bodies) == 1 and all(duty.kind == CONSENT for duty in mine) else None


def _effect(session: Session, record: Record) -> tuple[str, ...]:
    """A line if a consent does not count: it is recorded anyway."""
    if not record.is_open or session.log.settings.policy == "none":
        return ()
    wanted = [duty for duty in _duties(session, record) if duty.kind in (CONSENT, SIGNATURE)]
    mine = [duty for duty in wanted if judgement.holds(session, duty.who)]
    bodies = [name for duty in mine for name in duty.who if duty.needs == 1 and judgement.is_body(session, name)]
    if mine and not all(set(duty.who) <= set(bodies) for duty in mine):
        return ()
    if bodies:
        how = f"`remit vote {record.short} yes --body {bodies[0]}`"
        return (f"{bodies[0]} consents by its vote: {how}. Yours is recorded, but does not count.",)
    who = ", ".join(name for duty in wanted for name in duty.who)
    said = (
        f"The policy requires consent of {who}: yours is recorded, but does not count."
        if who
        else "The policy does not require consent here: yours is recorded anyway."
    )
    return (said, *judgement.not_landed(session))


def _mark_taken(session: Session, record: Record, adviser: str | None, value: str) -> None:
    """Whether the decider followed somebody's advice, written into the advice."""
    given = [entry for entry in record.acts_of("advice") if adviser in (None, entry.who)]
    if not given:
        raise CannotProceed(
            f"there is no advice{f' by {adviser}' if adviser else ''} on {record.id}",
            f"`remit show {record.short}` lists the responses",
        )
    if len({entry.who for entry in given}) > 1:
        raise Usage("several people gave advice", f"name one with --of: {', '.join(entry.who for entry in given)}")
    drafts = [_changed(session, entry, {"taken": value}, record) for entry in given]
    message = f"Take advice of {given[0].who}: {value} ({record.id})"
    finish(session, drafts, message, data={"id": record.id, "taken": value})


def _withdraw_objection(session: Session, record: Record) -> None:
    """Withdraw one's own objection."""
    objections = record.acts_of("objection")
    mine = [entry for entry in objections if entry.who == session.who and not entry.head.get("withdrawn")]
    if not mine:
        raise CannotProceed(f"{session.who} has no open objection to {record.id}", "you can only withdraw your own")
    drafts = [_changed(session, entry, {"withdrawn": session.stamp}, record) for entry in mine]
    finish(session, drafts, f"Withdraw the objection to: {called(record)}", data={"id": record.id})


def _changed(session: Session, entry: Act, changes: Head, record: Record) -> file_drafts.Draft:
    return file_drafts.edited(
        session.repository, entry.path, lambda content: edit.set_fields(content, changes), record.id
    )
