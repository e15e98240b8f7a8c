"""Whether a commit is signed, and whose key it was: ssh-keygen verifies, with keys of the trusted branch alone.

A good signature says nothing about the author: whose key it was is compared with who decided, elsewhere. The date of a commit
is its author's to choose, so keys are never accepted by a date: a key that is taken out of people.yml is out.
"""

import re
from collections.abc import Iterable, Mapping

from remit.log.change import NO_SIGNATURE, UNCHECKED, Signature
from remit.repo import git, keygen
from remit.repo.commits import Node

_KEY = re.compile(
    r"(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]+=*"
)
_SSH = b"-----BEGIN SSH SIGNATURE-----"
_SAFE_WHO = re.compile(r"[a-z0-9@.-]+")
Keys = Mapping[str, tuple[str, ...]]
"""Handle to public keys, as people.yml of the trusted branch's tip gives them."""


def signers_text(keys: Keys) -> str:
    """The allowed-signers file for these keys: one line a key, the handle as principal, for commits alone.

    Anything that is not plainly a public key is left out, so no text of people.yml can add a line or an option.
    """
    lines = []
    for who, several in sorted(keys.items()):
        for key in several:
            plain = _KEY.match(key)
            if plain and _SAFE_WHO.fullmatch(who) and (len(key) == plain.end() or key[plain.end()] == " "):
                lines.append(f'{who} namespaces="git" {plain[0]}\n')
    return "".join(lines)


def verify(commits: Iterable[Node], keys: Keys) -> dict[str, Signature]:
    """What each commit's signature proves, by commit id. Five milliseconds each."""
    signers = signers_text(keys)
    out, asked = {}, []
    for node in commits:
        signature = _without_verifier(node)
        if signature:
            out[node.id] = signature
        else:
            asked.append(node)
    return out | (_ask(asked, signers) if asked else {})


def _without_verifier(node: Node) -> Signature | None:
    """The answer where the raw commit gives it: no signature, or one that is not ssh's."""
    found = signature_of(node.raw)
    if found is None:
        return NO_SIGNATURE
    if not found.startswith(_SSH):
        kind = (
            "an OpenPGP"
            if b"PGP" in found[:40]
            else "an X.509"
            if b"SIGNED MESSAGE" in found[:40]
            else "an unknown kind of"
        )
        return Signature(UNCHECKED, why=f"it carries {kind} signature, and people.yml lists only SSH keys")
    if not git.program("ssh-keygen"):
        return Signature(UNCHECKED, why="ssh-keygen is missing")
    return None


def signature_of(raw: bytes) -> bytes | None:
    """The signature that a raw commit carries; None where it carries none."""
    head = raw.partition(b"\n\n")[0]
    for line in head.split(b"\n"):
        if line.startswith((b"gpgsig ", b"gpgsig-sha256 ")):
            return line.partition(b" ")[2]
    return None


def _ask(commits: list[Node], signers: str) -> dict[str, Signature]:
    """The verifier's answer for commits that carry an ssh signature. The program is ours, whatever a copied .git/config names."""
    letters = [found for node in commits if (found := keygen.letter(node.id, node.raw))]
    said = keygen.verify(git.program("ssh-keygen"), letters, _owners(signers), signers)
    odd = Signature(UNCHECKED, why="it carries more than one signature")
    return {node.id: said.get(node.id, odd) for node in commits}


def _owners(signers: str) -> dict[str, str]:
    """Public key to handle; of a key that two people list, the first owns it."""
    out: dict[str, str] = {}
    for line in signers.splitlines():
        who, *_, key = line.split(" ")
        out.setdefault(key, who)
    return out
