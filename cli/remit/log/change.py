"""A change: what BASE..HEAD brings to a log, and what git shows about who brought it.

The two logs say what is different; the evidence says by whom. Both are values, so every check of a change is a pure
function. A change is checked against what BASE holds (the target's tip): its settings, people and policy, never its own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from remit.log import ids
from remit.log.log import Log
from remit.log.people import People
from remit.log.record import Record
from remit.log.timeline import Commit

UNSIGNED, SIGNED, STRANGER, UNCHECKED = "unsigned", "signed", "stranger", "unchecked"
"""What verifying a commit's signature gave: none there; good, by a person of people.yml; good, by a key that nobody in
people.yml owns; not verifiable here (no verifier, another kind of signature, or one that does not fit the commit)."""

FETCH_ALL = (
    "fetch the full history: `git fetch --unshallow`; in CI `fetch-depth: 0` (GitHub) or `GIT_DEPTH: 0` (GitLab)"
)
"""What makes up for a shallow clone."""


class Signature(NamedTuple):
    """What verifying the signature of one commit gave."""

    state: str
    """UNSIGNED, SIGNED, STRANGER or UNCHECKED."""
    who: str = ""
    """The handle of the person whose key it is; only where SIGNED."""
    key: str = ""
    """The key's fingerprint, where the verifier named one."""
    why: str = ""
    """Why it is UNCHECKED, as part of a sentence."""


NO_SIGNATURE = Signature(UNSIGNED)


class Made(NamedTuple):
    """A commit that made something which the change brings."""

    commit: Commit
    written: int
    """Seconds since 1970 UTC: the latest committer's time of the commit and of all that it builds on. A commit that claims to
    be older than its parents is believed to be as old as they are."""
    merge: bool = False
    """Whether the value is in none of the commit's several parents: it came in with the merge itself."""


class Step(NamedTuple):
    """What one commit made of people.yml."""

    made: Made
    before: People | None
    after: People | None


def _nobody_knows(_path: str, _says: Callable[[str], bool]) -> int:
    return 0


class Evidence(NamedTuple):
    """What git shows about who brought what. Empty where there is none: a working tree, an index."""

    base: str = ""
    """The commit that the change is measured against, in full."""
    head: str = ""
    commits: tuple[Commit, ...] = ()
    """Every commit of BASE..HEAD, parents first."""
    paths: tuple[str, ...] = ()
    """Every path of the repository that the change touches."""
    stated: Mapping[str, Mapping[str, tuple[Made, ...]]] = {}
    """Path of a file of the log that differs, to each kind of statement that differs, to the commits that stated it."""
    touched: Mapping[str, tuple[Made, ...]] = {}
    """Path of a protected file (policy, people, settings, hook, CI) that differs, to every commit that changed it."""
    handled: Mapping[str, tuple[Made, ...]] = {}
    """Path that a stopped decision applies to, that could be taken for a protected file, or of a file of the log that states
    the same as before, to every commit that changed it."""
    blobs: Mapping[str, tuple[str, ...]] = {}
    """Path of a protected file that differs, to git's ids of its new content and of what says the same; empty where it is gone."""
    wrote: Mapping[str, Commit] = {}
    """Path of a record that is gone, moved or says something else, to the commit that had brought it before the range."""
    since: Callable[[str, Callable[[str], bool]], int] = _nobody_knows
    """When a file on the target began to say something, in seconds since 1970 UTC; 0 where nobody knows."""
    people: tuple[Step, ...] = ()
    """What each commit made of people.yml, parents first."""
    signatures: Mapping[str, Signature] = {}
    """Commit id to what its signature proves; only commits that somebody asked about."""
    landed: bool = False
    """Whether HEAD is on the trusted branch already, or in the merge queue: a Git host may then have squashed it."""
    cut_off: bool = False
    """Whether the clone is too shallow to know: nothing that needs history is checked, and the run fails."""

    def by(self, path: str, kind: str) -> tuple[Made, ...]:
        """The commits that stated what differs in a file; none where that does not differ."""
        return self.stated.get(path, {}).get(kind, ())

    def makers(self, path: str, kinds: tuple[str, ...] = ()) -> list[Made]:
        """The commits that stated some kinds of what differs in a file; where none did, whoever had a hand in it.

        Where it does not differ, in what else there is of its record; else in a protected file; else in anything.
        """
        found = ([one for makers in several for one in makers] for several in self._near(path, kinds))
        return next(filter(None, found), [])

    def _near(self, path: str, kinds: tuple[str, ...]) -> Iterator[Iterable[tuple[Made, ...]]]:
        """Makers of what a finding at a path is about, nearest first."""
        yield (self.by(path, kind) for kind in kinds)
        yield (*self.stated.get(path, {}).values(), self.touched.get(path, ()), self.handled.get(path, ()))
        record = ids.id_of_path(path)
        own = (known for other, known in self.stated.items() if record and ids.id_of_path(other) == record)
        yield (makers for known in own for makers in known.values())
        yield self.touched.values()
        yield (makers for known in (*self.stated.values(), self.handled) for makers in known.values())

    @property
    def known(self) -> bool:
        """Whether commits can be asked who made what."""
        return bool(self.head) and not self.cut_off


NO_EVIDENCE = Evidence()
TO_BE = "what is staged"
"""The head of the evidence of what is not committed yet; its one commit has no id."""


class Change(NamedTuple):
    """What is different between two logs, and the evidence for it."""

    before: Log
    """What stands on BASE, as far as the change touches or names it."""
    after: Log
    """What would stand after the change, as far as it touches or names it, under BASE's settings, people and policy."""
    proposed: Log
    """The same as `after`, under the change's own settings, people and policy."""
    founding: bool = False
    """Whether BASE holds no policy: the change that brings the first one is checked against it."""
    evidence: Evidence = NO_EVIDENCE
    stopped: tuple[Record, ...] = ()
    """Records that somebody stopped, as they are after the change, whether or not it touches them."""
    days: tuple[date, ...] = ()
    """The days of all decisions that stand on BASE; only where the change touches a policy."""

    @property
    def decided(self) -> list[Record]:
        """The records that the change decides: nobody had before, here or in another log."""
        before = self.before.by_id
        own = (record for record in self.after.records if record.native and not record.decided_elsewhere)
        return [one for one in own if one.is_decided and not (one.id in before and before[one.id].is_decided)]
