"""Somebody consented to a decision that they made, asked for or gain from; or one person consented more than once.

Such a consent counts for nothing, and one person is counted once whatever roles they hold. Where the policy still lacks a
consent or a signature it is an error: ask somebody else for it (`remit ask ID`). Where others gave all that is asked it is
a warning, for nothing rests on it.
"""

from collections import Counter
from collections.abc import Iterator

from remit.authority.answer import CONSENT, SIGNATURE
from remit.checks.check import ANSWER, Check, Known, Problem
from remit.checks.judged import Judged
from remit.log.finding import ERROR, WARNING
from remit.log.record import Record


def _run(judged: Judged, known: Known) -> Iterator[Problem]:
    record = judged.record
    own = {_handle(known, who): why for who, why in _barred(record)}
    lacking = any(judged.missing(CONSENT, SIGNATURE))
    level = ERROR if lacking else WARNING
    seen: Counter[str] = Counter()
    ask = f"ask somebody else who may consent: `remit ask {record.id}`"
    for head, path, at in record.statements("consents", "consent"):
        who, where = head.get("who"), (*at, "who")
        if not isinstance(who, str):
            continue
        handle = _handle(known, who)
        seen[handle] += 1
        if handle in own:
            yield Problem(path, f"{who} cannot consent to a decision that they {own[handle]}", ask, where, level=level)
        elif seen[handle] == 2 and lacking:
            yield Problem(path, f"{who} consented more than once; one person is counted once", ask, where)


def _barred(record: Record) -> Iterator[tuple[str, str]]:
    """Whose consent does not count, and why; the last reason for one person is the one that is said."""
    yield from ((who, "gain from") for who in record.list_of("interested"))
    yield from ((who, "asked for") for who in record.list_of("requester"))
    if record.decider:
        yield record.decider, "made" if record.is_decided else "are to make"


def _handle(known: Known, who: str) -> str:
    person = known.log.people.by_handle.get(who) if known.log.people else None
    return person.handle if person else who


CHECK = Check("P03", "consent-own", ERROR, ANSWER, _run)
