"""HTML is safe by construction."""

from remit.site.html import Html, el, esc, items, join, link, outside, script_data


def test_text_is_escaped_and_html_stays() -> None:
    assert el("p", "a < b", el("b", '"x"'), class_='c"d') == '<p class="c&quot;d">a &lt; b<b>&quot;x&quot;</b></p>'
    assert esc(None) == ""
    assert esc(Html("<i>")) == "<i>"


def test_an_attribute_that_is_none_is_left_out_and_void_elements_have_no_end() -> None:
    assert el("input", name_="q", hidden=None, aria_label="Search") == '<input name="q" aria-label="Search">'


def test_nothing_and_empty_text_take_no_place_between_others() -> None:
    assert join(("a", None, "", "b"), ", ") == "a, b"
    assert items([]) == ""


def test_a_link_without_an_address_is_its_text() -> None:
    assert link("Ana & Ben", None) == "Ana &amp; Ben"


def test_only_safe_schemes_become_links_to_the_outside() -> None:
    assert outside("x", "javascript:alert(1)") == "x"
    assert outside("x", "JAVASCRIPT:alert(1)") == "x"
    assert outside("x", "data:text/html,x") == "x"
    assert (
        outside("x", "https://example.com/?a=1&b=2")
        == '<a href="https://example.com/?a=1&amp;b=2" rel="noopener noreferrer">x</a>'
    )


def test_t46_no_text_can_end_a_script() -> None:
    assert (
        script_data("f", {"a": "</script><!--\u2028&"}) == 'f({"a":"\\u003c/script\\u003e\\u003c!--\\u2028\\u0026"});\n'
    )
