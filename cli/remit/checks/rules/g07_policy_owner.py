"""Somebody changed a protected file without permission: the policy, people.yml, remit.yml, or the hook and CI files that run Remit.

Changing them is a decision on the topic `remit/policy`, `remit/people` or `remit/settings`, checked against the policy as it
was before the change. If no boundary covers the topic, the policy's `owner` decides; without an owner, the last role of
`escalation`. Either the author of the commit may decide this, or the same change contains a record on that topic, decided
and committed by somebody who may, whose `covers` names the file with git's id of its new content (`remit decide TITLE
--covers FILE` writes it). Such a record covers that change and no other. A CODEOWNERS that names the log's folder is protected too. Anyone may add a person without a role, themselves
included, and record their own absence or, from today on, their own leaving. Anyone may format a
YAML file: quotes, comments, indentation and the order of keys are no change.

If nobody is left who may change people.yml, the roles that `otherwise` names may. If nobody holds those either, the log is
founded again: a change by somebody in people.yml that adds role holders and sets `founded` to a new day (`remit people
holds WHO ROLE --found`) is a warning. Remit cannot know who administers the repository, so an administrator reviews and
merges it.
"""

from datetime import UTC, date, datetime, timedelta

from remit.attribution.statements import DECIDING, WORDING
from remit.authority.policy.lint_words import used_names
from remit.authority.procedure.chain import contains
from remit.checks.check import AUTHORS, ERROR, WARNING, Check, Known, Problem, Problems
from remit.checks.claims import author_text, is_to_be, short, squashed
from remit.checks.owners import Owners, marks, taken_from, twin_of
from remit.log.change import Change, Made
from remit.log.people import PERSON, People, Person
from remit.log.policy import ANYONE, RAISER, Policy
from remit.log.protected_files import PEOPLE, POLICY, covered, topic_of
from remit.log.record import ACCEPTED, Record


@Check("G07", "policy-owner", ERROR, AUTHORS)
def rule(change: Change, known: Known) -> Problems:
    if change.founding or not change.after.judged:
        return
    court = _Court(change, known)
    yield from _captured(change, court)
    for path, makers in sorted(change.evidence.touched.items()):
        topic = topic_of(path, change.after.root)
        names = _policies_of(change, path) if topic == POLICY else (None,)
        if not court.decided(path, topic, names):
            yield from _authors(change, court, path, topic, names, makers)


def _authors(
    change: Change, court: "_Court", path: str, topic: str, names: tuple[str | None, ...], makers: tuple[Made, ...]
) -> Problems:
    refused = set()
    for made in makers:
        if made.commit.author in refused or squashed(change, made):
            continue
        person = court.faces.of(made.commit.author)
        if topic == PEOPLE and (court.only_harmless(made, person) or court.undone(made)):
            continue
        if person is None or not court.may(person.handle, topic, names):
            refused.add(made.commit.author)
            by = author_text(person, made.commit)
            level = WARNING if is_to_be(change) else ""
            message = f"{by} may not change this file ({short(made.commit)})"
            who = court.owners(topic, names)
            if topic != PEOPLE or not court.ownerless(topic):
                remedy = (
                    f"ask {who} to commit it, or to decide it: `remit decide TITLE --topic {topic} --covers {path}`"
                )
                yield Problem(path, f"{message}; {who} may", remedy, level=level)
            elif court.founds(made, person):
                message = f"{by} founds this log again ({short(made.commit)}): nobody is left who may change people.yml"
                remedy = "merge it only if you administer the repository and know who it names"
                yield Problem(path, message, remedy, level=WARNING)
            else:
                remedy = "somebody in people.yml founds the log again, and an administrator of the repository merges it: `remit people holds WHO ROLE --found`"
                yield Problem(path, f"{message}, and nobody is left who may", remedy, level=level)


def _captured(change: Change, court: "_Court") -> Problems:
    """A new name for somebody else's identity, and files that another system takes for a protected one."""
    for path in change.evidence.paths:
        twin = twin_of(path, change.after.root)
        if twin:
            message = f"where large and small letters are the same, this file is {twin}"
            yield Problem(path, message, "give it another name, or change that file")
    kept, old = set(court.proposed.people), court.merged.by_handle
    theirs = {mark: one for one in court.merged.people if one in kept for mark in marks(one)}
    for person in court.proposed.people:
        was = old.get(person.handle)
        taken = sorted(mark for mark in {*marks(person)}.difference(marks(was) if was else ()) if mark in theirs)
        if taken:
            other, what = theirs[taken[0]].handle, taken[0].partition(" ")[0]
            message = f"{person.handle} would have the {what} of {other}, or one that looks the same"
            yield Problem(f"{change.after.root}/people.yml", message, "give them their own", ("people", person.handle))


def _policies_of(change: Change, path: str) -> tuple[str | None, ...]:
    """The policies that a file is a version of, as it was and as it would be; with what they no longer would extend."""
    known = {policy.name for policy in change.before.policies}
    old = [policy for policy in change.before.policies if policy.path == path]
    new = [policy for policy in change.proposed.policies if policy.path == path]
    names = {policy.name for policy in (*old, *new)} & known
    for policy in new:
        was = {other.extends for other in change.before.policies if other.name == policy.name}
        names.update(parent for parent in was if parent and parent != policy.extends)
    return tuple(sorted(names)) or (None,)


