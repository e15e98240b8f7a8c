"""The trusted branch: its tip holds the settings, people and policy in force, never the change that is checked."""

from datetime import date
from typing import NamedTuple

from remit.authority.answer import NoAnswer
from remit.authority.procedure.chain import policies_of
from remit.log.finding import ERROR, Finding
from remit.log.log import Log
from remit.log.problem import CannotProceed
from remit.log.settings import Settings
from remit.repo import git, trees
from remit.repo.repository import Repository
from remit.workspace import logs


class Trusted(NamedTuple):
    """The tip of the trusted branch."""

    branch: str
    commit: str
    head: str
    """The commit of HEAD."""


def trusted(repository: Repository, settings: Settings) -> Trusted | None:
    """The trusted branch and its tip; None where there is no commit yet.

    The branch that `trusted:` names; else the remote's default branch; without a remote the branch that HEAD names.
    """
    refs = candidates(settings)
    found = _commits(repository, refs)
    commit, ref = next((pair for pair in zip(found, refs, strict=True) if pair[0]), ("", ""))
    if not commit:
        return None
    if ref == _REMOTE_HEAD:
        code, out, _ = git.run_raw(repository.top, "symbolic-ref", "--quiet", _REMOTE_HEAD, hook=repository.hook)
        ref = ref if code else out.decode("utf-8", "surrogateescape").strip()
    return Trusted(ref.removeprefix("refs/remotes/").removeprefix("refs/heads/"), commit, found[-1])


_REMOTE_HEAD = "refs/remotes/origin/HEAD"


def candidates(settings: Settings) -> list[str]:
    """The full names of the refs that may be the trusted branch, in order; the last is HEAD. A tag is never one."""
    remotes, own = [_REMOTE_HEAD, "refs/remotes/origin/main", "refs/remotes/origin/master"], settings.trusted
    if not own or "\n" in own:
        return [*remotes, "HEAD"]
    places = ("",) if own.startswith("refs/") else ("refs/remotes/", "refs/remotes/origin/", "refs/heads/")
    return [*(f"{place}{own}" for place in places), *remotes, "HEAD"]


def merged_tip(repository: Repository, settings: Settings) -> str:
    """The tip of the trusted branch, which says what is merged already. Raises CannotProceed where nobody knows which it is.

    HEAD is what is checked, so it is never taken for that branch.
    """
    named = candidates(settings)[:-1]
    if settings.trusted:
        named = [ref for ref in named if ref.endswith(f"/{settings.trusted}") or ref == settings.trusted]
    tip = next(filter(None, _commits(repository, named)), "")
    if not tip:
        what = f"`trusted: {settings.trusted}`, which this clone does not have" if settings.trusted else "not named"
        raise CannotProceed(
            f"with `merge: squash` it must be known what is merged already, and the trusted branch is {what}",
            "name it in remit.yml (`trusted: origin/main`) and fetch it, or let a merge queue check with --queued",
        )
    return tip


def _commits(repository: Repository, refs: list[str]) -> list[str]:
    """The commit of each ref (empty where it names none), in one call of git."""
    feed = "".join(f"{ref}^{{commit}}\n" for ref in refs).encode("utf-8", "surrogateescape")
    out = git.run(repository.top, "cat-file", "--batch-check", feed=feed, hook=repository.hook)
    lines = [line.split(" ") for line in out.decode("utf-8", "replace").splitlines()]
    return [words[0] if words[1:2] == ["commit"] else "" for words in lines]


def tips(repository: Repository, settings: Settings) -> tuple[str, str]:
    """The commit of the trusted branch's tip and of HEAD, in one call of git; empty where there is no commit yet."""
    found = _commits(repository, candidates(settings))
    return next(filter(None, found), ""), found[-1]


def trusted_guards(repository: Repository, settings: Settings) -> tuple[Log, Trusted] | None:
    """Settings, people and policy of the trusted branch's tip (a log without records), and that tip; None where it has none."""
    tip = trusted(repository, settings)
    guards = guards_at(repository, tip.commit) if tip else None
    return (guards, tip) if guards and tip else None


def guards_at(repository: Repository, commit: str) -> Log | None:
    """Settings, people and policy of a commit (a log without records); None where it holds none of them."""
    log = logs.log_in(repository, trees.tree(repository, commit, *guard_paths(repository)))
    return log if log.guard_files() else None


def guard_paths(repository: Repository) -> tuple[str, ...]:
    """Where settings, people and policies stand."""
    return tuple(f"{repository.root}/{name}" for name in ("remit.yml", "people.yml", "policy"))


def with_trusted_policy(repository: Repository, log: Log) -> tuple[Log, Trusted | None]:
    """`log` under the settings, people and policy of the trusted branch's tip, and that tip.

    Where the tip holds none of them (the founding change, or no commit yet) the log's own stand, and the tip is None.
    """
    found = trusted_guards(repository, log.settings)
    return (log.under(found[0]), found[1]) if found else (log, None)


def not_landed(written: Log, judging: Log, tip: Trusted | None) -> tuple[str, ...]:
    """A line for every policy, people or settings file of a working tree that differs from the one in force."""
    if tip is None:
        return ()
    known = {entry.path for entry in written.policies}
    changed = [entry.path for entry in written.policies if entry not in judging.policies]
    changed += [entry.path for entry in judging.policies if entry.path not in known]
    if written.people != judging.people:
        changed.append(f"{written.root}/people.yml")
    if written.settings != judging.settings:
        changed.append(written.settings.path)
    when = "is committed" if tip.branch == "HEAD" else f"is merged into {tip.branch}"
    return tuple(f"Your change to {path} counts once it {when}." for path in dict.fromkeys(changed))


def blocking(guards: Log, day: date) -> Finding | None:
    """What cannot be read of settings, people or the log's own policy of a day; None if all that every answer needs is there.

    Another policy that cannot be read concerns only what is decided under it.
    """
    broken = {one.finding.path for one in guards.unreadable_policies}
    found = next((one for one in guards.findings if one.level == ERROR and one.path not in broken), None)
    if found or not broken:
        return found
    chain = policies_of(guards).chain(day)
    why = chain.message if isinstance(chain, NoAnswer) else ""
    return next((one.finding for one in guards.unreadable_policies if one.sentence == why), None)


def unread_policies(guards: Log) -> tuple[str, ...]:
    """A line for every version of a policy that cannot be read."""
    return tuple(f"{one.sentence[0].upper()}{one.sentence[1:]}" for one in guards.unreadable_policies)


def can_judge(log: Log) -> bool:
    """Whether somebody said who decides, or that nobody does."""
    return bool(log.settings.policy == "none" or log.policies or log.unreadable_policies)


def need_policy(log: Log) -> None:
    """Raises CannotProceed where nobody said who decides: nothing checked is never fine."""
    if can_judge(log):
        return
    named = log.settings.policy
    raise CannotProceed(
        f"there is no policy `{named}` in {log.root}/policy/" if named else f"there is no policy in {log.root}/policy/",
        "write one (`remit init` makes a starter), or set `policy: none` in remit.yml to keep a plain decision log",
    )
