"""What the policy says: the desk's log put before the decision procedure."""

from remit.authority.answer import Answer, NoAnswer
from remit.commands._desk import Desk
from remit.log.moment import Moment, parse_moment
from remit.log.policy import ANYONE
from remit.log.problem import CannotProceed, Usage
from remit.log.record import Record

Verdict = Answer | NoAnswer


def at(desk: Desk, when: str | None = None) -> Moment:
    """The moment of a question: now, or the day or time that was given."""
    found = parse_moment(when, desk.frame.zone) if when else None
    return found or Moment(desk.now.date(), desk.now)


def judge(desk: Desk, record: Record, who: str, when: str | None = None, as_role: str | None = None) -> Verdict:
    """May `who` decide `record`, now or at another moment? NoAnswer where no policy judges this log."""
    from remit.authority.procedure.records import judge_record

    need_policy(desk)
    if as_role:
        _need_role(desk, as_role)
    asked = record._replace(head={**record.head, "decider": who}) if who else record
    return judge_record(desk.frame, asked, at(desk, when), ground=desk.ground(record), who=who, as_role=as_role)


def _need_role(desk: Desk, name: str) -> None:
    """Raises Usage for a role that no policy has: "not yours" would answer another question."""
    from remit.log.kinds import near

    roles = sorted({name for policy in desk.frame.policies for name in (*policy.roles, *policy.bodies)} | {ANYONE})
    if desk.frame.policies and name not in roles:
        raise Usage(f"the policy has no role {name!r}", near(name, roles))


def ending(desk: Desk, old: Record, who: str, by: Record | None = None, *, reversing: bool = False) -> Verdict:
    """May `who` end (supersede, deprecate, reverse) an accepted record today? `by` is what replaces it."""
    from remit.authority.procedure.decision import judge_ending
    from remit.authority.procedure.records import NOT_JUDGED, policy_for, question_of

    if desk.frame.settings.policy == "none":
        return NOT_JUDGED
    need_policy(desk)
    moment = at(desk)
    new = question_of(by, desk.frame.zone) if by else None
    return judge_ending(
        desk.ground(), question_of(old, desk.frame.zone), who, moment, by=new, reversing=reversing,
        policy=policy_for(desk.frame, old, moment),
    )  # fmt: skip


def may_ratify(desk: Desk, record: Record) -> bool:
    """Whether a ratification of an emergency decision by who acts would count today."""
    from remit.authority.procedure.records import may_ratify

    return may_ratify(desk.frame, record, desk.who, at(desk), ground=desk.ground(record))


def holds(desk: Desk, names: tuple[str, ...]) -> bool:
    """Whether who acts holds one of some roles, or sits in one of some bodies, today."""
    from remit.authority.procedure.chain import Chain

    ground, day = desk.ground(), desk.now.date()
    chain = ground.policies.chain(day)
    levels = chain.levels if isinstance(chain, Chain) else ()
    return any(ground.offices(day).how(level, name, desk.who) for level in levels for name in names)


def need_policy(desk: Desk) -> None:
    """Raises CannotProceed where nobody said who decides, or where what they said cannot be read."""
    settings = desk.guards.settings
    if settings.policy != "none" and not desk.guards.policies and not desk.guards.findings:
        from remit.workspace.check import need_policy as need

        need(desk.guards)
    need_readable(desk)


def need_readable(desk: Desk) -> None:
    """Raises CannotProceed where settings, people or a policy cannot be read: part of a policy is no policy."""
    broken = next(
        (found for found in desk.guards.findings if found.code in ("L10", "L13", "R13") and found.level == "error"),
        None,
    )
    if broken:
        raise CannotProceed(
            f"{broken.path}:{broken.line}: {broken.message}", broken.remedy or "mend it: nothing is judged until then"
        )


def not_landed(desk: Desk) -> tuple[str, ...]:
    """A line for every policy, people or settings file that differs from the one that judges."""
    if desk.tip is None:
        return ()
    written, judging = desk.own, desk.frame
    changed = [entry.path for entry in written.policies if entry not in judging.policies] + [
        entry.path for entry in judging.policies if entry.path not in {other.path for other in written.policies}
    ]
    if written.people != judging.people:
        changed.append(f"{written.root}/people.yml")
    if written.settings != judging.settings:
        changed.append(written.settings.path)
    when = "is committed" if desk.tip.branch == "HEAD" else f"has landed on {desk.tip.branch}"
    return tuple(f"Your change to {path} counts once it {when}." for path in dict.fromkeys(changed))
