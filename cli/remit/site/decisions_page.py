"""All decisions as one table: searched, filtered and sorted in the browser from one data file."""

from remit.log.record import Record
from remit.site.badges import status_badge, stopped_badge, tier_badge
from remit.site.html import Html, el, join
from remit.site.page import DECISIONS, Page
from remit.site.view import View, dated, newest_first
from remit.site.when import counted, day_html

PATH = "decisions/index.html"
FIRST = 100
"""Rows that stand in the page itself: they show before any script runs, and where none does."""
COLUMNS = (
    ("title", "Decision"),
    ("status", "Status"),
    ("tier", "Tier"),
    ("decider", "Decided by"),
    ("topic", "Topic"),
    ("date", "Date"),
)
FACETS = (
    ("status", "Status"),
    ("tier", "Tier"),
    ("boundary", "Boundary"),
    ("decider", "Decided by"),
    ("team", "Team"),
    ("topic", "Topic"),
    ("intent", "Serves"),
    ("year", "Year"),
    ("tag", "Tag"),
)
"""Filters: the key in the address, and the label."""


def decisions_page(view: View, data: str, search: str) -> Page:
    """The table; `data` and `search` are the addresses of the data file and of the folder of search shards."""
    view = view.at(PATH)
    number = len(view.log.records)
    body = el(
        "div",
        el("h1", "Decisions", id="remit-content"),
        _controls(),
        el("p", counted(number, "decision"), id="remit-count", class_="remit-count", role="status", aria_live="polite"),
        _table(view),
        el("p", el("button", "Show more", type="button", id="remit-more", class_="md-button", hidden="hidden")),
        _without_script(number),
        id="remit-decisions",
        data_source=view.base + data,
        data_search=view.base + search,
    )
    return Page(PATH, "Decisions", body, DECISIONS, f"All {counted(number, 'decision')}: search, filter and sort them.")


def _controls() -> Html:
    """The search field and the filters; a script fills and shows them."""
    facets = join(
        el(
            "label",
            el("span", label),
            el("select", el("option", "any", value=""), name_=key),
            data_facet=key,
            hidden="hidden",
        )
        for key, label in FACETS
    )
    return el(
        "form",
        el(
            "label",
            el("span", "Search"),
            el("input", type="search", name_="q", placeholder="Any word of a decision", autocomplete="off"),
            class_="remit-q",
        ),
        el("div", facets, class_="remit-facets"),
        el("button", "Clear filters", type="reset", class_="remit-clear", hidden="hidden"),
        class_="remit-controls",
        role="search",
        aria_label="Decisions",
        hidden="hidden",
    )


def _table(view: View) -> Html:
    columns = [column for column in COLUMNS if _needed(view, column[0])]
    head = join(el("th", label, scope="col", data_key=key) for key, label in columns)
    rows = join(_row(view, record, columns) for record in newest_first(view.log.records)[:FIRST])
    inner = el("table", el("thead", el("tr", head)), el("tbody", rows), class_="remit-table", id="remit-table")
    return el("div", inner, class_="remit-scroll", tabindex="0", role="region", aria_label="Decisions")


def _needed(view: View, key: str) -> bool:
    """Whether any record has something for a column."""
    if key == "tier":
        return any(record.tier for record in view.log.records)
    if key == "topic":
        return any(record.topics for record in view.log.records)
    return key != "decider" or any(record.deciders for record in view.log.records)


def _row(view: View, record: Record, columns: list[tuple[str, str]]) -> Html:
    """One row, the same as the script draws."""
    cells = {
        "title": view.record(record),
        "status": _status(view, record),
        "tier": tier_badge(record.tier, view.log.settings),
        "decider": ", ".join(view.names.get(handle, handle) for handle in record.deciders[:3]),
        "topic": next(iter(record.topics), ""),
        "date": day_html(dated(record), view.log.zone),
    }
    return el("tr", join(el("td", cells[key], data_label=label) for key, label in columns))


def _status(view: View, record: Record) -> Html:
    return join((status_badge(record), stopped_badge() if record.path in view.stops else None), " ")


def _without_script(number: int) -> Html | None:
    if number <= FIRST:
        return None
    return el(
        "noscript",
        el(
            "p",
            f"These are the newest {FIRST} of {number}. The filters and the rest need JavaScript; log.json lists all.",
        ),
    )
