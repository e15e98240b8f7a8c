"""What we add to the theme: style, scripts, and the mending of its faults. Knows HTML, not MkDocs."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

from remit.site.page import up

CSS, JS = "assets/remit/remit.css", "assets/remit/remit.js"
_ASSETS = Path(__file__).parent / "assets"
_DIALOG = re.compile(r'(<div class="md-search" data-md-component="search" role="dialog")>')


def files() -> Iterator[tuple[str, str]]:
    """Our style and scripts: address and text."""
    for address in (CSS, JS):
        yield address, (_ASSETS / address.rpartition("/")[2]).read_text(encoding="utf-8")


def mended(page: str, url: str, title: str) -> str:
    """A page of the theme without its faults, and with the feed named in its head.

    The theme's search is a dialog without a name (WCAG 4.1.2).
    """
    page = _DIALOG.sub(r'\1 aria-label="Search">', page)
    feed = up(url.removeprefix("./")) + "feed.xml"
    return page.replace(
        "</head>", f'<link rel="alternate" type="application/atom+xml" title="{escape(title)}" href="{feed}"></head>', 1
    )


def not_found(page: str) -> str:
    """The page for an address that leads nowhere, with a way on."""
    words = "<p>Decisions keep their address as long as they exist. Search for a word or an id in the table of all decisions.</p>"
    return re.sub(r"(<h1>404[^<]*</h1>)", rf"\1{words}", page, count=1)


def sitemap(xml: str, token: str, site_url: str | None, addresses: Iterable[str]) -> str:
    """The sitemap with our pages, and without the skeletons (known by `token`). Without `site_url` it stays empty."""
    xml = re.sub(rf"\s*<url>(?:(?!</url>).)*{token}(?:(?!</url>).)*</url>", "", xml, flags=re.DOTALL)
    if not site_url:
        return xml
    top = site_url.rstrip("/")
    entries = "".join(
        f"    <url>\n         <loc>{escape(top)}/{quote(address)}</loc>\n    </url>\n" for address in addresses
    )
    return xml.replace("</urlset>", f"{entries}</urlset>")
