"""The words of a record as safe HTML: CommonMark with tables, as Git hosts show it, and nothing that runs.

Not the converter of the theme: records are written for a Git host, where a list needs no blank line before it; and
CommonMark has no attribute syntax with which a record could reach the page around it.
"""

import re
from collections.abc import Callable, MutableMapping, Sequence
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any, NamedTuple

import nh3
import yaml
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.gfm import gfm_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES
from pygments.util import ClassNotFound

from remit.log.links import anchor, text_of
from remit.log.meaning import too_much

_NUMBERED = re.compile(r"\W*(?:[a-z]{1,8}\W?)?\d+\W+")
"""What stands before a title with a number: `2. `, `ADR-0002: `, `[RFC 12] `."""
_MOST_COLOURED, _MOST_COLOURED_IN_ALL = 4_000, 40_000
"""Characters of code that get colours: in one block, and in one text. The time of a lexer may grow with the square."""
_INLINE_FORMULA, _BLOCK = (
    '<code class="remit-formula">{}</code>',
    '<pre class="remit-formula"><code>{}</code></pre>\n',
)
DIAGRAM = '<pre class="remit-diagram">'
"""How a diagram begins."""
_ALLOWED = Path(__file__).parent / "assets/allowed.yml"
_RAW_HEADING = re.compile(r"(</?h)([1-6])\b", re.IGNORECASE)
_ID = re.compile(r"[^\W_][\w-]*|fn(?:ref)?[0-9]+(?::[0-9]+)?")
"""Ids of headings and footnotes; those of the theme begin with a line (`__search`)."""
_TAG = re.compile(r"<[^<>]+>")
_INLINE = re.compile(r"</?(?:a|abbr|b|code|del|em|i|ins|kbd|mark|q|s|samp|span|strong|sub|sup|time|u|var)(?: [^<>]*)?>")
_MORE = ("://", "www.", "@", "mailto:", "xmpp:", "[^")
"""Words without any of these have neither bare addresses nor footnotes, whose rules take half the time."""
_ALERTS = ("note", "tip", "important", "warning", "caution")
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


_AS_WRITTEN = {"adoc": "AsciiDoc", "asciidoc": "AsciiDoc", "mediawiki": "MediaWiki", "xml": "XML"}


def convert(words: str, title: str = "", path: str = "", *, maths: bool = False) -> Fragment:
    """The words of a record as HTML. A first heading that only repeats `title` is left out.

    `path`: of the file, whose suffix says what markup it is; Markdown without. reStructuredText that cannot be converted
    without an error, other markups and very long or costly words are shown as they are written.
    `maths`: `$x$`, `$$x$$` and blocks of `math` are TeX, kept for `formulas.typeset`.
    """
    words = words.lstrip("\ufeff")
    markup = path.rpartition(".")[2].lower()
    if too_much(words):
        return _as_written(words)
    if markup in _AS_WRITTEN:
        return _as_written(words, f"{_AS_WRITTEN[markup]}, shown as it is written.")
    if markup == "rst":
        from remit.site import rest  # docutils is large, and few logs are written in it

        html = rest.convert(words)
        if html is None:
            return _as_written(words, "reStructuredText, shown as it is written.")
        return Fragment(clean(html), (), plain(clean(html)))
    shared: _Environment = {"title": title, "headings": [], "colours": _MOST_COLOURED_IN_ALL, "maths": maths}
    html = clean(str(_parser(_may_have_more(words), maths).render(words, shared)))
    return Fragment(html, tuple(shared["headings"]), plain(html))


def _as_written(words: str, note: str = "") -> Fragment:
    html = clean(f'<pre tabindex="0">{escape(words)}</pre>')
    return Fragment(f"<p><em>{note}</em></p>\n{html}" if note else html, (), plain(html))


def clean(html: str) -> str:
    """HTML of which only what is allowed is left. Whatever is done to a record's HTML is done before: this is the last."""
    return _cleaner()(html)


def plain(html: str) -> str:
    """The text of safe HTML, on one line."""
    return " ".join(unescape(_TAG.sub(" ", _INLINE.sub("", html))).split())


