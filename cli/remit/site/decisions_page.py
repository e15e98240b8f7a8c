"""All decisions as one table: searched, filtered and sorted in the browser from one data file."""

from remit.site.labels import counted
from remit.site.page import DECISIONS, Page
from remit.site.view import View, newest_first

PATH = "decisions/index.html"
FIRST = 100
"""Rows that stand in the page itself: they show before any script runs, and where none does."""


def decisions_page(view: View, data: str, search: str) -> Page:
    """The table; `data` and `search` are the addresses of the data file and of the folder of search shards."""
    view = view.at(PATH)
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
        PATH, "Decisions", body, DECISIONS, f"All {counted(len(records), 'decision')}: search, filter and sort them."
    )
