"""Tags and topics: the words under which decisions can be found."""

from collections import Counter

from remit.site.page import TAGS, Page
from remit.site.view import View
from remit.site.when import counted

PATH = "tags/index.html"


def tags_page(view: View) -> Page:
    """All topics and tags, with the number of decisions of each; every one leads to the filtered table."""
    view = view.at(PATH)
    topics = Counter(topic for record in view.log.records for topic in record.topics)
    tags = Counter(tag for record in view.log.records for tag in record.list_of("tags"))
    lists = [
        {"title": title, "facet": facet, "entries": _entries(view, facet, counts)}
        for title, facet, counts in (("Topics", "topic", topics), ("Tags", "tag", tags))
        if counts
    ]
    body = view.templates.render("tags.html", lists=lists)
    return Page(PATH, "Tags", body, TAGS, "Topics and tags of our decisions.")


def _entries(view: View, facet: str, counts: Counter[str]) -> list[tuple[str, str]]:
    return [(view.filtered(name, **{facet: name}), counted(counts[name], "decision")) for name in sorted(counts)]
