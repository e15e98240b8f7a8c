"""Pages from templates: text is escaped, a missing name is an error, and a team's own template wins."""

from pathlib import Path

import pytest

pytest.importorskip("material")
jinja2 = pytest.importorskip("jinja2")

from remit.site.html import Html, el  # noqa: E402
from remit.site.templates import PACKAGE, Templates  # noqa: E402
from support import Repo  # noqa: E402

CONFIG = """site_name: Acme
theme: {name: material, custom_dir: overrides}
plugins: [search, remit]
"""


def test_text_is_escaped_and_html_is_not() -> None:
    lists = [{"title": "<b>", "facet": '"x', "entries": [(el("a", "<i>", href="t"), "1 & 2")]}]
    page = PACKAGE.render("tags.html", lists=lists)
    assert isinstance(page, Html)
    assert '<h2 id="&#34;x">&lt;b&gt;</h2>' in page
    assert '<li><a href="t">&lt;i&gt;</a> (1 &amp; 2)</li>' in page


def test_a_name_that_the_page_does_not_give_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        PACKAGE.render("tags.html")


def test_a_template_of_the_theme_comes_first_and_the_others_stay(tmp_path: Path) -> None:
    own = tmp_path / "remit"
    own.mkdir()
    (own / "tags.html").write_text("<h1>{{ lists|length }} < lists</h1>\n")
    templates = Templates(str(tmp_path))
    assert templates.render("tags.html", lists=["a"]) == "<h1>1 < lists</h1>"
    assert "Insight" in templates.render("audits.html", sections=[], style=None)


def test_a_team_overrides_one_page_of_its_site(repo: Repo) -> None:
    repo.record()
    repo.write("mkdocs.yml", CONFIG)
    repo.write("docs/index.md", "# Acme\n")
    repo.write("overrides/remit/due.html", '<h1 id="remit-content">Nothing is ever late here</h1>\n')
    code, _, errors = repo.remit("build")
    assert code == 0
    assert "the templates in overrides" in errors  # a team is told that templates are code
    assert "Nothing is ever late here" in (repo.root / "site/due/index.html").read_text()
    assert "Topics and tags" in (repo.root / "site/tags/index.html").read_text()
