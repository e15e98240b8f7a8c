"""The reports: how long decisions take, who decides, what the outcome was; each with its chart and its numbers."""

from collections.abc import Iterable

from remit.audits.report import Report, shown
from remit.site.charts import CSS, figure
from remit.site.page import Page
from remit.site.templates import PACKAGE, Templates

PATH = "reports/index.html"
SECTION = "reports"


def audits_page(reports: Iterable[Report], templates: Templates = PACKAGE) -> Page:
    """All reports on one page, the one after the other; a sentence if there is none."""
    found = tuple(reports)
    style = CSS if any(report.charts for report in found) else ""
    body = templates.render("audits.html", reports=found, figure=figure, shown=shown, style=style)
    return Page(PATH, "Reports", body, SECTION, "How long decisions take, who makes them, and how they turned out.")
