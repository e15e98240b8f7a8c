"""What a site leaves out: decisions that are private, by their own word or by their topic, and every trace of them."""

import re
from collections.abc import Iterable
from typing import Any

from remit.authority.procedure.chain import contains
from remit.log import ids
from remit.log.log import Log
from remit.log.record import Act, Record
from remit.log.settings import Settings

PRIVATE, PUBLIC = "private", "public"
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(<?([^()\s>#]+)[^()]*\)")
_WORD = re.compile(r"[\w/-](?:[\w./-]*[\w/-])?")


def published(log: Log) -> Log:
    """The log without its private decisions, as if it had never had them; sums count them only if the settings say so."""
    settings = log.settings
    hidden = [record for record in log.records if is_private(record, settings)]
    if not hidden and not settings.private_topics:
        return log
    trace = _Trace(hidden)
    records = tuple(trace.out_of(record) for record in log.records if record not in hidden)
    stops = tuple(trace.out_of_act(act) for act in log.stops if not _private_topic(act.head.get("topic"), settings))
    shown = log.about(*records) if settings.count_private else log.replace(records=records)
    return shown.replace(stops=stops)


def is_private(record: Record, settings: Settings) -> bool:
    """Whether a decision is private: as it says itself, else as one of its topics is."""
    said = record.head.get("visibility")
    return said == PRIVATE or (said != PUBLIC and any(_private_topic(topic, settings) for topic in record.topics))


def _private_topic(topic: object, settings: Settings) -> bool:
    return isinstance(topic, str) and any(contains(outer, topic) for outer in settings.private_topics)


class _Trace:
    """The names of some decisions, wherever others mention them."""

    def __init__(self, hidden: Iterable[Record]) -> None:
        named = (name for one in hidden for name in (one.id, one.short, one.path, *one.list_of("aliases")))
        self._names = {name for name in named if not name.isdigit()}

    def out_of(self, record: Record) -> Record:
        """A record that mentions none of them."""
        acts = tuple(self.out_of_act(act) for act in record.acts)
        return record._replace(
            head=self._value(record.head), body=self._text(record.body), raw=self._value(record.raw), acts=acts
        )

    def out_of_act(self, act: Act) -> Act:
        """An act that mentions none of them."""
        return act._replace(head=self._value(act.head), body=self._text(act.body))

    def _value(self, value: Any) -> Any:
        """Data without their names, and without entries that are about one of them."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            return {key: self._value(entry) for key, entry in value.items() if not self._is(entry)}
        if isinstance(value, (list, tuple)):
            return type(value)(self._value(entry) for entry in value if not self._is(entry))
        return value

    def _is(self, value: object) -> bool:
        return (isinstance(value, str) and self._means_one(value)) or (
            isinstance(value, dict) and value.get("to") in self._names
        )

    def _text(self, text: str) -> str:
        if not self._names:
            return text
        text = _LINK.sub(lambda link: link[1] if self._means_one(link[2]) else link[0], text)
        return _WORD.sub(lambda word: "a private decision" if self._means_one(word[0]) else word[0], text)

    def _means_one(self, word: str) -> bool:
        """Whether a word, an address or a path is that of one of them; its id may have words behind it."""
        end = word.removesuffix(".md").removesuffix(".html").rpartition("/")[2]
        return not self._names.isdisjoint((word, end, end[: ids.LENGTH], word.lstrip("./")))
