"""Verifying ssh signatures of commits with `ssh-keygen` itself: one process a commit, several at once.

    ssh-keygen -Y verify -f SIGNERS -I ana -n git -s SIGNATURE < COMMIT

git would start two for each (whose key is it, and does it fit), one after the other. Whose key it is stands in the signature;
that it fits, and that this person owns that key, is for ssh-keygen to say. What was signed is the commit without its
signature, as git takes it apart; a commit with more than one signature is left unanswered.
Format: https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig
"""

import base64
import binascii
import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from remit.log.change import SIGNED, STRANGER, UNCHECKED, Signature
from remit.repo import git

_MAGIC = b"SSHSIG"
_MISFIT = Signature(UNCHECKED, why="the signature does not fit the commit")


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


def verify(program: str, letters: Iterable[Letter], owners: Mapping[str, str], signers: str) -> dict[str, Signature]:
    """What each signature proves, by commit. `owners`: public key to handle; `signers`: the allowed-signers file for them."""
    with tempfile.TemporaryDirectory(prefix="remit-") as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        path = os.path.join(folder, "signers")
        with open(path, "w", encoding="ascii") as file:
            file.write(signers)
        return dict(pool.map(lambda one: (one.commit, _verdict(program, one, owners, path)), letters))


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
