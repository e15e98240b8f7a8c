"""All that the pages are made of, computed once: the log, the day, and where everything is."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import NamedTuple, TypeVar
from urllib.parse import quote, urlencode

from markupsafe import Markup

from remit.attribution.proof import Proofs
from remit.audits.fields import team_of_record
from remit.authority.answer import Answer, Duty
from remit.authority.policy.matrix import Row
from remit.authority.procedure.answers import Answers
from remit.authority.words import joined
from remit.log.change import Signature
from remit.log.log import Log
from remit.log.moment import Moment, parse_day
from remit.log.policy import ANYONE
from remit.log.record import Record
from remit.log.stops import Stop, stops_on
from remit.log.timeline import NOTHING, History
from remit.site.addresses import Addresses, addresses, form_link, source_link
from remit.site.labels import (
    Link,
    Time,
    ago,
    counted_span,
    day_of,
    day_text,
    days_between,
    names_of,
    role_word,
    time_of,
)
from remit.site.markdown import Fragment, convert
from remit.site.matrix import held, in_force, matrix
from remit.site.page import up
from remit.site.relations import Relation, relations
from remit.site.requirements import requirement
from remit.site.search_index import Text, text_of
from remit.site.templates import PACKAGE, Templates
from remit.site.words import said, word

_NAME = re.compile(r"((?:[\w@/+-]|\.(?=\w))+)")
_SPAN = re.compile(r"\b(\d[\d,]*(?:\.\d+)?) ([dh])\b")
Convert = Callable[..., Fragment]
"""Words and title to HTML; usually answered from a cache."""
Read = Callable[..., Text]
"""Words and title to what is searched; usually answered from a cache."""


class View(NamedTuple):
    """What every page and every template can ask. `base` is the way from the page to the top of the site."""

    log: Log
    now: datetime
    where: Addresses
    links: dict[str, tuple[Relation, ...]]
    """Links of a record, by the path of its file."""
    names: dict[str, str]
    """Handle to name."""
    rows: tuple[Row, ...]
    """The delegation matrix."""
    convert: Convert
    read: Read
    bodies: Mapping[str, str]
    """The texts of the records by path; `log` has none, so that what shows many decisions is the same whatever their texts say."""
    blobs: Mapping[str, str]
    """Path to git's id of the content."""
    teams: dict[str, str]
    """Path of a record to its team."""
    stops: dict[str, tuple[Stop, ...]]
    """The open stops of the records that have any, by path."""
    answers: Answers
    """What the procedure says to the records."""
    history: History
    """What git shows; nothing where nobody asked."""
    proofs: Proofs
    """How well it is proven who decided and acted."""
    shows: Callable[[str], bool] = lambda _path: True
    """Whether a picture of the repository, by its path, can be shown."""
    templates: Templates = PACKAGE
    """What pages are made from."""
    titles: Mapping[str, str] = {}
    """What the policies in force call a role or a committee, by its name."""
    held: Mapping[str, Mapping[str, str]] = {}
    """A role or committee to the people who hold it today, and how: holder, acting, deputy, member."""
    waits: Mapping[str, Mapping[str, str]] = {}
    """Path of an open record to the people it waits for, and what each has to do: decide, respond or complete."""
    patterns: dict[object, Markup] = {}  # noqa: RUF012 - each view has its own
    """Parts of pages that differ in names alone, by kind."""
    by_name: Mapping[str, Record] = {}
    """Records by id."""
    topics: Mapping[str, str] = {}
    """Topics that the policies say something of, with their meaning."""
    base: str = "../"
    asked: dict[str, str] = {}  # noqa: RUF012 - each page has its own
    """The files that the page asked for, to their addresses; empty where they have none."""

    def text(self, record: Record) -> Text:
        """The text of a record as it is searched."""
        return self.read(self.bodies[record.path], record.title, record.path)

    def whole(self, record: Record) -> Record:
        """A record with its text."""
        return record._replace(body=self.bodies[record.path])

    def at(self, path: str) -> "View":
        """The same view from the page at `path`."""
        return self._replace(base=up(path), asked={})

    def render(self, template: str, /, **context: object) -> Markup:
        """A template filled with what it is given, and with this view as `view`."""
        return self.templates.render(template, view=self, **context)

    def to(self, address: str | None) -> str | None:
        """A link target from this page to an address below the top of the site."""
        return None if address is None else self.base + quote(address)

    def record(self, record: Record) -> Link:
        """A link to a record, by its title."""
        return Link(record.title, self.to(self.where.records[record.path]))

    def person(self, handle: str) -> Link:
        """A person's name, with a link to their page where they have one."""
        return Link(self.names.get(handle, handle), self.to(self.where.people.get(handle)))

    def people(self, handles: Iterable[str]) -> list[Link]:
        """Links to several people."""
        return [self.person(handle) for handle in handles]

    def role(self, name: str) -> str:
        """A role or a committee by the policy's title; else its name in words."""
        return self.titles.get(name) or (word(name) if name == ANYONE else role_word(name))

    def team(self, name: str) -> Link:
        """A team, with a link to its page."""
        return Link(name, self.to(self.where.teams.get(name)))

    def roles(self, names: Iterable[str], last: str = "or") -> str:
        """Several roles: `engineer, lead or board`."""
        return joined([self.role(name) for name in names], word(last))

    def boundary(self, name: str) -> Link:
        """A link to a boundary's page, by the title that the policy in force gives it; else by its name in words."""
        title = next(
            (row.rule.title for row in self.rows if name in (row.boundary, f"{row.policy}/{row.boundary}")), ""
        )
        return Link(title or role_word(name.rpartition("/")[2]), self.to(self.where.boundaries.get(name)))

    def policy(self, version: str) -> str:
        """A version of a policy in words: its title and since when it is in force."""
        found = next((policy for policy in self.log.policies if policy.id == version), None)
        return f"{found.title or found.name}, {word('in force from')} {day_text(found.start)}" if found else version

    def answer(self, record: Record) -> Answer | None:
        """What the procedure says to a record: to a decided one as of then, to an open one now; None if no policy is in force."""
        return self.answers.full(record) if self.log.judged else None

    def requirement(self, duty: Duty) -> str:
        """A requirement of the policy as a sentence, met or not."""
        return requirement(duty, self.role, lambda handle: self.names.get(handle, handle))

    def intent(self, name: str) -> Link:
        """A link to a context page, by its title."""
        titles = {page.id: page.title for page in self.log.context}
        return Link(titles.get(name, name), self.to(self.where.context.get(name)))

    def filtered(self, text: str, **facets: str) -> Link:
        """A link to the table of decisions with a filter set."""
        return Link(text, f"{self.base}decisions/index.html#{urlencode(facets)}")

    def worded(self, text: str) -> Markup:
        """A sentence of a report for people: decisions, boundaries, roles and days in words, with links to decisions."""
        return self.named(said(text))

    def named(self, text: str) -> Markup:
        """The same of what people may have written: its words stay."""
        text = _SPAN.sub(lambda span: counted_span(float(span[1].replace(",", "")), span[2]), text)
        parts = _NAME.split(text)
        return Markup("").join(self._word(part) if at % 2 else part for at, part in enumerate(parts))

    def _word(self, name: str) -> Link | str:
        """A name in a sentence: of a decision, a day, a boundary, a role; as it is where it is none."""
        record = self.by_name.get(name) or self.by_name.get(name.rpartition("/")[2].removesuffix(".md"))
        if record:
            return self.record(record)
        day = parse_day(name)
        if day:
            return day_text(day)
        if name in self.where.boundaries and not name.isalpha():
            return self.boundary(name).text
        return self.role(name) if "-" in name and (name in self.held or name in self.titles) else name

    def source(self, path: str) -> str | None:
        """Where a file of the repository is read on the Git host; None if the settings name none."""
        return source_link(self.log.settings.source_url, path)

    def form(self, what: str, path: str, **fields: str) -> str | None:
        """The Git host's form to `edit` a file, or to write a `new` one in a folder; None if we know none."""
        address = form_link(self.log.settings.source_url, what, path, self.log.settings.trusted or "main")
        return f"{address}?{urlencode(fields)}" if address and fields else address

    def day(self, moment: Moment | None) -> Time | None:
        """The day of a moment in the log's zone, for lists."""
        return day_of(moment, self.log.zone)

    def time(self, moment: Moment | None) -> Time | None:
        """The day of a moment in the log's zone, for sentences; the tooltip has the time of day where it is known."""
        return time_of(moment, self.log.zone)

    def moment_at(self, seconds: int) -> Moment:
        """A commit's time (seconds since 1970 UTC) in the log's zone."""
        at = datetime.fromtimestamp(seconds, self.log.zone)
        return Moment(at.date(), at)

    def days_since(self, moment: Moment) -> int:
        """Whole calendar days from `moment` to now; negative if it is ahead."""
        return days_between(moment, self.now, self.log.zone)

    def ago(self, moment: Moment) -> str:
        """`3 days ago`, `in 2 weeks`."""
        return ago(self.days_since(moment))

    @property
    def end_of_day(self) -> datetime:
        """Until when reports count, so that two builds of one day say the same."""
        return datetime.combine(self.today, time.max, self.log.zone)

    @property
    def today(self) -> date:
        """The day in the log's zone."""
        return self.now.astimezone(self.log.zone).date()


