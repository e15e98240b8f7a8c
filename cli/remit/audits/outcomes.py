"""What came of the decisions: as expected or not, carried out or not, reversed; by tier, and never a list of names."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from remit.audits.lead_times import DAY, Life
from remit.audits.policy_questions import Ground
from remit.audits.report import Cell, Report, Table, counted, percent
from remit.audits.statistics import Share, wilson
from remit.log.moment import Moment, parse_moment
from remit.log.record import TIERS, Record

REVERSED_WITHIN = 90
"""Days: a decision reversed within them counts, as a failed change does elsewhere."""


class Outcome(NamedTuple):
    """What came of one decision, as somebody recorded it."""

    result: str
    """as-expected, better, worse, reversed, or empty."""
    process: str
    carried_out: str
    on: Moment | None


def outcomes_of(record: Record) -> tuple[Outcome, ...]:
    """Every outcome recorded: act files, and those inside the record."""
    heads: list[Mapping[str, Any]] = [*(act.head for act in record.acts_of("outcome")), *record.entries_of("outcomes")]
    return tuple(
        Outcome(
            _text(head, "result"), _text(head, "process"), _text(head, "carried_out"), parse_moment(_text(head, "on"))
        )
        for head in heads
    )


def _text(head: Mapping[str, Any], key: str) -> str:
    value = head.get(key)
    return value if isinstance(value, str) else ""


def outcomes(ground: Ground, *, since: float | None = None) -> Report:
    """The audit of what was decided from `since` to now."""
    decided = ground.decided(since)
    reviewed = [life for life in decided if outcomes_of(life.record)]
    if not reviewed:
        said = "Nothing to measure: no outcome is recorded" + (
            f" for any of {counted(len(decided), 'decision')}." if decided else "."
        )
        return Report(
            "outcomes",
            "What came of it",
            (said,),
            (),
            {"decided": len(decided), "reviewed": 0, "tiers": []},
            ("`remit review ID` records one.",),
        )
    rows: list[tuple[Cell, ...]] = []
    data: list[dict[str, Any]] = []
    for tier in (*TIERS, None):
        some = [life for life in decided if (ground.tier(life) if tier else "all") == (tier or "all")]
        shares = _shares(some)
        data.append(
            {
                "tier": tier or "all",
                "decided": len(some),
                **{name: {"n": share.hits, "of": share.of, "share": share.value} for name, share in shares.items()},
            }
        )
        rows.append(
            (
                ground.log.settings.label_of(tier) if tier else "all",
                len(some),
                *(_cell(share) for share in shares.values()),
            )
        )
    whole = _shares(decided)
    good, gone = whole["as_expected_or_better"], whole["reversed"]
    lead = [
        f"{good.hits} of {good.of} reviewed went as expected or better ({percent(good.low)} to {percent(good.high)}).",
        f"{gone.hits} of {gone.of} were reversed within {REVERSED_WITHIN} days ({percent(gone.low)} to {percent(gone.high)}).",
    ]
    due = overdue(ground, decided)
    adopted = adoptions(ground)
    if adopted:
        lead.append(f"{counted(len(adopted), 'decision')} taken over by other teams.")
    if due:
        lead.append(f"{counted(len(due), 'review')} overdue.")
    table = tuple(rows)
    return Report(
        "outcomes", "What came of it", tuple(lead),
        tuple(one for one in (
            Table("By tier", ("tier", "decided", "as expected or better", "carried out as decided", "decided well", "reversed in 90 days"), table),
            Table("Taken over by other teams", ("record", "times"), tuple(adopted.items())),
            Table("Review overdue", ("record", "title", "due"), tuple((life.record.id, life.record.title, str(life.record.head.get("review_by"))) for life in due)),
        ) if one.rows),
        {"decided": len(decided), "reviewed": len(reviewed), "tiers": data, "overdue": [life.record.id for life in due], "adopted": adopted},
        (f"An outcome is known for {len(reviewed)} of {len(decided)}.", "Process and result are kept apart: a good decision can end badly."),
    )  # fmt: skip


def _shares(some: Iterable[Life]) -> dict[str, Share]:
    pairs = [(life, found) for life in some for found in [outcomes_of(life.record)]]
    results = [one.result for _, found in pairs for one in found if one.result]
    carried = [one.carried_out for _, found in pairs for one in found if one.carried_out]
    process = [one.process for _, found in pairs for one in found if one.process]
    return {
        "as_expected_or_better": wilson(sum(one in ("as-expected", "better") for one in results), len(results)),
        "carried_out": wilson(carried.count("yes"), len(carried)),
        "decided_well": wilson(process.count("good"), len(process)),
        "reversed": wilson(sum(was_reversed(life) for life, _ in pairs), len(pairs)),
    }


def _cell(share: Share) -> str:
    return f"{share.hits}/{share.of}" + (f" ({percent(share.low)} to {percent(share.high)})" if share.of else "")


def was_reversed(life: Life, within: float = REVERSED_WITHIN) -> bool:
    """Whether a decision was reversed within some days."""
    for one in outcomes_of(life.record):
        if one.result == "reversed" and (
            one.on is None or life.end is None or one.on.instant().timestamp() - life.end <= within * DAY
        ):
            return True
    return False


def adoptions(ground: Ground) -> dict[str, int]:
    """How often each record was taken over, declined ones left out: by acts, and by records that say `adopts`."""
    out: Counter[str] = Counter()
    for life in ground.lives:
        taken = [act for act in life.record.acts_of("adoption") if act.head.get("how") != "declined"]
        out[life.record.id] += len(taken)
        adopts = life.record.head.get("adopts")
        if isinstance(adopts, str):
            out[adopts] += 1
    return {name: count for name, count in out.most_common() if count}


def overdue(ground: Ground, decided: Iterable[Life]) -> list[Life]:
    """Accepted records whose review is past and which have no outcome since."""
    out = []
    for life in decided:
        due = life.record.moment("review_by", ground.log.zone)
        if (
            due
            and life.record.status == "accepted"
            and due.last_instant(ground.log.zone) < ground.now
            and not outcomes_of(life.record)
        ):
            out.append(life)
    return sorted(out, key=_due)


def _due(life: Life) -> datetime:
    due = life.record.moment("review_by")
    assert due  # noqa: S101 - asked before
    return due.instant()
