"""What is wrong with policies, found before anybody is judged by them (checks L01 to L12)."""

from collections.abc import Iterable, Iterator
from datetime import date

from remit.authority.answer import NoAnswer
from remit.authority.policy.lint_people import by_people
from remit.authority.policy.lint_trials import by_trial
from remit.authority.policy.lint_words import by_words
from remit.authority.procedure.chain import Policies
from remit.authority.procedure.context import Ground
from remit.log.finding import ERROR, Finding
from remit.log.people import People
from remit.log.policy import Policy


def lint(policies: Iterable[Policy], people: People | None, day: date) -> list[Finding]:
    """Every finding about the versions that judge on `day` or will judge later, by file and line.

    L01 gap · L02 overlap · L03 two versions of one day · L04 a lower policy gives more · L05 nobody holds a role · L06 all
    hangs on one person · L07 review overdue · L08 money without a budget · L09 long waiver · L11 far from the data · L12 a
    name that nothing has. `people` None: what the policy itself says about holders stands alone.
    """
    prepared = Policies(policies)
    ground = Ground(prepared, people)
    found = [finding for name in prepared.by_name for finding in _of(ground, name, day)]
    return sorted(dict.fromkeys(found), key=lambda finding: finding.sort_key)


def judging(policies: Policies, name: str, day: date) -> list[Policy]:
    """The version of a policy in force on a day, and those that begin later."""
    now = policies.version(name, day)
    later = [version for version in policies.by_name[name] if version.start > day]
    return [*([now] if isinstance(now, Policy) else []), *sorted(later, key=lambda version: version.start)]


def _of(ground: Ground, name: str, day: date) -> Iterator[Finding]:
    yield from _clashes(ground.policies, name)
    for version in judging(ground.policies, name, day):
        when = max(day, version.start)
        chain = ground.policies.chain(when, name)
        if isinstance(chain, NoAnswer):
            yield Finding("L12", "unknown-name", ERROR, version.path, chain.message, chain.remedy)
            continue
        yield from by_words(chain.lowest, ground.people, when)
        yield from by_people(chain.lowest, ground.offices(when))
        yield from by_trial(ground, chain, when)


def _clashes(policies: Policies, name: str) -> Iterator[Finding]:
    seen: dict[date, Policy] = {}
    for version in policies.by_name[name]:
        other = seen.setdefault(version.start, version)
        if other is not version:
            first = other.path.rpartition("/")[2]
            message = f"{first} starts on the same day, {version.start}"
            remedy = "change `in_force: from` of the newer one, and its file name"
            yield Finding("L03", "versions-clash", ERROR, version.path, message, remedy)
