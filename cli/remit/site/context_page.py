"""Shared context: the why and the what, and the decisions that serve it."""

from remit.log.context import ContextPage
from remit.log.moment import parse_moment
from remit.log.record import Record, texts
from remit.site.links import localise
from remit.site.page import CONTEXT, Page, shortened
from remit.site.view import View, newest_first

PATH = "context/index.html"


def context_index(view: View, serving: dict[str, list[Record]]) -> Page:
    """All context pages, those that no decision serves yet, and how many decisions serve none; `serving` has records by page id."""
    view = view.at(PATH)
    body = view.render(
        "contexts.html",
        pages=[(page, len(serving.get(page.id, ()))) for page in view.log.context],
        without=sum(1 for record in view.log.records if not record.list_of("intent")),
    )
    return Page(PATH, "Context", body, CONTEXT, "Goals and background for the decisions.")


def context_page(view: View, page: ContextPage, serving: dict[str, list[Record]]) -> Page:
    """One context page with the decisions that serve it."""
    path = view.where.context[page.id]
    view = view.at(path)
    fragment = view.convert(page.body, page.title)
    words = localise(view, page.path, fragment.html)
    body = view.render(
        "context.html",
        page=page,
        review=view.day(parse_moment(next(iter(texts(page.head.get("review_by"))), ""), view.log.zone)),
        words=words,
        records=newest_first(serving.get(page.id, ())),
    )
    return Page(path, page.title, body, CONTEXT, shortened(fragment.text) or page.title, view.asked)
