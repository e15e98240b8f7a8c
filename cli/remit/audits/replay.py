"""What a draft policy would have changed: each past decision judged under both, the mix of tiers, what it cost, what came of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from remit.audits.lead_times import Life
from remit.audits.outcomes import outcomes_of, was_reversed
from remit.audits.policy_questions import RANK, Ask, Ground, by_policy, in_full
from remit.audits.ratio import target_of
from remit.audits.report import Cell, Report, Table, counted, days, percent
from remit.audits.stages import waits
from remit.audits.statistics import median
from remit.authority.answer import ASK, CONSENT, DECIDE, DECIDE_AFTER, FORBIDDEN, SIGNATURE, Answer
from remit.log.log import Log
from remit.log.policy import Policy
from remit.log.record import TIERS, Record


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
        """The lowest tier that could have decided under the draft, by an emergency power too."""
        return _lowest(self.draft)

    @property
    def lower(self) -> bool:
        """Whether a lower tier than the one that decided could have."""
        return self.was in RANK and self.would in RANK and RANK[str(self.would)] < RANK[str(self.was)]

    @property
    def already(self) -> bool:
        """Whether the policy in force allowed that tier too: then the draft changes nothing for it."""
        now = _lowest(self.now)
        return self.lower and now in RANK and RANK[str(now)] <= RANK[str(self.would)]

    @property
    def becomes(self) -> str:
        """The answer that the draft gives and the policy in force does not."""
        return "" if self.draft is None or (self.now and self.now.answer == self.draft.answer) else self.draft.answer

    @property
    def consents(self) -> int:
        """How many consents more the draft asks for; below zero: fewer."""
        return _consents(self.draft) - _consents(self.now)

    @property
    def higher(self) -> bool:
        """Whether only a higher tier than the one that decided could have."""
        return self.was in RANK and self.would in RANK and RANK[str(self.would)] > RANK[str(self.was)]


def under(log: Log, draft: Policy) -> Log:
    """The log as if the draft had always been in force, in place of every version of its name."""
    others = tuple(policy for policy in log.policies if policy.name != draft.name)
    name = log.settings.policy if log.settings.policy not in (None, "none") else draft.name
    return log.replace(
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


class Groups(NamedTuple):
    """The decisions that both policies judge, and what a draft changes in them."""

    judged: Sequence[Judged]
    not_judged: int
    """How many one of the two does not judge."""

    @property
    def lower(self) -> list[Judged]:
        """Those that a lower tier could have made."""
        return [one for one in self.judged if one.lower]

    @property
    def higher(self) -> list[Judged]:
        """Those that would have had to go higher."""
        return [one for one in self.judged if one.higher]

    @property
    def forbidden(self) -> list[Judged]:
        """Those that would have become forbidden."""
        return [one for one in self.judged if one.becomes == FORBIDDEN]

    @property
    def unclear(self) -> list[Judged]:
        """Those that could not be judged any more."""
        return [one for one in self.judged if one.becomes == ASK]

    @property
    def fewer(self) -> list[int]:
        """Of each decision with fewer consents, how many fewer."""
        return [-one.consents for one in self.judged if one.consents < 0]

    @property
    def more(self) -> list[int]:
        """Of each decision with more consents, how many more."""
        return [one.consents for one in self.judged if one.consents > 0]


def groups_of(found: Sequence[Judged]) -> Groups:
    """The decisions that both policies judge."""
    judged = [one for one in found if one.draft and one.was]
    return Groups(judged, len(found) - len(judged))


def _lowest(answer: Answer | None) -> str | None:
    """The lowest tier that may decide by an answer: as the boundaries say, or as whoever decided may."""
    if answer is None:
        return None
    allowed = [answer.could_be, answer.tier if answer.answer in (DECIDE, DECIDE_AFTER) else None]
    known = [tier for tier in allowed if tier in RANK]
    return min(known, key=RANK.__getitem__) if known else answer.tier


def _consents(answer: Answer | None) -> int:
    return sum(duty.needs for duty in answer.duties if duty.kind in (CONSENT, SIGNATURE)) if answer else 0


class Cost(NamedTuple):
    """What the decisions cost that could have been made lower, and what came of them."""

    leads: list[float]
    """Days, of those whose lead time is known."""
    waited: float
    """Days of these, waiting for advice or consent."""
    reviewed: int
    reversed: int


def replay(ground: Ground, draft: Policy, *, since: float | None = None) -> Report:
    """The replay of a draft, as a report and as a page for the change that brings it."""
    found = groups_of(judge_all(ground, draft, since))
    title = f"Replay of {draft.name}"
    if not found.judged:
        said = "Nothing to replay: no past decision can be judged under both policies."
        return Report("replay", title, (said,), (), {"n": 0, "not_judged": found.not_judged})
    cost = _cost(ground, [one.life for one in found.lower])
    before = _mix([one.was for one in found.judged])
    after = _mix([one.would if one.lower or one.higher else one.was for one in found.judged])
    tables = (
        _mix_table(ground, before, after, len(found.judged)), _moved("Could have been made lower", found.lower),
        _moved("Would have gone higher", found.higher), _listed("Would have been forbidden", found.forbidden),
        _listed("Could not be judged", found.unclear),
    )  # fmt: skip
    return Report(
        "replay",
        title,
        tuple(_lead(found, cost)),
        tuple(table for table in tables if table.rows),
        {**_as_data(found, cost), "before": before, "after": after},
        (
            "Each decision is judged as it stood when it was made; what people would have proposed under other rules nobody can know.",
            *((f"{counted(found.not_judged, 'decision')} not judged by one of the two.",) if found.not_judged else ()),
        ),
    )


def _cost(ground: Ground, lives: Sequence[Life]) -> Cost:
    return Cost(
        [life.lead for life in lives if life.lead is not None],
        sum(wait.days for wait in waits(ground, lives) if wait.stage in ("advice", "consent")),
        sum(bool(outcomes_of(life.record)) for life in lives),
        sum(map(was_reversed, lives)),
    )


def _lead(found: Groups, cost: Cost) -> list[str]:
    lower, count = found.lower, counted(len(found.judged), "decision")
    lead = [f"Of {count}, {len(lower)} could have been made lower, {len(found.higher)} would have had to go higher."]
    already = sum(one.already for one in lower)
    if already:
        lead.append(f"{already} of them the policy in force lets be made as low: for these the draft changes nothing.")
    if cost.leads:
        lead.append(
            f"Those that could have been made lower took {days(median(cost.leads))} at the median, {days(sum(cost.leads))} together, "
            f"of which they waited {days(cost.waited)} for advice or consent (lead time known for {len(cost.leads)} of {len(lower)})."
        )
    return [*lead, *_outcome_words(len(lower), cost), *_consent_words(found), *_lost_words(found)]


def _outcome_words(count: int, cost: Cost) -> list[str]:
    if not count:
        return []
    if not cost.reviewed:
        return ["Of none of them an outcome is recorded: what would have gone wrong at the lower tier nobody knows."]
    was = "was" if cost.reversed == 1 else "were"
    return [
        f"Of {cost.reviewed} of them the outcome is recorded; {cost.reversed} {was} reversed: that is what would have gone wrong at the lower tier."
    ]


def _consent_words(found: Groups) -> list[str]:
    pairs = ((found.fewer, "would no longer be asked for"), (found.more, "would be asked for in addition"))
    return [
        f"{counted(sum(some), 'consent')} {words}, in {counted(len(some), 'decision')}."
        for some, words in pairs
        if some
    ]


def _lost_words(found: Groups) -> list[str]:
    pairs = (
        (found.forbidden, "would have been forbidden"),
        (found.unclear, "could not be judged: a fact would be missing"),
    )
    return [f"{counted(len(some), 'decision')} {words}." for some, words in pairs if some]


def _as_data(found: Groups, cost: Cost) -> dict[str, Any]:
    lower = found.lower
    return {
        "n": len(found.judged), "not_judged": found.not_judged, "lower": _ids(lower), "already_lower": _ids([one for one in lower if one.already]),
        "higher": _ids(found.higher), "forbidden": _ids(found.forbidden), "unclear": _ids(found.unclear),
        "lead_days_lower": {"n": len(cost.leads), "median": median(cost.leads), "sum": sum(cost.leads)}, "waited_days_lower": cost.waited,
        "reviewed_lower": cost.reviewed, "reversed_lower": cost.reversed, "consents_spared": sum(found.fewer), "consents_added": sum(found.more),
    }  # fmt: skip


def _ids(some: Sequence[Judged]) -> list[str]:
    return [one.life.record.id for one in some]


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
