"""The page of one decision: what was decided, by whom, why, and what others did to it."""

from remit.log.record import Record
from remit.site.badges import status_badge, stopped_badge, tier_badge
from remit.site.html import Html, el, items, join
from remit.site.justification import why
from remit.site.links import localise
from remit.site.markdown import Fragment
from remit.site.page import DECISIONS, Page, shortened
from remit.site.panel import panel
from remit.site.record_responses import deeds_html, stop_banner
from remit.site.relations import KINDS
from remit.site.responses import deeds
from remit.site.summary import lead
from remit.site.view import View


def record_page(view: View, record: Record) -> Page:
    """The page of a decision."""
    path = view.where.records[record.path]
    view = view.at(path)
    done = deeds(record)
    stops = view.stops.get(record.path, ())
    fragment = view.convert(record.body, record.title)
    words, pictures = localise(view, record.path, fragment.html)
    top = join(
        (
            el(
                "p",
                join(
                    (
                        status_badge(record),
                        stopped_badge() if stops else None,
                        tier_badge(record.tier, view.log.settings),
                    ),
                    " ",
                ),
                class_="remit-badges",
            ),
            el("h1", record.title, id="remit-content"),
            el("p", lead(view, record), class_="remit-lead"),
            join(stop_banner(view, stop) for stop in stops),
        )
    )
    body = el(
        "div",
        _contents(fragment),
        words,
        why(view, record),
        _links(view, record),
        deeds_html(view, record, done),
        class_="remit-words",
    )
    return Page(
        path,
        record.title,
        el("div", top, el("div", body, panel(view, record), class_="remit-columns"), class_="remit-record"),
        DECISIONS,
        shortened(fragment.text) or record.title,
        pictures,
    )


def _contents(fragment: Fragment) -> Html | None:
    """A table of contents for a long text; a short one needs none."""
    if len(fragment.headings) < 4 or len(fragment.text) < 3000:
        return None
    most = min(heading.level for heading in fragment.headings) + 1
    entries = (el("a", heading.text, href=f"#{heading.id}") for heading in fragment.headings if heading.level <= most)
    return el("details", el("summary", "On this page"), items(entries), class_="remit-contents")


def _links(view: View, record: Record) -> Html | None:
    """Links to other decisions, both ways."""
    by_path = {other.path: other for other in view.log.records} if record.path in view.links else {}
    rows = []
    for relation in view.links.get(record.path, ()):
        other = by_path.get(relation.path or "")
        shown = join((view.record(other), status_badge(other)), " ") if other else relation.name
        rows.append(join((el("span", KINDS[relation.kind], class_="remit-kind"), shown), " "))
    return el("section", el("h2", "Linked decisions", id="linked"), items(rows, class_="remit-links")) if rows else None
