"""Documentation uses the words of the field: none of the list in `tests/words.py`."""

import re
from pathlib import Path

import pytest

import words

TOP = Path(__file__).parents[2]
PAGES = [
    *(TOP / f"{name}.md" for name in ("README", "CONTRIBUTING", "SECURITY", "CHANGELOG")),
    *sorted((TOP / "site_src").rglob("*.md")),
]
ALLOWED = (
    r"bodies:|grade: claimed",  # keys of the policy format, in examples
    r"andon cord",  # where stops are explained, once
    r"pay grades|by grade|for grades",  # of a hospital's staff
    r"for people to judge",  # what a policy leaves to people
)


def prose(text: str) -> str:
    """A page without code in backticks: keys, commands and file names are what they are. Lines stay where they were."""
    return re.sub(r"`[^`\n]+`", lambda code: "·" * len(code[0]), text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TOP)))
def test_a_page_uses_the_words_of_the_field(page: Path) -> None:
    found = words.found(prose(page.read_text("utf-8")), ALLOWED)
    assert [f"{page.name}:{line}: {word}; say: {instead}" for line, word, instead in found] == []


def test_every_exception_is_needed() -> None:
    text = prose("\n".join(page.read_text("utf-8") for page in PAGES))
    assert [phrase for phrase in ALLOWED if not words.found(text, tuple(set(ALLOWED) - {phrase}))] == []


@pytest.mark.parametrize(
    "text",
    ["Nothing to mend.", "Somebody pulled the cord.", "two\nguards", "The forge's account", "Adrs lie in docs", "a\nWork tree"],
)  # fmt: skip
def test_the_list_finds_what_it_names(text: str) -> None:
    assert words.found(text)


@pytest.mark.parametrize(
    "text", ["safeguard", "everybody", "mainland", "an amendment", "prejudged", "dearth", "--landed"]
)
def test_the_list_looks_at_whole_words(text: str) -> None:
    assert words.found(text) == []
