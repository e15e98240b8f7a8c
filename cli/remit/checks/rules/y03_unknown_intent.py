"""A record's `intent` names a context page that doesn't exist.

`intent` names pages in `decisions/context/` by file name, without `.md`.
"""

from remit.checks.check import RECORD, WARNING, Check, Known, Problem, Problems, near
from remit.log.record import Record


@Check("Y03", "unknown-intent", WARNING, RECORD)
def rule(record: Record, known: Known) -> Problems:
    for intent in record.list_of("intent"):
        if intent not in known.log.page_ids:
            meant = near(intent, known.log.page_ids)
            remedy = f"did you mean `{meant}`?" if meant else f"write it: {known.log.root}/context/{intent}.md"
            yield Problem(record.path, f"there is no context page `{intent}`", remedy, ("intent",))
