"""The words of a record as safe HTML."""

import re

import pytest

import site_logs as logs
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
        == '<h2 id="why">Why</h2>\n<p>x</p>\n<h3 id="more-more">More &amp; more</h3>\n<h2 id="why-2">Why</h2>\n'
    )
    assert [(heading.level, heading.id, heading.text) for heading in fragment.headings] == [
        (2, "why", "Why"), (3, "more-more", "More & more"), (2, "why-2", "Why"),
    ]  # fmt: skip


def test_a_first_heading_that_repeats_the_title_is_left_out() -> None:
    assert convert("# Use Redis\n\n## Context\n", "use redis").html == '<h2 id="context">Context</h2>\n'
    assert "Use Redis" in convert("Words.\n\n# Use Redis\n", "Use Redis").html


def test_a_task_list_shows_what_is_done_and_for_whom_cannot_see_too() -> None:
    assert convert("- [ ] ask\n- [x] tell\n").html == (
        '<ul>\n<li class="remit-task"><input type="checkbox" disabled="" aria-label="not done"> ask</li>\n'
        '<li class="remit-task"><input type="checkbox" disabled="" checked="" aria-label="done"> tell</li>\n</ul>\n'
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
    html = localise(logs.view(), "decisions/2026/x.md", convert(body).html)[0]
    own_ids = re.sub(r'<h([2-6]) id="[a-z0-9-]+">', r"<h\1>", html)
    assert alive(own_ids) == []


def test_classes_of_the_theme_do_not_survive() -> None:
    assert (
        convert('<div class="md-overlay">x</div><span class="k md-x">y</span>').html
        == '<div class="">x</div><span class="k">y</span>'
    )
