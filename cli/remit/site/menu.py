"""Where our pages stand in the menu of the site."""

from collections.abc import Iterable
from typing import Any

MENU = (
    ("Decisions", "decisions/index.md"),
    ("Boundaries", "boundaries/index.md"),
    ("People", "people/index.md"),
    ("Context", "context/index.md"),
    ("Tags", "tags/index.md"),
    ("Due", "due/index.md"),
    ("Insight", "insight/index.md"),
)
"""Title and page, in order; the first page of the log stands in front of them."""
HOME, OVERVIEW = "index.html", "overview/index.html"


HOME_MARK = "<!-- remit:home -->"
"""Where this stands on the first hand-written page, the log's first page is shown there."""


def home_address(first: str | None) -> str:
    """Where the log's first page stands: at the top, unless the site has a first page of its own (its text is `first`)
    that does not show it.
    """
    return HOME if first is None or HOME_MARK in first else OVERVIEW


def added_to(nav: list[Any], ours: list[str], *, alone: bool) -> list[Any]:
    """The menu with those of our pages that it does not name yet: at the top level where there is nothing else,
    below one entry of their own otherwise.
    """
    named = set(_named(nav))
    title = "Home" if "index.md" in ours else "Overview"
    entries = [{title: uri} for uri in ours if uri in ("index.md", "overview/index.md") and uri not in named]
    entries += [{title: uri} for title, uri in MENU if uri not in named]
    if not entries:
        return nav
    if alone:
        return [*nav, *entries]
    first = [entry for entry in entries if "index.md" in entry.values()]
    rest = [entry for entry in entries if entry not in first]
    return [*first, *nav, {"Decisions": rest}] if rest else [*first, *nav]


def _named(nav: Any) -> Iterable[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for value in nav.values():
            yield from _named(value)
    elif isinstance(nav, list):
        for value in nav:
            yield from _named(value)
