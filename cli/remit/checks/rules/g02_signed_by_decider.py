"""The policy requires a signature, and the commit that decided or acted has no valid one.

The key must belong to the person named in the record or act. Keys are those of people.yml on the target branch
(`keys: ["ssh-ed25519 AAAA…"]`). Only SSH keys are verified. Authors can set a commit's date themselves, so dates play no
part: to revoke a key, remove it from people.yml.

There are four ways to fail, each with its own message: not signed; signed by another person; signed by a key that
nobody in people.yml has; not verifiable on this machine.

To sign: `git config gpg.format ssh`, `git config user.signingkey ~/.ssh/id_ed25519`, `git config commit.gpgsign true`.
"""

from remit.attribution.grades import COMMITTED, PROVEN, Faces, Proof, confirmations, prove
from remit.attribution.statements import SAID
from remit.checks.check import CHANGE, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import Claim, claims, faces, is_to_be, proof_of, short
from remit.log.change import NO_SIGNATURE, SIGNED, STRANGER, UNSIGNED, Change


@Check("G02", "signed-by-decider", ERROR, CHANGE, evidence=True)
def rule(change: Change, known: Known) -> Problems:
    if not change.evidence.known or is_to_be(change) or change.after.people is None:
        return
    recognised = faces(change)
    for claim in claims(change):
        if claim.wanted != PROVEN:
            continue
        proof = proof_of(claim, change, recognised)
        if (proof.grade == COMMITTED or proof.scribe) and not _confirmed(claim, change, recognised):
            message, remedy = _sentence(claim, proof)
            yield Problem(claim.path, message, remedy, claim.where)


def _confirmed(claim: Claim, change: Change, recognised: Faces) -> bool:
    """Whether the person who is said to have done it has signed a confirmation of it."""
    if claim.record is None:
        return False
    for act in confirmations(claim.record, claim.who):
        for made in change.evidence.by(act.path, SAID):
            signature = change.evidence.signatures.get(made.commit.id, NO_SIGNATURE)
            if prove(claim.who, made, recognised, signature).grade == PROVEN:
                return True
    return False


def _sentence(claim: Claim, proof: Proof) -> tuple[str, str]:
    commit, signature = short(proof.commit), proof.signature
    sign = f"ask {claim.who} to sign it (`git commit --amend --no-edit -S`, or `git rebase -S`)"
    if proof.scribe:
        return (
            f"{commit} was recorded by the scribe {proof.scribe}, not signed by {claim.who}",
            f"ask {claim.who} to run `remit confirm {(claim.record.id[-6:] if claim.record else 'ID')}` and sign that commit",
        )
    if signature.state == UNSIGNED:
        return f"{commit} is not signed, and the signature of {claim.who} is required", sign
    if signature.state == SIGNED:
        return f"{commit} is signed by {signature.who}, not by {claim.who}", sign
    if signature.state == STRANGER:
        return (
            f"{commit} is signed with a key that nobody in people.yml has ({signature.key})",
            f"if it is {claim.who}'s, add it to their `keys` in people.yml, in a separate change",
        )
    return (
        f"the signature of {commit} could not be checked: {signature.why}",
        "the signature may be valid: fix what is named and run the check again",
    )
