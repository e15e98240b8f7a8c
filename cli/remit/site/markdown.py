"""The words of a record as safe HTML: CommonMark with tables, as Git hosts show it, and nothing that runs.

Not the converter of the theme: records are written for a Git host, where a list needs no blank line before it; and
CommonMark has no attribute syntax with which a record could reach the page around it.
"""

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import nh3
import yaml
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES
from pygments.util import ClassNotFound

VERSION = "1"
"""Raise it when the same words become other HTML."""
_ALLOWED = Path(__file__).parent / "assets/allowed.yml"
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_INLINE = re.compile(r"</?(?:a|abbr|b|code|del|em|i|ins|kbd|mark|q|s|samp|span|strong|sub|sup|time|u|var)(?: [^>]*)?>")
_TASK = re.compile(r"<li>(<p>)?\[([ xX])\] ")
_CODE, _FRAMED = '<pre><div class="highlight"><code>', '<div class="highlight"><pre tabindex="0"><code>'
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_BARE = re.compile(r"(?<![\w/\"'=])https?://[^\s<>\"'`|\\^{}]+[^\s<>\"'`|\\^{}.,;:!?)\]*_]")


class Heading(NamedTuple):
    """A heading of a record, for its own table of contents."""

    level: int
    id: str
    text: str


class Fragment(NamedTuple):
    """The words of a record, converted."""

    html: str
    """Safe, but links are still as written: relative to the record's file."""
    headings: tuple[Heading, ...]
    text: str
    """The words alone, for the search."""


def convert(words: str, title: str = "") -> Fragment:
    """The words of a record as HTML. A first heading that only repeats `title` is left out."""
    safe = _cleaner()(_parser()(words))
    safe = _TASK.sub(_task, safe)
    safe = safe.replace(_CODE, _FRAMED).replace("</code></div></pre>", "</code></pre></div>")
    safe = _TABLE.sub(r'<div class="remit-scroll" tabindex="0">\g<0></div>', safe)
    html, headings = _with_headings(safe, title)
    return Fragment(html, headings, plain(html))


@cache
def version() -> str:
    """What the HTML of the same words depends on: a newer cleaner cleans again."""
    return " ".join((VERSION, *(metadata.version(name) for name in ("markdown-it-py", "nh3", "Pygments"))))


def plain(html: str) -> str:
    """The text of safe HTML, on one line."""
    return " ".join(unescape(_TAG.sub(" ", _INLINE.sub("", html))).split())


def _task(match: re.Match[str]) -> str:
    checked = " checked" if match[2] in "xX" else ""
    state = "done" if checked else "not done"
    return f'<li class="remit-task">{match[1] or ""}<input type="checkbox" disabled{checked} aria-label="{state}"> '


def _with_headings(html: str, title: str) -> tuple[str, tuple[Heading, ...]]:
    """Headings get an id and stand below the page's own h1."""
    first = _HEADING.search(html)
    if first and plain(first[2]).casefold() == title.casefold() and not plain(html[: first.start()]):
        html = html[: first.start()] + html[first.end() :]
    top = min((int(match[1]) for match in _HEADING.finditer(html)), default=2)
    found: list[Heading] = []
    taken: set[str] = set()

    def mark(match: re.Match[str]) -> str:
        level = min(int(match[1]) + 2 - top, 6)
        heading = Heading(level, _free(plain(match[2]), taken), plain(match[2]))
        found.append(heading)
        return f'<h{level} id="{heading.id}">{match[2]}</h{level}>'

    return _HEADING.sub(mark, html), tuple(found)


def _free(text: str, taken: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "section"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name


@cache
def _cleaner() -> Callable[[str], str]:
    """The function that cleans. Ids and styles never survive: a record cannot reach the page around it."""
    allowed = yaml.safe_load(_ALLOWED.read_text(encoding="utf-8"))
    return nh3.Cleaner(
        tags=set(allowed["tags"]),
        attributes={tag: set(names) for tag, names in allowed["attributes"].items()},
        url_schemes=set(allowed["schemes"]),
        allowed_classes={"span": {name for name in STANDARD_TYPES.values() if name}, "div": {"highlight"}},
        link_rel="noopener noreferrer",
    ).clean


@cache
def _parser() -> Callable[[str], str]:
    parser = MarkdownIt("commonmark", {"html": True, "highlight": _highlight})
    parser.enable(["table", "strikethrough"])
    parser.core.ruler.after("inline", "bare_links", _bare_links)
    return lambda words: str(parser.render(words.lstrip("\ufeff")))


def _highlight(code: str, language: str, _attributes: str) -> str:
    """Colours for code whose language is named and known."""
    if not language:
        return ""
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return ""
    inner = highlight(code, lexer, HtmlFormatter(nowrap=True))
    return f'<pre><div class="highlight"><code>{inner}</code></div></pre>'


def _bare_links(state: StateCore) -> None:
    """A bare address in the text is a link, as it is on Git hosts."""
    for token in state.tokens:
        inner = token.children or []
        if (
            token.type == "inline"
            and "://" in token.content
            and not any(child.type in ("link_open", "html_inline") for child in inner)
        ):
            token.children = [new for child in inner for new in _linked(child)]


def _linked(token: Token) -> list[Token]:
    if token.type != "text" or "://" not in token.content:
        return [token]
    out: list[Token] = []
    at, text = 0, token.content
    for match in _BARE.finditer(text):
        out.append(Token("text", "", 0, content=text[at : match.start()]))
        out.append(Token("link_open", "a", 1, attrs={"href": match[0]}))
        out.append(Token("text", "", 0, content=match[0]))
        out.append(Token("link_close", "a", -1))
        at = match.end()
    return [*out, Token("text", "", 0, content=text[at:])]
