"""The words of a record: what is frozen once it is decided, whatever a formatter does to white space and line ends."""

from remit.log.record import ACCEPTED, DEPRECATED, SUPERSEDED, Head, Record

FREE = frozenset(("status", "superseded_by", "informed", "aliases", "corrections", "tier", "boundary"))
"""Keys that may change after the decision, or that the tool computes and a check of their own compares with the policy."""
AMENDMENTS = "## Amendments"


def words_of(record: Record) -> tuple[object, ...]:
    """Head and body as far as they are frozen, so that equal words are equal values."""
    return head_words(record.head), body_words(record.body)


def deciding_of(record: Record) -> tuple[str | None, ...]:
    """Status, decider and time: what the act of deciding sets. Whoever ends it later did not decide it."""
    status = ACCEPTED if record.status in (SUPERSEDED, DEPRECATED) else record.status
    return (status, *(str(record.head.get(key)) for key in ("decider", "decided", "as", "recorded_by")))


def head_words(head: Head) -> tuple[tuple[str, object], ...]:
    """The frozen keys of a head with their values, by key; text with its white space normalised."""
    return tuple(
        (key, _plain(value)) for key, value in sorted(head.items()) if key not in FREE and not key.startswith("x-")
    )


def _plain(value: object) -> object:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return tuple((key, _plain(entry)) for key, entry in sorted(value.items()))
    if isinstance(value, (list, tuple)):
        return tuple(_plain(entry) for entry in value)
    return value


def body_words(body: str) -> tuple[str, ...]:
    """The words of a body, up to its `## Amendments`."""
    lines = []
    for line in body.split("\n"):
        if line.rstrip() == AMENDMENTS:
            break
        lines.append(line)
    return tuple("\n".join(lines).split())
