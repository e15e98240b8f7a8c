"""Pages say it in the words of the field: the list in words.py is held out of templates, scripts and a whole built site."""

import html
import re
from pathlib import Path

import pytest

from support import Repo
from words import Found, found

SITE = Path(__file__).parents[2] / "cli/remit/site"
ALLOWED = (
    r"`landed`",  # the name of a clock of `remit audit velocity`
)


def said(page: str) -> str:
    """The text of a page, with its labels and tooltips, and without scripts and styles."""
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    shown = re.findall(r'(?:aria-label|title|placeholder|content|data-label)="([^"]*)"', page)
    return html.unescape(" \n ".join((re.sub(r"<[^>]+>", " ", page), *shown)))


def quaint(text: str) -> list[Found]:
    return found(text, ALLOWED)


@pytest.mark.parametrize("path", sorted((SITE / "templates").glob("*.*")), ids=lambda path: path.name)
def test_a_template_has_no_word_that_users_do_not_read(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    tag = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
    strings = [
        string for found_tag in tag.findall(text) for string in re.findall(r'"([^"]*)"', found_tag) if " " in string
    ]
    assert quaint(said(tag.sub(" ", text))) == []
    assert quaint("\n".join(strings)) == []


def test_what_the_script_says_has_none_either() -> None:
    strings = re.findall(r'"([^"\n]*)"', (SITE / "assets/remit.js").read_text(encoding="utf-8"))
    shown = [string for string in strings if re.match(r"[A-Z ]?[a-z]+ ", string)]
    assert "Search decisions" in shown
    assert quaint("\n".join(shown)) == []


def test_no_page_of_the_demonstration_has_one(repo: Repo) -> None:
    assert repo.remit("demo", "shop").code == 0
    made = Repo(repo.root / "shop")
    assert made.remit("build").code == 0
    pages = sorted((made.root / "site").rglob("*.html"))
    assert len(pages) > 30
    assert {page.name: words for page in pages if (words := quaint(said(page.read_text(encoding="utf-8"))))} == {}
