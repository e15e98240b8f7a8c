"""Feeds and data: everything that programs and readers of feeds can take from the site."""

from collections.abc import Iterable

from remit.site.feeds import Part, name_of
from remit.site.page import DATA, Page
from remit.site.view import View

PATH = "data/index.html"


def data_page(view: View, parts: Iterable[Part]) -> Page:
    """The page that lists them."""
    view = view.at(PATH)
    kinds: dict[str, list[tuple[str, str]]] = {}
    for part in parts:
        kinds.setdefault(part.kind, []).append((name_of(view, part), part.address))
    body = view.render("data.html", kinds=kinds)
    return Page(PATH, "Feeds and data", body, DATA, "Feeds, calendar, JSON, Markdown and badges of this log.")
