"""A record's `intent` names a context page that doesn't exist.

`intent` names pages in `decisions/context/` by file name, without `.md`.
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
