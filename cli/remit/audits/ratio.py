"""Where decisions are made, edge, functional or central, against the target: with intervals that hold together."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from remit.audits.fields import NONE, period, periods, team_of_record
from remit.audits.lead_times import Life
from remit.audits.report import Cell, Chart, Line, Report, Table, between, counted, grouped, percent
from remit.audits.scope import RANK, Scope
from remit.audits.statistics import NO_EVIDENCE, TOO_FEW, VERDICT, Share, joint, multinomial_p, wilson
from remit.log.record import TIERS

CLEAR = 0.05


Decided = Sequence[tuple[Life, str]]
"""Decisions, each with the tier that decided."""


def ratio(scope: Scope, *, since: float | None = None, unit: str = "month") -> Report:
    """The audit of what was decided from `since` to now. `unit` of the trend: week, month, quarter or year."""
    decided = scope.decided(since)
    judged = [(life, tier) for life in decided if (tier := scope.tier(life))]
    targets, shares = target_of(scope), joint(_counts(judged))
    p = multinomial_p(_counts(judged), targets)
    pairs = [(RANK[tier], RANK[lowest]) for life, tier in judged if (lowest := scope.could_be(life)) in RANK]
    over = wilson(sum(tier > lowest for tier, lowest in pairs), len(pairs))
    lead = [verdict(shares, p, "/".join(f"{float(share) * 100:.0f}" for share in targets))]
    if over.of:
        lead.append(
            f"{over.hits} of {over.of} were decided at a higher tier than required ({percent(over.value)}; 95 %: {between(over)})."
        )
    left_out = len(decided) - len(judged)
    notes = [f"{counted(left_out, 'decision')} without a policy in force left out."] if judged and left_out else []
    boundaries = (boundary for policy in scope.log.policies for boundary in policy.boundaries)
    if unrecorded := sorted({boundary.id for boundary in boundaries if boundary.record == "none"}):
        notes.append(
            f"Decisions under {', '.join(unrecorded)} need no record, so the real share of the edge is higher."
        )
    trend = _trend(scope, judged, unit)
    labels = tuple(scope.log.settings.label_of(tier) for tier in TIERS)
    by_period = Table(f"By {unit}", (unit, *labels), trend)
    by_team = grouped(judged, lambda pair: team_of_record(scope.log, pair[0].record) or NONE)
    teams = Table("By team", ("team", *labels), [(team, *_counts(some)) for team, some in sorted(by_team.items())])
    return Report(
        "ratio", "Decisions by tier", lead, [_by_tier(labels, scope, judged, shares, targets), by_period, teams] if judged else [],
        {
            "n": len(judged), "not_judged": left_out, "p": p if judged else None,
            "tiers": [
                {"tier": tier, "n": share.hits, "share": share.value, "low": share.low, "high": share.high, "target": float(goal)}
                for tier, share, goal in zip(TIERS, shares, targets, strict=True)
            ],
            "over_escalated": {"n": over.hits, "of": over.of, "share": over.value, "low": over.low, "high": over.high},
            "trend": [dict(zip(("period", *TIERS), row, strict=True)) for row in trend],
        },
        notes, [_bars(by_period, unit)] if trend else [],
    )  # fmt: skip


def _by_tier(
    labels: Sequence[str], scope: Scope, judged: Decided, shares: Sequence[Share], targets: Sequence[Fraction]
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    lowest = Counter(scope.could_be(life) for life, _ in judged)
    for tier, label, share, goal in zip(TIERS, labels, shares, targets, strict=True):
        said = ("too few", "-") if len(judged) < TOO_FEW else (percent(share.value), between(share))
        amount = sum((amount_of(life) for life, at in judged if at == tier), Decimal(0))
        rows.append((label, share.hits, *said, percent(float(goal)), lowest[tier], f"{amount:,f}" if amount else ""))
    columns = ("tier", "decisions", "share", "95 % (joint)", "target", "lowest possible", "amount")
    return Table("By tier", columns, rows)


def verdict(shares: Sequence[Share], p: float, target: str) -> str:
    """The sentence that so few or so many decisions allow. Never "on target" on thin data."""
    n, edge = sum(share.hits for share in shares), shares[0]
    if not n:
        return "Nothing to measure: no decision in this period was checked against a policy."
    if n < TOO_FEW:
        said = ", ".join(f"{share.hits} {tier}" for share, tier in zip(shares, TIERS, strict=True))
        return f"{said}; too few for percentages."
    first = f"{edge.hits} of {n} decisions were made at the edge ({percent(edge.value)}; 95 %: {between(edge)})"
    if p < CLEAR:
        return f"{first}. The split differs from the target {target} (p = {p:.3f})."
    if n < VERDICT:
        return f"{first}. With so few decisions the split fits the target {target}, and many others too."
    if n < NO_EVIDENCE:
        return f"{first}. No evidence that the split differs from the target {target}."
    return f"{first}. The split is in line with the target {target}."


def target_of(scope: Scope) -> tuple[Fraction, ...]:
    """The target of each tier as an exact share."""
    targets = dict(scope.log.settings.targets)
    total = sum(targets.get(tier, 0) for tier in TIERS) or 1
    return tuple(Fraction(targets.get(tier, 0), total) for tier in TIERS)


def _counts(judged: Decided) -> tuple[int, int, int]:
    found = Counter(tier for _, tier in judged)
    return (found["edge"], found["functional"], found["central"])


def _trend(scope: Scope, judged: Decided, unit: str) -> list[tuple[str, int, int, int]]:
    """Period by period, those without a decision too: how many at each tier."""
    zone = scope.log.zone
    times = [life.end for life, _ in judged if life.end is not None]
    names = periods(min(times), max(times), unit, zone) if times else []
    groups = grouped(judged, lambda pair: period(pair[0].end, unit, zone))
    return [(name, *_counts(groups.get(name, []))) for name in dict.fromkeys((*names, *groups))]


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
    labels = tuple(str(row[0]) for row in trend.rows)
    return Chart("bars", f"Decisions by tier and {unit}", unit, "decisions", lines, labels, trend, TIERS)
