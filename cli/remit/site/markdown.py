"""The words of a record as safe HTML: CommonMark with tables, as Git hosts show it, and nothing that runs.

Not the converter of the theme: records are written for a Git host, where a list needs no blank line before it; and
CommonMark has no attribute syntax with which a record could reach the page around it.
"""

import re
from collections.abc import Callable, MutableMapping, Sequence
from functools import cache
from html import escape, unescape
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

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

VERSION = "2"
"""Raise it when the same words become other HTML."""
MOST_CHARACTERS, MOST_BRACKETS, MOST_CELLS = 200_000, 5_000, 100_000
"""Words beyond one of these are shown as they are written: no text may hold up a build."""
_MOST_COLOURED, _MOST_COLOURED_IN_ALL = 4_000, 40_000
"""Characters of code that get colours: in one block, and in one text. The time of a lexer may grow with the square."""
_ALLOWED = Path(__file__).parent / "assets/allowed.yml"
_RAW_HEADING = re.compile(r"(</?h)([1-6])\b", re.IGNORECASE)
_ID = re.compile(r"[a-z0-9-]+")
_TAG = re.compile(r"<[^<>]+>")
_INLINE = re.compile(r"</?(?:a|abbr|b|code|del|em|i|ins|kbd|mark|q|s|samp|span|strong|sub|sup|time|u|var)(?: [^<>]*)?>")
_TASK = re.compile(r"\[([ xX])\] ")
_BARE = re.compile(r"(?<![\w/\"'=])https?://[^\s<>\"'`|\\^{}]+[^\s<>\"'`|\\^{}.,;:!?)\]*_]")
_Environment = MutableMapping[str, Any]
"""What the rules of one conversion share: the title, the headings, the characters that still get colours."""


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
    words = words.lstrip("\ufeff")
    if _too_much(words):
        html = clean(f"<pre>{escape(words)}</pre>")
        return Fragment(html, (), plain(html))
    shared: _Environment = {"title": title, "headings": [], "colours": _MOST_COLOURED_IN_ALL}
    html = clean(str(_parser().render(words, shared)))
    return Fragment(html, tuple(shared["headings"]), plain(html))


def clean(html: str) -> str:
    """HTML of which only what is allowed is left. Whatever is done to a record's HTML is done before: this is the last."""
    return _cleaner()(html)


def _too_much(words: str) -> bool:
    """Whether converting could take longer than it is worth: each part of these costs as much as all others together."""
    lines = words.splitlines()
    cells = len(lines) * max((line.count("|") for line in lines), default=0)
    return len(words) > MOST_CHARACTERS or words.count("[") > MOST_BRACKETS or cells > MOST_CELLS


@cache
def version() -> str:
    """What the HTML of the same words depends on: a newer cleaner cleans again."""
    return " ".join((VERSION, *(metadata.version(name) for name in ("markdown-it-py", "nh3", "Pygments"))))


def plain(html: str) -> str:
    """The text of safe HTML, on one line."""
    return " ".join(unescape(_TAG.sub(" ", _INLINE.sub("", html))).split())


def _tasks(state: StateCore) -> None:
    """An item of a list that begins with `[ ]` or `[x]` shows a box."""
    for item, _, token in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        match = _TASK.match(token.content) if item.type == "list_item_open" and token.type == "inline" else None
        first = token.children[0] if match and token.children else None
        if match and first and first.type == "text" and first.content.startswith(match[0]):
            item.attrSet("class", "remit-task")
            first.content = first.content.removeprefix(match[0])
            checked, said = (' checked=""', "done") if match[1] in "xX" else ("", "not done")
            box = f'<input type="checkbox" disabled=""{checked} aria-label="{said}"> '
            token.children = [Token("html_inline", "", 0, content=box), *(token.children or ())]