def make_view(
    log: Log,
    now: datetime,
    convert_words: Convert = convert,
    read_words: Read | None = None,
    blobs: Mapping[str, str] | None = None,
    history: History = NOTHING,
    signatures: Mapping[str, Signature] | None = None,
) -> View:
    """The view of a log at a time. Pure, given a pure `convert_words`."""
    read_words = read_words or (lambda *given: text_of(convert_words(*given).text))
    bodies = {record.path: record.body for record in log.records}
    log = log.replace(records=tuple(record._replace(body="") for record in log.records))
    rows, names = matrix(log, now), names_of(log)
    teams = {record.path: team for record in log.records if (team := team_of_record(log, record))}
    where = addresses(log, _seen(log, names), [(row.policy, row.boundary) for row in rows], _teams(log, teams))
    day = now.astimezone(log.zone).date()
    return View(
        log, now, where, relations(log.records, where), names, rows, convert_words, read_words, bodies, blobs or {}, teams, _stops(log, now),
        Answers(log, now), history, Proofs(log, history, signatures), titles=_titles(log, day), held=held(log, now), by_name=log.by_id, patterns={},
    )  # fmt: skip


def _titles(log: Log, day: date) -> dict[str, str]:
    """Titles of roles and committees, those of the lowest policy last."""
    out: dict[str, str] = {}
    for policy in in_force(log, day):
        out.update((role.name, role.title) for role in policy.roles.values() if role.title)
        out.update((body.name, body.title) for body in policy.bodies.values() if body.title)
    return out


