"""Attempts to run something on a page, in bodies and in front matter, and a parser that looks for what lives."""

from html.parser import HTMLParser

BODIES = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><circle/></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=https://evil.example></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&#58;alert(1)'>x</a>",
    "<a href=' &#1; javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    '<img src="//evil.example/pixel.png">',
    '<a href="//evil.example/">x</a>',
    "<form action=https://evil.example><input name=q><button>go</button></form>",
    "<style>body{display:none}</style>",
    "<p style='position:fixed;inset:0;background:url(https://evil.example)'>x</p>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<object data=https://evil.example></object><embed src=https://evil.example>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<body onload=alert(1)>",
    "<h2 id=__config>x</h2><a name=__config>x</a>",
    "<div class='md-overlay md-dialog'>x</div>",
    "## Heading {: onclick=alert(1) }",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "<!-- <script>alert(1)</script> -->",
    "<textarea></textarea><script>alert(1)</script>",
    '<a href="https://a.example/" onclick="alert(1)" style="x">x</a>',
    'https://a.example/"onmouseover=alert(1)',
    "{{ config }} {% raw %} $(touch x) ${7*7}",
)
HEADS = (
    '<img src=x onerror=alert(1)> & "A" </script>',
    '"><script>alert(1)</script>',
    "</title><script>alert(1)</script>",
    "javascript:alert(1)",
    "' onmouseover='alert(1)",
    "<b>t</b>",
    "--><script>alert(1)</script><!--",
    "\u2028</script><script>alert(1)//",
    "[x](javascript:alert(1))",
)
_ADDRESSES = ("href", "src", "action", "data", "formaction", "poster", "xlink:href")
_NEVER = {
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "style",
    "svg",
    "math",
    "base",
    "meta",
    "link",
    "video",
    "audio",
}


class Looker(HTMLParser):
    """Collects what could act: scripts, event handlers, dangerous addresses, requests to other hosts."""

    def __init__(self, *, whole_page: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.whole_page = whole_page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.whole_page and tag in _NEVER:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            self._look(tag, name, "".join((value or "").split()).lower())

    def _look(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on"):
            self.found.append(f"<{tag} {name}>")
        if (
            name in _ADDRESSES
            and value.startswith(("javascript:", "data:", "vbscript:"))
            and value != "javascript:void(0)"
        ):
            self.found.append(f"<{tag} {name}={value}>")
        if tag in ("script", "img", "link", "iframe", "source") and name in ("src", "href") and ("//" in value):
            self.found.append(f"<{tag} {name}={value}>")
        if not self.whole_page and name in ("style", "id", "name"):
            self.found.append(f"<{tag} {name}={value}>")


def alive(html: str, *, whole_page: bool = False) -> list[str]:
    """What in `html` could act."""
    looker = Looker(whole_page=whole_page)
    looker.feed(html)
    looker.close()
    return looker.found
