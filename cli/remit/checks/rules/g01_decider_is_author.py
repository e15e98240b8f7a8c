"""Somebody is said to have decided, or to have acted, but the commit that did it is by somebody else.

The act of deciding is the change of status: anyone may draft a record, and only the commit that made it accepted (or
rejected) has to be the decider's own. Who changes what was decided before it has landed decides it anew. The author of the
commit that adds an act file is who acted. People are recognised by the e-mail addresses and forge logins of people.yml on
the target's tip; `.mailmap` and `Co-authored-by` lines are text that anybody can write, and prove nothing. A scribe whom
people.yml names may record what their body decided. A bot or an agent never decides.

What the decider reports of others inside the record counts as claimed: a consent, a vote or a ratification that the decision
rests on needs the act file of the person who gave it (`remit consent ID`), or the scribe of the body that voted. A window
(for objections, for a vote, until others may decide) opens when the commit that says so was made, whatever time it gives.

How much proof is needed is `grades` in remit.yml (by tier), or `grade` of a boundary: `claimed` switches this check off.
Without people.yml nobody can be recognised, and nothing is checked.
"""

from collections.abc import Iterator

from remit.attribution.grades import CLAIMED, Faces, Proof
from remit.checks.check import CHANGE, Check, Known, Problem
from remit.checks.claims import ACTED, DECIDED, Claim, author_text, claims, faces, is_to_be, proof_of, short, squashed
from remit.checks.reported import only_reported
from remit.log.change import Change
from remit.log.finding import ERROR
from remit.log.people import PERSON

_NEVER_BY_BOTS = frozenset(("consent", "objection", "vote", "ratification", "confirmation", "advice", "lift"))


def _run(change: Change, known: Known) -> Iterator[Problem]:
    if not change.evidence.known or change.after.people is None:
        return
    recognised = faces(change)
    for claim in claims(change):
        proof = proof_of(claim, change, recognised)
        bot = _bot(claim, proof, recognised)
        if bot:
            yield bot
        elif (
            claim.wanted != CLAIMED and proof.grade == CLAIMED and not proof.scribe and not squashed(change, claim.made)
        ):
            yield Problem(claim.path, _message(claim, proof), _remedy(claim, proof, change, recognised), claim.where)
    if not is_to_be(change):
        yield from only_reported(change, recognised)


def _bot(claim: Claim, proof: Proof, recognised: Faces) -> Problem | None:
    person = recognised.people.get(claim.who)
    if claim.kind == ACTED and (claim.act is None or claim.act.kind not in _NEVER_BY_BOTS):
        return None
    if person is None or person.kind == PERSON:
        return None
    what = "decides" if claim.kind != ACTED else "speaks for anybody"
    return Problem(
        claim.path, f"{claim.who} is {_a(person.kind)}, which never {what}", "name the person who did", claim.where
    )


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _message(claim: Claim, proof: Proof) -> str:
    by = author_text(proof.author, proof.commit)
    where = "the merge itself, " if claim.made.merge else ""
    if claim.kind == DECIDED and claim.record is not None:
        return f"{claim.who} is said to have decided, but {where}{short(proof.commit)} that made it {claim.record.status} is by {by}"
    if claim.kind != ACTED:
        return f"{claim.who} is said to have decided this, but {where}{short(proof.commit)} changed its words, by {by}"
    kind = claim.act.kind if claim.act else "act"
    return f"the {kind} is said to be by {claim.who}, but {where}{short(proof.commit)} that brought it is by {by}"


def _remedy(claim: Claim, proof: Proof, change: Change, recognised: Faces) -> str:
    known = claim.who in recognised.people
    if not known:
        return f"people.yml does not know {claim.who}: add them first, in a change of its own, or name who did it"
    if proof.author is None:
        email = proof.commit.author.email
        add = (
            f"if it is {claim.who}, add `{email}` to their `emails` in {change.after.root}/people.yml, in a change of its own"
            if email
            else f"ask {claim.who} to commit it anew"
        )
        return f"{add}; co-author lines and .mailmap do not count"
    if proof.platform:
        return (
            "a squash or rebase by the forge takes authorship away: merge instead, or set `merge: squash` in remit.yml"
        )
    if claim.kind == ACTED:
        return f"ask {claim.who} to add it themselves, or write who: {proof.author.handle}"
    if claim.kind == DECIDED and claim.record is not None:
        return f"ask {claim.who} to run `remit decide {claim.record.id[-6:]}`, or write decider: {proof.author.handle}"
    return f"ask {claim.who} to commit these words, or put back what they decided"


CHECK = Check("G01", "decider-is-author", ERROR, CHANGE, _run, evidence=True)
