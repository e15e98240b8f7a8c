"""The whole site as a value: addresses to pages, and names to data files. Pure; no theme, no disk, no clock."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from itertools import chain
from typing import NamedTuple

from remit.audits.budgets import spending
from remit.audits.lead_times import lives
from remit.audits.overview import overview
from remit.audits.scope import Scope
from remit.authority.policy.decision_tree import Trees
from remit.log.moment import parse_moment
from remit.log.record import Record
from remit.site import (
    audits_page,
    boundaries_page,
    context_page,
    drill_page,
    due_page,
    exports,
    feeds,
    history_page,
    home_page,
    limits_page,
    list_pages,
    may_page,
    people_page,
)
from remit.site.data_files import table_script
from remit.site.digest import digest
from remit.site.due_page import Due
from remit.site.output import DATA, SEARCH
from remit.site.page import Page
from remit.site.record_page import common, content_of, record_page
from remit.site.search_index import CHUNK, shards, texts, words_of
from remit.site.view import View, grouped, newest_first
from remit.site.waiting import waiting
from remit.site.words import chosen

Made = Page | tuple[str, str]
"""A page, or a data file: its address and its content."""


def address_of(made: Made) -> str:
    """Where a page or a file is below the top of the site."""
    return made.path if isinstance(made, Page) else made[0]


class Piece(NamedTuple):
    """Pages and files of the site that are made together."""

    name: str
    made_of: str
    """What they are made of, as one number: where it is that of an earlier build, so are they."""
    make: Callable[[], Iterator[Made]]
    content: Callable[[], str] | None = None
    """A number that stays the same where `made_of` changed for the sake of others."""


@dataclass(frozen=True)
class Site:
    """Everything that is written, before any theme."""

    menu: tuple[Piece, ...]
    """The pieces with the pages of the menu."""
    others: Callable[[], Iterator[Piece]]
    """All others, one after the other: so they need not be held at once."""
    until: datetime | None
    """The next time that the log names: then it may be another site."""

    @cached_property
    def pages(self) -> dict[str, Page]:
        """All pages by address."""
        return {one.path: one for one in self._made() if isinstance(one, Page)}

    @cached_property
    def files(self) -> dict[str, str]:
        """All data files by address."""
        return dict(one for one in self._made() if not isinstance(one, Page))

    def _made(self) -> Iterator[Made]:
        for piece in chain(self.menu, self.others()):
            yield from piece.make()


def site(view: View, home: str = "index.html", *, heading: bool = True) -> Site:
    """All pages and data files of a log. `home` is where the first page is, with or without its `heading`."""
    content, rows, reports = _content(view), newest_first(view.log.records), _Reports(view)
    left = {moment for moment in _moments(view, content) if moment > view.now}
    log = digest(str(view.today), repr(sorted(left)), *content)
    read = {record.path: digest(record.title, view.bodies[record.path]) for record in rows}
    search = digest(log, *read.values())
    menu = (
        Piece("reports", digest(log, home, str(heading)), lambda: _pages(reports, log, home, heading)),
        Piece("table", search, lambda: _table(reports, rows, search)),
    )

    def others() -> Iterator[Piece]:
        yield from _records(view, log, read)
        yield Piece("files", log, lambda: _files(reports))
        yield Piece(feeds.FEED, search, lambda: iter([(feeds.FEED, feeds.feed(view, view.log.records))]))
        for part in feeds.parts(view):
            texts_of = (read[record.path] for record in part.records)
            yield Piece(part.address, digest(log, *texts_of), partial(_feed, view, part))
        yield Piece(exports.LOG, digest(log, repr(view.blobs)), lambda: iter([(exports.LOG, exports.listed(view))]))
        yield Piece("search", search, lambda: _search(view, rows))
        for number in range(-(-len(rows) // CHUNK)):
            some = rows[number * CHUNK : (number + 1) * CHUNK]
            parts = (read[record.path] for record in some)
            yield Piece(f"text {number}", digest(*parts), partial(_texts, view, number, some))

    return Site(menu, others, min(left, default=None))


def _content(view: View) -> list[str]:
    """Everything that the site is made of but the texts of records and the time: settings, people, policies, heads, history."""
    log = view.log
    return [
        repr((chosen(), view.history.tip, view.history.flags, view.proofs.signatures)),
        repr((log.settings, log.people, log.policies, log.unreadable_policies, log.context, log.stops)),
        repr((log.findings, log.unread, log.told)),
        *(log.text(file.path) for file in log.guard_files()),
        *(repr(record._replace(body="")) for record in log.whole.records),
    ]


def _moments(view: View, content: Iterable[str]) -> set[datetime]:
    """The times around this day that the log writes: at one of them a stop may end, or a deadline pass."""
    days = [(view.now + timedelta(days=more)).date().isoformat() for more in (-1, 0, 1)]
    written = re.compile(rf"(?:{'|'.join(days)})[T ][0-9:.+Z-]+")
    found = (match for text in content if any(day in text for day in days) for match in written.findall(text))
    moments = (parse_moment(match, view.log.zone) for match in found)
    return {moment.instant(view.log.zone) for moment in moments if moment}


def _records(view: View, log: str, read: Mapping[str, str]) -> Iterator[Piece]:
    """The page and the files of each decision."""
    of_records, all_share = exports.RecordFiles(view), digest(repr(common(view)))

    def make(record: Record) -> Iterator[Made]:
        yield record_page(view, record)
        yield from of_records.of(record)

    def content(record: Record) -> str:
        return digest(all_share, read[record.path], repr([*content_of(view, record)]))

    for record in view.log.records:
        blob = view.blobs.get(record.path, "")
        yield Piece(record.path, digest(log, read[record.path], blob), partial(make, record), partial(content, record))


class _Reports:
    """What several pieces show of the log as a whole, computed when the first of them is made."""

    def __init__(self, view: View) -> None:
        self._view = view

    @cached_property
    def scope(self) -> Scope:
        """What the reports look at, until the end of the day: so that two builds of one day say the same."""
        view = self._view
        return Scope(view.log, lives(view.log, view.history), view.end_of_day, view.answers)

    @cached_property
    def trees(self) -> dict[str, Trees]:
        """What everybody may decide."""
        return may_page.all_trees(self._view)

    @cached_property
    def view(self) -> View:
        """The view of pages about many decisions."""
        return self._view._replace(waits=waiting(self._view, self.scope))

    @cached_property
    def due(self) -> list[Due]:
        """What is due at some time."""
        return due_page.all_due(self.view.at(due_page.PATH))


def _pages(reports: _Reports, log: str, home: str, heading: bool) -> Iterator[Made]:
    scope, due = reports.scope, reports.due
    view = reports.view._replace(topics=may_page.topics(reports.trees))
    deciders = grouped(view.log.records, lambda record: record.deciders)
    serving = grouped(view.log.records, lambda record: record.list_of("intent"))
    under = grouped(view.log.records, _boundary)
    of_teams = grouped(view.log.records, lambda record: (view.teams.get(record.path, ""),))
    spent = {one.budget.name: one for one in spending(scope)} if view.log.judged else {}
    turns, theirs = _turns(view), grouped(due, lambda one: one.handles)
    owns = people_page.all_owns(view, reports.trees.values())
    yield home_page.home_page(view, home, heading=heading)
    yield boundaries_page.boundaries_page(view)
    yield may_page.may_page(view, _versioned(may_page.DATA, log))
    yield people_page.people_page(view, deciders)
    yield context_page.context_index(view, serving)
    yield list_pages.tags_page(view)
    yield due_page.due_page(view, due)
    yield list_pages.data_page(view, feeds.parts(view))
    yield drill_page.drill_page(view, scope)
    yield limits_page.limits_page(view, scope)
    yield history_page.history_page(view)
    yield audits_page.audits_page(view, overview(scope, view.history))
    for row in view.rows:
        yield boundaries_page.boundary_page(view, row, under.get(row.boundary, []), spent)
    for handle in view.where.people:
        own, decided = owns.get(handle, ((), ())), deciders.get(handle, [])
        yield people_page.person_page(view, handle, own, decided, turns.get(handle, []), theirs.get(handle, []))
    for team in view.where.teams:
        yield people_page.team_page(view, team, of_teams.get(team, []))
    for context in view.log.context:
        yield context_page.context_page(view, context, serving)
    yield may_page.DATA, may_page.script(view, reports.trees)


def _table(reports: _Reports, rows: list[Record], search: str) -> Iterator[Made]:
    yield list_pages.decisions_page(reports.view, _versioned(DATA, search), SEARCH)
    yield DATA, table_script(reports.view, rows, search[:8], {one.path for one in reports.due if one.late})


def _files(reports: _Reports) -> Iterator[tuple[str, str]]:
    view = reports.view
    yield feeds.CALENDAR, feeds.calendar(view.at("index.html"), reports.due)
    yield from exports.data(view).items()
    yield from _redirects(view.at("decisions/index.html")).items()


def _feed(view: View, part: feeds.Part) -> Iterator[tuple[str, str]]:
    yield part.address, feeds.feed_of(view, part)


def _search(view: View, rows: list[Record]) -> Iterator[tuple[str, str]]:
    """The words of all decisions in shards."""
    words = (words_of(_names(view, record)) | view.text(record).words for record in rows)
    return ((f"{SEARCH}{name}.js", script) for name, script in shards(words).items())


def _texts(view: View, number: int, rows: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """A file with the beginnings of some texts."""
    yield f"{SEARCH}text/{number}.js", texts(number, (view.text(record).shown for record in rows))


def _turns(view: View) -> dict[str, list[tuple[Record, str]]]:
    """For each person the open records that wait for them, and what they have to do."""
    out: dict[str, list[tuple[Record, str]]] = defaultdict(list)
    for record in view.log.records:
        for who, what in view.waits.get(record.path, {}).items():
            out[who].append((record, what))
    return out


def _boundary(record: Record) -> tuple[str, ...]:
    """The boundary that a record names, with or without the policy in front."""
    return (record.boundary.rpartition("/")[2],) if record.boundary else ()


def _redirects(view: View) -> dict[str, str]:
    """A page that leads on, for each further name of a record."""
    by_path = {record.path: record for record in view.log.records if record.list_of("aliases")}
    return {
        address: f"{view.render('redirect.html', title=by_path[path].title, to=view.record(by_path[path]).href)}\n"
        for address, path in view.where.redirects.items()
    }


def _versioned(address: str, made_of: str) -> str:
    """An address that changes with the content, so that no browser mixes an old file with a new one."""
    return f"{address}?{made_of[:8]}"


def _names(view: View, record: Record) -> str:
    """The words under which a record is found besides those of its text: title, id, old names, topics, tags, people, acts."""
    people = (view.names.get(who, who) for who in record.deciders)
    heads = (record.id, *record.list_of("aliases"), *record.topics, *record.list_of("tags"), *record.deciders, *people)
    return " ".join((record.title, *heads, *(act.body for act in record.acts)))