def _headings(state: StateCore) -> None:
    """Headings get an id and stand below the page's own h1."""
    _drop_title(state)
    opened = [at for at, token in enumerate(state.tokens) if token.type == "heading_open"]
    top = min((int(state.tokens[at].tag[1]) for at in opened), default=1)
    taken: dict[str, int] = {}
    for at in opened:
        level, text = _below(int(state.tokens[at].tag[1]), top), _text(state.tokens[at + 1])
        heading = Heading(level, _free(text, taken), text)
        state.tokens[at].tag = state.tokens[at + 2].tag = f"h{level}"
        state.tokens[at].attrSet("id", heading.id)
        state.env["headings"].append(heading)
    for token in (one for block in state.tokens for one in (block, *(block.children or ()))):
        if token.type.startswith("html_"):
            token.content = _RAW_HEADING.sub(lambda match: f"{match[1]}{_below(int(match[2]), top)}", token.content)


def _below(level: int, top: int) -> int:
    return min(max(level + 2 - top, 2), 6)


def _drop_title(state: StateCore) -> None:
    """Leave out a first heading that only repeats the title."""
    first = next((at for at, token in enumerate(state.tokens) if not token.content.startswith("<!--")), 0)
    heading = bool(state.tokens) and state.tokens[first].type == "heading_open"
    if heading and _text(state.tokens[first + 1]).casefold() == state.env["title"].casefold():
        del state.tokens[first : first + 3]


def _text(inline: Token) -> str:
    """What a reader sees of a line, without its tags."""
    parts = (" " if "break" in one.type else one.content for one in inline.children or () if one.type != "html_inline")
    return " ".join("".join(parts).split())


def _free(text: str, taken: dict[str, int]) -> str:
    """An id that none of `taken` is; those that were given for the same words are counted, not tried again."""
    base = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "section"
    name, number = base, taken.get(base, 0)
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken[base] = max(number, 1)
    taken.setdefault(name, 1)
    return name


@cache
def _cleaner() -> Callable[[str], str]:
    """The function that cleans. Ids but those of headings, and styles, never survive."""
    allowed = yaml.safe_load(_ALLOWED.read_text(encoding="utf-8"))
    return nh3.Cleaner(
        tags=set(allowed["tags"]),
        attributes={tag: set(names) for tag, names in allowed["attributes"].items()},
        attribute_filter=_attribute,
        set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
        url_schemes=set(allowed["schemes"]),
        allowed_classes={
            "span": {name for name in STANDARD_TYPES.values() if name},
            "div": {"highlight", "remit-scroll"},
            "li": {"remit-task"},
        },
        link_rel="noopener noreferrer",
    ).clean


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """The value of an attribute that is allowed; None where it must be one of ours and is not."""
    ours = bool(_ID.fullmatch(value)) if name == "id" else value == "0" if name == "tabindex" else True
    return value if ours else None


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True})
    parser.enable(["table", "strikethrough"])
    parser.core.ruler.after("inline", "bare_links", _bare_links)
    parser.core.ruler.after("bare_links", "tasks", _tasks)
    parser.core.ruler.after("tasks", "headings", _headings)
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("table_open", lambda *_: '<div class="remit-scroll" tabindex="0"><table>\n')
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return parser


def _fence(_renderer: object, tokens: Sequence[Token], at: int, _options: object, shared: _Environment) -> str:
    """A block of code."""
    code, language = tokens[at].content, tokens[at].info.strip().partition(" ")[0]
    coloured = _coloured(code, language) if len(code) <= min(_MOST_COLOURED, shared["colours"]) else ""
    if not coloured:
        return f"<pre><code>{escape(code, quote=False)}</code></pre>\n"
    shared["colours"] -= len(code)
    return f'<div class="highlight"><pre tabindex="0"><code>{coloured}</code></pre></div>\n'


def _coloured(code: str, language: str) -> str:
    """Colours for code whose language is named and known."""
    try:
        lexer = get_lexer_by_name(language) if language else None
    except ClassNotFound:
        return ""
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True))) if lexer else ""


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
