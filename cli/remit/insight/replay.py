"""What a draft policy would have changed: every past decision judged under it, beside what the policy in force says."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from remit.insight.asking import RANK, Ask, Ground, by_policy, in_full
from remit.insight.life import Life
from remit.insight.outcomes import outcomes_of, was_reversed
from remit.insight.ratio import target_of
from remit.insight.report import Cell, Report, Table, counted, days, percent
from remit.insight.stages import waits
from remit.insight.statistics.quantiles import median
from remit.model.answer import ASK, CONSENT, FORBIDDEN, SIGNATURE, Answer
from remit.model.log import Log
from remit.model.policy import Policy
from remit.model.record import TIERS, Record


class Judged(NamedTuple):
    """One past decision under both policies."""

    life: Life
    was: str | None
    """The tier that decided."""
    now: Answer | None
    """What the policy in force says."""
    draft: Answer | None

    @property
    def would(self) -> str | None:
        """The lowest tier that could have decided under the draft."""
        return self.draft.could_be or self.draft.tier if self.draft else None

    @property
    def lower(self) -> bool:
        """Whether a lower tier than the one that decided could have."""
        return self.was in RANK and self.would in RANK and RANK[str(self.would)] < RANK[str(self.was)]

    @property
    def higher(self) -> bool:
        """Whether only a higher tier than the one that decided could have."""
        return self.was in RANK and self.would in RANK and RANK[str(self.would)] > RANK[str(self.was)]


def under(log: Log, draft: Policy) -> Log:
    """The log as if the draft had always been in force, in place of every version of its name."""
    others = tuple(policy for policy in log.policies if policy.name != draft.name)
    name = log.settings.policy if log.settings.policy not in (None, "none") else draft.name
    return log._replace(
        policies=(*others, draft._replace(start=date.min, until=None)), settings=log.settings._replace(policy=name)
    )


def judge_all(ground: Ground, draft: Policy, since: float | None = None) -> list[Judged]:
    """Every decided record under both policies."""
    ask = by_policy(under(ground.log, draft), ground.now)
    return [
        Judged(life, ground.tier(life), ground.ask(life.record, None), _told(ask, life.record))
        for life in ground.decided(since)
    ]


def _told(ask: Ask, record: Record) -> Answer | None:
    """The answer; with its own words where the report repeats them."""
    answer = ask(record, None)
    return in_full(ask, record) if answer and answer.answer in (FORBIDDEN, ASK) else answer


def replay(ground: Ground, draft: Policy, *, since: float | None = None) -> Report:
    """The replay of a draft, as a report and as a page for the change that brings it."""
    found = judge_all(ground, draft, since)
    judged = [one for one in found if one.draft and one.was]
    if not judged:
        return Report(
            "replay",
            f"Replay of {draft.name}",
            ("Nothing to replay: no past decision can be judged under both policies.",),
            (),
            {"n": 0},
        )
    lower, higher = [one for one in judged if one.lower], [one for one in judged if one.higher]
    forbidden = [
        one
        for one in judged
        if one.draft and one.draft.answer == FORBIDDEN and not (one.now and one.now.answer == FORBIDDEN)
    ]
    unclear = [
        one for one in judged if one.draft and one.draft.answer == ASK and not (one.now and one.now.answer == ASK)
    ]
    spared = [(one, count) for one in judged if (count := _consents(one.now) - _consents(one.draft)) > 0]
    added = [(one, count) for one in judged if (count := _consents(one.draft) - _consents(one.now)) > 0]
    lead_days = [one.life.lead for one in lower if one.life.lead is not None]
    waited = sum(
        wait.days for wait in waits(ground, [one.life for one in lower]) if wait.stage in ("advice", "consent")
    )
    gone, reviewed = (
        sum(was_reversed(one.life) for one in lower),
        sum(bool(outcomes_of(one.life.record)) for one in lower),
    )
    lead = [
        f"Of {counted(len(judged), 'decision')}, {len(lower)} could have been made lower, {len(higher)} would have had to go higher.",
    ]
    if lead_days:
        lead.append(
            f"Those that could have been made lower took {days(median(lead_days))} at the median, {days(sum(lead_days))} together, of which they waited {days(waited)} for advice or consent "
            f"(lead time known for {len(lead_days)} of {len(lower)})."
        )
    if lower:
        lead.append(
            f"Of {reviewed} of them the outcome is recorded; {gone} {'was' if gone == 1 else 'were'} reversed: that is what would have gone wrong at the lower tier."
            if reviewed
            else "Of none of them an outcome is recorded: what would have gone wrong at the lower tier nobody knows."
        )
    if spared:
        lead.append(
            f"{counted(sum(count for _, count in spared), 'consent')} would no longer be asked for, in {counted(len(spared), 'decision')}."
        )
    if added:
        lead.append(
            f"{counted(sum(count for _, count in added), 'consent')} would be asked for in addition, in {counted(len(added), 'decision')}."
        )
    if forbidden:
        lead.append(f"{counted(len(forbidden), 'decision')} would have been forbidden.")
    if unclear:
        lead.append(f"{counted(len(unclear), 'decision')} could not be judged: a fact would be missing.")
    before, after = (
        _mix([one.was for one in judged]),
        _mix([one.would if one.lower or one.higher else one.was for one in judged]),
    )
    tables = (
        _mix_table(ground, before, after, len(judged)), _moved("Could have been made lower", lower), _moved("Would have gone higher", higher),
        _listed("Would have been forbidden", forbidden), _listed("Could not be judged", unclear),
    )  # fmt: skip
    return Report(
        "replay", f"Replay of {draft.name}", tuple(lead), tuple(table for table in tables if table.rows),
        {
            "n": len(judged), "not_judged": len(found) - len(judged), "before": before, "after": after,
            "lower": [one.life.record.id for one in lower], "higher": [one.life.record.id for one in higher],
            "forbidden": [one.life.record.id for one in forbidden], "unclear": [one.life.record.id for one in unclear],
            "lead_days_lower": {"n": len(lead_days), "median": median(lead_days), "sum": sum(lead_days)}, "waited_days_lower": waited, "reviewed_lower": reviewed, "reversed_lower": gone,
            "consents_spared": sum(count for _, count in spared), "consents_added": sum(count for _, count in added),
        },
        (
            "Each decision is judged as it stood when it was made; what people would have proposed under other rules nobody can know.",
            *((f"{counted(len(found) - len(judged), 'decision')} not judged by one of the two.",) if len(found) > len(judged) else ()),
        ),
    )  # fmt: skip


def _consents(answer: Answer | None) -> int:
    return sum(duty.needs for duty in answer.duties if duty.kind in (CONSENT, SIGNATURE)) if answer else 0


def _mix(tiers: Sequence[str | None]) -> dict[str, int]:
    found = Counter(tiers)
    return {tier: found[tier] for tier in TIERS}


def _mix_table(ground: Ground, before: dict[str, int], after: dict[str, int], count: int) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            ground.log.settings.label_of(tier),
            before[tier],
            percent(before[tier] / count),
            after[tier],
            percent(after[tier] / count),
            percent(float(goal)),
        )
        for tier, goal in zip(TIERS, target_of(ground), strict=True)
    )
    return Table("Who decides", ("tier", "now", "share", "under the draft", "share", "target"), rows)


def _moved(title: str, some: Sequence[Judged]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.life.record.id,
            one.life.record.title,
            one.was,
            one.would,
            one.life.lead,
            _outcome(one.life),
        )
        for one in some
    )
    return Table(title, ("record", "title", "decided at", "draft", "days", "outcome"), rows)


def _outcome(life: Life) -> str:
    """What came of a decision, in a word; a dash where nobody wrote it down."""
    if was_reversed(life):
        return "reversed"
    return next((one.result for one in reversed(outcomes_of(life.record)) if one.result), "-")


def _listed(title: str, some: Sequence[Judged]) -> Table:
    return Table(
        title,
        ("record", "title", "because"),
        tuple((one.life.record.id, one.life.record.title, one.draft.because if one.draft else "") for one in some),
    )
