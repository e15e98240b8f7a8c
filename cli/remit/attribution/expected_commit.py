"""The commit to be: what git would show of what is staged, once it is committed. Its author is known before.

Only what no later commit of the same change can mend is judged here: signatures, reported consents and whatever history
says belong to the range. Where git does not know who commits, and in the middle of a merge (whose values others made),
there is no evidence and nothing is guessed.
"""

import os

from remit.log.change import NO_EVIDENCE, TO_BE, Evidence, Made
from remit.log.log import Log
from remit.log.protected_files import guard_of
from remit.log.record import DEPRECATED, Act, Record, body_words, deciding_of, head_words, words_of
from remit.log.timeline import Commit, Identity
from remit.repo import git, merge_state
from remit.repo.repository import Repository
from remit.workspace import clock
from remit.workspace.changes import Comparison


def evidence(repository: Repository, compared: Comparison, gates: tuple[str, ...] = ()) -> Evidence:
    """The evidence of what is staged; NO_EVIDENCE where nothing of it asks for any. At most one call of git.

    `gates`: hook and CI files among it that are guards.
    """
    if compared.judging.people is None:
        return NO_EVIDENCE
    before, records = compared.before.by_id, _staged_records(compared)
    decided = [record for record in records if record.is_decided]
    changed = {entry.path for entry in compared.differences}
    acts = _acts(compared, changed)
    guards = [*(path for path in sorted(changed) if guard_of(path, repository.root)), *gates]
    if not (decided or acts or guards):
        return NO_EVIDENCE
    made = _made(repository)
    if made is None:
        return NO_EVIDENCE

    def differ(read: object, record: Record) -> bool:
        was = before.get(record.id)
        return was is None or read(was) != read(record)  # type: ignore[operator]

    return Evidence(
        head=TO_BE,
        commits=(made.commit,),
        decided={record.path: made for record in decided if differ(deciding_of, record)},
        content={record.path: made for record in decided if differ(words_of, record)},
        ended={record.path: made for record in decided if record.status == DEPRECATED and differ(_status, record)},
        acted=dict.fromkeys(acts, made),
        guarded=dict.fromkeys(guards, (made,)),
    )


def _staged_records(compared: Comparison) -> list[Record]:
    changed = {entry.path for entry in compared.differences}
    return [record for record in compared.after.records if record.native and record.path in changed]


def _status(record: Record) -> str:
    return record.status or ""


def _acts(compared: Comparison, changed: set[str]) -> list[str]:
    """The acts and stops that come, or come with other words; one that only moved is neither."""
    was = {_name(act.path): _said(act) for act in _all_acts(compared.before)}
    return [
        act.path for act in _all_acts(compared.after) if act.path in changed and was.get(_name(act.path)) != _said(act)
    ]


def _all_acts(log: Log) -> list[Act]:
    return [*log.stops, *(act for record in log.records for act in record.acts)]


def _name(path: str) -> str:
    return "/".join(path.split("/")[-2:])


def _said(act: Act) -> object:
    return [pair for pair in head_words(act.head) if pair[0] != "taken"], body_words(act.body)


def _made(repository: Repository) -> Made | None:
    """The commit to be; None where its author is not known, or where others made what it brings."""
    if merge_state.under_way(repository):
        return None
    author = _author(repository)
    now = int(clock.now().timestamp())
    return Made(Commit("", author, now, author, now), now) if author else None


def _author(repository: Repository) -> Identity | None:
    """Whom git will write as author. It tells its hooks (`--author` and `--amend` included); else it is asked.

    An address that git would make up from the machine's name is nobody's.
    """
    name, email = os.environ.get("GIT_AUTHOR_NAME"), os.environ.get("GIT_AUTHOR_EMAIL")
    if name is not None and email:
        return Identity(name, email)
    words = ("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")
    code, out, _ = git.run_raw(repository.top, *words, hook=repository.hook)
    name, found, rest = out.decode("utf-8", "surrogateescape").partition(" <")
    return None if code or not found else Identity(name, rest.partition(">")[0])
