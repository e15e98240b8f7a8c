"""Somebody consented to a decision that they made, requested or benefit from; or one person consented more than once.

Such consent doesn't count, and each person counts once, whatever roles they hold. If a required consent or signature is still
missing, this is an error: request it from somebody else (`remit ask ID WHO`). Otherwise it is a warning.
"""

from collections import Counter
from collections.abc import Iterator

from remit.authority.answer import CONSENT, SIGNATURE
from remit.checks.check import ANSWER, ERROR, WARNING, Check, Judged, Known, Problem, Problems, wanted
from remit.log.record import Record


@Check("P03", "consent-own", ERROR, ANSWER)
def rule(judged: Judged, known: Known) -> Problems:
    record = judged.record
    own = {_handle(known, who): why for who, why in _barred(record)}
    lacking = any(judged.missing(CONSENT, SIGNATURE))
    level = ERROR if lacking else WARNING
    seen: Counter[str] = Counter()
    who_else = next((wanted(duty) for duty in judged.missing(CONSENT, SIGNATURE)), "WHO")
    ask = f"request it from somebody else: `remit ask {record.id} {who_else} --for consent`"
    remedy = ask if lacking else "remove it: it does not count, and no consent is missing"
    for head, path, at in record.statements("consents", "consent"):
        who, where = head.get("who"), (*at, "who")
        if not isinstance(who, str):
            continue
        handle = _handle(known, who)
        seen[handle] += 1
        if handle in own:
            yield Problem(
                path, f"{who} cannot consent to a decision that they {own[handle]}", remedy, where, level=level
            )
        elif seen[handle] == 2 and lacking:
            yield Problem(path, f"{who} consented more than once; each person counts once", ask, where)


def _barred(record: Record) -> Iterator[tuple[str, str]]:
    """Whose consent does not count, and why; of several reasons for one person the last is reported."""
    yield from ((who, "benefit from") for who in record.list_of("interested"))
    yield from ((who, "requested") for who in record.list_of("requester"))
    if record.decider:
        yield record.decider, "made" if record.is_decided else "are to make"


def _handle(known: Known, who: str) -> str:
    person = known.log.people.by_handle.get(who) if known.log.people else None
    return person.handle if person else who
