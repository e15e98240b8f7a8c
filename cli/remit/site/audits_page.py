"""The page of the audits: where decisions wait, who decides, what came of it; each with its picture and its numbers."""

from collections.abc import Iterable
from re import sub

from remit.audits.report import Report, Table, shown
from remit.site.charts import CSS, figure
from remit.site.html import Html, el, items, join, table
from remit.site.page import Page

PATH = "insight/index.html"
SECTION = "insight"


def audits_page(reports: Iterable[Report]) -> Page:
    """All reports on one page, the one after the other; a sentence where there is none."""
    found = tuple(reports)
    body = el(
        "div",
        el("h1", "Insight", id="remit-content"),
        el("p", "The last twelve months. Open decisions count; every share comes with its range and its number."),
        _contents(found) if found else el("p", "There is nothing to measure yet."),
        *map(_section, found),
        el("style", Html(CSS)) if any(report.charts for report in found) else None,
    )
    return Page(PATH, "Insight", body, SECTION, "Where decisions wait, who decides, and what came of it.")


def _contents(reports: tuple[Report, ...]) -> Html:
    return items((el("a", report.title, href=f"#{_name(report)}") for report in reports), class_="remit-contents")


def _name(report: Report) -> str:
    return sub(r"[^a-z]+", "-", report.name)


def _section(report: Report) -> Html:
    return el(
        "section",
        el("h2", report.title, id=_name(report)),
        items(report.lead),
        *(Html(figure(chart)) for chart in report.charts),
        *(_table(one) for one in report.tables if one.rows),
        *(el("p", note, class_="remit-note") for note in report.notes),
    )


def _table(one: Table) -> Html:
    rows = ([shown(cell) for cell in row] for row in one.rows)
    return join((el("h3", one.title), table(one.columns, rows)))
