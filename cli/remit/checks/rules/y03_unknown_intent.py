"""A record says that it serves a page of shared context that is not there.

`intent` names pages of `decisions/context/` by their file names, without the suffix.
"""

from collections.abc import Iterator

from remit.checks.check import RECORD, Check, Known, Problem
from remit.checks.documents import near
from remit.log.finding import WARNING
from remit.log.record import Record


def _run(record: Record, known: Known) -> Iterator[Problem]:
    for intent in record.list_of("intent"):
        if intent not in known.log.page_ids:
            meant = near(intent, known.log.page_ids)
            remedy = f"did you mean `{meant}`?" if meant else f"write it: {known.log.root}/context/{intent}.md"
            yield Problem(record.path, f"there is no context page `{intent}`", remedy, ("intent",))


CHECK = Check("Y03", "unknown-intent", WARNING, RECORD, _run)
