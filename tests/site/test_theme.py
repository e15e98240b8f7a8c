"""Cutting a rendered page at its holes and filling them."""

from markupsafe import Markup

from remit.site.markdown import convert
from remit.site.page import DECISIONS, MENU, Page, added_to
from remit.site.theme import Marks, completed, cut, not_found, sitemap, with_diagrams

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


def test_the_page_for_an_address_that_leads_nowhere_has_our_words_below_its_heading() -> None:
    assert not_found("<main><h1>404 - Not found</h1></main>", Markup("<p>On.</p>")) == (
        "<main><h1>404 - Not found</h1><p>On.</p></main>"
    )


def test_the_sitemap_has_our_pages_and_no_skeleton() -> None:
    xml = "<urlset><url><loc>/a</loc></url> <url><loc>/d/remit0123address.html</loc></url></urlset>"
    assert sitemap(xml, MARKS.token, Markup("<url>ours</url>")) == (
        "<urlset><url><loc>/a</loc></url><url>ours</url></urlset>"
    )


def test_the_footer_says_as_of_when_only_where_every_build_writes_the_page() -> None:
    page = '<head></head><div class="md-copyright"></div>'
    links = '<a href="../feed.xml">Subscribe</a> · <a href="../data/index.html">Data</a>'
    assert f'<div class="remit-as-of">As of 21 Nov 2026, commit 12345678 · {links}</div>' in completed(
        page, "decisions/index.html", "Decisions", "As of 21 Nov 2026, commit 12345678"
    )
    assert f'<div class="remit-as-of">{links}</div>' in completed(page, "decisions/x.html", "Decisions")


def test_a_diagram_is_drawn_where_the_site_has_the_script_and_shown_as_written_elsewhere() -> None:
    words = '```mermaid\ngraph TD\n  A["<img src=x onerror=alert(1)>"] --> B["x<br/><b>y</b>"]\n```\n<pre class="mermaid" tabindex="0">graph TD</pre>\n'
    html = convert(words).html
    assert '<pre class="mermaid"' not in html
    drawn = with_diagrams(html, "../assets/m.js")
    assert drawn.startswith(
        '<script src="../assets/m.js"></script><pre class="mermaid"><code>graph TD\n  A["#lt;img src=x'
    )
    assert "x&lt;br/&gt;&lt;b&gt;y" in drawn
    written = with_diagrams(html, "")
    assert "<script" not in written
    assert '(Mermaid).</p><pre tabindex="0"><code>graph TD\n  A["&lt;img src=x' in written


def test_previews_of_links_read_what_a_page_says_of_itself() -> None:
    page = '<head><title>A &amp; B</title><meta name="description" content="Why."></head>'
    shown = completed(page, "decisions/x.html", "Decisions")
    assert (
        '<meta property="og:title" content="A &amp; B"><meta property="og:description" content="Why."></head>' in shown
    )


def test_the_menu_of_a_log_alone_has_five_tabs() -> None:
    uris = ["index.md", *(f"{folder}/index.md" for _, pages in MENU for _, folder in pages)]
    tabs = added_to([], uris, alone=True)
    assert [next(iter(tab)) for tab in tabs] == ["Home", "Decisions", "Who decides", "Context", "Reports"]
    assert tabs[1]["Decisions"][1] == {"Reviews due": "due/index.md"}
    beside = added_to([{"Guide": "guide.md"}], uris, alone=False)
    assert [next(iter(tab)) for tab in beside] == ["Home", "Guide", "Decisions"]
    assert len(beside[2]["Decisions"]) == 12
    named = [{"Everything": "decisions/index.md"}, {"Due": "due/index.md"}, {"Map": "history/index.md"}]
    own = added_to(named, uris, alone=True)
    assert {"Topics and tags": "tags/index.md"} in own
