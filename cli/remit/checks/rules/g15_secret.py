"""A text looks like a private key or an access token. The value is never printed.

A secret that was committed is known: revoke it first, then take it out. Five sure patterns are looked for (private key
blocks, AWS, GitHub and Slack tokens, JSON web tokens); a scanner such as gitleaks finds more.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from re import Pattern

from remit.checks.check import DOCUMENT, Check, Document, Known, Problem
from remit.checks.words import found_in, head_text
from remit.log.finding import ERROR


def _may_hold(text: str) -> bool:
    """Whether a pattern could match. Single rare letters are found ten times as fast as words."""
    return (
        ("K" in text and ("PRIVATE KEY" in text or "AKIA" in text))
        or ("J" in text and "eyJ" in text)
        or ("x" in text and "xox" in text)
        or ("_" in text and ("ghp_" in text or "gho_" in text or "ghu_" in text or "ghs_" in text or "ghr_" in text))
    )


@cache
def _secrets() -> tuple[tuple[str, Pattern[str]], ...]:
    import re

    return (
        ("a private key", re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----")),
        ("an AWS access key", re.compile(r"\bAKIA[0-9A-Z]{16}\b")),
        ("a GitHub token", re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36,}\b")),
        ("a Slack token", re.compile(r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}")),
        ("a JSON web token", re.compile(r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}")),
    )


def _run(document: Document, known: Known) -> Iterable[Problem]:
    return _problems(document) if _may_hold(document.body) or _may_hold(head_text(document)) else ()


def _problems(document: Document) -> Iterator[Problem]:
    for where, line, value in found_in(document):
        for what, pattern in _secrets():
            if pattern.search(value):
                yield Problem(document.path, f"this looks like {what}", "revoke it, then take it out", where, line)


CHECK = Check("G15", "secret", ERROR, DOCUMENT, _run, foreign=True)