def _headings(state: StateCore) -> None:
    """Headings get an id and stand below the page's own h1."""
    _drop_title(state)
    opened = [at for at, token in enumerate(state.tokens) if token.type == "heading_open"]
    top = min((int(state.tokens[at].tag[1]) for at in opened), default=1)
    taken: dict[str, int] = {}
    for at in opened:
        level, text = _below(int(state.tokens[at].tag[1]), top), text_of(state.tokens[at + 1])
        heading = Heading(level, anchor(text, taken), text)
        state.tokens[at].tag = state.tokens[at + 2].tag = f"h{level}"
        state.tokens[at].attrSet("id", heading.id)
        state.env["headings"].append(heading)
    for token in (one for block in state.tokens for one in (block, *(block.children or ()))):
        if token.type.startswith("html_"):
            token.content = _RAW_HEADING.sub(lambda match: f"{match[1]}{_below(int(match[2]), top)}", token.content)


def _below(level: int, top: int) -> int:
    return min(max(level + 2 - top, 2), 6)


def _drop_title(state: StateCore) -> None:
    """Leave out a first heading that only repeats the title, with or without a number in front."""
    first = next((at for at, token in enumerate(state.tokens) if not token.content.startswith("<!--")), 0)
    heading = bool(state.tokens) and state.tokens[first].type == "heading_open"
    title = state.env["title"].casefold()
    before, found, after = (
        text_of(state.tokens[first + 1]).casefold().rpartition(title) if heading and title else ("",) * 3
    )
    if found and not after and (not before or _NUMBERED.fullmatch(before)):
        del state.tokens[first : first + 3]


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
            "span": {"literal", *(name for name in STANDARD_TYPES.values() if name)},
            "div": {"highlight", "remit-scroll", "markdown-alert", *(f"markdown-alert-{kind}" for kind in _ALERTS)},
            "pre": {"remit-diagram", "remit-formula"},
            "code": {"remit-formula"},
            "p": {"markdown-alert-title"},
            "li": {"task-list-item"},
            "section": {"footnotes"},
        },
        link_rel="noopener noreferrer",
    ).clean


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """The value of an attribute that is allowed; None where it must be one of ours and is not."""
    ours = bool(_ID.fullmatch(value)) if name == "id" else value == "0" if name == "tabindex" else True
    return value if ours else None


def _may_have_more(words: str) -> bool:
    folded = words.lower()
    return any(mark in folded for mark in _MORE)


@cache
def _parser(more: bool, maths: bool) -> MarkdownIt:
    """The parser of words; `more` than most have, too: bare addresses and footnotes; `maths`: formulas."""
    parser = MarkdownIt("commonmark", {"html": True})
    if more:
        parser.use(gfm_plugin)
    else:
        parser.enable(["table", "strikethrough"])
        parser.options.update(tasklists=True, alerts=True, strikethrough_single_tilde=True)
    if maths:
        parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
        for kind in ("math_inline", "math_inline_double", "math_block"):
            parser.add_render_rule(kind, _formula)
    parser.core.ruler.push("headings", _headings)
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("list_item_open", _item)
    parser.add_render_rule("table_open", lambda *_: '<div class="remit-scroll" tabindex="0"><table>\n')
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return parser


def _item(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, shared: _Environment) -> str:
    """An item of a list; the box of a task says what it means to who cannot see it."""
    done = "done" if tokens[at].meta.get("checked") else "not done"
    shown = RendererHTML.list_item_open(renderer, tokens, at, options, shared)
    return shown.replace(' type="checkbox"', f' type="checkbox" aria-label="{done}"')


def _fence(_renderer: object, tokens: Sequence[Token], at: int, _options: object, shared: _Environment) -> str:
    """A block of code."""
    code, language = tokens[at].content, tokens[at].info.strip().partition(" ")[0]
    if language == "mermaid":
        return f"{DIAGRAM}<code>{escape(code, quote=False)}</code></pre>\n"
    if language == "math" and shared["maths"]:
        return _BLOCK.format(escape(code, quote=False))
    coloured = _coloured(code, language) if len(code) <= min(_MOST_COLOURED, shared["colours"]) else ""
    if not coloured:
        return f"<pre><code>{escape(code, quote=False)}</code></pre>\n"
    shared["colours"] -= len(code)
    return f'<div class="highlight"><pre tabindex="0"><code>{coloured}</code></pre></div>\n'


def _formula(_renderer: object, tokens: Sequence[Token], at: int, _options: object, _shared: object) -> str:
    """TeX between dollars."""
    tex = escape(tokens[at].content, quote=False)
    return (_INLINE_FORMULA if tokens[at].type == "math_inline" else _BLOCK).format(tex)


def _coloured(code: str, language: str) -> str:
    """Colours for code whose language is named and known."""
    try:
        lexer = get_lexer_by_name(language) if language else None
    except ClassNotFound:
        return ""
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True))) if lexer else ""
