"""Where decisions are made, edge, functional or central, against the target: with intervals that hold together."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from remit.audits.fields import NONE, period, periods, team_of_record
from remit.audits.lead_times import Life
from remit.audits.policy_questions import RANK, Ground
from remit.audits.report import Cell, Chart, Line, Report, Table, counted, percent
from remit.audits.statistics import NO_EVIDENCE, TOO_FEW, VERDICT, Share, joint, multinomial_p, wilson
from remit.log.record import TIERS

CLEAR = 0.05


def ratio(ground: Ground, *, since: float | None = None, unit: str = "month") -> Report:
    """The audit of what was decided from `since` to now. `unit` of the trend: week, month, quarter or year."""
    decided = ground.decided(since)
    judged = [(life, tier) for life in decided if (tier := ground.tier(life))]
    counts = _counts(tier for _, tier in judged)
    targets = target_of(ground)
    shares = joint(counts)
    p = multinomial_p(counts, targets)
    higher, comparable = _higher(ground, judged)
    over = wilson(higher, comparable)
    lead = [verdict(counts, shares, p, _written(targets))]
    if comparable:
        lead.append(
            f"{higher} of {comparable} were decided higher than needed ({percent(over.value)}; the true share may be anywhere from "
            f"{percent(over.low)} to {percent(over.high)})."
        )
    notes = (
        [f"{counted(len(decided) - len(judged), 'decision')} not judged by any policy, and left out."]
        if len(decided) > len(judged) > 0
        else []
    )
    unrecorded = sorted(
        {boundary.id for policy in ground.log.policies for boundary in policy.boundaries if boundary.record == "none"}
    )
    if unrecorded:
        notes.append(
            f"Decisions under {', '.join(unrecorded)} need not be recorded, so the edge is larger than it looks."
        )
    trend = _trend(ground, judged, unit)
    table = _by_period(ground, trend, unit)
    return Report(
        "ratio", "Who decides", tuple(lead),
        (_by_tier(ground, judged, shares, targets), table, _by_team(ground, judged)) if judged else (),
        {
            "n": len(judged), "not_judged": len(decided) - len(judged), "p": p if judged else None,
            "tiers": [
                {"tier": tier, "n": share.hits, "share": share.value, "low": share.low, "high": share.high, "target": float(goal)}
                for tier, share, goal in zip(TIERS, shares, targets, strict=True)
            ],
            "over_escalated": {"n": higher, "of": comparable, "share": over.value, "low": over.low, "high": over.high},
            "trend": [dict(zip(("period", *TIERS), row, strict=True)) for row in trend],
        },
        tuple(notes), (_bars(table, unit),) if trend else (),
    )  # fmt: skip


def _by_tier(
    ground: Ground, judged: Sequence[tuple[Life, str]], shares: Sequence[Share], targets: Sequence[Fraction]
) -> Table:
    few = len(judged) < TOO_FEW
    rows: list[tuple[Cell, ...]] = []
    lowest = Counter(ground.could_be(life) for life, _ in judged)
    for tier, share, goal, amount in zip(TIERS, shares, targets, _amounts(judged), strict=True):
        said = ("too few", "-") if few else (percent(share.value), f"{percent(share.low)} to {percent(share.high)}")
        rows.append((ground.log.settings.label_of(tier), share.hits, *said, percent(float(goal)), lowest[tier], amount))
    return Table(
        "By tier", ("tier", "decisions", "share", "95 % together", "target", "could have been", "amount"), tuple(rows)
    )


def verdict(counts: Sequence[int], shares: Sequence[Share], p: float, target: str) -> str:
    """The sentence that so few or so many decisions allow. Never "on target" on thin data."""
    n = sum(counts)
    said = ", ".join(f"{count} {tier}" for tier, count in zip(TIERS, counts, strict=True))
    if not n:
        return "Nothing to measure: no decision was judged in this period."
    if n < TOO_FEW:
        return f"{said}; too few for shares."
    edge = shares[0]
    first = f"{edge.hits} of {n} at the edge; the true share may be anywhere from {percent(edge.low)} to {percent(edge.high)}"
    if p < CLEAR:
        return f"{first}; this is not {target} (p = {p:.3f})."
    if n < VERDICT:
        return f"{first}; fits {target}, and many other mixes."
    if n < NO_EVIDENCE:
        return f"{first}; no evidence against {target}."
    return f"{first}; agrees with {target} as far as {n} decisions can tell."


def target_of(ground: Ground) -> tuple[Fraction, ...]:
    """The target of each tier as an exact share."""
    targets = dict(ground.log.settings.targets)
    total = sum(targets.get(tier, 0) for tier in TIERS) or 1
    return tuple(Fraction(targets.get(tier, 0), total) for tier in TIERS)


def _written(targets: Sequence[Fraction]) -> str:
    return "/".join(f"{float(share) * 100:.0f}" for share in targets)


def _counts(tiers: object) -> tuple[int, int, int]:
    found = Counter(tiers)  # type: ignore[call-overload]
    return (found["edge"], found["functional"], found["central"])


def _higher(ground: Ground, judged: Sequence[tuple[Life, str]]) -> tuple[int, int]:
    pairs = [(RANK[tier], RANK[lowest]) for life, tier in judged if (lowest := ground.could_be(life)) in RANK]
    return sum(tier > lowest for tier, lowest in pairs), len(pairs)


def _trend(ground: Ground, judged: Sequence[tuple[Life, str]], unit: str) -> list[tuple[str, int, int, int]]:
    """Period by period, those without a decision too: how many at each tier."""
    times = [life.end for life, _ in judged if life.end is not None]
    names = periods(min(times), max(times), unit, ground.log.zone) if times else []
    groups: dict[str, list[str]] = {name: [] for name in names}
    for life, tier in judged:
        groups.setdefault(period(life.end, unit, ground.log.zone), []).append(tier)
    return [(key, *_counts(groups[key])) for key in groups]


def _by_period(ground: Ground, trend: Sequence[tuple[str, int, int, int]], unit: str) -> Table:
    return Table(f"By {unit}", (unit, *_labels(ground)), tuple(trend))


def _by_team(ground: Ground, judged: Sequence[tuple[Life, str]]) -> Table:
    groups: dict[str, list[str]] = {}
    for life, tier in judged:
        groups.setdefault(team_of_record(ground.log, life.record) or NONE, []).append(tier)
    rows: tuple[tuple[Cell, ...], ...] = tuple((key, *_counts(groups[key])) for key in sorted(groups))
    return Table("By team", ("team", *_labels(ground)), rows)


def _labels(ground: Ground) -> tuple[str, ...]:
    """How the log calls the tiers."""
    return tuple(ground.log.settings.label_of(tier) for tier in TIERS)


def _amounts(judged: Sequence[tuple[Life, str]]) -> tuple[str, ...]:
    sums = dict.fromkeys(TIERS, Decimal(0))
    for life, tier in judged:
        sums[tier] += amount_of(life)
    return tuple(f"{sums[tier]:,f}" if sums[tier] else "" for tier in TIERS)


def amount_of(life: Life) -> Decimal:
    """The amount of a decision; 0 where it has none."""
    try:
        return Decimal(str(life.record.facts.get("amount", "0")))
    except InvalidOperation:
        return Decimal(0)


def _bars(trend: Table, unit: str) -> Chart:
    lines = tuple(
        Line(tier, tuple((float(at), float(row[number] or 0)) for at, row in enumerate(trend.rows)))
        for number, tier in enumerate(trend.columns[1:], 1)
    )
    return Chart(
        "bars",
        f"Decisions by tier and {unit}",
        unit,
        "decisions",
        lines,
        tuple(str(row[0]) for row in trend.rows),
        trend,
    )
