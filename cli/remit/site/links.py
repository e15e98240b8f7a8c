"""Links and pictures inside a record's words: as written they are relative to its file, on the site to its page."""

import posixpath
import re
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from remit.site.html import Html
from remit.site.source_link import source_link
from remit.site.view import View

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
"""Pictures that are copied. SVG is not: opened on its own it is a page that can run scripts."""
FOLDER = "decisions/files/"
_HREF = re.compile(r'<a href="([^"]*)"')
_IMAGE = re.compile(r"<img ([^>]*)>")
_SRC = re.compile(r'src="([^"]*)"')
_ALT = re.compile(r'alt="([^"]*)"')


class _Where(NamedTuple):
    view: View
    path: str
    pictures: list[str]


def localise(view: View, path: str, html: str) -> tuple[Html, tuple[str, ...]]:
    """Safe HTML of the file at `path` with links that work on the site, and the pictures that must be copied."""
    where = _Where(view, path, [])
    if '<a href="' in html:
        html = _HREF.sub(lambda match: _link(where, match), html)
    if "<img " in html:
        html = _IMAGE.sub(lambda match: _image(where, match), html)
    return Html(html), tuple(dict.fromkeys(where.pictures))


def in_repository(path: str, target: str) -> str | None:
    """The path in the repository that a link in the file at `path` means; None where it leaves the repository."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    start = "" if parts.path.startswith("/") else posixpath.dirname(path)
    found = posixpath.normpath(posixpath.join(start, unquote(parts.path).lstrip("/")))
    return None if found.startswith("..") or found == "." else found


def _link(where: _Where, match: re.Match[str]) -> str:
    """A link to another record goes to its page, one to another file to the forge; any other stays."""
    target = unescape(match[1])
    if target.startswith("//"):
        return f'<a data-was="{match[1]}"'
    file = in_repository(where.path, target)
    if file is None:
        return match[0]
    view = where.view
    page = view.where.records.get(file)
    href = view.to(page) if page else source_link(view.log.settings.source_url, file)
    if href is None:
        return "<a"
    anchor = urlsplit(target).fragment
    return f'<a href="{escape(href + ("#" + anchor if anchor else ""))}"'


def _image(where: _Where, match: re.Match[str]) -> str:
    """A picture of the repository is shown; one from elsewhere becomes a link, so that no request leaves the site."""
    source, alt = _SRC.search(match[1]), _ALT.search(match[1])
    words = alt[1] if alt and alt[1] else "picture"
    target = unescape(source[1]) if source else ""
    file = in_repository(where.path, target)
    if file and file.lower().endswith(PICTURES) and where.view.shows(file):
        where.pictures.append(file)
        return f'<img src="{escape(where.view.to(FOLDER + file) or "")}" alt="{words}" loading="lazy">'
    href = source_link(where.view.log.settings.source_url, file) if file else target
    if not href or not href.lower().startswith(("http://", "https://")):
        return f"<em>{words}</em>"
    return f'<a href="{escape(href)}" rel="noopener noreferrer">{words}</a>'