class _Court(Owners):
    """Who may change protected files, and what of a change needs nobody's leave."""

    @property
    def merged(self) -> People:
        """The people of the target branch."""
        return self.change.before.people or People()

    @property
    def proposed(self) -> People:
        """The people that the change would leave; nobody where it removes people.yml."""
        return self.change.proposed.people or People()

    def decided(self, path: str, topic: str, names: tuple[str | None, ...]) -> bool:
        """Whether a record of the change decides just what the change makes of the file."""
        return any(self._decides(record, path, topic, names) for record in self.change.after.records)

    def _decides(self, record: Record, path: str, topic: str, names: tuple[str | None, ...]) -> bool:
        """Whether a record decides it: on that topic, naming its content, by one who may, proven by their own commits alone."""
        found = self.change.evidence
        made = (*found.by(record.path, DECIDING), *found.by(record.path, WORDING))
        named = {covered(path, blob) for blob in found.blobs.get(path, ())} & set(record.list_of("covers"))
        if (
            record.status != ACCEPTED
            or not named
            or not any(contains(own, topic) and own != "*" for own in record.topics)
        ):
            return False
        decider = self.faces.people.get(str(record.decider))
        if decider is None or {self.faces.of(one.commit.author) for one in made} != {decider}:
            return False
        return self.may(decider.handle, topic, names)

    def _steps(self, made: Made) -> list[tuple[People, People]]:
        """What a commit made of people.yml: against what it was, or the target's where there was none."""
        steps = (step for step in self.change.evidence.people if step.made == made)
        return [(step.before or self.merged, step.after or People()) for step in steps]

    def founds(self, made: Made, person: Person | None) -> bool:
        """Whether all that a commit made of people.yml is to found a log again that nobody owns, by somebody of people.yml."""
        day = datetime.fromtimestamp(made.written, UTC).date()
        here = person is not None and person.kind == PERSON and person.here_on(day)
        steps = self._steps(made)
        return here and bool(steps) and all(_founds(old, new) for old, new in steps)

    def undone(self, made: Made) -> bool:
        """Whether nothing that a commit wrote into people.yml, or took out, is part of what the change makes of it."""
        old, new = _entries(self.merged), _entries(self.proposed)
        steps = [(_entries(was), _entries(now)) for was, now in self._steps(made)]
        return bool(steps) and not any((now - was) & (new - old) or (was - now) & (old - new) for was, now in steps)

    def only_harmless(self, made: Made, author: Person | None) -> bool:
        """Whether anybody may make people.yml what it becomes; or all that a commit made of it, against what it was, or the target."""
        if author and author.kind != PERSON:
            return False
        steps = self._steps(made)
        return self._harmless(self.merged, self.proposed, author, made) or (
            bool(steps)
            and all(any(self._harmless(old, new, author, made) for old in (was, self.merged)) for was, new in steps)
        )

    def _harmless(self, old: People, new: People, author: Person | None, made: Made) -> bool:
        """Whether people.yml only gained people without any role, or absences of the author's own, or their leaving.

        Whom people.yml does not know adds nobody but themselves.
        """
        mine = author.handle if author else None
        if _kept(_without_end(old, new, mine, made)) != _kept(new, old):
            return False
        if any(entry.who != mine for entry in set(old.away) ^ set(new.away)):
            return False
        added = [person for person in new.people if person.handle not in old.by_handle]
        address = made.commit.author.email.lower()
        if author is None and [[email.lower() for email in person.emails] for person in added] != [[address]]:
            return False
        named = _named(self.change.before.policies) | {hold.who for hold in (*old.holds, *self.merged.holds)}
        others = (*old.people, *self.merged.people)
        return not any(one.handle in named or one.formerly or taken_from(one, others) for one in added)


def _founds(old: People, new: People) -> bool:
    """Whether people.yml only gained people and role holders, and says when that was."""
    kept = _kept(new._replace(founded=old.founded, holds=old.holds), old) == _kept(old)
    return kept and new.founded not in (None, old.founded) and set(old.holds) <= set(new.holds) and old.away == new.away


def _entries(people: People) -> frozenset[object]:
    """All that people.yml says, entry by entry."""
    return frozenset((*people.people, *people.holds, *people.scribes, *people.away, people.founded))


def _without_end(old: People, new: People, who: str | None, made: Made) -> People:
    """`old` with what `new` says of the end of a person's own time: their last day, and that of their roles.

    No day before the commit: nobody undoes what they did.
    """
    earliest = datetime.fromtimestamp(made.written, UTC).date() - timedelta(days=1)

    def later(was: date | None, now: date | None) -> date | None:
        return min(day for day in (was, now) if day) if now and now >= earliest else was

    ends = {hold._replace(until=None): hold.until for hold in new.holds if hold.who == who}
    leaves = {person.handle: person.left for person in new.people if person.handle == who}
    return old._replace(
        people=tuple(one._replace(left=later(one.left, leaves.get(one.handle))) for one in old.people),
        holds=tuple(one._replace(until=later(one.until, ends.get(one._replace(until=None)))) for one in old.holds),
    )


def _kept(people: People, known: People | None = None) -> tuple[object, ...]:
    """Everything but absences and, where `known` is given, people that it does not have."""
    handles = {person.handle for person in (known or people).people}
    kept = tuple(person for person in people.people if person.handle in handles)
    return frozenset(kept), people.holds, people.scribes, people.founded


def _named(policies: tuple[Policy, ...]) -> set[str]:
    """Every name that a policy gives something to: holders, deputies, members, delegates, and what may be a role or a person."""
    out = {ANYONE, RAISER}
    for policy in policies:
        for role in policy.roles.values():
            out.update((*role.held_by, *role.deputy, *(acting.who for acting in role.acting)))
        for body in policy.bodies.values():
            out.update(body.members)
        out.update((*policy.roles, *policy.bodies, *(delegation.to for delegation in policy.delegations)))
        out.update(name for name, _ in used_names(policy))
    return out
