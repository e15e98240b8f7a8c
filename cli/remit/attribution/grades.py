"""How well git proves who did something: claimed, committed, signed.

claimed     the record says so, and nothing else does
committed   the author of the commit that did it is that person, by an e-mail address of people.yml
signed      and their key signed it

Addresses and keys are those of people.yml on the trusted branch's tip. A `.mailmap` and `Co-authored-by` lines are text
that anybody can write: they prove nothing. A platform's own address that hides a person's (noreply) counts where it
holds a login of people.yml.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from remit.log.change import NO_SIGNATURE, SIGNED, Made, Signature
from remit.log.log import Log
from remit.log.people import PERSON, People, Person
from remit.log.policy import Boundary, Policy, lineage
from remit.log.record import REJECTED, Act, Record
from remit.log.timeline import Commit, Identity

CLAIMED, COMMITTED, PROVEN = "claimed", "committed", "signed"
GRADES = (CLAIMED, COMMITTED, PROVEN)
"""Weakest first."""
_NOREPLY = (
    r"(?:[0-9]+\+)?([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)@users\.noreply\.github\.com",
    r"[0-9]+-([a-z0-9_.-]+)@users\.noreply\.gitlab\.com",
    r"([a-z0-9_.-]+)@noreply\.codeberg\.org",
)
PLATFORMS = ("noreply@github.com", "noreply@gitlab.com", "noreply@codeberg.org")
"""Committers of what a Git host itself writes: edits in the browser, and squashed or rebased merges."""
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def login_of(email: str) -> str:
    """The login that a platform's own address holds; empty for every other address. The address in small letters."""
    return next((match[1] for pattern in _NOREPLY if (match := re.fullmatch(pattern, email))), "")


class Faces(NamedTuple):
    """People by what a commit shows of them. Only ASCII letters are equal to their small ones: no look-alikes."""

    people: Mapping[str, Person]
    """By handle, those used before included."""
    emails: Mapping[str, Person]
    logins: Mapping[str, Person]

    def of(self, identity: Identity) -> Person | None:
        """The person whose address a commit carries; None for a stranger and for a line that could not be read."""
        if not identity.readable:
            return None
        email = identity.email.translate(_LOWER)
        return self.emails.get(email) or self.logins.get(login_of(email))

    def handle(self, name: str) -> str:
        """The handle that a name stands for today: its own, or the one that replaced it."""
        person = self.people.get(name)
        return person.handle if person else name


def faces_of(people: People) -> Faces:
    """The faces of everybody in people.yml. An address or a login that two people share is nobody's.

    A platform's address that hides a person's is the login's that it holds, whoever else writes it down.
    """
    emails: dict[str, set[Person]] = {}
    logins: dict[str, set[Person]] = {}
    for person in people.people:
        for login in person.logins:
            logins.setdefault(login.translate(_LOWER), set()).add(person)
    for person in people.people:
        for email in person.emails:
            address = email.translate(_LOWER)
            emails.setdefault(address, set()).update({person}, logins.get(login_of(address), ()))
    return Faces(people.by_handle, _alone(emails), _alone(logins))


def _alone(found: dict[str, set[Person]]) -> dict[str, Person]:
    return {key: next(iter(several)) for key, several in found.items() if len(several) == 1}


class Proof(NamedTuple):
    """What git shows about who did something that somebody is said to have done."""

    grade: str
    """CLAIMED, COMMITTED or PROVEN, for the person who is said to have done it."""
    author: Person | None
    """Who the commit's author is; None for a stranger."""
    commit: Commit
    signature: Signature
    platform: bool
    """Whether a Git host wrote the commit."""
    scribe: str = ""
    """The handle of the scribe who recorded it for a body, where people.yml lets them."""


