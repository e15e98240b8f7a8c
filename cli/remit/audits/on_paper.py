"""What policy and people alone say, before there is any record: who holds what on paper, and what stops without somebody."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from remit.audits.report import Report, Table, counted, percent
from remit.authority.policy.drill import Drill
from remit.authority.policy.drill import drill as by_policy
from remit.authority.policy.paper_ratio import TIERS, Reach, Shares
from remit.authority.policy.paper_ratio import paper as counted_on_paper
from remit.authority.procedure.chain import Chain
from remit.authority.procedure.records import ground_of
from remit.authority.words import size
from remit.log.log import Log


def without(log: Log, now: datetime, away: Collection[str]) -> Drill | None:
    """What the policy in force cannot decide without some people; None where no policy judges."""
    chain = _chain(log, now)
    return by_policy(chain, log.people, now.date(), tuple(away)) if chain else None


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
