"""A page of the site, before any theme, and its place in the menu."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from remit.site.words import word

HOME, DECISIONS, BOUNDARIES, MAY, PEOPLE, CONTEXT, TAGS, DUE, DATA, DRILL, LIMITS, HISTORY = (
    "home", "decisions", "boundaries", "may", "people", "context", "tags", "due", "data", "drill", "limits", "history",
)  # fmt: skip
MENU = (
    (
        "Decisions",
        (
            ("Decisions", "decisions"),
            ("Reviews due", "due"),
            ("Map and history", "history"),
            ("Topics and tags", "tags"),
        ),
    ),
    ("Who decides", (("Who decides", "boundaries"), ("May I decide this?", "may"), ("People", "people"))),
    ("Context", (("Context", "context"),)),
    (
        "Reports",
        (
            ("Reports", "reports"),
            ("What stops without …?", "drill"),
            ("Wider boundaries", "limits"),
            ("Feeds and data", "data"),
        ),
    ),
)
"""Tabs with their pages, in order: titles and folders. The first page of the log comes before them."""
_TOP, _OVERVIEW = "index.html", "overview/index.html"
HOME_MARK = "<!-- remit:home -->"
"""Where the first hand-written page has this, the log's first page is shown there."""
STUB_MARK = "<!-- remit:page -->"
"""A hand-written page at the address of one of ours that has this is replaced; where nobody knows this plugin it is shown."""


class Page(NamedTuple):
    """One page. Text is plain text; only `body` is HTML."""

    path: str
    """Where it is below the top of the site, with `/`, ending in `.html`."""
    title: str
    body: Markup
    """Everything below the header, with its `h1`; links are relative to the folder of `path`."""
    section: str
    """The entry of the menu that it belongs to."""
    description: str = ""
    """One sentence for search engines and previews."""
    asked: Mapping[str, str] = {}
    """The files to which its text links and the pictures that it shows, and the address that each has on the site; empty where
    it has none.
    """


def in_menu(path: str) -> bool:
    """Whether the menu names the page at `path`: the first page of every section, and no other."""
    return path.endswith("index.html")


def up(path: str) -> str:
    """The way from a page to the top of the site: `""`, `"../"` …."""
    return "../" * path.count("/")


def shortened(text: str, most: int = 155) -> str:
    """The first sentence or so of `text`, on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"


def home_address(first: str | None) -> str:
    """Where the log's first page is: at the top, unless the site has a first page of its own (its text is `first`)
    that does not show it.
    """
    return _TOP if first is None or HOME_MARK in first else _OVERVIEW


def added_to(nav: list[Any], ours: list[str], *, alone: bool) -> list[Any]:
    """The menu with those of our pages that it does not name yet: at the top level where there is nothing else,
    below one entry of their own otherwise.
    """
    named = set(_named(nav))
    title = word("Home" if "index.md" in ours else "Overview")
    entries = [{title: uri} for uri in ours if uri in ("index.md", "overview/index.md") and uri not in named]
    left = {*ours} - {*named}
    tabs = [
        _tab(word(tab), [(word(name), f"{folder}/index.md") for name, folder in pages], left) for tab, pages in MENU
    ]
    if alone:
        return [*nav, *entries, *(tab for tab in tabs if tab)]
    entries += [entry for tab in tabs for entry in _entries(tab)]
    if not entries:
        return nav
    first = [entry for entry in entries if "index.md" in entry.values()]
    rest = [entry for entry in entries if entry not in first]
    return [*first, *nav, {word("Decisions"): rest}] if rest else [*first, *nav]


def _tab(title: str, pages: list[tuple[str, str]], left: set[str]) -> dict[str, Any]:
    """A tab with those of its pages that are `left` to be named; a page that is alone is the tab itself."""
    entries: list[dict[str, Any]] = [{name: uri} for name, uri in pages if uri in left]
    return entries[0] if len(entries) == 1 else {title: entries} if entries else {}


def _entries(tab: dict[str, Any]) -> list[dict[str, Any]]:
    """The pages of a tab, side by side."""
    return [entry for value in tab.values() for entry in (value if isinstance(value, list) else [tab])]


def _named(nav: Any) -> Iterable[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for value in nav.values():
            yield from _named(value)
    elif isinstance(nav, list):
        for value in nav:
            yield from _named(value)
