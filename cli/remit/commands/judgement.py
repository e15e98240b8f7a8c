"""The policy's answers: a session's log put before the decision procedure."""

from remit.attribution.grades import faces_of
from remit.authority.answer import ASK, DECIDE, DECIDE_AFTER, Answer, NoAnswer
from remit.authority.procedure import decision
from remit.authority.procedure.chain import Chain, policy_for
from remit.authority.procedure.decision import judge_ending, judge_record
from remit.authority.procedure.question import Question, question_of
from remit.commands import adopted
from remit.commands.session import Session
from remit.log.edit import need_step
from remit.log.kinds import near
from remit.log.moment import Moment, parse_moment
from remit.log.policy import ANYONE
from remit.log.problem import CannotProceed, Usage
from remit.log.protected_files import POLICY
from remit.log.record import SUPERSEDED, Record
from remit.log.source import STOP, kind_of
from remit.repo import commits, git
from remit.reporting.answers import answer_text
from remit.workspace import file_drafts, identity, trusted_branch

Verdict = Answer | NoAnswer


def at(session: Session, when: str | None = None) -> Moment:
    """The moment of a question: now, or the day or time that was given."""
    found = parse_moment(when, session.log.zone) if when else None
    return found or Moment(session.now.date(), session.now)


def judge(session: Session, record: Record, who: str, when: str | None = None) -> Verdict:
    """May `who` decide `record`, now or at another moment? NoAnswer if this log has no policy."""
    need_policy(session)
    asked = record._replace(head={**record.head, "decider": who}) if who else record
    return judge_record(session.log, asked, at(session, when), ground=session.ground(record), who=who)


def need_role(session: Session, name: str) -> None:
    """Raises Usage for a role that no policy has: "not yours" would answer another question."""
    known = sorted({*roles(session), ANYONE})
    if session.log.policies and name not in known:
        raise Usage(f"the policy has no role {name!r}", near(name, known))


def roles(session: Session) -> set[str]:
    """The roles and committees that the policies in force name."""
    return {name for policy in session.log.policies for name in (*policy.roles, *policy.bodies)}


def may_ratify(session: Session, record: Record) -> bool:
    """Whether a ratification of an emergency decision by who acts would count today."""
    return decision.may_ratify(session.log, record, session.who, at(session), ground=session.ground(record))


def holds(session: Session, names: tuple[str, ...]) -> bool:
    """Whether who acts holds one of some roles, or sits in one of some bodies, today."""
    ground, day = session.ground(), session.now.date()
    chain = ground.policies.chain(day)
    levels = chain.levels if isinstance(chain, Chain) else ()
    return any(ground.role_holders(day).how(level, name, session.who) for level in levels for name in names)


def owning(session: Session) -> Answer | None:
    """Whether who acts may change the policy today; None if there is none in force."""
    found = decision.judge(session.ground(), Question((POLICY,), {}), session.who, at(session))
    return found if isinstance(found, Answer) else None


def is_body(session: Session, name: str) -> bool:
    """Whether a name is that of a body, which speaks by its vote."""
    chain = session.ground().policies.chain(session.now.date())
    return isinstance(chain, Chain) and name in chain.lowest.bodies


def need_policy(session: Session) -> None:
    """Raises CannotProceed if there is no policy, or if it cannot be read."""
    settings = session.guards.settings
    if settings.policy != "none" and not session.guards.policies and not session.guards.findings:
        trusted_branch.need_policy(session.guards)
    need_readable(session)


def need_readable(session: Session) -> None:
    """Raises CannotProceed if settings, people or the log's own policy cannot be read: part of a policy is not enough."""
    broken = trusted_branch.blocking(session.guards, session.now.date())
    if broken:
        raise CannotProceed(
            f"{broken.path}:{broken.line}: {broken.message}", broken.remedy or "fix it first; then try again"
        )


def not_landed(session: Session) -> tuple[str, ...]:
    """A line for every policy, people or settings file here that differs from the one in force, or that cannot be read."""
    lines = trusted_branch.not_landed(session.written, session.log, session.tip)
    pages = session.written.files.pages.unread
    stops = (f"{path} cannot be read: nobody knows what it stops" for path in pages if kind_of(path) == STOP)
    return (*lines, *trusted_branch.unread_policies(session.log), *stops)


def refusal(session: Session, message: str, remedy: str) -> CannotProceed:
    """A refusal by the policy, with local changes that are not in force yet: they may be the reason."""
    return CannotProceed(message, "\n  ".join((remedy, *not_landed(session))))


UNJUDGED = ("none", "older")
"""Reasons for which a decision is made all the same: nobody decided who decides, or not yet on that day."""


def is_yes(verdict: Verdict) -> bool:
    """Whether the decision may be made now; without a policy, anyone may."""
    return verdict.reason in UNJUDGED if isinstance(verdict, NoAnswer) else verdict.answer == DECIDE


