"""A text looks like a private key or an access token. The value is never printed.

A committed secret is compromised: revoke it first, then remove it. Five patterns are checked (private key blocks, AWS,
GitHub and Slack tokens, JSON web tokens); a scanner such as gitleaks finds more. What is plainly an example, such as
`ghp_xxxx…`, is not reported; what stands in an adopted record already is a warning.
"""

import re

from remit.checks.check import DOCUMENT, ERROR, WARNING, Check, Document, Known, Problem, Problems, found_in
from remit.log.record import Record

_SECRETS = (
    ("a private key", re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----")),
    ("an AWS access key", re.compile(r"\bAKIA[0-9A-Z]{16}\b")),
    ("a GitHub token", re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36,}\b")),
    ("a Slack token", re.compile(r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}")),
    ("a JSON web token", re.compile(r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}")),
)
"""What it is, and its pattern."""


_EXAMPLE = re.compile(
    r"(.)\1{5}|example|placeholder|redacted|changeme|dummy|your[-_]?token|123456789|abcdefgh|IxMjM0NTY3ODkw",
    re.IGNORECASE,
)
"""What no secret holds, for it is made by chance: a letter six times, words of an example, the subject of the token on jwt.io."""


def _has_sign(text: str) -> bool:
    """Whether a text holds what one of them begins with: few lines do. One letter is found much faster than a word."""
    if "K" in text and ("PRIVATE KEY" in text or "AKIA" in text):
        return True
    return "_" in text or "xox" in text or ("J" in text and "eyJ" in text)


@Check("G15", "secret", ERROR, DOCUMENT, foreign=True)
def rule(document: Document, known: Known) -> Problems:
    stood = known.whole and isinstance(document, Record) and not document.native
    for where, line, value in found_in(document, _has_sign):
        for what, pattern in _SECRETS:
            if any(not _EXAMPLE.search(found[0]) for found in pattern.finditer(value)):
                remedy, level = "revoke it, then remove it", WARNING if stood else ""
                yield Problem(document.path, f"this looks like {what}", remedy, where, line, level)
