"""Links from hand-written pages to records: MkDocs knows no page of a record, so it is not asked.

`[why](../decisions/D-20261121-k3f9qz.html)` and a link to the record's file both lead to its page.
"""

import posixpath
import re
from collections.abc import Collection, Mapping
from typing import NamedTuple
from urllib.parse import quote

from remit.site.page import up

_LINK = re.compile(r"(\]\()([^()\s#]+?)(#[^()\s]*)?(?=[\s)])")
_MARK = "remit-page:"
_MARKED = re.compile(rf'href="{_MARK}([^"]*)"')


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
