"""The page of the audits: where decisions wait, who decides, what came of it; each with its picture and its numbers."""

from collections.abc import Iterable

from remit.audits.report import Report, shown
from remit.site.charts import CSS, figure
from remit.site.page import Page
from remit.site.templates import PACKAGE, Templates

PATH = "insight/index.html"
SECTION = "insight"


def audits_page(reports: Iterable[Report], templates: Templates = PACKAGE) -> Page:
    """All reports on one page, the one after the other; a sentence where there is none."""
    found = tuple(reports)
    style = CSS if any(report.charts for report in found) else ""
    body = templates.render("audits.html", reports=found, figure=figure, shown=shown, style=style)
    return Page(PATH, "Insight", body, SECTION, "Where decisions wait, who decides, and what came of it.")
