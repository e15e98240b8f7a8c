"""The whole site as a value: addresses to pages, and names to data files. Pure; no theme, no disk, no clock."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from typing import NamedTuple, TypeVar

from remit.audits.budgets import spending
from remit.audits.lead_times import lives
from remit.audits.overview import overview
from remit.audits.scope import Scope
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
from remit.site.data_files import shards, table_script, texts, words_of
from remit.site.due_page import Due
from remit.site.output import DATA, SEARCH
from remit.site.page import Page
from remit.site.record_page import common, record_page
from remit.site.view import View, grouped, newest_first
from remit.site.waiting import waiting


class Site(NamedTuple):
    """Everything that is written, before any theme."""

    pages: Mapping[str, Page]
    files: Mapping[str, str]
    """Data files by address."""


T = TypeVar("T")


class Made(Mapping[str, T]):
    """Pages or files by address. Those of the decisions are made when somebody asks, so that they are not all held at once."""

    def __init__(self, ready: Mapping[str, T], makers: Mapping[str, Callable[[], T]]) -> None:
        self._ready, self._makers = ready, makers

    def __getitem__(self, address: str) -> T:
        return self._ready[address] if address in self._ready else self._makers[address]()

    def __iter__(self) -> Iterator[str]:
        return iter((*self._ready, *self._makers))

    def __len__(self) -> int:
        return len(self._ready) + len(self._makers)


def site(view: View, home: str = "index.html", *, heading: bool = True) -> Site:
    """All pages and data files of a log. `home` is where the first page is, with or without its `heading`."""
    rows, scope = newest_first(view.log.records), _scope(view)
    answers = may_page.all_trees(view)
    view = view._replace(topics=may_page.topics(answers), waits=waiting(view, scope))
    due = due_page.all_due(view.at(due_page.PATH))
    files = {**_files(view, rows, due), may_page.DATA: may_page.script(view, answers)}
    owns = people_page.all_owns(view, answers.values())
    found = {page.path: page for page in _pages(view, scope, due, files, owns, home, heading)}
    all_share = sha256(repr(common(view)).encode("utf-8", "replace")).hexdigest()
    decisions = {
        view.where.records[record.path]: partial(record_page, view, record, all_share) for record in view.log.records
    }
    return Site(Made(found, decisions), Made(files, exports.record_files(view)))


def _scope(view: View) -> Scope:
    """What the reports look at, until the end of the day: so that two builds of one day say the same."""
    return Scope(view.log, lives(view.log, view.history), view.end_of_day, view.answers)


def _pages(
    view: View,
    scope: Scope,
    due: list[Due],
    files: Mapping[str, str],
    owns: Mapping[str, people_page.Owns],
    home: str,
    heading: bool,
) -> Iterator[Page]:
    deciders = grouped(view.log.records, lambda record: record.deciders)
    serving = grouped(view.log.records, lambda record: record.list_of("intent"))
    under = grouped(view.log.records, _boundary)
    of_teams = grouped(view.log.records, lambda record: (view.teams.get(record.path, ""),))
    spent = {one.budget.name: one for one in spending(scope)} if view.log.judged else {}
    turns, theirs = _turns(view), grouped(due, lambda one: one.handles)
    yield home_page.home_page(view, home, heading=heading)
    yield list_pages.decisions_page(view, _versioned(DATA, files), SEARCH)
    yield boundaries_page.boundaries_page(view)
    yield may_page.may_page(view, _versioned(may_page.DATA, files))
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


def _files(view: View, rows: list[Record], due: list[Due]) -> dict[str, str]:
    shown = [view.convert(record.body, record.title, record.path).text for record in rows]
    words = (words_of(_all_words(view, record, text)) for record, text in zip(rows, shown, strict=True))
    out = {f"{SEARCH}{name}.js": script for name, script in {**shards(words), **texts(shown)}.items()}
    late = {one.path for one in due if one.late}
    out[DATA] = table_script(view, rows, _version(out.values()), late)
    out |= feeds.feeds(view, feeds.parts(view))
    out[feeds.CALENDAR] = feeds.calendar(view.at("index.html"), due)
    return out | exports.data(view) | _redirects(view.at("decisions/index.html"))


def _redirects(view: View) -> dict[str, str]:
    """A page that leads on, for each further name of a record."""
    by_path = {record.path: record for record in view.log.records if record.list_of("aliases")}
    return {
        address: f"{view.render('redirect.html', title=by_path[path].title, to=view.record(by_path[path]).href)}\n"
        for address, path in view.where.redirects.items()
    }


def _versioned(address: str, files: Mapping[str, str]) -> str:
    return f"{address}?{_version((files[address],))}"


def _version(texts: Iterable[str]) -> str:
    """Eight letters that change with the content, so that no browser mixes an old file with a new one."""
    made = sha256()
    for text in texts:
        made.update(text.encode("utf-8", "replace"))
    return made.hexdigest()[:8]


def _all_words(view: View, record: Record, text: str) -> str:
    """Every word under which a record is found: title, id, old names, topics, tags, people, and its text."""
    people = (view.names.get(who, who) for who in record.deciders)
    heads = (record.id, *record.list_of("aliases"), *record.topics, *record.list_of("tags"), *record.deciders, *people)
    acts = (act.body for act in record.acts)
    return " ".join((record.title, *heads, text, *acts))
