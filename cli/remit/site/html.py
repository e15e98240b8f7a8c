"""HTML that is safe by construction: whatever is not `Html` already is escaped when it enters a page."""

import html
import json
from collections.abc import Iterable

VOID = frozenset(("br", "hr", "img", "input", "link", "meta"))
_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()

    def __html__(self) -> str:
        """What a template puts into a page as it is."""
        return str(self)


Child = str | int | None
"""What may stand in an element: HTML, text (escaped), a number, or nothing."""


def esc(value: Child) -> Html:
    """`value` as HTML: `Html` stays, text is escaped, None is nothing."""
    if value is None:
        return Html("")
    return value if isinstance(value, Html) else Html(html.escape(str(value), quote=True))


def join(parts: Iterable[Child], between: str = "") -> Html:
    """The parts one after the other; `between` is HTML that we wrote."""
    return Html(between.join(esc(part) for part in parts if part is not None and part != ""))


def el(name: str, *children: Child, **attributes: Child) -> Html:
    """An element. `class_` is `class`, `aria_label` is `aria-label`; an attribute that is None is left out."""
    words = [name]
    for key, value in attributes.items():
        if value is not None:
            words.append(f'{key.rstrip("_").replace("_", "-")}="{esc(value)}"')
    opening = f"<{' '.join(words)}>"
    return Html(opening) if name in VOID else Html(f"{opening}{join(children)}</{name}>")


def link(text: Child, href: str | None, **attributes: Child) -> Html:
    """A link to one of our own addresses; the text alone where there is no address."""
    return el("a", text, href=href, **attributes) if href else esc(text)


def outside(text: Child, url: str) -> Html:
    """A link to what somebody wrote into a record: only http, https and mailto become links."""
    allowed = url.lower().startswith(("https://", "http://", "mailto:"))
    return el("a", text, href=url, rel="noopener noreferrer") if allowed else esc(text)


def table(head: Iterable[Child], rows: Iterable[Iterable[Child]]) -> Html:
    """A table in a frame of its own that scrolls sideways on a phone."""
    top = el("tr", *(el("th", cell, scope="col") for cell in head))
    body = join(el("tr", *(el("td", cell) for cell in row)) for row in rows)
    inner = el("table", el("thead", top), el("tbody", body), class_="remit-plain")
    return el("div", inner, class_="remit-scroll")


def items(entries: Iterable[Child], **attributes: Child) -> Html:
    """A list; nothing at all where it would be empty."""
    inner = join(el("li", entry) for entry in entries)
    return el("ul", inner, **attributes) if inner else inner


def script_data(call: str, value: object) -> str:
    """A script file that hands `value` to the function `call`: works from `file://`, and no text can end a script."""
    return f"{call}({json_text(value)});\n"


def json_text(value: object) -> str:
    """JSON in the smallest form, in which no text can end a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_SCRIPT)
