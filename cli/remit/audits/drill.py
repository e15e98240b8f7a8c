"""Who holds what on paper by the policy alone, and what would stop if somebody were away: open records, decisions, budgets."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import combinations
from typing import Any

from remit.audits.boundaries import in_force
from remit.audits.fields import day
from remit.audits.lead_times import DAY, Life
from remit.audits.policy_questions import Ask, Ground, Names, by_policy
from remit.audits.report import Report, Table, counted, days, percent
from remit.authority.policy.drill import Drill
from remit.authority.policy.drill import drill as policy_drill
from remit.authority.policy.paper_ratio import TIERS, Reach, Shares
from remit.authority.policy.paper_ratio import paper as counted_on_paper
from remit.authority.procedure.chain import Chain
from remit.authority.procedure.records import ground_of
from remit.authority.words import size
from remit.log.log import Log
from remit.log.record import Record


def without(log: Log, now: datetime, away: Collection[str]) -> Drill | None:
    """What the policy in force cannot decide without some people; None where no policy judges."""
    chain = _chain(log, now)
    return policy_drill(chain, log.people, now.date(), tuple(away)) if chain else None


def _chain(log: Log, now: datetime) -> Chain | None:
    if not log.judged:
        return None
    found = ground_of(log).policies.chain(now.date())
    return found if isinstance(found, Chain) else None


def paper(log: Log, now: datetime) -> Report:
    """The paper ratio: which share of topics and amounts each tier holds by the policy in force."""
    chain = _chain(log, now)
    if chain is None:
        return Report(
            "paper", "Who holds what on paper", ("Nothing to measure: no policy says who may decide.",), (), {}
        )
    found = counted_on_paper(chain)
    unit = chain.lowest.currency or ""
    rows = tuple(
        (tier, _share(found.topics, tier), _share(found.amounts, tier), _share(found.beyond, tier)) for tier in TIERS
    )
    reach = tuple(
        (f"{entry.policy}/{entry.boundary}", *(_most(entry, tier, unit) for tier in TIERS)) for entry in found.reach
    )
    tables = [Table("Shares by policy", ("tier", "topics", "amounts", "beyond every amount named"), rows)]
    if reach:
        tables.append(Table("The largest amount that each tier decides", ("boundary", *TIERS), reach))
    return Report(
        "paper", "Who holds what on paper", tuple(_lead(found.topics, found.counted, found.otherwise)), tuple(tables),
        {
            "topics": _data(found.topics), "amounts": _data(found.amounts), "beyond": _data(found.beyond), "counted": found.counted,
            "measured": found.measured, "otherwise": found.otherwise,
            "reach": [{"policy": entry.policy, "boundary": entry.boundary, "most": {tier: None if most is None else f"{most:f}" for tier, most in entry.most}} for entry in found.reach],
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


def _share(shares: Shares, tier: str) -> str:
    return percent(float(shares[tier])) if shares else "-"


def _data(shares: Shares) -> dict[str, float]:
    return {tier: float(share) for tier, share in shares.items()}


def _most(entry: Reach, tier: str, unit: str) -> str:
    most: dict[str, Decimal | None] = dict(entry.most)
    if tier not in most:
        return "-"
    value = most[tier]
    return "no limit" if value is None else size(value, unit)


_QUARTER = 91 * DAY
STRANGER = "-"
"""Nobody in particular: what they may not decide says who may."""
Able = Callable[[Record, Collection[str]], frozenset[str]]
"""A record and who is away, to everybody who may then decide it (first asking for advice or consent counts as able)."""


def able_by_policy(log: Log, now: datetime) -> Able:
    """Who may decide by the log's own policies: those whom the answer to a stranger names."""
    asks: dict[frozenset[str], Ask] = {}

    def able(record: Record, away: Collection[str]) -> frozenset[str]:
        gone = frozenset(away)
        if gone not in asks:
            asks[gone] = by_policy(log, now, gone)
        answer = asks[gone](record, STRANGER)
        return frozenset(answer.goes_to_people) - gone if answer else frozenset()

    return able


