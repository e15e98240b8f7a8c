"""Links and pictures in words: as written they are relative to their file, on the site to its page.

In the text of a record both are replaced in the HTML. Hand-written pages are pages of MkDocs, which knows no page of a record:
`[why](../decisions/D-20261121-k3f9qz.html)` and a link to the record's file are marked, so that it leaves them alone.
"""

import posixpath
import re
from collections.abc import Collection, Mapping
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from remit.log.links import relative
from remit.site.markdown import clean
from remit.site.page import up
from remit.site.view import View

_SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
"""Pictures that are copied. SVG is not: opened on its own it is a page that can run scripts."""
PICTURES = "decisions/files/"
"""The folder of the site that pictures are copied to."""
_HREF = re.compile(r'<a href="([^"]*)"')
_IMAGE = re.compile(r"<img ([^>]*)>")
_SRC = re.compile(r'src="([^"]*)"')
_ALT = re.compile(r'alt="([^"]*)"')
_LINK = re.compile(r"(\]\()([^()\s#]+?)(#[^()\s]*)?(?=[\s)])")
_MARK = "remit-page:"
_MARKED = re.compile(rf'href="{_MARK}([^"]*)"')


def localise(view: View, path: str, html: str) -> Markup:
    """Clean HTML of the file at `path` with links that work on the site. The view remembers what it links to and shows."""
    made = _HREF.sub(lambda match: _link(view, path, match), html) if '<a href="' in html else html
    made = _IMAGE.sub(lambda match: _image(view, path, match), made) if "<img " in made else made
    made = made if made == html else clean(made)  # what is as it was is clean already
    return Markup(made)  # noqa: S704 - it is clean


def pictures_of(asked: Mapping[str, str]) -> list[str]:
    """The pictures among what pages asked for, that must be copied: paths in the repository."""
    return [what.removeprefix("picture ") for what, shown in asked.items() if shown and what.startswith("picture ")]


def safe(url: str) -> bool:
    """Whether what somebody wrote into a record may become a link to the outside."""
    return url.lower().startswith(("https://", "http://", "mailto:"))


def _link(view: View, path: str, match: re.Match[str]) -> str:
    """A link to a record or a context page goes to its page, one to another file to the Git host; any other stays."""
    target = unescape(match[1])
    if target.startswith("//"):
        return "<a"
    found = relative(path, target)
    if found is None or target.startswith("#"):
        return match[0]
    page = _shown_at(view, f"page {found.path}")
    href = view.to(page) if page else view.source(found.path)
    if href is None:
        return "<a"
    return f'<a href="{escape(href + ("#" + found.anchor if found.anchor else ""))}"'


def _image(view: View, path: str, match: re.Match[str]) -> str:
    """A picture of the repository is shown; one from elsewhere becomes a link, so that no request leaves the site."""
    source, alt = _SRC.search(match[1]), _ALT.search(match[1])
    words = alt[1] if alt and alt[1] else "picture"
    target = unescape(source[1]) if source else ""
    found = relative(path, target)
    file = found.path if found else None
    shown = _shown_at(view, f"picture {file}") if file and file.lower().endswith(_SHOWN) else ""
    if file and shown:
        return f'<img src="{escape(view.to(shown) or "")}" alt="{words}" loading="lazy">'
    href = view.source(file) if file else target
    if not href or not href.lower().startswith(("http://", "https://")):
        return f"<em>{words}</em>"
    return f'<a href="{escape(href)}" rel="noopener noreferrer">{words}</a>'


def _shown_at(view: View, what: str) -> str:
    """Where the site shows `page PATH` or `picture PATH`; empty where it does not. The view remembers that it was asked."""
    kind, _, file = what.partition(" ")
    found = view.where.files.get(file, "") if kind == "page" else PICTURES + file if view.shows(file) else ""
    view.asked[what] = found
    return found


def same_addresses(view: View, asked: Mapping[str, str]) -> bool:
    """Whether everything that a page asked for is where it was then."""
    view = view._replace(asked={})
    return all(_shown_at(view, what) == address for what, address in asked.items())


class Places(NamedTuple):
    """What a hand-written page may link to."""

    pages: Collection[str]
    """Addresses of all our pages."""
    records: Mapping[str, str]
    """Path of a record's file to its address."""
    docs: str
    """The folder of the hand-written pages, below the top of the repository."""


def marked(markdown: str, uri: str, places: Places) -> str:
    """The Markdown of the page at `uri` with every link to one of our pages marked, so that MkDocs leaves it alone."""

    def mark(match: re.Match[str]) -> str:
        address = _address(match[2], uri, places)
        return f"{match[1]}{_MARK}{quote(address)}{match[3] or ''}" if address else match[0]

    return _LINK.sub(mark, markdown)


def _address(target: str, uri: str, places: Places) -> str | None:
    if ":" in target or target.startswith("/"):
        return None
    folder = posixpath.dirname(uri)
    on_site = posixpath.normpath(posixpath.join(folder, target))
    if on_site in places.pages:
        return on_site
    return places.records.get(posixpath.normpath(posixpath.join(places.docs, folder, target)))


def resolved(html: str, url: str) -> str:
    """The page at `url` with the marked links leading where they should."""
    return _MARKED.sub(lambda match: f'href="{up(url.removeprefix("./"))}{match[1]}"', html) if _MARK in html else html
