"""Pages from templates: text is escaped, a missing name is an error, and a team's own template wins."""

import re
from pathlib import Path

import pytest

pytest.importorskip("material")
jinja2 = pytest.importorskip("jinja2")

from markupsafe import Markup  # noqa: E402

import site_logs as logs  # noqa: E402
from remit.log.context import ContextPage  # noqa: E402
from remit.site import templates  # noqa: E402
from remit.site.labels import Link, Time  # noqa: E402
from remit.site.pages import site  # noqa: E402
from remit.site.templates import PACKAGE, Templates  # noqa: E402
from support import Repo  # noqa: E402

FOLDER = Path(templates.__file__).parent / "templates"

CONFIG = """site_name: Acme
theme: {name: material, custom_dir: overrides}
plugins: [search, remit]
"""


def made(folder: Path, text: str, name: str = "x.html", **context: object) -> str:
    """What a template of a team's own makes of a context."""
    (folder / "remit").mkdir(exist_ok=True)
    (folder / "remit" / name).write_text(text)
    return Templates(str(folder)).render(name, **context)


def test_text_is_escaped_and_markup_is_not(tmp_path: Path) -> None:
    page = made(tmp_path, '<p class="{{ a }}">{{ b }}{{ c }}</p>', a='c"d', b="a < b", c=Markup("<i>"))
    assert isinstance(page, Markup)
    assert page == '<p class="c&#34;d">a &lt; b<i></p>'


def test_a_text_file_is_not_escaped(tmp_path: Path) -> None:
    assert made(tmp_path, "{{ a }}", "x.txt", a="a < b & c") == "a < b & c"


def test_nothing_takes_no_place(tmp_path: Path) -> None:
    assert made(tmp_path, "{{ a }}{{ b }}", a=None, b=0) == "0"


def test_a_link_is_escaped_and_without_an_address_its_text(tmp_path: Path) -> None:
    links = [Link("<i> & co", 't"x'), Link("Ana & Ben")]
    assert made(tmp_path, '{{ links | join(", ") }}', links=links) == (
        '<a href="t&quot;x">&lt;i&gt; &amp; co</a>, Ana &amp; Ben'
    )


def test_a_time_keeps_what_was_written(tmp_path: Path) -> None:
    time = Time("21 Nov 2026", '2026-11-21"')
    assert made(tmp_path, "{{ time }}", time=time) == '<time datetime="2026-11-21&quot;">21 Nov 2026</time>'


def test_a_name_that_the_page_does_not_give_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        PACKAGE.render("tags.html")


def test_a_template_of_the_theme_comes_first_and_the_others_stay(tmp_path: Path) -> None:
    assert made(tmp_path, "<h1>{{ tags | length }} < tags</h1>\n", "tags.html", tags=["a"]) == "<h1>1 < tags</h1>"
    assert "Reports" in Templates(str(tmp_path)).render(
        "audits.html", view=logs.view().at("reports/index.html"), questions=(), style=""
    )


def test_a_team_overrides_one_page_of_its_site(repo: Repo) -> None:
    repo.record()
    repo.write("mkdocs.yml", CONFIG)
    repo.write("docs/index.md", "# Acme\n")
    repo.write("overrides/remit/due.html", '<h1 id="remit-content">Nothing is ever late here</h1>\n')
    repo.write("overrides/remit/feed.xml", "<feed>{{ id }}</feed>\n")
    code, _, errors = repo.remit("build")
    assert code == 0
    assert "the templates in overrides" in errors  # a team is told that templates are code
    assert "Nothing is ever late here" in (repo.root / "site/due/index.html").read_text()
    assert "Topics and tags" in (repo.root / "site/tags/index.html").read_text()
    assert (repo.root / "site/feed.xml").read_text().startswith("<feed>urn:remit:")
    assert not (repo.root / "site/remit").exists()  # MkDocs publishes the files of a theme; templates are none


class Heard(Templates):
    """Templates that note the names that each of them is given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: dict[str, set[str]] = {}

    def render(self, name: str, /, **context: object) -> Markup:
        self.given[name] = set(context) - {"view"}
        return super().render(name, **context)


def rows() -> dict[str, str]:
    """Of the guide's table the names of the templates, and what it says that each is given."""
    guide = (Path(__file__).parents[2] / "site_src/guide/customize.md").read_text("utf-8")
    return dict(re.findall(r"^\| `([^`]+\.\w+)` \| [^|]+ \| ([^|]*)\|$", guide, re.MULTILINE))


def test_the_guide_names_every_template_and_no_other() -> None:
    assert sorted(rows()) == sorted(path.name for path in FOLDER.iterdir() if path.is_file())


def test_the_guide_names_everything_that_a_template_is_given() -> None:
    heard = Heard()
    context = ContextPage("decisions/context/fast.md", "fast", "Fast", {}, "")
    site(logs.view(logs.record(), context=(context,))._replace(templates=heard))
    said = {name: set(re.findall(r"`(\w+)`", given)) for name, given in rows().items() if name in heard.given}
    assert said == heard.given
