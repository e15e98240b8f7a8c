"""A record or act names one person, but the commit that made it is by somebody else.

Anyone may draft a record; only the commit that changes the status to accepted (or rejected) must be the decider's own.
Changing a decision before it is merged counts as deciding it again. The author of the commit that adds an act file is the
person who acted. People are recognised by the e-mail addresses and Git host logins in people.yml on the target branch.
`.mailmap` and `Co-authored-by` lines don't count, because anybody can write them. A scribe named in people.yml may record
what their committee decided. Bots and agents never decide.

What the decider reports of others in the record counts as claimed: a consent, a vote or a ratification that the decision
depends on needs an act file of the person who gave it (`remit consent ID`), or the scribe of the committee that voted. A
period (for objections, for a vote, until others may decide) starts at the commit that announces it, whatever time it states.

The verification required is set by `grades` in remit.yml (by tier) or `grade` of a boundary: `claimed` switches this check
off. Without people.yml nobody can be recognised, and nothing is checked.
"""

from remit.attribution.grades import CLAIMED, Faces, Proof
from remit.attribution.statements import TAKEN
from remit.checks.check import AUTHORS, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import DECIDED, Claim, author_text, claims, faces, is_to_be, proof_of, short, squashed
from remit.checks.reported import only_reported
from remit.log.change import Change
from remit.log.people import AGENT, PERSON

_NEVER_BY_BOTS = frozenset(("consent", "objection", "vote", "ratification", "confirmation", "advice", "lift"))


@Check("G01", "decider-is-author", ERROR, AUTHORS)
def rule(change: Change, known: Known) -> Problems:
    recognised = faces(change)
    for claim in claims(change):
        proof = proof_of(claim, change, recognised)
        bot = _bot(claim, recognised)
        if bot:
            yield bot
        elif (
            claim.wanted != CLAIMED and proof.grade == CLAIMED and not proof.scribe and not squashed(change, claim.made)
        ):
            yield Problem(claim.path, _message(claim, proof), _remedy(claim, proof, change, recognised), claim.where)
    if not is_to_be(change):
        yield from only_reported(change, recognised)


def _bot(claim: Claim, recognised: Faces) -> Problem | None:
    person = recognised.people.get(claim.who)
    if person is None or person.kind == PERSON or (claim.act and claim.act.kind not in _NEVER_BY_BOTS):
        return None
    what = "respond for people" if claim.act else "decide"
    message = f"{claim.who} is {'an' if person.kind == AGENT else 'a'} {person.kind}; only people may {what}"
    return Problem(claim.path, message, "name the person who did it", claim.where)


def _message(claim: Claim, proof: Proof) -> str:
    by = author_text(proof.author, proof.commit)
    commit = f"{'the merge ' if claim.made.merge else ''}{short(proof.commit)}"
    kind = (claim.act.kind or "act") if claim.act else ""
    if claim.where == (TAKEN,):
        return f"`{TAKEN}` of this {kind} is the decider's to write ({claim.who}), but {commit}, which wrote it, is by {by}"
    if kind:
        return f"the {kind} names {claim.who}, but {commit}, which added it, is by {by}"
    decided = claim.record if claim.kind == DECIDED else None
    what = f"set it to {decided.status}" if decided else "changed the text"
    return f"the decider is {claim.who}, but {commit}, which {what}, is by {by}"


def _remedy(claim: Claim, proof: Proof, change: Change, recognised: Faces) -> str:
    if claim.who not in recognised.people:
        return f"add {claim.who} to people.yml first, in a separate change (`remit people add {claim.who}`), or name who did it"
    if proof.author is None:
        email = proof.commit.author.email
        add = (
            f"if this is {claim.who}, add `{email}` to their `emails` in {change.after.root}/people.yml, in a separate change"
            if email
            else f"ask {claim.who} to commit it again"
        )
        return f"{add}; co-author lines and .mailmap do not count"
    if proof.platform:
        return "the Git host's squash or rebase replaced the author: use a merge commit, or set `merge: squash` in remit.yml"
    if claim.where == (TAKEN,):
        return f"ask {claim.who} to write it"
    if claim.act:
        return f"ask {claim.who} to add it themselves, or write `who: {proof.author.handle}`"
    decided = claim.record if claim.kind == DECIDED else None
    if decided:
        return f"ask {claim.who} to run `remit decide {decided.id[-6:]}`, or write `decider: {proof.author.handle}`"
    return f"ask {claim.who} to commit this text, or restore what they decided"
