"""The site's own words in other languages: nothing is missing, nothing is left over, and a page is in one language."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

import site_logs as logs
from remit.site import due_page, labels, may_page, record_page, relations, requirements, words
from remit.site.load import load
from remit.site.page import MENU, in_menu
from remit.site.pages import site
from remit.site.templates import Templates
from remit.site.view import make_view
from support import run_remit

SITE = Path(words.__file__).parent
ALIKE = {
    "Atom", "CSV", "ID", "JSON", "JSON Schema", "Markdown", "(Atom)", "(iCalendar)", "llms.txt", "log.json", ".json", ".md", ".html",
    "badges/decisions.svg", "badges/open.svg", "remit", "commit",
}  # fmt: skip
"""What is written alike in every language."""
CODE = re.compile(r"remit [a-z]|HANDLE|\\n|xxxxxx|--|^[a-z]+ $|%[.0-9]*f")
"""Commands, files and formats."""


def texts(name: str) -> Iterator[str]:
    """The texts of a template that a reader sees."""
    environment = Templates()._environment
    source, inside = (SITE / "templates" / name).read_text("utf-8"), False
    for _, kind, value in environment.lex(environment.preprocess(source, name), name):
        if kind == "data":
            for piece, tag in words.pieces(value, inside):
                yield from (label for _, label in words.LABEL.findall(piece)) if tag else (" ".join(piece.split()),)
                inside = tag and not piece.endswith(">")
        elif kind == "string" and (" " in value or value[1:2].isupper()):
            yield value[1:-1]


def said() -> set[str]:
    """What the program says through `word("…")`, and the tables that it looks words up in."""
    found = {*labels._MONTHS, *relations.KINDS.values(), *requirements._MET.values()}
    found |= {*requirements.OPEN.values(), *due_page._WHY.values(), *record_page._PROVEN.values()}
    found |= {title for title, _ in MENU} | {name for _, pages in MENU for name, _ in pages}
    for file in SITE.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "word"
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(node.args[0].value)
    return found


def missing(catalogue: dict[str, dict[str, str]], section: str, found: set[str]) -> list[str]:
    known = catalogue.get(section, {}).keys() | catalogue["*"].keys() | catalogue["counted"].keys() | ALIKE
    prose = (text for text in found if re.search("[A-Za-z]{2}", text) and not CODE.search(text))
    return sorted(text for text in prose if text not in known)


@pytest.mark.parametrize("file", sorted(words.CATALOGUES.glob("*.yml")), ids=lambda file: file.stem)
def test_every_word_of_the_site_is_in_every_catalogue(file: Path) -> None:
    catalogue = yaml.safe_load(file.read_text("utf-8"))
    templates = {path.name: set(texts(path.name)) for path in (SITE / "templates").glob("*.html")}
    lacking = {name: missing(catalogue, name, found) for name, found in templates.items()}
    assert {name: found for name, found in lacking.items() if found} == {}, f"add them to {file}"
    assert missing(catalogue, "*", said()) == [], f"add them to {file}"
    scripts = "".join((SITE / "assets" / f"{name}.js").read_text("utf-8") for name in ("remit", "search", "may"))
    assert [snippet for snippet in catalogue["scripts"] if snippet not in scripts] == []
    wrong = [key for section in catalogue.values() for key, text in section.items() if _holes(key) < _holes(text)]
    assert wrong == [], "a text has a place for something that the English one has not"


ENGLISH = {
    "a", "above", "and", "any", "are", "as", "at", "be", "because", "been", "before", "below", "boundary", "by", "could", "day", "days",
    "decide", "decided", "decides", "decision", "decisions", "each", "every", "for", "from", "had", "has", "have", "higher", "how", "is",
    "it", "its", "level", "may", "more", "most", "must", "needed", "needs", "no", "nobody", "not", "of", "open", "or", "over", "record",
    "records", "required", "than", "that", "the", "their", "then", "they", "this", "to", "until", "up", "were", "when",
    "which", "who", "with", "within", "without", "would", "yet", "you",
}  # fmt: skip
"""Words that no German sentence has."""


class Shown(HTMLParser):
    """Every text of a page that a reader sees or hears, but for commands and what is as written."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._code = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code += tag in ("code", "pre")
        self.texts += [value for key, value in attrs if key in ("title", "aria-label", "placeholder", "alt") and value]

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag in ("code", "pre")

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.texts.append(" ".join(data.split()))


def test_no_page_of_a_german_site_has_a_sentence_in_english(tmp_path: Path) -> None:
    assert run_remit("demo", str(tmp_path / "lantern")).code == 0
    loaded = load(str(tmp_path / "lantern"))
    log = loaded.log
    files = [path for path in (tmp_path / "lantern/decisions").rglob("*") if path.is_file()]
    written = " ".join(re.sub("[`*_]", "", " ".join(path.read_text("utf-8") for path in files)).split())
    named = [
        *(label for _, label in log.settings.labels),
        *(policy.title for policy in log.policies),
        *(record.title for record in log.records),
    ]
    words.use("de")
    try:
        view = make_view(log, loaded.now, history=loaded.history)._replace(templates=Templates())
        made = site(view)
        found = []
        for page in made.pages.values():
            description = (
                []
                if page.section in ("decisions", "context") and not in_menu(page.path)
                else [words.word(page.description)]
            )
            for text in (*Shown(page.body).texts, *description):
                left = text
                for name in (*named, "whoever does it"):
                    left = left.replace(name, "").replace(name.capitalize(), "")
                if text not in written and ENGLISH & {*re.findall(r"\b[a-z]+\b", left)}:
                    found.append(f"{page.path}: {text}")
        assert "\n".join(dict.fromkeys(found)) == ""
        answers = made.files[may_page.DATA]
        assert [
            said for said in ("is in the step", "is needed", "assigns it to", "consent of") if said in answers
        ] == []
    finally:
        words.use(words.ENGLISH)


def _holes(text: str) -> set[str]:
    return set(re.findall(r"%s|{[a-z]+}", text.replace("{who}", "{whose}")))


def test_a_page_is_in_the_language_of_the_theme() -> None:
    words.use("de-CH")
    try:
        view = logs.view(logs.record(title="Decided by Reports"))._replace(templates=Templates())
        page = record_page.record_page(view, view.log.records[0])
        assert "Entschieden von" in page.body
        assert "Auf einen Blick" in page.body
        assert "21. Nov. 2026" in page.body
        assert "Decided by Reports</h1>" in page.body
        assert labels.counted(2, "decision") == "2 Entscheidungen"
        assert labels.ago(3) == "vor 3 Tagen"
    finally:
        words.use(words.ENGLISH)
