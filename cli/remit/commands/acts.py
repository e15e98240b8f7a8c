"""What people other than the decider do to a decision, or what comes later: each a small file of its own."""

from typing import Any

import click

from remit.commands import _complete, _options


def _act(kind: str, record: str, why: str | None, who: str | None, *, commit: bool, as_json: bool, **more: Any) -> None:
    """Write one act; the words come from `--why` or the argument."""
    from remit.commands import _acting
    from remit.commands._desk import Desk

    _acting.act(Desk(who), kind, record, why, more, commit=commit, as_json=as_json)


_words = click.argument("words", required=False, metavar="[TEXT]")


@click.command
@_options.record
@click.argument("people", nargs=-1, required=True, metavar="WHO...", shell_complete=_complete.people)
@click.option("--for", "for_", type=click.Choice(["advice", "consent"]), default="advice", show_default=True)
@_options.why
@_options.writes
def ask(
    record: str, people: tuple[str, ...], for_: str, why: str | None, who: str | None, commit: bool, as_json: bool
) -> None:
    """Ask somebody for advice or consent; it shows in their `remit mine`, and the clock of their answer starts.

    \b
    remit ask m4x8 eva --for consent --why "May we keep the addresses for 90 days?"
    """
    _act("asked", record, why, who, commit=commit, as_json=as_json, people=people, for_=for_)


@click.command
@_options.record
@_words
@click.option("--of", "adviser", metavar="HANDLE", help="With --taken: whose advice you took or did not.")
@click.option("--taken", type=click.Choice(["yes", "partly", "no"]), help="What became of it; for the decider.")
@_options.as_role
@_options.why
@_options.writes
def advise(
    record: str, words: str | None, adviser: str | None, taken: str | None, as_role: str | None, why: str | None,
    who: str | None, commit: bool, as_json: bool,
) -> None:  # fmt: skip
    """Give advice; or, as the decider, say whether you took it. Advice is not permission.

    \b
    remit advise m4x8 "Keep the old keys for 90 days."
    remit advise m4x8 --of eva --taken partly
    """
    if taken:
        from remit.commands import _acting
        from remit.commands._desk import Desk

        _acting.taken(Desk(who), record, adviser, taken, commit=commit, as_json=as_json)
        return
    _act("advice", record, why or words, who, commit=commit, as_json=as_json, role=as_role, must_say="the advice")


@click.command
@_options.record
@_words
@_options.as_role
@_options.why
@_options.writes
def consent(
    record: str, words: str | None, as_role: str | None, why: str | None, who: str | None, commit: bool, as_json: bool
) -> None:
    """Consent to a decision.

    \b
    remit consent m4x8 --as counsel "For 90 days, not longer."
    """
    _act("consent", record, why or words, who, commit=commit, as_json=as_json, role=as_role)