def _stops(log: Log, now: datetime) -> dict[str, tuple[Stop, ...]]:
    """The open stops of each record that has one."""
    found = (
        (record, tuple(stop for stop in stops_on(record, log.zone) if stop.is_open(now, log.zone)))
        for record in log.records
    )
    return {record.path: stops for record, stops in found if stops}


def _seen(log: Log, names: dict[str, str]) -> list[str]:
    """Everybody in people.yml, and whoever decided something."""
    deciders = {handle for record in log.records for handle in record.deciders}
    return sorted({*names, *deciders}, key=lambda handle: (handle.casefold(), handle))


def _teams(log: Log, of_records: Mapping[str, str]) -> list[str]:
    """Every team: of the settings, of people.yml, and of records."""
    people = log.people.people if log.people else ()
    named = (person.team for person in people if person.team)
    return sorted({*(team.name for team in log.settings.teams), *named, *of_records.values()})


def newest_first(records: Iterable[Record]) -> list[Record]:
    """Records by day, the newest in front; those without any day last."""
    return sorted(records, key=lambda record: (_day_key(record), record.id), reverse=True)


def _day_key(record: Record) -> str:
    moment = record.dated()
    return moment.day.isoformat() if moment else ""


Item = TypeVar("Item")


def grouped(items: Iterable[Item], names: Callable[[Item], Iterable[str]]) -> dict[str, list[Item]]:
    """Items by every name that `names` gives for them, in their order."""
    out: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for name in names(item):
            out[name].append(item)
    return out
