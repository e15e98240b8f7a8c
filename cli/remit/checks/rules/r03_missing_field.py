"""A required field is missing.

Every record needs `id`, `title` and `status`, and a `topic` if there is a policy. A decided record also needs `decider` and
`decided`. An act needs `act`, `who` and `on`. Imported records may lack any other field.
"""

from remit.checks.check import DOCUMENT, ERROR, Check, Document, Known, Problem, Problems
from remit.log.fields import ALWAYS, ONCE_DECIDED
from remit.log.record import Act, Record

_ALWAYS = frozenset(ALWAYS)
_DECIDED = frozenset((*ALWAYS, *ONCE_DECIDED))
_ACT = frozenset(("act", "who", "on"))


def _needed(document: Document) -> frozenset[str]:
    if isinstance(document, Record):
        if document.head.get("imported"):
            return _ALWAYS
        return _DECIDED if document.is_decided else _ALWAYS
    return _ACT if isinstance(document, Act) else frozenset()


@Check("R03", "missing-field", ERROR, DOCUMENT)
def rule(document: Document, known: Known) -> Problems:
    value_of, needed = document.head.get, _needed(document)
    if all(map(value_of, needed)) and (isinstance(value_of("topic"), str) or not _needs_topic(document, known)):
        return ()  # so are nearly all
    missing = sorted(key for key in needed if value_of(key) in ("", None, [], {}))
    if _needs_topic(document, known):
        missing.append("topic")
    return [
        Problem(document.path, f"{_kind(document)} needs `{key}`", f"add a line `{key}: …`", line=1) for key in missing
    ]


def _needs_topic(document: Document, known: Known) -> bool:
    """Whether a policy applies to it and it has no topic."""
    if not isinstance(document, Record) or not known.log.judged:
        return False
    return not document.topics and not document.head.get("imported")


def _kind(document: Document) -> str:
    if isinstance(document, Act):
        return "an act"
    decided = isinstance(document, Record) and document.is_decided
    return f"a decision with the status {document.status}" if decided and isinstance(document, Record) else "a record"
