"""A page and a data file of the site, before any theme."""

from typing import NamedTuple

from markupsafe import Markup

HOME, DECISIONS, BOUNDARIES, PEOPLE, CONTEXT, TAGS, DUE = (
    "home", "decisions", "boundaries", "people", "context", "tags", "due",
)  # fmt: skip


class Page(NamedTuple):
    """One page. Text is plain text; only `body` is HTML."""

    path: str
    """Where it stands below the top of the site, with `/`, ending in `.html`."""
    title: str
    body: Markup
    """Everything below the header, with its `h1`; links are relative to the folder of `path`."""
    section: str
    """The entry of the menu that it belongs to."""
    description: str = ""
    """One sentence for search engines and previews."""
    pictures: tuple[str, ...] = ()
    """Paths in the repository of the pictures that it shows."""

    @property
    def in_menu(self) -> bool:
        """Whether the menu names it: the first page of every section, and no other."""
        return self.path.endswith("index.html")


def up(path: str) -> str:
    """The way from a page to the top of the site: `""`, `"../"` …."""
    return "../" * path.count("/")


def shortened(text: str, most: int = 155) -> str:
    """The first sentence or so of `text`, on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"