def prove(who: str, made: Made, faces: Faces, signature: Signature = NO_SIGNATURE) -> Proof:
    """How well the commit `made` proves that `who` did it."""
    author = faces.of(made.commit.author)
    same = author is not None and author.handle == faces.handle(who)
    signed = same and signature.state == SIGNED and faces.handle(signature.who) == faces.handle(who)
    grade = PROVEN if signed else COMMITTED if same else CLAIMED
    return Proof(grade, author, made.commit, signature, made.commit.committer.email in PLATFORMS)


def wanted_for(log: Log, record: Record) -> str:
    """The least verification that a record's deciding and its acts need: the boundary's own, else its tier's.

    Without people.yml nobody can be recognised: claimed. While a record is open it does not say which boundary and tier are its
    own: nothing that it names makes less do. Of several boundaries of one name, and of several topics, the strictest counts.
    """
    if log.people is None:
        return CLAIMED
    own = [boundary.grade for _, boundary in _boundaries(log, record) if boundary.grade]
    if not own or record.is_open:
        own.append(COMMITTED if record.is_open else _of_tier(log, record))
    further = record.topics[1:] if record.boundary else record.topics
    more = [grade for topic in further for grade in _nearest(log, topic)]
    return max([*own, *more], key=GRADES.index)


def _of_tier(log: Log, record: Record) -> str:
    """The grade of a record's tier. Only what was rejected may name none: then the strictest counts."""
    grades = [grade for _, grade in log.settings.grades if record.status == REJECTED and not record.tier]
    return max(grades, key=GRADES.index) if grades else log.settings.grade_of(record.tier)


def _nearest(log: Log, topic: str) -> list[str]:
    """The grades of the boundaries that are most specific about a topic: those of a record's further topics bind too."""
    boundaries = [boundary for policy in log.policies for boundary in policy.boundaries]
    found = ([boundary.grade for boundary in boundaries if name in boundary.topics] for name in lineage(topic))
    return [grade for grade in next(filter(None, found), []) if grade]


def _boundaries(log: Log, record: Record) -> list[tuple[Policy, Boundary]]:
    """Every boundary of the name under which a record was decided, with its policy."""
    name = record.boundary.rpartition("/")[2] if record.boundary else None
    return [(policy, boundary) for policy in log.policies for boundary in policy.boundaries if boundary.id == name]


def asks_for_signatures(log: Log) -> bool:
    """Whether anything in the log has to be signed: verifying costs 30 ms a commit."""
    return any(grade == PROVEN for _, grade in log.settings.grades) or any(
        boundary.grade == PROVEN for policy in log.policies for boundary in policy.boundaries
    )


def scribe_for(log: Log, record: Record, author: Person | None) -> str:
    """The author's handle where people.yml lets them record what a body decided, and this record is such a body's.

    The body must be one that the record's boundary names as decider, and the decider one of its members: a scribe
    records for the board, and never what a member of the board decided alone.
    """
    if author is None or author.kind != PERSON or log.people is None:
        return ""
    bodies = {body for entry in log.people.scribes if entry.who == author.handle for body in entry.bodies}
    for policy, boundary in _boundaries(log, record) if bodies else ():
        for body in _deciders(boundary) & bodies:
            if record.decider == author.handle or record.decider in _members(policy, log.people, body):
                return author.handle
    return ""


def _deciders(boundary: Boundary) -> set[str]:
    return {
        *boundary.decide,
        *(role for step in boundary.steps for role in step.decide),
        *(role for role, _ in boundary.limits),
        *((boundary.beyond,) if boundary.beyond else ()),
    }


def _members(policy: Policy, people: People, body: str) -> set[str]:
    """Everybody who ever was in a body or a role: when they were is for the authority to judge."""
    known = policy.bodies.get(body)
    names = {*known.members, body} if known else {body}
    held = {who for name in names if name in policy.roles for who in policy.roles[name].held_by}
    return names | held | {hold.who for hold in people.holds if hold.role in names}


def confirmations(record: Record, who: str) -> tuple[Act, ...]:
    """The confirmations by `who` of what a scribe recorded."""
    return tuple(act for act in record.acts_of("confirmation") if act.who == who)
