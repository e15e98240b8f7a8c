"""Who owns the log: who may change its policy, people and settings, according to the target branch's policy today."""

from remit.attribution.grades import Faces
from remit.authority.answer import DECIDE, ESCALATE, Answer
from remit.authority.procedure.chain import policies_of, policy_for
from remit.authority.procedure.context import Ground, calendar_of, ground_of
from remit.authority.procedure.decision import deciders, judge
from remit.authority.procedure.endings import judge_ending
from remit.authority.procedure.question import Question, question_of
from remit.checks.check import Known
from remit.checks.claims import faces
from remit.log.change import Change
from remit.log.moment import Moment
from remit.log.record import Record


class Owners:
    """Who may change protected files, according to the target branch's policy today."""

    def __init__(self, change: Change, known: Known) -> None:
        log, settings = change.after, change.after.settings
        self.change, self.known = change, known
        self.faces: Faces = faces(change)
        calendar = calendar_of(known.zone, settings.working_days, settings.holidays)
        self.ground = Ground(policies_of(log), log.people, calendar=calendar)
        self.at = Moment(known.now.astimezone(known.zone).date(), known.now)

    def answers(self, who: str, topic: str, names: tuple[str | None, ...]) -> list[Answer | None]:
        """The answer under each policy; None if there is no policy in force."""
        case = Question(topics=(topic,), facts={})
        found = (judge(self.ground, case, who, self.at, policy=name) for name in names)
        return [entry if isinstance(entry, Answer) else None for entry in found]

    def may(self, who: str, topic: str, names: tuple[str | None, ...]) -> bool:
        """Whether somebody may decide it alone, now; under every policy that the file belongs to."""
        return all(entry is not None and entry.answer == DECIDE for entry in self.answers(who, topic, names))

    def ownerless(self, topic: str) -> bool:
        """Whether nobody at all may decide it, now."""
        return not deciders(self.ground, topic, self.at)

    def owners(self, topic: str, names: tuple[str | None, ...]) -> str:
        """Who may, for use in a sentence."""
        found = [role for entry in self.answers("", topic, names) if entry for role in (entry.goes_to or ())]
        return " or ".join(dict.fromkeys(found)) or "nobody under today's policy"


def may_decide(change: Change, record: Record, who: str, now: Moment) -> bool:
    """Whether somebody could decide a record today, or must at most do something first."""
    ground = ground_of(change.after)
    case = question_of(record, change.after.zone)
    answer = judge_ending(ground, case, who, now, by=case, policy=policy_for(change.after, record, now))
    return isinstance(answer, Answer) and answer.answer != ESCALATE
