"""Which pages of shared context a matter is about: what to know before anybody decides it."""

from collections.abc import Iterable

from remit.authority.procedure.chain import contains, depth
from remit.log.log import ContextPage
from remit.log.record import Record


def pages_for(pages: Iterable[ContextPage], record: Record) -> tuple[ContextPage, ...]:
    """The pages that a record names as its intents, then those about one of its topics: the nearest first, `*` last."""
    named = record.list_of("intent")
    found = [(_nearness(page, record) if page.id not in named else 1 << 16, page) for page in pages]
    return tuple(page for near, page in sorted(found, key=lambda entry: -entry[0]) if near >= 0)


def _nearness(page: ContextPage, record: Record) -> int:
    """How specific the page's topic is that contains one of the record's; -1 where none does."""
    return max((depth(own) for own in page.topics for topic in record.topics if contains(own, topic)), default=-1)
