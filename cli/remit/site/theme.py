"""The theme's pages: what we add to them, fixes of their faults, and one as a skeleton of many. Knows no MkDocs.

A skeleton is the theme's page with holes: rendered once for each section, cut apart, and filled for every page of it. A page
made so is the page that the theme would have made; only the holes differ. The holes are marked with words that no text can
hold, because they are drawn for each build.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from remit.site.markdown import DIAGRAM
from remit.site.page import Page, up
from remit.site.words import script, word

CSS, CHARTS_CSS, ICON = "assets/remit/remit.css", "assets/remit/charts.css", "assets/remit/icon.svg"
SCRIPTS = ("assets/remit/search.js", "assets/remit/remit.js", "assets/remit/may.js")
BODY, TITLE, DESCRIPTION, ADDRESS = "body", "title", "description", "address"
HOLES = (BODY, TITLE, DESCRIPTION, ADDRESS)
_ASSETS = Path(__file__).parent / "assets"
_FOOTER = '<div class="md-copyright">'
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_THEMES = re.compile(
    r"<script>((?:__md_scope=|var palette=__md_get\(|var target=document\.)[^<]*(?:<[^/][^<]*)*)</script>"
)
_TOP = re.compile(rf'href="([^"]*){CSS}"')
_FIRST = re.compile(r'<head[^>]*>(?:\s*<meta charset="[^"]*">)?', re.IGNORECASE)
_POLICY = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:{pictures}; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)
"""Nothing from elsewhere, and no script in the page but the theme's own (https://www.w3.org/TR/CSP3/)."""
_SAID = {
    "title": re.compile(r"<title>([^<]*)</title>"),
    "description": re.compile(r'<meta name="description" content="([^"]*)">'),
    "url": re.compile(r'<link rel="canonical" href="([^"]*)">'),
}
_AS_WRITTEN = "A diagram, shown as it is written (Mermaid)."
_DIAGRAM = re.compile(rf"{DIAGRAM}<code>([^<]*)</code></pre>")
_TAG_IN_LABEL = re.compile(r"&lt;(?!br\s*/?&gt;)(?=[A-Za-z!?/][\w-]*[\s/])")
_DIALOG = re.compile(r'(<div class="md-search" data-md-component="search" role="dialog")>')


def files() -> Iterator[tuple[str, str]]:
    """Our styles, scripts and icon: address and text."""
    for address in (CSS, CHARTS_CSS, *SCRIPTS, ICON):
        text = (_ASSETS / address.rpartition("/")[2]).read_text(encoding="utf-8")
        yield address, script(text) if address in SCRIPTS else text


def completed(page: str, url: str, title: str, as_of: str = "") -> str:
    """A page of the theme without its faults, with the feed named in its `head`, and with `as_of`, the feed and the data in its footer.

    The theme's search is a dialog without a name (WCAG 4.1.2). Only pages that each build writes say as of when they are: else
    every commit would change every page of a record.
    """
    page = _DIALOG.sub(r'\1 aria-label="Search">', page)
    top = up(url.removeprefix("./"))
    feed, parts = f"{top}feed.xml", [escape(as_of)] if as_of else []
    parts += [f'<a href="{feed}">{word("Subscribe")}</a>', f'<a href="{top}data/index.html">{word("Data")}</a>']
    page = page.replace(_FOOTER, f'{_FOOTER}<div class="remit-as-of">{" · ".join(parts)}</div>', 1)
    shown = "".join(f'<meta property="og:{name}" content="{found[1]}">' for name, found in _open_graph(page))
    alternate = f'<link rel="alternate" type="application/atom+xml" title="{escape(title)}" href="{feed}">'
    return page.replace("</head>", f"{alternate}{shown}</head>", 1)


def _open_graph(page: str) -> Iterator[tuple[str, re.Match[str]]]:
    """What a page says of itself, under the names that previews of links read (https://ogp.me)."""
    for name, pattern in _SAID.items():
        found = pattern.search(page)
        if found:
            yield name, found


def moved(page: str) -> tuple[str, dict[str, str]]:
    """A page of the Material theme with its own scripts in files, and these by address: a server may then allow no script in a page."""
    files: dict[str, str] = {}
    top = _TOP.search(page)

    def named(script: re.Match[str]) -> str:
        address = f"assets/remit/theme-{sha256(script[1].encode()).hexdigest()[:8]}.js"
        files[address] = script[1]
        return f'<script src="{top[1] if top else ""}{address}"></script>'

    return (_THEMES.sub(named, page) if top else page), files


