"""Tags and topics: the words under which decisions can be found."""

from collections import Counter

from remit.site.page import TAGS, Page
from remit.site.view import View

PATH = "tags/index.html"


def tags_page(view: View) -> Page:
    """All topics and tags, with the number of decisions of each; every one leads to the filtered table."""
    view = view.at(PATH)
    topics = Counter(topic for record in view.log.records for topic in record.topics)
    tags = Counter(tag for record in view.log.records for tag in record.list_of("tags"))
    body = view.render("tags.html", topics=sorted(topics.items()), tags=sorted(tags.items()))
    return Page(PATH, "Topics and tags", body, TAGS, "Topics and tags of the decisions.")
