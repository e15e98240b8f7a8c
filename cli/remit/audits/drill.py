"""Who holds what on paper by the policy alone, and what would stop if somebody were away: open records, decisions, budgets."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from remit.audits.fields import day
from remit.audits.lead_times import DAY
from remit.audits.report import Report, Row, Table, counted, days, percent
from remit.audits.scope import Names, Scope
from remit.authority.policy.drill import Drill, fewest
from remit.authority.policy.drill import drill as policy_drill
from remit.authority.policy.paper_ratio import TIERS, Reach, Shares
from remit.authority.policy.paper_ratio import paper as counted_on_paper
from remit.authority.procedure.answers import Answers
from remit.authority.procedure.chain import Chain, Policies
from remit.authority.procedure.context import ground_of
from remit.authority.procedure.role_holders import RoleHolders
from remit.authority.words import size
from remit.log.log import Log
from remit.log.record import Record


def _chain(log: Log, now: datetime) -> Chain | None:
    """The policies in force; None where none judges."""
    found = ground_of(log).policies.chain(now.date()) if log.judged else None
    return found if isinstance(found, Chain) else None


def paper(log: Log, now: datetime) -> Report:
    """The paper ratio: which share of topics and amounts each tier holds by the policy in force."""
    title, chain = "Who may decide what, by policy", _chain(log, now)
    if chain is None:
        return Report("paper", title, ["Nothing to measure: no policy says who may decide."], [], {})
    found = counted_on_paper(chain)
    unit = chain.lowest.currency or ""
    shares = (found.topics, found.amounts, found.beyond)
    rows = [(tier, *(percent(float(one[tier])) if one else "-" for one in shares)) for tier in TIERS]
    reach = [(f"{one.policy}/{one.boundary}", *(_most(one, tier, unit) for tier in TIERS)) for one in found.reach]
    return Report(
        "paper", title, _lead(found.topics, found.counted, found.otherwise),
        [
            Table("Shares by policy", ("tier", "topics", "amounts", "beyond every amount named"), rows),
            Table("The largest amount that each tier decides", ("boundary", *TIERS), reach),
        ],
        {
            **{name: {tier: float(share) for tier, share in one.items()} for name, one in zip(("topics", "amounts", "beyond"), shares, strict=True)},
            "counted": found.counted, "measured": found.measured, "otherwise": found.otherwise,
            "reach": [{"policy": one.policy, "boundary": one.boundary, "most": {tier: None if most is None else f"{most:f}" for tier, most in one.most}} for one in found.reach],
        },
        (
            "Each topic counts one, split evenly over its steps; a step counts for the lowest tier that decides it.",
            "Amounts: of each topic the range up to the highest amount that the policy names. It says nothing of how many decisions fall there.",
        ),
    )  # fmt: skip


def _lead(topics: Shares, number: int, otherwise: str | None) -> list[str]:
    if not topics:
        return ["No boundary says who decides anything."]
    shares = ", ".join(f"{tier} {percent(float(topics[tier]))}" for tier in TIERS)
    out = [f"By policy, of {counted(number, 'topic')}: {shares}."]
    if otherwise:
        out.append(f"What no boundary covers goes to the tier {otherwise}.")
    return out


def _most(entry: Reach, tier: str, unit: str) -> str:
    most: dict[str, Decimal | None] = dict(entry.most)
    if tier not in most:
        return "-"
    value = most[tier]
    return "no limit" if value is None else size(value, unit)


_QUARTER = 91 * DAY
STRANGER = "-"
"""Nobody in particular: what they may not decide says who may."""
NOBODY: frozenset[str] = frozenset()


class Deciders:
    """Who may decide a record while some people are away: those whom the answer to a stranger names.

    Whoever must first ask for advice or consent counts as able.
    """

    def __init__(self, log: Log, now: datetime) -> None:
        self._log, self._now = log, now
        self._answers: dict[frozenset[str], Answers] = {}

    def of(self, record: Record, away: frozenset[str] = NOBODY) -> frozenset[str]:
        """The people who may then decide it."""
        answers = self._answers.setdefault(away, Answers(self._log, self._now, away))
        answer = answers.of(record, STRANGER)
        return frozenset(answer.goes_to_people) - away if answer else NOBODY

    def none_left(self, record: Record, away: frozenset[str]) -> bool:
        """Whether nobody may decide it then. Asked only where all who may decide it are away: else somebody is left."""
        return self.of(record) <= away and not self.of(record, away)


def drill(
    scope: Scope,
    without: Sequence[str],
    *,
    since: float | None = None,
    deciders: Deciders | None = None,
) -> Report:
    """What stops without some people. `since`: in place of the last quarter; `deciders`: where they are known."""
    away, deciders = frozenset(without), deciders or Deciders(scope.log, scope.now)
    chain = _chain(scope.log, scope.now)
    on_paper = (
        policy_drill(chain, scope.log.people, scope.now.date(), tuple(without)) if chain else Drill((), (), (), ())
    )
    stalled = [life for life in scope.open() if deciders.of(life.record) and deciders.none_left(life.record, away)]
    recent = scope.decided(scope.at - _QUARTER if since is None else since)
    waited = [life for life in recent if life.record.decider in away and deciders.none_left(life.record, away)]
    budgets = _budgets(scope, away)
    rescue = list(fewest(deciders.of(life.record) & away for life in (*stalled, *waited)))
    who = ", ".join(without)
    would_wait = f"{len(waited)} of {counted(len(recent), 'decision')} {_period(since, scope)} would have waited"
    stall = f"Without {who}: {counted(len(stalled), 'open record')} would stall"
    lead = [f"{stall}, and {would_wait}.", *_by_policy(on_paper)]
    if budgets:
        lead.append(f"Nobody can release {', '.join(budgets)}.")
    if rescue:
        lead.append("The fewest deputies that fix it: " + ", ".join(f"one for {role}" for role in rescue) + ".")
    elif not (stalled or waited or on_paper.stops or on_paper.goes_up):
        nothing = f"Nothing stops without {who}."
        lead = [nothing if scope.log.judged else "Nothing to measure: no policy says who may decide."]
    return Report(
        "drill", f"Without {who}", lead,
        [
            Table("Would stall", ("record", "title", "open for"), [(life.record.id, life.record.title, days(life.waited(scope.at))) for life in stalled]),
            Table("Would have waited", ("record", "title", "decided by"), [(life.record.id, life.record.title, life.record.decider) for life in waited]),
        ],
        {
            "without": list(without), "stalled": [life.record.id for life in stalled], "would_have_waited": [life.record.id for life in waited],
            "decided_last_quarter": len(recent), "boundaries": [f"{line.boundary} {line.limit}".rstrip() for line in on_paper.stops],
            "budgets": budgets, "deputies": rescue, "policy_deputies": list(on_paper.deputies),
            "goes_up": [{"boundary": line.boundary, "limit": line.limit, "to": list(line.goes_to)} for line in on_paper.goes_up],
        },
    )  # fmt: skip


def _period(since: float | None, scope: Scope) -> str:
    return "of the last quarter" if since is None else f"since {day(since, scope.log.zone)}"


def _by_policy(found: Drill) -> list[str]:
    """What the policy alone says, in sentences."""
    out = []
    if found.stops:
        out.append(f"By the policy nobody could decide: {'; '.join(line.text for line in found.stops)}.")
    if found.deputies:
        several = "a deputy for each of" if len(found.deputies) > 1 else "a deputy for"
        out.append(f"What the policy would need: {several} {', '.join(found.deputies)}.")
    if found.goes_up:
        out.append(f"Only those above could decide: {'; '.join(line.text for line in found.goes_up)}.")
    return out


def _budgets(scope: Scope, away: frozenset[str]) -> list[str]:
    """Budgets beyond which somebody can decide today, and nobody while they are away."""
    today, policies = scope.now.date(), Policies(scope.log.policies)
    before, after = (RoleHolders(scope.log.people, today, absent) for absent in (NOBODY, away))
    chains = (policies.chain(today, policy.name) for policy in scope.in_force)
    levels = [chain.lowest for chain in chains if isinstance(chain, Chain)]
    return sorted(
        budget.name
        for level in levels
        for budget in level.policy.budgets.values()
        if before.holders(level, budget.over) and not after.holders(level, budget.over).keys() - after.absent.keys()
    )


def everyone_away(scope: Scope, people: Sequence[str], *, since: float | None = None) -> Report:
    """Everybody, each away alone, by how much stops without them; by role, where the log does not rank people."""
    names, deciders = Names(scope), Deciders(scope.log, scope.now)
    title = "Without each person"
    if not people or not scope.log.judged:
        nobody = "people.yml names nobody" if scope.log.judged else "no policy says who may decide"
        return Report("drill", title, [f"Nothing to measure: {nobody}."], [], {"people": []})
    found = [(names.of(who), drill(scope, [who], since=since, deciders=deciders).data) for who in people]
    ranked = sorted(found, key=lambda pair: (-sum(_stops(pair[1])), pair[0]))
    rows: list[Row] = list(
        dict.fromkeys((who, *_stops(data)[:3], ", ".join(data["budgets"]) or "-") for who, data in ranked)
    )
    worst, most = ranked[0]
    lead = (
        f"Most would stop without {worst}: {counted(len(most['stalled']), 'open record')} of {len(scope.open())}, "
        f"{len(most['would_have_waited'])} of {counted(most['decided_last_quarter'], 'decision')} {_period(since, scope)}, "
        f"{counted(len(most['boundaries']), 'limit')} of the policy with nobody left."
        if any(_stops(most))
        else f"Nothing stops without any one of {counted(len(people), 'person', 'people')}."
    )
    columns = ("without", "open stalled", "decisions waited", "limits with nobody", "budgets")
    data = {"people": [{"who": who, **{key: data[key] for key in _KINDS}} for who, data in ranked]}
    return Report("drill", title, [lead], [Table("What stops", columns, rows)], data, names.note)


_KINDS = ("stalled", "would_have_waited", "boundaries", "budgets")


def _stops(data: Mapping[str, Any]) -> tuple[int, ...]:
    """How much stops, each kind of it."""
    return tuple(len(data[kind]) for kind in _KINDS)
