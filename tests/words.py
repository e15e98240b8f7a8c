"""Words that users do not read: the field has a better one. Shared by the tests of documentation, help, messages and pages.

Each entry is a word-boundary pattern (case is ignored) and the word to use instead. A test that uses the list keeps its own short list
of exceptions, each with its reason.
"""

import re
from typing import NamedTuple

INSTEAD: dict[str, str] = {
    r"mend(?:s|ed|ing)?": "fix",
    r"nothing to mend": "No problems found",
    r"way out": "how to fix it",
    r"remed(?:y|ies)": "how to fix it",
    r"l(?:ie|ies|ying|ay) (?:beside|below|there|in|on|where|open|under)|where (?:it|they) (?:lie|lies|stand|stands)": "is, are, in place",
    r"stands? (?:under|below|beside|there)": "is, is listed under",
    r"cords?": "stop",
    r"land(?:s|ed|ing)?": "merge, merged, waiting for merge",
    r"guards?": "protected file",
    r"forges?": "Git host",
    r"head(?:s)?(?= (?:of (?:a|the) record|and (?:a reason|body)))|whose head|its head|the head says": "front matter",
    r"bod(?:y|ies)": "committee (of people who vote), text (of a record)",
    r"dut(?:y|ies)": "requirement",
    r"asks? (?:something|for nothing)": "requires",
    r"judg(?:e|es|ed|ing)": "check, checked against, policy in force",
    r"need (?:came|comes) up|(?:met|meets|noticed) the need": "raised, raised by",
    r"c[ao]mes? of it|what came|came out (?:better|worse)": "outcome, better than expected",
    r"grades?": "verification",
    r"proofs? of who": "verification",
    r"tells? (?:of|apart)|gives? it to": "shows, assigns this to",
    r"anew": "again",
    r"besides": "also",
    r"dear": "expensive",
    r"acts of others|others'? acts": "responses and follow-ups",
    r"every(?:body|one) else reads|let every(?:body|one) read": "publish",
    r"this holds|no longer holds": "In effect, Superseded by …",
    r"waits for: an?": "Missing: …",
    r"needs nobody": "you can decide this alone",
    r"cannot be said yet": "Need more information: …",
    r"like:": "Similar decisions:",
    r"nobody's role|fix it or ask": "no role; decided on the spot or escalated",
    r"half within|(?:four|4) (?:of|out of) (?:five|5) within": "median, 80th percentile",
    r"passed day": "time-based checks",
    r"work ?trees?": "working tree",
    r"bring(?:s|ing)? (?:them |it )?along": "include, import",
    r"put off": "deferred",
    r"is no (?:valid|known)": "is not a valid …",
}
"""Pattern to the field's word, from the word list that the project agreed on."""


class Found(NamedTuple):
    """A word to replace: the line that it is on, counted from 1, the word and what to say instead."""

    line: int
    word: str
    instead: str


def found(text: str, allowed: tuple[str, ...] = ()) -> list[Found]:
    """Every word of the list in `text`, but for the phrases that are allowed there (regular expressions)."""
    for phrase in allowed:
        text = re.sub(phrase, lambda match: re.sub(r"\S", "·", match[0]), text, flags=re.IGNORECASE)
    return [
        Found(text.count("\n", 0, match.start()) + 1, match[0], instead)
        for pattern, instead in INSTEAD.items()
        for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text, re.IGNORECASE)
    ]
