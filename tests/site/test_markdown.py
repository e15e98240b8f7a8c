"""The words of a record as safe HTML."""

import re

import pytest

import site_logs as logs
from remit.site.formulas import typeset
from remit.site.links import localise
from remit.site.markdown import convert
from site_payloads import BODIES, alive


def test_words_become_html_as_a_forge_shows_them() -> None:
    words = "Text **bold** ~~gone~~\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert convert(words).html == (
        "<p>Text <strong>bold</strong> <s>gone</s></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
        '<div class="remit-scroll" tabindex="0"><table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n'
        "<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table></div>\n"
    )


def test_headings_get_ids_and_stand_below_the_title_of_the_page() -> None:
    fragment = convert("# Why\n\nx\n\n## More & more\n\n# Why\n")
    assert (
        fragment.html
        == '<h2 id="why">Why</h2>\n<p>x</p>\n<h3 id="more--more">More &amp; more</h3>\n<h2 id="why-1">Why</h2>\n'
    )
    assert [(heading.level, heading.id, heading.text) for heading in fragment.headings] == [
        (2, "why", "Why"), (3, "more--more", "More & more"), (2, "why-1", "Why"),
    ]  # fmt: skip


def test_a_first_heading_that_repeats_the_title_is_left_out() -> None:
    assert convert("# Use Redis\n\n## Context\n", "use redis").html == '<h2 id="context">Context</h2>\n'
    for number in ("2. ", "ADR-0002: ", "[RFC 12] ", "0002 – "):
        assert convert(f"# {number}Use Redis\n\nWhy.\n", "Use Redis").html == "<p>Why.</p>\n"
    assert "Never" in convert("# Never use Redis\n", "use Redis").html
    assert "Use Redis" in convert("Words.\n\n# Use Redis\n", "Use Redis").html


def test_a_task_list_shows_what_is_done_and_for_whom_cannot_see_too() -> None:
    assert convert("- [ ] ask\n- [x] tell\n").html == (
        '<ul>\n<li class="task-list-item"><input disabled="" type="checkbox" aria-label="not done"> ask</li>\n'
        '<li class="task-list-item"><input disabled="" type="checkbox" aria-label="done" checked=""> tell</li>\n</ul>\n'
    )


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [("What's next?", "whats-next"), ("Über uns", "über-uns"), ("背景", "背景"), ("संदर्भ", "संदर्भ"), ("C++ & `go`", "c--go"), ("__search", "search"), ("?", "section")],
)  # fmt: skip
def test_anchors_are_those_of_git_hosts(heading: str, anchor: str) -> None:
    assert convert(f"## {heading}\n").headings[0].id == anchor


def test_alerts_and_footnotes_stand_as_git_hosts_show_them() -> None:
    html = convert("> [!WARNING]\n> Ask first.\n\nText[^1].\n\n[^1]: Because.\n").html
    assert '<div class="markdown-alert markdown-alert-warning">\n<p class="markdown-alert-title">Warning</p>' in html
    assert 'Text<sup><a href="#fn1" id="fnref1" rel="noopener noreferrer">[1]</a></sup>.' in html
    assert '<li id="fn1" class=""><p>Because.' in html


FORMULAS = [
    "$\\text{<svg/onload=alert(1)>}$",
    "$$\\href{javascript:alert(1)}{x}$$",
    "```math\n\\text{</math><script>alert(1)</script>}\n```",
    "$\\frac$",
    "$" + "{" * 1500 + "$",
]


def test_formulas_become_mathml_if_the_site_wants_them() -> None:
    made = '<math display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>'
    assert typeset(convert("Take $x^2$, for $5 or $10.\n", maths=True).html) == f"<p>Take {made}, for $5 or $10.</p>\n"
    assert convert("Take $x^2$.\n").html == "<p>Take $x^2$.</p>\n"
    assert typeset(convert("$\\frac$\n", maths=True).html) == '<p><code class="remit-formula">\\frac</code></p>\n'
    for words in FORMULAS:
        html = typeset(convert(words, maths=True).html)
        assert alive(re.sub("</?(?:math|m[a-z]+)(?: display=.(?:block|inline).)?>", "", html)) == [], html


@pytest.mark.parametrize(
    "given", ['<a id="__search">x</a>', '<li id="_x">x</li>', '<a id="a b">x</a>', '<h2 id="x:y">x</h2>']
)
def test_an_id_is_never_one_of_the_theme(given: str) -> None:
    assert " id=" not in convert(given).html


def test_restructured_text_is_converted_or_shown_as_it_is_written() -> None:
    words = "Why\n===\n\nSee :pep:`8` and :ref:`the rest <x>`.\n\n.. canonical-doc:: There\n\n   Read *it*.\n\nHow\n===\n\nx\n"
    html = convert(words, "", "pep.rst").html
    assert "<h2>Why</h2>" in html
    assert '<p>See <span>PEP 8</span> and <span class="literal">the rest</span>.</p>' in html
    assert "<p>Read <em>it</em>.</p>" in html
    wrong = convert("A `broken <thing\n\n.. include:: /etc/passwd\n", "", "x.rst").html
    assert wrong.startswith("<p><em>reStructuredText, shown as it is written.</em></p>\n<pre")
    assert "root:" not in wrong
    assert "<script" not in convert(".. raw:: html\n\n   <script>x</script>\n", "", "x.rst").html
    doubled = "".join(f".. |a{at}| replace:: |a{at + 1}| |a{at + 1}|\n" for at in range(40))
    assert convert(doubled + "\n|a0|\n", "", "x.rst").html.startswith("<p><em>")


def test_asciidoc_is_shown_as_it_is_written() -> None:
    assert convert("== Why\n\n<b>x</b>\n", "", "0001-x.adoc").html == (
        '<p><em>AsciiDoc, shown as it is written.</em></p>\n<pre tabindex="0">== Why\n\n&lt;b&gt;x&lt;/b&gt;\n</pre>'
    )


def test_a_bare_address_is_a_link_without_the_full_stop_behind_it() -> None:
    assert 'href="https://example.com/a_b?c=1"' in convert("See https://example.com/a_b?c=1.").html
    assert convert("[x](https://example.com)").html.count("<a ") == 1
    assert "<a" not in convert("`https://example.com`").html


def test_code_of_a_known_language_is_coloured_and_any_other_is_left_alone() -> None:
    assert (
        '<div class="highlight"><pre tabindex="0"><code><span class="n">x</span>'
        in convert("```python\nx = 1\n```").html
    )
    assert convert("```nosuch\nx = 1\n```").html == "<pre><code>x = 1\n</code></pre>\n"


def test_the_words_alone_are_kept_for_the_search() -> None:
    assert convert("# A\n\nb &amp; **c**\n\n```\nd < e\n```").text == "A b & c d < e"


@pytest.mark.parametrize("body", BODIES)
def test_t44_nothing_in_a_body_lives(body: str) -> None:
    html = localise(logs.view(), "decisions/2026/x.md", convert(body).html)
    own_ids = re.sub(r'<h([2-6]) id="[\w-]+">', r"<h\1>", html)
    assert alive(own_ids) == []


def test_classes_of_the_theme_do_not_survive() -> None:
    assert (
        convert('<div class="md-overlay">x</div><span class="k md-x">y</span>').html
        == '<div class="">x</div><span class="k">y</span>'
    )
