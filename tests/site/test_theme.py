"""Cutting a rendered page at its holes and filling them."""

from markupsafe import Markup

from remit.site.page import DECISIONS, Page
from remit.site.theme import Marks, cut

MARKS = Marks("0123")
THEME = (
    '<title>remit0123title - Acme</title><meta content="remit0123description"><link href="/d/remit0123address.html">'
    "<main><h1>remit0123body</h1></main>"
)


def test_every_hole_is_filled_and_text_is_escaped() -> None:
    page = Page("decisions/a b.html", "A & <b>", Markup("<h1>Hello</h1>"), DECISIONS, 'say "no"')
    skeleton = cut(THEME, MARKS)
    assert skeleton is not None
    assert skeleton.fill(page) == (
        '<title>A &amp; &lt;b&gt; - Acme</title><meta content="say &quot;no&quot;"><link href="/d/a%20b.html">'
        "<main><h1>Hello</h1></main>"
    )


def test_a_page_cannot_reach_other_holes_with_its_words() -> None:
    skeleton = cut(THEME, MARKS)
    assert skeleton is not None
    page = Page("decisions/x.html", "remit0123body", Markup("remit0123title"), DECISIONS)
    assert "<title>remit0123body - Acme" in skeleton.fill(page)


def test_a_theme_that_shows_no_content_gives_no_skeleton() -> None:
    assert cut("<main></main>", MARKS) is None
