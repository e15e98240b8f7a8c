"""Tags and topics: the words under which decisions can be found."""

from collections import Counter

from remit.site.html import Html, el, items, join
from remit.site.page import TAGS, Page
from remit.site.view import View
from remit.site.when import counted

PATH = "tags/index.html"


def tags_page(view: View) -> Page:
    """All topics and tags, with the number of decisions of each; every one leads to the filtered table."""
    view = view.at(PATH)
    topics = Counter(topic for record in view.log.records for topic in record.topics)
    tags = Counter(tag for record in view.log.records for tag in record.list_of("tags"))
    parts = [_list(view, "Topics", "topic", topics), _list(view, "Tags", "tag", tags)]
    inner = join(parts) or el("p", "No decision carries a topic or a tag yet.")
    body = el("div", el("h1", "Topics and tags", id="remit-content"), inner)
    return Page(PATH, "Tags", body, TAGS, "Topics and tags of our decisions.")


def _list(view: View, title: str, facet: str, counts: Counter[str]) -> Html | None:
    entries = [
        join((view.filtered(name, **{facet: name}), f" ({counted(counts[name], 'decision')})"))
        for name in sorted(counts)
    ]
    return el("section", el("h2", title, id=facet), items(entries, class_="remit-tags")) if entries else None
