"""The policy requires a signature, and the commit that decided or acted has no valid one.

The key must belong to the person named in the record or act. Keys are those of people.yml on the target branch
(`keys: ["ssh-ed25519 AAAA…"]`). Only SSH keys are verified. Authors can set a commit's date themselves, so dates play no
part: to revoke a key, remove it from people.yml.

There are four ways to fail, each with its own message: not signed; signed by another person; signed by a key that
nobody in people.yml has; not verifiable on this machine.

To sign: `git config gpg.format ssh`, `git config user.signingkey ~/.ssh/id_ed25519`, `git config commit.gpgsign true`.
"""

from remit.attribution.grades import CLAIMED, COMMITTED, PROVEN, Faces, Proof, confirmations, prove
from remit.attribution.statements import SAID
from remit.checks.check import AUTHORS, ERROR, Check, Known, Problem, Problems
from remit.checks.claims import claims, faces, is_to_be, proof_of, short
from remit.log.change import NO_SIGNATURE, SIGNED, STRANGER, UNSIGNED, Change
from remit.log.record import Record


@Check("G02", "signed-by-decider", ERROR, AUTHORS)
def rule(change: Change, known: Known) -> Problems:
    if is_to_be(change):
        return
    recognised = faces(change)
    for claim in claims(change):
        record = claim.record if claim.wanted == PROVEN else None
        if record is None:
            continue
        proof = proof_of(claim, change, recognised)
        missing = proof.grade == COMMITTED or (proof.grade == CLAIMED and proof.scribe)
        if missing and not _confirmed(record, claim.who, change, recognised):
            message, remedy = _sentence(record, claim.who, proof)
            yield Problem(claim.path, message, remedy, claim.where)


def _confirmed(record: Record, who: str, change: Change, recognised: Faces) -> bool:
    """Whether the person who is said to have done it has signed a confirmation of it."""
    return any(
        prove(who, made, recognised, change.evidence.signatures.get(made.commit.id, NO_SIGNATURE)).grade == PROVEN
        for act in confirmations(record, who)
        for made in change.evidence.by(act.path, SAID)
    )


def _sentence(record: Record, who: str, proof: Proof) -> tuple[str, str]:
    commit, signature = short(proof.commit), proof.signature
    sign = f"ask {who} to sign it (`git commit --amend --no-edit -S`, or `git rebase -S`)"
    if proof.scribe:
        return (
            f"{commit} was recorded by the scribe {proof.scribe}, not signed by {who}",
            f"ask {who} to run `remit confirm {record.id[-6:]}` and sign that commit",
        )
    if signature.state == UNSIGNED:
        return f"{commit} is not signed, and the signature of {who} is required", sign
    if signature.state == SIGNED:
        return f"{commit} is signed by {signature.who}, not by {who}", sign
    if signature.state == STRANGER:
        return (
            f"{commit} is signed with a key that nobody in people.yml has ({signature.key})",
            f"if it is {who}'s, add it to their `keys` in people.yml, in a separate change",
        )
    return (
        f"the signature of {commit} could not be checked: {signature.why}",
        "the signature may be valid: fix what is named and run the check again",
    )