def need_yes(session: Session, verdict: Verdict, name: str = "") -> None:
    """Raises CannotProceed with the reason and the next step, unless the answer is decide. `name` is a proposal's short id."""
    if is_yes(verdict):
        return
    if isinstance(verdict, NoAnswer):
        raise CannotProceed(verdict.message, verdict.remedy)
    first, *body = said(verdict)
    raise refusal(session, first, "\n".join([*body, *(f"  {line}" for line in _way(verdict, name))])[2:])


def said(answer: Answer) -> list[str]:
    """The answer in lines: the outcome, then what explains it."""
    return answer_text(answer, full=False).split("\n")


def _way(answer: Answer, name: str) -> tuple[str, ...]:
    """What to type next."""
    if answer.answer == ASK:
        options = " ".join(option(fact) for fact in answer.missing)
        return (f"Nothing was written. Add {options}",)
    if name:
        ask = f" Ask for it: `remit ask {name} WHO --for consent` (or advice)." if answer.answer == DECIDE_AFTER else ""
        return (f"Nothing was written.{ask}",)
    return ("Nothing was written. `remit propose` with the same words writes a proposal.",)


def option(fact: str) -> str:
    """The option that gives a fact."""
    return {"amount": "--amount N", "topic": "--topic TOPIC", "requester": "--requester WHO"}.get(
        fact, f"--fact {fact}=..."
    )


def lines(verdict: Verdict) -> tuple[str, ...]:
    """What to show below a decision that was written."""
    if isinstance(verdict, NoAnswer):
        return (f"Not checked against a policy: {verdict.message}.",)
    return tuple(said(verdict))


def fields(verdict: Verdict) -> dict[str, str | None]:
    """The fields of a record that the tool computes: tier and boundary."""
    if isinstance(verdict, NoAnswer):
        return {}
    return {"tier": verdict.tier, "boundary": verdict.boundary}


def superseded(
    session: Session, replaced: tuple[str, ...], by: Record, asked: Record, *, reversing: bool = False
) -> list[file_drafts.Draft]:
    """The drafts that end superseded records; `asked` is the one that replaces them, as it is checked."""
    drafts = []
    for record_id in replaced:
        old = session.record(record_id)
        if old.status == SUPERSEDED and by.id in old.list_of("superseded_by"):
            continue
        need_step(old, SUPERSEDED)
        need_ending(session, old, asked, reversing=reversing)
        drafts.append(adopted.superseded(session, old, by))
    return drafts


def need_own(session: Session, found: Record) -> None:
    """Raises CannotProceed for a proposal that somebody else committed."""
    repository, people = session.repository, session.log.people
    born = not git.run_raw(repository.top, "rev-parse", "--verify", "--quiet", "HEAD")[0]
    commit = commits.adding(repository.top, "HEAD", [found.path]).get(found.path) if born else None
    if people is None or commit is None:
        return
    writer = faces_of(people).of(commit.author)
    if (writer.handle if writer else commit.author.email) not in (session.who, identity.email_of(repository)):
        name = writer.handle if writer else commit.author.name
        raise CannotProceed(
            f"{found.id} is a proposal of {name}, and what somebody wrote is changed by nobody else",
            f'say what you would change: `remit advise {found.short} "..."`; or propose your own: `remit propose "Title"`',
        )


def need_ending(session: Session, old: Record, by: Record | None = None, *, reversing: bool = False) -> None:
    """Raises CannotProceed where who acts may not end (supersede, deprecate, reverse) an accepted record; `by` replaces it."""
    if session.log.settings.policy == "none" or not old.native:
        return
    need_policy(session)
    moment, zone = at(session), session.log.zone
    verdict = judge_ending(
        session.ground(), question_of(old, zone), session.who, moment, by=question_of(by or _to_its_end(old), zone),
        reversing=reversing, policy=policy_for(session.log, old, moment),
    )  # fmt: skip
    if is_yes(verdict) or isinstance(verdict, NoAnswer):
        return
    said = f"{session.who}, you may not end {old.id} ({old.title}): {verdict.because}"
    raise refusal(session, said, _way_to_end(verdict, old))


def _way_to_end(verdict: Answer, old: Record) -> str:
    if verdict.answer == DECIDE_AFTER:
        short = old.short
        return (
            f"request what is missing: `remit ask {short} WHO --for consent`; they answer with `remit consent {short}`"
        )
    to = ", ".join(verdict.goes_to_people or verdict.goes_to)
    return (
        f"ask {to}: whoever could decide it may end it, or consent to ending it"
        if to
        else "ask whoever could decide it today"
    )


def _to_its_end(old: Record) -> Record:
    """The responses to ending a decision: those since it was decided."""
    since = old.decided.text if old.decided else ""
    later = tuple(act for act in old.acts if str(act.head.get("on") or "") > since)
    return old._replace(head={}, acts=later)
