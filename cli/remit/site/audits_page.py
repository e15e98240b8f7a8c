"""The page of the audits: where decisions wait, who decides, what came of it; each with its picture and its numbers."""

from collections.abc import Iterable
from re import sub

from remit.audits.report import Report, Table, shown
from remit.site.charts import CSS, figure
from remit.site.html import Html
from remit.site.page import Page
from remit.site.templates import PACKAGE, Templates

PATH = "insight/index.html"
SECTION = "insight"


def audits_page(reports: Iterable[Report], templates: Templates = PACKAGE) -> Page:
    """All reports on one page, the one after the other; a sentence where there is none."""
    found = tuple(reports)
    style = Html(CSS) if any(report.charts for report in found) else None
    body = templates.render("audits.html", sections=[_section(report) for report in found], style=style)
    return Page(PATH, "Insight", body, SECTION, "Where decisions wait, who decides, and what came of it.")


def _section(report: Report) -> dict[str, object]:
    return {
        "name": sub(r"[^a-z]+", "-", report.name),
        "title": report.title,
        "lead": report.lead,
        "pictures": [Html(figure(chart)) for chart in report.charts],
        "tables": [_table(one) for one in report.tables if one.rows],
        "notes": report.notes,
    }


def _table(one: Table) -> dict[str, object]:
    return {"title": one.title, "columns": one.columns, "rows": [[shown(cell) for cell in row] for row in one.rows]}
