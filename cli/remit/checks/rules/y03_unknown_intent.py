"""A record says that it serves a page of shared context that is not there.

`intent` names pages of `decisions/context/` by their file names, without the suffix.
"""

from collections.abc import Iterable, Iterator

from remit.checks.near import near
from remit.checks.shape import RECORD, Check, Known, Said
from remit.log.finding import WARNING
from remit.log.record import Record


def _run(record: Record, known: Known) -> Iterable[Said]:
    return _said(record, known) if record.head.get("intent") else ()


def _said(record: Record, known: Known) -> Iterator[Said]:
    for intent in record.list_of("intent"):
        if intent not in known.names.context:
            meant = near(intent, known.names.context)
            remedy = f"did you mean `{meant}`?" if meant else f"write it: {known.log.root}/context/{intent}.md"
            yield Said(record.path, f"there is no context page `{intent}`", remedy, ("intent",))


CHECK = Check("Y03", "unknown-intent", WARNING, RECORD, _run)
