"""A record gives no reason: below the front matter there is no text, or only headings and the template's comments.

One sentence is enough: what was needed, and why this solution. In a year, readers will have nothing else.
"""

import re

from remit.checks.check import RECORD, WARNING, Check, Known, Problem, Problems
from remit.log.record import Record


def _says_something(body: str) -> bool:
    bare = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL) if "<!--" in body else body
    return re.search(r"^[^\S\n]*[^\s#]", bare, re.MULTILINE) is not None


@Check("R10", "no-reason", WARNING, RECORD)
def rule(record: Record, known: Known) -> Problems:
    if _says_something(record.body):
        return ()
    remedy = "write one sentence: what was needed, and why this solution"
    return (Problem(record.path, "there is no reason below the front matter", remedy, line=record.body_line),)