@click.command
@_options.record
@_words
@click.option("--withdraw", is_flag=True, help="Withdraw your objection.")
@_options.as_role
@_options.why
@_options.writes
def object(  # noqa: A001 - the verb
    record: str, words: str | None, withdraw: bool, as_role: str | None, why: str | None, who: str | None, commit: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Object to a decision within its window, with the reason.

    \b
    remit object m4x8 "The addresses would leave the country."
    remit object m4x8 --withdraw
    """
    if withdraw:
        from remit.commands import _acting
        from remit.commands._desk import Desk

        _acting.withdraw(Desk(who), record, commit=commit, as_json=as_json)
        return
    _act("objection", record, why or words, who, commit=commit, as_json=as_json, role=as_role, must_say="the reason")


@click.command
@_options.record
@click.argument("says", type=click.Choice(["yes", "no", "abstain", "block"]))
@_words
@click.option("--body", metavar="BODY", help="The body that votes, where you sit in several.")
@_options.why
@_options.writes
def vote(
    record: str,
    says: str,
    words: str | None,
    body: str | None,
    why: str | None,
    who: str | None,
    commit: bool,
    as_json: bool,
) -> None:
    """Vote on a decision. A later vote of yours replaces the earlier one.

    \b
    remit vote m4x8 yes "It pays for itself in a year." --body board
    """
    _act("vote", record, why or words, who, commit=commit, as_json=as_json, body=body, says=says)


@click.command
@_options.record
@click.argument("people", nargs=-1, required=True, metavar="WHO...")
@_options.why
@_options.writes
def inform(record: str, people: tuple[str, ...], why: str | None, who: str | None, commit: bool, as_json: bool) -> None:
    """Note who was told: people, roles or bodies.

    \b
    remit inform k3f9 director --why "In the weekly note."
    """
    _act("inform", record, why, who, commit=commit, as_json=as_json, told=people)


@click.command
@_options.record
@_words
@click.option("--under", metavar="POWER", help="The emergency power, where the record does not say.")
@click.option("--refuse", is_flag=True, help="Refuse to ratify.")
@_options.as_role
@_options.why
@_options.writes
def ratify(
    record: str, words: str | None, under: str | None, refuse: bool, as_role: str | None, why: str | None, who: str | None,
    commit: bool, as_json: bool,
) -> None:  # fmt: skip
    """Ratify a decision that was made in an emergency, or refuse to.

    \b
    remit ratify m2r7 "Right in the circumstances." --who cho
    """
    result = "refused" if refuse else "ratified"
    _act(
        "ratification",
        record,
        why or words,
        who,
        commit=commit,
        as_json=as_json,
        role=as_role,
        under=under,
        result=result,
    )


@click.command
@_options.record
@_words
@click.option("--of", "what", metavar="WHAT", help="What is confirmed, where a scribe recorded more than the decision.")
@_options.why
@_options.writes
def confirm(
    record: str, words: str | None, what: str | None, why: str | None, who: str | None, commit: bool, as_json: bool
) -> None:
    """Confirm what a scribe recorded for you: the proof of who then is yours.

    \b
    remit confirm k3f9
    """
    _act("confirmation", record, why or words, who, commit=commit, as_json=as_json, of=what)


@click.command
@_options.record
@_words
@click.option(
    "--result",
    required=True,
    type=click.Choice(["as-expected", "better", "worse", "reversed"]),
    help="What came of it.",
)
@click.option("--process", type=click.Choice(["good", "poor"]), help="How well it was decided, whatever came of it.")
@click.option("--carried-out", type=click.Choice(["yes", "partly", "no"]), help="Whether it was done as decided.")
@_options.why
@_options.writes
def review(
    record: str, words: str | None, result: str, process: str | None, carried_out: str | None, why: str | None,
    who: str | None, commit: bool, as_json: bool,
) -> None:  # fmt: skip
    """Record what came of a decision: result and process apart.

    \b
    remit review k3f9 --result better --process good "The page takes 0.3 s."
    """
    _act(
        "outcome", record, why or words, who, commit=commit, as_json=as_json,
        result=result, process=process, carried_out=carried_out,
    )  # fmt: skip


@click.command
@_options.record
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
@_options.why
@_options.writes
def adopt(
    record: str, words: str | None, team: str | None, how: str, in_: str | None, why: str | None, who: str | None,
    commit: bool, as_json: bool,
) -> None:  # fmt: skip
    """Take over another team's decision, or say why not.

    \b
    remit adopt k3f9 --team platform --how adapted "With a shorter time to live."
    """
    _act("adoption", record, why or words, who, commit=commit, as_json=as_json, team=team, how=how, in_=in_)


@click.command
@_options.record
@click.option("--on", metavar="WHEN", help="When it was announced, where that is not now.")
@_options.writes
def announce(record: str, on: str | None, who: str | None, commit: bool, as_json: bool) -> None:
    """Announce a proposal: the objection window opens.

    \b
    remit announce m4x8
    """
    from remit.commands import _acting
    from remit.commands._desk import Desk

    _acting.announce(Desk(who), record, on, commit=commit, as_json=as_json)
