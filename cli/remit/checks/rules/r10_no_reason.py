"""A record does not say why: below the head there is nothing, or only headings and the template's comments.

One sentence is enough: what was the need, and why this. Whoever reads it in a year has nothing else.
"""

import re
from collections.abc import Iterable

from remit.checks.check import RECORD, Check, Known, Problem
from remit.log.finding import WARNING
from remit.log.record import Record


def _says_something(body: str) -> bool:
    bare = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL) if "<!--" in body else body
    return any(line.strip() and not line.lstrip().startswith("#") for line in bare.split("\n"))


def _run(record: Record, known: Known) -> Iterable[Problem]:
    if _says_something(record.body):
        return ()
    remedy = "write one sentence: the need, and why this"
    return (Problem(record.path, "there is no reason below the head", remedy, line=record.body_line),)


CHECK = Check("R10", "no-reason", WARNING, RECORD, _run)
