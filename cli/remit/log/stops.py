"""Stops of records, topics and budgets: who stopped what, why, and until when. Everybody reads them here."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from remit.log import ids
from remit.log.log import Log
from remit.log.moment import Moment, parse_moment
from remit.log.record import Act, Record


class Stop(NamedTuple):
    """One stop. It is of a record, a topic or a budget."""

    who: str
    on: Moment | None = None
    record: str | None = None
    topic: str | None = None
    budget: str | None = None
    why: str = ""
    """The reason as written: one or more lines of Markdown."""
    until: Moment | None = None
    """When it ends by itself."""
    lifted: Moment | None = None
    """When it was lifted; a lift without a time counts from the start of the stop."""
    path: str = ""
    """The file that says so: an act, or the record that reports it."""
    where: tuple[str | int, ...] = ()
    """The key of the record's front matter; empty for an act."""

    @property
    def what(self) -> str:
        """What is stopped: the record's id, the topic or the budget."""
        return self.record or self.topic or self.budget or ""

    @property
    def day(self) -> str:
        """The day on which it began (ISO 8601); `?` where nobody knows."""
        return self.on.day.isoformat() if self.on else "?"

    @property
    def sentence(self) -> str:
        """The whole reason in one line."""
        return " ".join(self.why.split())

    @property
    def reason(self) -> str:
        """The first line of the reason."""
        return self.why.strip().split("\n", 1)[0].strip()

    @property
    def command(self) -> str:
        """The command that lifts it; of a stop that the record reports itself, the one that shows it."""
        name = f"--topic {self.topic}" if self.topic else f"--budget {self.budget}"
        what = ids.short(self.record) if self.record else name
        return f"remit show {what}" if self.where else f'remit resume {what} --why "..."'

    @property
    def how_to_lift(self) -> str:
        """What lifts it: a command, or an entry in the record that reports it."""
        return "add `lifted: {who: WHO, on: DAY}` to it in the record" if self.where else f"run `{self.command}`"

    def is_open(self, at: datetime, zone: tzinfo) -> bool:
        """Whether it has begun by `at`, and neither expired nor been lifted; days are read in `zone`."""
        if self.on is not None and self.on.instant(zone) > at:
            return False
        if self.lifted is not None and self.lifted.instant(zone) <= at:
            return False
        return self.until is None or at <= self.until.last_instant(zone)


def stops_of(log: Log) -> Iterator[Stop]:
    """Every stop of a log: of topics and budgets, then of records."""
    yield from stops_among(log.stops, log.zone)
    for record in log.records:
        yield from stops_on(record, log.zone)


def stops_on(record: Record, zone: tzinfo) -> Iterator[Stop]:
    """The stops of one record: those that it reports itself, then its act files."""
    for index, entry in enumerate(record.entries_of("stops")):
        lifted, on = entry.get("lifted"), _moment(entry.get("on"), zone)
        yield Stop(
            _text(entry.get("who")) or "", on, record.id, why=_text(entry.get("why")) or "",
            until=_moment(entry.get("until"), zone), lifted=_moment(lifted.get("on"), zone) or on if isinstance(lifted, dict) else None,
            path=record.path, where=("stops", index),
        )  # fmt: skip
    if record.acts:
        yield from stops_among(record.acts, zone, record.id)


def stops_among(acts: Iterable[Act], zone: tzinfo, record: str | None = None) -> Iterator[Stop]:
    """The stops among acts, each with the first lift that lifts it."""
    acts = tuple(acts)
    lifts = [(stop.path, lift) for lift in acts if lift.kind == "lift" for stop in lifted_by(lift, acts)]
    for act in acts:
        if act.kind == "stop":
            begun = _moment(act.head.get("on"), zone)
            ends = [_moment(lift.head.get("on"), zone) or begun for path, lift in lifts if path == act.path]
            yield Stop(
                act.who, begun, record, _text(act.head.get("topic")), _text(act.head.get("budget")),
                act.body.strip(), _moment(act.head.get("until"), zone), min(filter(None, ends), key=lambda on: on.instant(zone), default=None), act.path,
            )  # fmt: skip


def lifted_by(lift: Act, acts: Iterable[Act]) -> Iterator[Act]:
    """The stops among acts that a lift lifts: the one that it names, or every earlier one of the same topic or budget."""
    named = name_of(str(lift.head.get("lifts") or ""))
    for stop in acts:
        name = name_of(stop.path)
        if stop.kind == "stop" and (named in (name, name.rpartition("-")[2]) if named else _before(stop, lift)):
            yield stop


def name_of(path: str) -> str:
    """The name by which a lift names a stop: its file's name without the suffix."""
    return path.rpartition("/")[2].removesuffix(".md")


def _before(stop: Act, lift: Act) -> bool:
    """Whether a stop of the same is older than a lift; False if one of the two has no time."""
    same = all(stop.head.get(key) == lift.head.get(key) for key in ("topic", "budget"))
    return same and bool(stop.on and lift.on and stop.on.instant(UTC) <= lift.on.last_instant(UTC))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _moment(value: object, zone: tzinfo) -> Moment | None:
    return parse_moment(value, zone) if isinstance(value, str) else None
