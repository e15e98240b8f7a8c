"""Finding decisions by words."""

from collections.abc import Iterable

from remit.authority.procedure.chain import contains
from remit.log.record import Record


def search(records: Iterable[Record], words: str = "", *, topic: str = "", status: str = "") -> list[Record]:
    """The records that hold every word (in any case, also as a part), about a topic or below it, of a status.

    Those with more of the words in their title come first; then the newest.
    """
    wanted = words.casefold().split()
    found = [
        (sum(word in record.title.casefold() for word in wanted), _day(record), record)
        for record in records
        if (not status or record.status == status)
        and (not topic or any(contains(topic, own) for own in record.topics))
        and holds(wanted, _text(record))
    ]
    return [record for _, _, record in sorted(found, key=lambda entry: entry[:2], reverse=True)]


def _text(record: Record) -> str:
    names = (record.id, *record.list_of("aliases"), *record.topics, *record.list_of("tags"), *record.deciders)
    return text_of(record.title, names, record.body)


def text_of(title: str, names: Iterable[str], body: str) -> str:
    """What is searched of a record: its title, its names (id, aliases, topics, tags, deciders) and its words; never the names of fields."""
    return "\n".join((title, *names, body)).casefold()


def holds(wanted: Iterable[str], text: str) -> bool:
    """Whether a text of `text_of` holds every word (casefolded), also as a part."""
    return all(word in text for word in wanted)


def _day(record: Record) -> str:
    moment = record.decided or record.raised
    return moment.day.isoformat() if moment else ""
