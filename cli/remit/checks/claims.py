"""What a change says that somebody did, with the commit that added it: used by G01, G02 and G09."""

import re
import shlex
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from remit.attribution.grades import PLATFORMS, Faces, Proof, faces_of, prove, scribe_for, wanted_for
from remit.attribution.statements import DECIDING, SAID, TAKEN, WORDING
from remit.log.change import NO_SIGNATURE, TO_BE, Change, Made
from remit.log.finding import ERROR, Finding
from remit.log.log import Log
from remit.log.people import People, Person
from remit.log.record import Act, Record
from remit.log.timeline import Commit

DECIDED, WORDED, ACTED = "decided", "worded", "acted"
_COMMIT = re.compile("commit [0-9a-f]{8}")
_MOST_NAMED = 5
"""How many people a message names."""


class Claim(NamedTuple):
    """One thing that a record or act says `who` did."""

    kind: str
    """DECIDED, WORDED (the text that was decided) or ACTED."""
    who: str
    path: str
    where: tuple[str | int, ...]
    made: Made
    wanted: str
    """The verification required: claimed, committed or signed."""
    record: Record | None = None
    act: Act | None = None


def claims(change: Change) -> Iterator[Claim]:
    """The claims of a change: each record that it decides, each act and stop that it adds or rewords."""
    for record in change.decided:
        if record.decider:
            yield from _deciding(change, record, record.decider)
    for record in change.after.records:
        for act in record.acts:
            yield from _acting(change, act, wanted_for(change.after, record), record)
    for act in change.after.stops:
        yield from _acting(change, act, _stops_need(change.after), None)


def _acting(change: Change, act: Act, wanted: str, record: Record | None) -> Iterator[Claim]:
    """What is new in an act is said by its speaker; what became of it (`taken`) is the decider's word.

    While nobody is named as decider that is nobody's in particular.
    """
    said = change.evidence.by(act.path, SAID)
    for made in said:
        yield Claim(ACTED, act.who, act.path, ("who",), made, wanted, record, act)
    if record and record.decider and not said:
        for made in change.evidence.by(act.path, TAKEN):
            yield Claim(ACTED, record.decider, act.path, (TAKEN,), made, wanted, record, act)


def _deciding(change: Change, record: Record, decider: str) -> Iterator[Claim]:
    wanted = wanted_for(change.after, record)
    decided = change.evidence.by(record.path, DECIDING)
    for made in decided:
        yield Claim(DECIDED, decider, record.path, ("decider",), made, wanted, record)
    for made in change.evidence.by(record.path, WORDING):
        if made not in decided:
            yield Claim(WORDED, decider, record.path, ("decider",), made, wanted, record)


def _stops_need(log: Log) -> str:
    """A stop on a topic belongs to no tier; it needs what a commit shows, where people are known at all."""
    return "committed" if log.people else "claimed"


def proof_of(claim: Claim, change: Change, faces: Faces) -> Proof:
    """How well the claim's commit verifies it, including a scribe's right to record it."""
    signature = change.evidence.signatures.get(claim.made.commit.id, NO_SIGNATURE)
    proof = prove(claim.who, claim.made, faces, signature)
    act, record, people = claim.act, claim.record, change.after.people
    if act is None:
        return proof._replace(scribe=scribe_for(change.after, record, proof.author)) if record else proof
    if act.kind == "vote" and proof.author is not None:
        scribes = people.scribes if people else ()
        if any(entry.who == proof.author.handle and act.head.get("body") in entry.bodies for entry in scribes):
            return proof._replace(scribe=proof.author.handle)
    return proof


def faces(change: Change) -> Faces:
    """Everybody who can be recognised, from BASE's people.yml."""
    return faces_of(change.after.people or People())


def squashed(change: Change, made: Made) -> bool:
    """Whether the Git host squashed it into the trusted branch, as the settings allow: it was checked on its own branch."""
    allowed = change.evidence.landed and change.after.settings.merge == "squash"
    return allowed and made.commit.committer.email in PLATFORMS


def by_others(change: Change, path: str, kinds: Iterable[str], recognised: Faces, *who: str) -> Iterator[Made]:
    """The commits, one per author, that made a change to a file and are by nobody of `who`."""
    own, seen = {recognised.handle(name) for name in who}, set()
    for made in (made for kind in kinds for made in change.evidence.by(path, kind)):
        author = recognised.of(made.commit.author)
        if not (author and author.handle in own) and made.commit.author not in seen and not squashed(change, made):
            seen.add(made.commit.author)
            yield made


def with_authors(change: Change, found: Iterable[Finding]) -> Iterator[Finding]:
    """What is wrong, with the commits that made it so and their authors, and a command that undoes it where no other is named."""
    if not change.evidence.known or is_to_be(change):
        yield from found
        return
    recognised, commits = faces(change), set(map(short, change.evidence.commits))
    for one in found:
        named = not commits.isdisjoint(_COMMIT.findall(one.message))
        makers = [] if named else change.evidence.makers(one.path, one.kinds)
        yield one._replace(message=_with_names(one.message, makers, recognised), remedy=_with_undo(change, one))


def _with_names(message: str, makers: Iterable[Made], recognised: Faces) -> str:
    by = {made.commit.author: made.commit for made in makers}
    names = [f"{short(one)} by {author_text(recognised.of(author), one)}" for author, one in by.items()]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{message} ({', '.join(names[:_MOST_NAMED])}{more})" if names else message


def _with_undo(change: Change, found: Finding) -> str:
    """Its remedy; where that of an error names no command, with the one that takes the change of the file back."""
    commanded = "`git " in found.remedy or "`remit " in found.remedy
    if commanded or found.level != ERROR or found.path not in change.evidence.paths:
        return found.remedy
    first = f"{found.remedy}{'' if found.remedy.endswith('?') else ';'} or " if found.remedy else ""
    return f"{first}undo this with {restoring(change, found.path)}"


def restoring(change: Change, path: str) -> str:
    """The command that brings a file back as it is on the target branch; one that is not there goes."""
    return f"`git restore -s {change.evidence.base[:12] or 'HEAD'} -SW -- {shlex.quote(path)}`"


class Writer(NamedTuple):
    """Who brought a proposal to the target branch."""

    commit: Commit
    person: Person | None

    @property
    def name(self) -> str:
        """Their handle; their name where people.yml does not know them."""
        return self.person.handle if self.person else self.commit.author.name

    def made(self, made: Made, recognised: Faces) -> bool:
        """Whether a commit is theirs."""
        author = recognised.of(made.commit.author)
        return made.commit.author == self.commit.author or (author is not None and author == self.person)


def writer_of(change: Change, path: str, recognised: Faces) -> Writer | None:
    """Who brought a record that is gone, moved or says something else; None where git shows nobody."""
    commit = change.evidence.wrote.get(path)
    return Writer(commit, recognised.of(commit.author)) if commit else None


def author_text(author: Person | None, commit: Commit) -> str:
    """A commit's author, for use in a sentence."""
    if author is not None:
        return f"{author.handle} <{commit.author.email}>"
    if not commit.author.readable:
        return f"an author whose name and e-mail can't be read ({commit.author.name})"
    return f"{commit.author.name} <{commit.author.email}>, who is not in people.yml"


def short(commit: Commit) -> str:
    """A commit's name in a message: `commit 1234abcd`; one that is not made yet is `this commit`."""
    return f"commit {commit.id[:8]}" if commit.id else "this commit"


def is_to_be(change: Change) -> bool:
    """Whether the change is staged and not committed yet, so that a later commit may still add what it lacks."""
    return change.evidence.head == TO_BE
