"""Stops and lifts: on a record, a topic or a budget."""

from datetime import timedelta
from typing import Any, NamedTuple

from remit.commands import _acting, _ask, _case, _judge, _text, _when
from remit.commands._desk import Desk
from remit.commands._finish import finish
from remit.log.policy import Policy, Stops
from remit.log.problem import CannotProceed, Usage
from remit.log.record import Act, Head, Record, texts
from remit.workspace import stopped_paths, writing


class Matter(NamedTuple):
    """What is stopped: one of the three."""

    record: str | None
    topic: str | None
    budget: str | None

    @property
    def head(self) -> Head:
        """The key that names a topic or a budget."""
        return {"topic": self.topic} if self.topic else {"budget": self.budget}


def _one(matter: Matter) -> None:
    if sum(1 for entry in matter if entry) != 1:
        raise Usage("say what: one record, --topic or --budget", '`remit stop k3f9 --why "..."`')
    if matter.topic:
        _case.topic(matter.topic)


def stop(desk: Desk, matter: Matter, until: str | None, why: str | None, **how: Any) -> None:
    """Pull the cord."""
    _one(matter)
    body = _text.words(desk, why) or _ask.need(None, "the reason", "--why")
    head: Head = {"on": desk.minute, "until": _when.day(until, desk.now) if until else None}
    _may_stop(desk)
    lines, governed = _what_follows(desk), tuple[str, ...]()
    if matter.record:
        record = desk.record(matter.record)
        _acting.need_acts(record)
        draft = writing.new_act(record, "stop", desk.who, head, body, desk.pick)
        name, governed = f"{record.title} ({record.id})", record.list_of("affects")
    else:
        name = matter.topic or matter.budget or ""
        _need_budget(desk, matter)
        draft = writing.new_stop(desk.repository, name, "stop", desk.who, {**head, **matter.head}, body, desk.pick)
    finish(desk, [draft], f"Stop: {name}", lines=lines, data={"stopped": name, "who": desk.who}, **how)
    stopped_paths.add(desk.repository, governed)


def _may_stop(desk: Desk) -> None:
    """Anyone may pull the cord, unless the policy names who."""
    rules = _rules(desk)
    if rules and desk.frame.people is not None and not _judge.holds(desk, rules.who):
        raise CannotProceed(f"{desk.who} may not pull the cord", f"{', '.join(rules.who)} may: ask one of them, now")


def _need_budget(desk: Desk, matter: Matter) -> None:
    known = {name for policy in desk.frame.policies for name in policy.budgets}
    if matter.budget and matter.budget not in known:
        raise CannotProceed(
            f"no policy has a budget {matter.budget}", f"budgets are: {', '.join(sorted(known)) or 'none, so far'}"
        )


def _rules(desk: Desk) -> Stops | None:
    rules = [policy.stops for policy in desk.frame.policies if isinstance(policy, Policy) and policy.stops]
    return rules[-1] if rules else None


def _what_follows(desk: Desk) -> tuple[str, ...]:
    rules = _rules(desk)
    if rules is None:
        return ("It stands until somebody lifts it: `remit resume`.",)
    unit = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}.get(rules.respond_within.unit)
    by = f" by {desk.now + timedelta(**{unit: rules.respond_within.count}):%Y-%m-%d %H:%M}" if unit else ""
    return (f"{rules.responder} must answer{by or ' within ' + rules.respond_within.text}.",)


def open_stops(record: Record) -> list[Act]:
    """The stops of a record that nobody has lifted."""
    return not_lifted(record.acts)


def not_lifted(acts: tuple[Act, ...]) -> list[Act]:
    """The stops among acts that no lift names."""
    lifted = {name.removesuffix(".md") for act in acts if act.kind == "lift" for name in texts(act.head.get("lifts"))}
    return [act for act in acts if act.kind == "stop" and writing.act_path(act) not in lifted]


def resume(desk: Desk, matter: Matter, why: str | None, **how: Any) -> None:
    """Lift every open stop of a matter."""
    _one(matter)
    record = desk.record(matter.record) if matter.record else None
    stops = open_stops(record) if record else _of_matter(desk, matter)
    name = f"{record.title} ({record.id})" if record else matter.topic or matter.budget or ""
    if not stops:
        raise CannotProceed(f"nothing stops {name}", "`remit mine` and `remit list` show what is stopped")
    body = _text.words(desk, why) or _ask.need(None, "the reason", "--why")
    _may_lift(desk, stops)
    drafts = [_lift(desk, record, matter, name, entry, body) for entry in stops]
    finish(desk, drafts, f"Resume: {name}", data={"resumed": name, "who": desk.who}, **how)


def _of_matter(desk: Desk, matter: Matter) -> list[Act]:
    key, value = next(iter(matter.head.items()))
    return [act for act in not_lifted(desk.frame.stops) if act.head.get(key) == value]


def _lift(desk: Desk, record: Record | None, matter: Matter, name: str, entry: Act, body: str) -> writing.Draft:
    head: Head = {"on": desk.minute, "lifts": writing.act_path(entry)}
    if record:
        return writing.new_act(record, "lift", desk.who, head, body, desk.pick)
    return writing.new_stop(desk.repository, name, "lift", desk.who, {**head, **matter.head}, body, desk.pick)


def _may_lift(desk: Desk, stops: list[Act]) -> None:
    """Whoever pulled the cord may let go; otherwise the roles that the policy names, the responder among them."""
    rules = _rules(desk)
    if rules is None or all(entry.who == desk.who for entry in stops) or desk.frame.people is None:
        return
    allowed = (rules.responder, *rules.lifted_by)
    if not _judge.holds(desk, allowed):
        raise CannotProceed(
            f"{desk.who} may not lift this stop", f"{', '.join(sorted(set(allowed)))} may, and whoever pulled the cord"
        )