def guarded(page: str, body: str = "", *, pictures: bool = False) -> str:
    """A page with a content security policy that lets the scripts of the theme run, and none of `body`; `pictures` from elsewhere
    are shown or not.
    """
    scripts = dict.fromkeys(_SCRIPT.findall(page.replace(body, "") if body else page))
    sums = "".join(f" 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
    policy = _POLICY.format(scripts=sums, pictures=" https:" if pictures else "")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _FIRST.sub(lambda first: first[0] + meta, page, count=1)


def with_diagrams(body: str, script: str) -> Markup:
    """A page's content whose diagrams the theme draws with Mermaid's `script`; without one they are shown as they are written.

    Mermaid makes HTML of labels: a tag with attributes in it is text.
    """

    def drawn(diagram: re.Match[str]) -> str:
        return f'<pre class="mermaid"><code>{_TAG_IN_LABEL.sub("#lt;", diagram[1])}</code></pre>'

    def written(diagram: re.Match[str]) -> str:
        return f'<p class="remit-note">{word(_AS_WRITTEN)}</p><pre tabindex="0"><code>{diagram[1]}</code></pre>'

    if DIAGRAM in body:
        body = _DIAGRAM.sub(drawn if script else written, str(body))
        body = f'<script src="{escape(script)}"></script>{body}' if script else body
    return Markup(body)  # noqa: S704 - it is clean


def not_found(page: str, words: str) -> str:
    """The theme's page for an address that leads nowhere, with our words below its heading."""
    return re.sub(r"<h1>404[^<]*</h1>", lambda _: f"<h1>{word('404 - Not found')}</h1>{words}", page, count=1)


def sitemap(xml: str, token: str, urls: str) -> str:
    """The theme's sitemap with our `urls`, and without the skeletons (known by `token`)."""
    xml = re.sub(rf"\s*<url>(?:(?!</url>).)*{token}(?:(?!</url>).)*</url>", "", xml, flags=re.DOTALL)
    return xml.replace("</urlset>", f"{urls}</urlset>")


def without_skeletons(index: Path, token: str) -> None:
    """Take the skeletons (known by `token`) out of the theme's search index; the Material theme has left them out already."""
    text = index.read_text(encoding="utf-8") if index.is_file() else ""
    if token in text:
        found = json.loads(text)
        found["docs"] = [entry for entry in found["docs"] if token not in json.dumps(entry)]
        index.write_text(json.dumps(found, sort_keys=True, separators=(",", ":")), encoding="utf-8")


class Marks(NamedTuple):
    """The words that mark the holes of one build."""

    token: str

    def of(self, hole: str) -> str:
        """The mark of a hole: letters and digits only, so that no theme escapes it."""
        return f"remit{self.token}{hole}"

    @property
    def body(self) -> str:
        """What is in the place of the body: an h1, so that the theme adds none of its own."""
        return f"<h1>{self.of(BODY)}</h1>"


class Skeleton(NamedTuple):
    """A page of the theme, cut at its holes: text, hole, text, hole … text."""

    parts: tuple[str, ...]

    def fill(self, page: Page) -> str:
        """The finished page."""
        values = {
            BODY: str(page.body),
            TITLE: escape(page.title),
            DESCRIPTION: escape(page.description),
            ADDRESS: quote(page.path.rpartition("/")[2].removesuffix(".html")),
        }
        return "".join(values[part] if at % 2 else part for at, part in enumerate(self.parts))


def without_holes(html: str, marks: Marks) -> str:
    """A page without a hole in a script of the theme: so each page allows the same scripts."""
    return _SCRIPT.sub(lambda script: re.sub(rf"remit{marks.token}(?:{'|'.join(HOLES)})", "", script[0]), html)


def cut(html: str, marks: Marks) -> Skeleton | None:
    """The skeleton that a rendered page gives; None where the theme left the body out."""
    if marks.body not in html:
        return None
    html = html.replace(marks.body, marks.of(BODY))
    pattern = re.compile(f"remit{marks.token}({'|'.join(HOLES)})")
    return Skeleton(tuple(pattern.split(html)))
