"""Whether a commit is signed, and whose key it was: ssh-keygen verifies, with keys of the trusted branch alone.

A good signature says nothing about the author: whose key it was is compared with who decided, elsewhere. The date of a commit
is its author's to choose, so keys are never accepted by a date: a key that is taken out of people.yml is out.

    ssh-keygen -Y verify -f SIGNERS -I ana -n git -s SIGNATURE < COMMIT

One process a commit, several at once; git would start two for each (whose key is it, and does it fit), one after the other.
Whose key it is stands in the signature; that it fits, and that this person owns that key, is for ssh-keygen to say. What was
signed is the commit without its signature, as git takes it apart; a commit with more than one signature is left unanswered.
Format: https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig
"""

import base64
import binascii
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from remit.log.change import NO_SIGNATURE, SIGNED, STRANGER, UNCHECKED, Signature
from remit.repo import git
from remit.repo.commits import Node

_KEY = re.compile(
    r"(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]+=*"
)
_SSH = b"-----BEGIN SSH SIGNATURE-----"
_MAGIC = b"SSHSIG"
_MISFIT = Signature(UNCHECKED, why="the signature does not fit the commit")
_SEVERAL = Signature(UNCHECKED, why="it carries more than one signature")
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
    out: dict[str, Signature] = {}
    letters = []
    for node in commits:
        signature = _without_verifier(node)
        found = None if signature else letter(node.id, node.raw)
        if found:
            letters.append(found)
        else:
            out[node.id] = signature or _SEVERAL
    return out | (_verified(letters, signers) if letters else {})


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


class Letter(NamedTuple):
    """A commit taken apart."""

    commit: str
    words: bytes
    """What was signed."""
    armour: bytes
    """The signature, as PEM."""


def letter(commit: str, raw: bytes) -> Letter | None:
    """A raw commit taken apart; None where it does not carry exactly one signature."""
    head, gap, message = raw.partition(b"\n\n")
    kept: list[bytes] = []
    armour: list[bytes] = []
    inside = False
    for line in head.split(b"\n"):
        begins = line.startswith(b"gpgsig")
        if begins and armour:
            return None
        inside = begins or (inside and line.startswith(b" "))
        if inside:
            armour.append(line.partition(b" ")[2])
        else:
            kept.append(line)
    return Letter(commit, b"\n".join(kept) + gap + message, b"\n".join(armour) + b"\n") if armour else None


def key_of(armour: bytes) -> str:
    """The public key that a signature says it was made with, as in an authorized_keys line; empty where there is none."""
    body = b"".join(line for line in armour.split(b"\n") if not line.startswith(b"-----"))
    try:
        data = base64.b64decode(body, validate=True)
    except binascii.Error:
        return ""
    size = int.from_bytes(data[10:14], "big")
    if not data.startswith(_MAGIC) or not size or len(data) < 14 + size:
        return ""
    return base64.b64encode(data[14 : 14 + size]).decode("ascii")


def fingerprint(key: str) -> str:
    """A key's fingerprint as ssh-keygen prints it."""
    digest = hashlib.sha256(base64.b64decode(key)).digest()
    return "SHA256:" + base64.b64encode(digest).decode("ascii").rstrip("=")


def _verified(letters: list[Letter], signers: str) -> dict[str, Signature]:
    """What ssh-keygen says of each commit. The program is ours, whatever a copied .git/config names."""
    program, owners = git.program("ssh-keygen"), _owners(signers)
    with tempfile.TemporaryDirectory(prefix="remit-") as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        path = os.path.join(folder, "signers")
        with open(path, "w", encoding="ascii") as file:
            file.write(signers)
        return dict(pool.map(lambda one: (one.commit, _verdict(program, one, owners, path)), letters))


def _owners(signers: str) -> dict[str, str]:
    """Public key to handle; of a key that two people list, the first owns it."""
    out: dict[str, str] = {}
    for line in signers.splitlines():
        who, *_, key = line.split(" ")
        out.setdefault(key, who)
    return out


def _verdict(program: str, one: Letter, owners: Mapping[str, str], signers: str) -> Signature:
    key = key_of(one.armour)
    if not key:
        return _MISFIT
    path = f"{signers}-{one.commit}"
    with open(path, "wb") as file:
        file.write(one.armour)
    who = owners.get(key)
    asked = ("verify", "-f", signers, "-I", who) if who else ("check-novalidate",)
    fits = git.call((program, "-Y", *asked, "-n", "git", "-s", path), one.words) == 0
    os.unlink(path)
    if not fits:
        return _MISFIT
    return Signature(SIGNED, who, fingerprint(key)) if who else Signature(STRANGER, key=fingerprint(key))
