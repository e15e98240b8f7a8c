"""How well git proves who decided or acted, in words for the page of a decision."""

from remit.attribution.proof import SQUASHED, Proofs, Standing
from remit.log.log import Log
from remit.log.record import Record
from remit.site.view import View

_WORDS = {
    "signed": "signed by {by}",
    "committed": "committed by {by}",
    SQUASHED: "squashed by the forge: the commit is by {by}",
    "claimed": "claimed by the {what}; the commit is by {by}",
}

_LAST: list[tuple[Log, Proofs]] = []
"""The proofs of the log whose pages are being made: thousands of pages ask, and people are indexed once."""


def proof(view: View, record: Record) -> str | None:
    """The proof of who decided; None where git shows nothing, or there is nothing to show yet."""
    return _text(_proofs(view).decided(record))


def act_proof(view: View, path: str, who: str) -> str | None:
    """The proof of who acted, in a file of its own; None where git shows nothing of it."""
    return _text(_proofs(view).acted(path, who), "file")


def _proofs(view: View) -> Proofs:
    if not _LAST or _LAST[0][0] is not view.log:
        _LAST[:] = [(view.log, Proofs(view.log, view.history, view.signatures))]
    return _LAST[0][1]


def _text(standing: Standing | None, what: str = "record") -> str | None:
    if standing is None:
        return None
    return (
        f"{standing.note} (claimed)"
        if standing.note and standing.grade == "claimed"
        else _WORDS[standing.grade].format(by=standing.by, what=what)
    )
