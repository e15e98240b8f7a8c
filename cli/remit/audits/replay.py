"""What a draft policy would have changed: each past decision checked against both, the mix of tiers, the cost and the outcomes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from remit.audits.lead_times import Life
from remit.audits.outcomes import was_reversed
from remit.audits.precedents import outcomes_of
from remit.audits.ratio import target_of
from remit.audits.report import Report, Table, counted, days, percent
from remit.audits.scope import RANK, Scope
from remit.audits.stages import waits
from remit.audits.statistics import median
from remit.authority.answer import ASK, CONSENT, DECIDE, DECIDE_AFTER, FORBIDDEN, SIGNATURE, Answer
from remit.authority.procedure.answers import Answers
from remit.log.log import Log
from remit.log.policy import Policy
from remit.log.record import TIERS, Record


class Replayed(NamedTuple):
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


def judge_all(scope: Scope, draft: Policy, since: float | None = None) -> list[Replayed]:
    """Every decided record under both policies."""
    answers = Answers(under(scope.log, draft), scope.now)
    return [
        Replayed(life, scope.tier(life), scope.ask(life.record), _told(answers, life.record))
        for life in scope.decided(since)
    ]


def _told(answers: Answers, record: Record) -> Answer | None:
    """The answer; with its own words where the report repeats them."""
    answer = answers.of(record)
    return answers.full(record) if answer and answer.answer in (FORBIDDEN, ASK) else answer


Groups = Mapping[str, Sequence[Replayed]]
"""The decisions that a draft changes something in, by what it changes."""


def groups_of(judged: Sequence[Replayed]) -> Groups:
    """Those that could have been lower, would have gone higher, have become forbidden, or could not be checked any more."""
    lower = [one for one in judged if one.lower]
    return {
        "lower": lower,
        "already_lower": [one for one in lower if one.already],
        "higher": [one for one in judged if one.higher],
        "forbidden": [one for one in judged if one.becomes == FORBIDDEN],
        "unclear": [one for one in judged if one.becomes == ASK],
    }


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
    """What the decisions cost that could have been made lower, and their outcomes."""

    leads: list[float]
    """Days, of those whose lead time is known."""
    waited: float
    """Days of these, waiting for advice or consent."""
    reviewed: int
    reversed: int


def replay(scope: Scope, draft: Policy, *, since: float | None = None) -> Report:
    """The replay of a draft, as a report and as a page for the change that brings it."""
    found = judge_all(scope, draft, since)
    judged = [one for one in found if one.draft and one.was]
    title, left_out = f"Replay of {draft.name}", len(found) - len(judged)
    if not judged:
        said = "Nothing to replay: no past decision can be checked against both policies."
        return Report("replay", title, [said], [], {"n": 0, "not_judged": left_out})
    groups = groups_of(judged)
    cost = _cost(scope, [one.life for one in groups["lower"]])
    before = _mix([one.was for one in judged])
    after = _mix([one.would if one.lower or one.higher else one.was for one in judged])
    fewer = [-one.consents for one in judged if one.consents < 0]
    more = [one.consents for one in judged if one.consents > 0]
    return Report(
        "replay", title, [*_lead(groups, cost, len(judged)), *_consent_words(fewer, more), *_lost_words(groups)],
        [
            _mix_table(scope, before, after, len(judged)), _moved("Could have been made at a lower tier", groups["lower"]),
            _moved("Would have gone to a higher tier", groups["higher"]), _listed("Would have been forbidden", groups["forbidden"]),
            _listed("Could not be checked", groups["unclear"]),
        ],
        {
            "n": len(judged), "not_judged": left_out, **{name: [one.life.record.id for one in some] for name, some in groups.items()},
            "lead_days_lower": {"n": len(cost.leads), "median": median(cost.leads), "sum": sum(cost.leads)}, "waited_days_lower": cost.waited,
            "reviewed_lower": cost.reviewed, "reversed_lower": cost.reversed, "consents_spared": sum(fewer), "consents_added": sum(more),
            "before": before, "after": after,
        },
        (
            "Each decision is checked as it was when it was made; under other rules people might have proposed something else.",
            *((f"{counted(left_out, 'decision')} not covered by one of the two.",) if left_out else ()),
        ),
    )  # fmt: skip


def _cost(scope: Scope, lives: Sequence[Life]) -> Cost:
    return Cost(
        [life.lead for life in lives if life.lead is not None],
        sum(wait.days for wait in waits(scope, lives) if wait.stage in ("advice", "consent")),
        sum(bool(outcomes_of(life.record)) for life in lives),
        sum(map(was_reversed, lives)),
    )


def _lead(groups: Groups, cost: Cost, number: int) -> list[str]:
    lower, already = len(groups["lower"]), len(groups["already_lower"])
    count = counted(number, "decision")
    lead = [f"Of {count}, {lower} could have been made lower, {len(groups['higher'])} would have had to go higher."]
    if already:
        lead.append(f"{already} of them could be made at that tier already: for these the draft changes nothing.")
    if cost.leads:
        lead.append(
            f"Those that could have been made lower took {days(median(cost.leads))} at the median, {days(sum(cost.leads))} together, "
            f"of which they waited {days(cost.waited)} for advice or consent (lead time known for {len(cost.leads)} of {lower})."
        )
    if lower and not cost.reviewed:
        lead.append("No outcome of theirs is recorded, so it is unknown what would have gone wrong at the lower tier.")
    elif lower:
        was = "was" if cost.reversed == 1 else "were"
        lead.append(
            f"Of {cost.reviewed} of them the outcome is recorded; {cost.reversed} {was} reversed: that is what would have gone wrong at the lower tier."
        )
    return lead


def _consent_words(fewer: Sequence[int], more: Sequence[int]) -> list[str]:
    pairs = ((fewer, "would no longer be asked for"), (more, "would be asked for in addition"))
    return [
        f"{counted(sum(some), 'consent')} {words}, in {counted(len(some), 'decision')}."
        for some, words in pairs
        if some
    ]


def _lost_words(groups: Groups) -> list[str]:
    pairs = (
        (groups["forbidden"], "would have been forbidden"),
        (groups["unclear"], "could not be checked: a fact would be missing"),
    )
    return [f"{counted(len(some), 'decision')} {words}." for some, words in pairs if some]


def _mix(tiers: Sequence[str | None]) -> dict[str, int]:
    found = Counter(tiers)
    return {tier: found[tier] for tier in TIERS}


def _mix_table(scope: Scope, before: dict[str, int], after: dict[str, int], count: int) -> Table:
    label = scope.log.settings.label_of
    rows = [
        (label(tier), before[tier], percent(before[tier] / count), after[tier], percent(after[tier] / count), percent(float(goal)))
        for tier, goal in zip(TIERS, target_of(scope), strict=True)
    ]  # fmt: skip
    return Table("Who decides", ("tier", "now", "share", "under the draft", "share", "target"), rows)


def _moved(title: str, some: Sequence[Replayed]) -> Table:
    rows = [
        (one.life.record.id, one.life.record.title, one.was, one.would, one.life.lead, _outcome(one.life))
        for one in some
    ]
    return Table(title, ("record", "title", "decided at", "draft", "days", "outcome"), rows)


def _outcome(life: Life) -> str:
    """What came of a decision, in a word; a dash where nobody wrote it down."""
    if was_reversed(life):
        return "reversed"
    return next((one.result for one in reversed(outcomes_of(life.record)) if one.result), "-")


def _listed(title: str, some: Sequence[Replayed]) -> Table:
    rows = [(one.life.record.id, one.life.record.title, one.draft.because if one.draft else "") for one in some]
    return Table(title, ("record", "title", "because"), rows)