def drill(
    ground: Ground,
    without: Sequence[str],
    able: Able,
    *,
    days_away: float = 5,
    on_paper: Drill | None = None,
    since: float | None = None,
) -> Report:
    """What stops without some people for some days. `on_paper`: what stops by the policy alone; `since`: in place of the last quarter."""
    away = frozenset(without)
    stalled = [life for life in ground.open() if _stalls(life, away, able)]
    recent = ground.decided(ground.at - _QUARTER if since is None else since)
    waited = [life for life in recent if life.record.decider in away and not (able(life.record, away) - away)]
    budgets = _budgets(ground, away)
    rescue = deputies([life.record for life in (*stalled, *waited)], able, away)
    who = ", ".join(without)
    lead = [
        (
            f"Without {who}: {counted(len(stalled), 'open record')} would stall, and {len(waited)} of {counted(len(recent), 'decision')} "
            f"{_period(since, ground)} would have waited up to {days(days_away)}."
        )
    ]
    policy_says = [f"{line.boundary} {line.limit}".rstrip() for line in on_paper.stops] if on_paper else []
    if on_paper:
        lead += _by_policy(on_paper)
    if budgets:
        lead.append(f"Nobody can release {', '.join(budgets)}.")
    if rescue:
        lead.append("The fewest deputies that repair it: " + ", ".join(f"one for {role}" for role in rescue) + ".")
    elif not stalled and not waited and not (on_paper and (on_paper.stops or on_paper.goes_up)):
        lead = (
            [f"Nothing stops without {who}."]
            if ground.log.judged
            else ["Nothing to measure: no policy says who may decide."]
        )
    tables = (
        Table(
            "Would stall",
            ("record", "title", "open for"),
            tuple((life.record.id, life.record.title, days(life.waited(ground.at))) for life in stalled),
        ),
        Table(
            "Would have waited",
            ("record", "title", "decided by"),
            tuple((life.record.id, life.record.title, life.record.decider) for life in waited),
        ),
    )
    return Report(
        "drill", f"Without {who}", tuple(lead), tuple(table for table in tables if table.rows),
        {
            "without": list(without), "days": days_away, "stalled": [life.record.id for life in stalled], "would_have_waited": [life.record.id for life in waited],
            "decided_last_quarter": len(recent), "boundaries": policy_says, "budgets": budgets, "deputies": rescue,
            "policy_deputies": list(on_paper.deputies) if on_paper else [],
            "goes_up": [{"boundary": line.boundary, "limit": line.limit, "to": list(line.goes_to)} for line in on_paper.goes_up] if on_paper else [],
        },
    )  # fmt: skip


def _period(since: float | None, ground: Ground) -> str:
    return "of the last quarter" if since is None else f"since {day(since, ground.log.zone)}"


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


def _stalls(life: Life, away: frozenset[str], able: Able) -> bool:
    """Whether somebody may decide it today, and nobody could without them."""
    return bool(able(life.record, frozenset())) and not able(life.record, away)


def _budgets(ground: Ground, away: frozenset[str]) -> list[str]:
    """Budgets whose every holder of the role that decides beyond them is away."""
    today = ground.now.date()
    out = []
    for policy in in_force(ground):
        for budget in policy.budgets.values():
            role = policy.roles.get(budget.over)
            held = {
                hold.who
                for hold in (ground.log.people.holds if ground.log.people else ())
                if hold.role == budget.over and hold.on(today)
            }
            held |= set(role.held_by) if role else set()
            spare = set(role.deputy) - away if role else set()
            if held and held <= away and not spare:
                out.append(budget.name)
    return sorted(out)


def deputies(records: Sequence[Record], able: Able, away: frozenset[str]) -> list[str]:
    """The fewest people to be deputised for, so that every record has somebody again: a smallest cover, by trying all up to six."""
    needs = {able(record, frozenset()) & away for record in records} - {frozenset()}
    people = sorted({who for need in needs for who in need})
    for number in range(1, min(len(people), 6) + 1):
        for chosen in combinations(people, number):
            if all(need & set(chosen) for need in needs):
                return list(chosen)
    return people


def everyone_away(
    ground: Ground,
    people: Sequence[str],
    able: Able,
    paper: Callable[[str], Drill | None],
    *,
    days_away: float = 5,
    since: float | None = None,
) -> Report:
    """Everybody, each away alone, by how much stops without them; by role, where the log does not rank people.

    `paper`: what stops by the policy alone without somebody.
    """
    names = Names(ground)
    if not people or not ground.log.judged:
        nobody = "people.yml names nobody" if ground.log.judged else "no policy says who may decide"
        return Report("drill", "Without each person", (f"Nothing to measure: {nobody}.",), (), {"people": []})
    found = [
        (names.of(who), drill(ground, [who], able, days_away=days_away, on_paper=paper(who), since=since).data)
        for who in people
    ]
    ranked = sorted(found, key=lambda pair: (-sum(_stops(pair[1])), pair[0]))
    rows = tuple(dict.fromkeys((who, *_stops(data)[:3], ", ".join(data["budgets"]) or "-") for who, data in ranked))
    worst, most = ranked[0]
    lead = (
        f"Most would stop without {worst}: {counted(len(most['stalled']), 'open record')} of {len(ground.open())}, "
        f"{len(most['would_have_waited'])} of {counted(most['decided_last_quarter'], 'decision')} {_period(since, ground)}, "
        f"{counted(len(most['boundaries']), 'limit')} of the policy with nobody left."
        if any(_stops(most))
        else f"Nothing stops without any one of {counted(len(people), 'person', 'people')}."
    )
    columns = ("without", "open stalled", "decisions waited", "limits with nobody", "budgets")
    keys = ("stalled", "would_have_waited", "boundaries", "budgets")
    return Report(
        "drill", "Without each person", (lead,), (Table("What stops", columns, rows),),
        {"people": [{"who": who, **{key: data[key] for key in keys}} for who, data in ranked]}, names.note,
    )  # fmt: skip


def _stops(data: Mapping[str, Any]) -> tuple[int, int, int, int]:
    """How much stops, each kind of it."""
    return (len(data["stalled"]), len(data["would_have_waited"]), len(data["boundaries"]), len(data["budgets"]))
