"""Outcomes of the decisions: as expected or not, carried out or not, reversed; by tier, and never a list of names."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from remit.audits.lead_times import DAY, Life
from remit.audits.precedents import outcomes_of
from remit.audits.report import Report, Row, Table, between, counted
from remit.audits.scope import Scope
from remit.audits.statistics import Share, wilson
from remit.authority.deadlines import review
from remit.log.record import TIERS

TITLE = "Outcomes"
REVERSED_WITHIN = 90
"""Days: a decision reversed within them counts, as a failed change does elsewhere."""


def outcomes(scope: Scope, *, since: float | None = None) -> Report:
    """The audit of what was decided from `since` to now."""
    decided = scope.decided(since)
    reviewed = [life for life in decided if outcomes_of(life.record)]
    if not reviewed:
        of = f" for any of {counted(len(decided), 'decision')}" if decided else ""
        data: dict[str, Any] = {"decided": len(decided), "reviewed": 0, "tiers": []}
        said = f"Nothing to measure: no outcome is recorded{of}."
        return Report("outcomes", TITLE, [said], [], data, ["`remit review ID --result as-expected` records one."])
    by_tier = {tier: [life for life in decided if scope.tier(life) == tier] for tier in TIERS} | {"all": decided}
    shares = {tier: _shares(some) for tier, some in by_tier.items()}
    good, gone = shares["all"]["as_expected_or_better"], shares["all"]["reversed"]
    lead = [
        f"{good.hits} of {good.of} reviewed decisions turned out as expected or better ({between(good)}).",
        f"{gone.hits} of {gone.of} were reversed within {REVERSED_WITHIN} days ({between(gone)}).",
    ]
    due = overdue(scope, decided)
    adopted = adoptions(scope)
    if adopted:
        lead.append(f"{counted(len(adopted), 'decision')} adopted by other teams.")
    if due:
        lead.append(f"{counted(len(due), 'review')} overdue.")
    columns = (
        "tier",
        "decided",
        "as expected or better",
        "carried out as decided",
        "good process",
        "reversed in 90 days",
    )
    label = scope.log.settings.label_of
    rows: list[Row] = [(label(tier), len(by_tier[tier]), *map(_cell, shares[tier].values())) for tier in by_tier]
    return Report(
        "outcomes", TITLE, lead,
        [Table("By tier", columns, rows), Table("Adopted by other teams", ("record", "times"), list(adopted.items())), reviews_due(due)],
        {
            "decided": len(decided), "reviewed": len(reviewed),
            "tiers": [
                {"tier": tier, "decided": len(by_tier[tier]), **{name: {"n": share.hits, "of": share.of, "share": share.value} for name, share in found.items()}}
                for tier, found in shares.items()
            ],
            "overdue": [life.record.id for life in due], "adopted": adopted,
        },
        (f"An outcome is known for {len(reviewed)} of {len(decided)}.", "Process and result are rated apart: a good decision can have a bad result."),
    )  # fmt: skip


def reviews_due(due: Iterable[Life]) -> Table:
    """The records whose review is overdue."""
    rows = [(life.record.id, life.record.title, str(life.record.head.get("review_by"))) for life in due]
    return Table("Review overdue", ("record", "title", "due"), rows)


def _shares(some: Iterable[Life]) -> dict[str, Share]:
    lives = list(some)
    every = [one for life in lives for one in outcomes_of(life.record)]
    results = [one.result for one in every if one.result]
    carried = [one.carried_out for one in every if one.carried_out]
    process = [one.process for one in every if one.process]
    return {
        "as_expected_or_better": wilson(sum(one in ("as-expected", "better") for one in results), len(results)),
        "carried_out": wilson(carried.count("yes"), len(carried)),
        "decided_well": wilson(process.count("good"), len(process)),
        "reversed": wilson(sum(map(was_reversed, lives)), len(lives)),
    }


def _cell(share: Share) -> str:
    return f"{share.hits}/{share.of}" + (f" ({between(share)})" if share.of else "")


def was_reversed(life: Life, within: float = REVERSED_WITHIN) -> bool:
    """Whether a decision was reversed within some days."""
    reversals = [one.moment for one in outcomes_of(life.record) if one.result == "reversed"]
    return any(
        on is None or life.end is None or on.instant().timestamp() - life.end <= within * DAY for on in reversals
    )


def adoptions(scope: Scope) -> dict[str, int]:
    """How often each record was taken over, declined ones left out: by acts, and by records that say `adopts`."""
    out: Counter[str] = Counter()
    for life in scope.lives:
        taken = [act for act in life.record.acts_of("adoption") if act.head.get("how") != "declined"]
        out[life.record.id] += len(taken)
        adopts = life.record.head.get("adopts")
        if isinstance(adopts, str):
            out[adopts] += 1
    return {name: count for name, count in out.most_common() if count}


def overdue(scope: Scope, decided: Iterable[Life]) -> list[Life]:
    """Decisions whose review is overdue, the longest due first."""
    dated = [(due, life) for life in decided if (due := review(life.record, scope.log.zone))]
    past = [(due, life) for due, life in dated if due.last_instant(scope.log.zone) < scope.now]
    return [life for _, life in sorted(past, key=lambda pair: pair[0].instant())]
