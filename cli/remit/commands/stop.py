"""`remit stop` and `remit resume`: anyone can stop a decision; those who may lift it resume it."""

from datetime import timedelta
from typing import NamedTuple

import click

from remit.authority.answer import DECIDE
from remit.authority.procedure.chain import Chain
from remit.commands import acts, judgement, options, prompts, types
from remit.commands.session import Session, finish
from remit.commands.types import When
from remit.log.policy import Stops
from remit.log.problem import CannotProceed, Usage
from remit.log.record import Head, Record
from remit.log.stops import Stop, name_of, stops_among, stops_on
from remit.workspace import code_changes, file_drafts


class Matter(NamedTuple):
    """What is stopped: one of the three."""

    record: str | None
    on_topic: str | None
    on_budget: str | None

    @property
    def name(self) -> str:
        """The topic or the budget."""
        return self.on_topic or self.on_budget or ""

    def has(self, stop: Stop) -> bool:
        """Whether a stop is one of it."""
        return bool(self.record) or (stop.topic, stop.budget) == (self.on_topic, self.on_budget)

    @property
    def head(self) -> Head:
        """The key that names a topic or a budget."""
        return {"topic": self.on_topic} if self.on_topic else {"budget": self.on_budget}


def _matter(record: str | None, on_topic: str | None, on_budget: str | None) -> Matter:
    matter = Matter(record, on_topic, on_budget)
    if sum(1 for entry in matter if entry) != 1:
        raise Usage("name one thing to stop or resume: a record, --topic or --budget", '`remit stop k3f9 --why "..."`')
    return matter


_stopped = options.gathered(
    "matter",
    _matter,
    click.argument("record", required=False, metavar="[ID]", shell_complete=options.ids),
    click.option("--topic", "on_topic", type=types.topic, metavar="TOPIC", help="Topic, with everything below it."),
    click.option("--budget", "on_budget", metavar="NAME", help="Budget, with everything charged to it."),
)


@click.command
@_stopped
@click.option("--until", type=types.moment, metavar="WHEN", help="When the stop expires: a date, a time, `in 3d`.")
@options.why
@options.writes
def stop(session: Session, matter: Matter, until: When | None, why: str | None) -> None:
    """Stop a decision (also an accepted one), a topic or a budget. The stop is shown everywhere until it is lifted.

    \b
    remit stop k3f9 --why "Orders are lost when the cache restarts."
    remit stop --topic data/customer --why "A leak is suspected."
    """
    body = prompts.reason(why)
    head: Head = {"on": session.stamp, "until": session.moment(until) if until else None}
    _may_stop(session)
    lines, governed = _what_follows(session), tuple[str, ...]()
    if matter.record:
        record, _ = acts.acted_on(session, matter.record, None)
        draft = file_drafts.new_act(record, "stop", session.who, head, body, session.pick)
        name, governed = acts.called(record), record.list_of("affects")
    else:
        name = matter.name
        _need_budget(session, matter)
        draft = file_drafts.new_stop(
            session.repository, name, "stop", session.who, {**head, **matter.head}, body, session.pick
        )
    finish(session, [draft], f"Stop: {name}", lines=lines, data={"stopped": name, "who": session.who})
    code_changes.add(session.repository, governed)


@click.command
@_stopped
@options.why
@options.writes
def resume(session: Session, matter: Matter, why: str | None) -> None:
    """Lift a stop, and say why.

    \b
    remit resume g8m4 --why "Twice charged, once paid back."
    """
    record = session.record(matter.record) if matter.record else None
    found = stops_on(record, session.log.zone) if record else stops_among(session.log.stops, session.log.zone)
    open_ = [one for one in found if matter.has(one) and not one.lifted]
    stops = [one for one in open_ if not one.where]
    name = acts.called(record) if record else matter.name
    if open_ and not stops:
        entry = f"`lifted: {{who: {session.who}, on: {session.today}}}`"
        raise CannotProceed(f"the stop is written in {open_[0].path} itself", f"add {entry} to it, under `stops`")
    if not stops:
        raise CannotProceed(f"{name} is not stopped", "`remit audit stops` lists stops")
    body = prompts.reason(why)
    _may_lift(session, stops)
    drafts = [_lift(session, record, matter, name, entry, body) for entry in stops]
    finish(session, drafts, f"Resume: {name}", data={"resumed": name, "who": session.who})


def _may_stop(session: Session) -> None:
    """Anyone may stop, unless the policy names who."""
    rules = _rules(session)
    if rules and session.log.people is not None and not judgement.holds(session, rules.who):
        raise judgement.refusal(
            session, f"{session.who} may not stop decisions", f"ask one of these now: {', '.join(rules.who)}"
        )


def _need_budget(session: Session, matter: Matter) -> None:
    known = {name for policy in session.log.policies for name in policy.budgets}
    if matter.on_budget and matter.on_budget not in known:
        raise CannotProceed(
            f"no policy has a budget {matter.on_budget}", f"budgets: {', '.join(sorted(known)) or 'none yet'}"
        )


def _rules(session: Session) -> Stops | None:
    chain = session.ground().policies.chain(session.now.date())
    return chain.lowest.stops if isinstance(chain, Chain) else None


def _what_follows(session: Session) -> tuple[str, ...]:
    rules = _rules(session)
    if rules is None:
        return ("It stays in effect until you, or whoever may change the policy, lifts it with `remit resume`.",)
    unit = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}.get(rules.respond_within.unit)
    by = f" by {session.now + timedelta(**{unit: rules.respond_within.count}):%Y-%m-%d %H:%M}" if unit else ""
    return (f"{rules.responder} must answer{by or ' within ' + rules.respond_within.text}.",)


def _lift(
    session: Session, record: Record | None, matter: Matter, name: str, entry: Stop, body: str
) -> file_drafts.Draft:
    head: Head = {"on": session.stamp, "lifts": name_of(entry.path)}
    if record:
        return file_drafts.new_act(record, "lift", session.who, head, body, session.pick)
    return file_drafts.new_stop(
        session.repository, name, "lift", session.who, {**head, **matter.head}, body, session.pick
    )


def _may_lift(session: Session, stops: list[Stop]) -> None:
    """Whoever made the stop may lift it, and the roles that the policy names; if it names none, whoever may change the policy."""
    if all(entry.who == session.who for entry in stops) or session.log.people is None or not session.log.judged:
        return
    rules = _rules(session)
    allowed = (rules.responder, *rules.lifted_by) if rules else ()
    owns = None if rules else judgement.owning(session)
    if not judgement.holds(session, allowed) and not (owns and owns.answer == DECIDE):
        others = allowed or (owns.goes_to if owns else ())
        raise judgement.refusal(
            session,
            f"{session.who} may not lift this stop",
            f"ask whoever made the stop, or one of: {', '.join(sorted(set(others)))}",
        )
