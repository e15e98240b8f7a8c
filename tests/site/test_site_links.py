"""Links and pictures in a record's words."""

import site_logs as logs
from remit.log.settings import Settings
from remit.site.addresses import source_link
from remit.site.links import localise, pictures_of, safe

REL = ' rel="noopener noreferrer"'


def test_a_link_to_another_record_leads_to_its_page_and_keeps_its_anchor() -> None:
    view = logs.view(logs.record())
    html = localise(view, "decisions/2026/D-1.md", '<a href="D-20261121-k3f9qz.md#why">x</a>')
    assert html == f'<a href="../decisions/D-20261121-k3f9qz.html#why"{REL}>x</a>'


def test_a_link_to_another_file_leads_to_the_forge_or_nowhere() -> None:
    html = '<a href="../../src/a b.py">x</a>'
    view = logs.view(settings=Settings(source_url="https://git.example/acme/shop"))
    assert (
        localise(view, "decisions/2026/D-1.md", html)
        == f'<a href="https://git.example/acme/shop/blob/HEAD/src/a%20b.py"{REL}>x</a>'
    )
    assert localise(logs.view(), "decisions/2026/D-1.md", html) == f"<a{REL}>x</a>"


def test_links_to_the_web_and_within_the_page_stay() -> None:
    html = f'<a href="https://example.com/a"{REL}>x</a><a href="#why"{REL}>y</a>'
    assert localise(logs.view(), "decisions/2026/D-1.md", html) == html


def test_a_picture_of_the_repository_is_shown_and_named_for_copying() -> None:
    view = logs.view().at("decisions/D-1.html")
    html = localise(view, "decisions/2026/D-1.md", '<img src="img/a.png" alt="A chart">')
    assert html == '<img src="../decisions/files/decisions/2026/img/a.png" alt="A chart" loading="lazy">'
    assert pictures_of(view.asked) == ["decisions/2026/img/a.png"]


def test_a_picture_that_cannot_be_shown_leaves_its_words() -> None:
    view = logs.view()._replace(shows=lambda _path: False).at("decisions/D-1.html")
    assert localise(view, "decisions/2026/D-1.md", '<img src="img/a.png" alt="A chart">') == "<em>A chart</em>"
    assert pictures_of(view.asked) == []


def test_a_picture_from_elsewhere_becomes_a_link_so_that_no_request_leaves_the_site() -> None:
    view = logs.view().at("decisions/D-1.html")
    html = localise(view, "decisions/2026/D-1.md", '<img src="https://a.example/x.png" alt="A chart">')
    assert html == '<a href="https://a.example/x.png" rel="noopener noreferrer">A chart</a>'
    assert view.asked == {}


def test_a_picture_outside_of_the_repository_is_not_read() -> None:
    view = logs.view().at("decisions/D-1.html")
    assert localise(view, "decisions/2026/D-1.md", '<img src="../../../etc/x.png" alt="y">') == "<em>y</em>"
    assert view.asked == {}


def test_an_svg_is_linked_not_shown_because_opened_alone_it_could_run_scripts() -> None:
    view = logs.view(settings=Settings(source_url="https://gitlab.example/a/b")).at("decisions/D-1.html")
    html = localise(view, "decisions/D-1.md", '<img src="x.svg" alt="y">')
    assert html == '<a href="https://gitlab.example/a/b/-/blob/HEAD/decisions/x.svg" rel="noopener noreferrer">y</a>'
    assert view.asked == {}


def test_a_forge_that_nobody_knows_can_be_described() -> None:
    assert source_link("https://code.example/view?f={path}", "a b.md") == "https://code.example/view?f=a%20b.md"
    assert source_link("javascript:alert(1)//{path}", "a.md") is None
    assert source_link(None, "a.md") is None


def test_only_safe_schemes_become_links_to_the_outside() -> None:
    assert not any(map(safe, ("javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//x", "")))
    assert all(map(safe, ("https://example.com/?a=1&b=2", "HTTP://example.com", "mailto:ana@example.com")))
