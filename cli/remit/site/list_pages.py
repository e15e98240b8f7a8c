"""Pages that are one list: all decisions (searched, filtered and sorted in the browser from one data file), all topics and tags, all data."""

from collections import Counter
from collections.abc import Iterable

from remit.site.feeds import Part, name_of
from remit.site.labels import counted
from remit.site.page import DATA, DECISIONS, TAGS, Page
from remit.site.view import View, newest_first
from remit.site.words import word

FIRST = 100
"""Decisions that stand in the page itself: they show before any script runs, and where none does."""


def decisions_page(view: View, data: str, search: str) -> Page:
    """The table; `data` and `search` are the addresses of the data file and of the folder of search shards."""
    view = view.at("decisions/index.html")
    records = view.log.records
    body = view.render(
        "decisions.html",
        data=view.base + data,
        search=view.base + search,
        records=newest_first(records)[:FIRST],
        any_tier=any(record.tier for record in records),
        any_decider=any(record.deciders for record in records),
        any_topic=any(record.topics for record in records),
    )
    return Page(
        "decisions/index.html",
        "Decisions",
        body,
        DECISIONS,
        word("All {number}: search, filter and sort them.").format(number=counted(len(records), "decision")),
    )


def tags_page(view: View) -> Page:
    """All topics and tags, with the number of decisions of each; every one leads to the filtered table."""
    view = view.at("tags/index.html")
    topics = Counter(topic for record in view.log.records for topic in record.topics)
    tags = Counter(tag for record in view.log.records for tag in record.list_of("tags"))
    body = view.render("tags.html", topics=sorted(topics.items()), tags=sorted(tags.items()))
    return Page("tags/index.html", "Topics and tags", body, TAGS, "Topics and tags of the decisions.")


def data_page(view: View, parts: Iterable[Part]) -> Page:
    """Feeds and data: everything that programs and readers of feeds can take from the site."""
    view = view.at("data/index.html")
    kinds: dict[str, list[tuple[str, str]]] = {}
    for part in parts:
        kinds.setdefault(word(f"Decisions by {part.kind.lower()}"), []).append((name_of(view, part), part.address))
    body = view.render("data.html", kinds=kinds)
    return Page(
        "data/index.html", "Feeds and data", body, DATA, "Feeds, calendar, JSON, Markdown and badges of this log."
    )
