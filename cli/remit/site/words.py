"""The site's own words in its language: English as they are written, others from `assets/words/LANGUAGE.yml`.

A template is written in English. While it is compiled, each text between its tags, each title and label, and each text in
an expression that the catalogue has is replaced. What people wrote is never touched.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

ENGLISH = "en"
CATALOGUES = Path(__file__).parent / "assets/words"
LABEL = re.compile(r'((?:title|aria-label|placeholder|label|alt)=")([^"]+)')
"""In a tag, a text that a reader sees or hears."""


@cache
def catalogue(language: str) -> Mapping[str, Mapping[str, str]]:
    """By template (`*`: everywhere) the English text and the one of a language; nothing for English or an unknown language."""
    file = CATALOGUES / f"{language.partition('-')[0].lower()}.yml"
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}


class _Chosen:
    """The language of this process: a build makes one site."""

    language = ENGLISH


def use(language: str) -> None:
    """Say everything in a language from now on; an unknown one is English."""
    _Chosen.language = language


def chosen() -> str:
    """The language in use."""
    return _Chosen.language


def word(text: str, template: str = "*") -> str:
    """A text in the site's language; as it is where the catalogue has none."""
    found = catalogue(_Chosen.language)
    here = found.get(template, {})
    return here[text] if text in here else found.get("*", {}).get(text, text)


_NUMBER = r"(?:-?\d(?:[\d,./ ]*\d)?(?: %)?|\ue000[^\ue001]*\ue001)(?: [A-Z]{3}\b| \([\w-]+\))?"
_NAMES = r"[\w@./\ue000\ue001-]+(?:(?:, | or | and )[\w@./\ue000\ue001-]+)*"
_HOLE = re.compile(r"\\{([a-z]+)(\d*)\\}")
_HOLES = {"n": _NUMBER, "who": _NAMES}
"""Holes of a sentence: `{n}` a number with its unit, `{who}` names of the policy, any other a sentence or part of one."""


@cache
def _sentences(language: str) -> list[tuple[re.Pattern[str], str]]:
    """The sentences of a catalogue that have holes, in its order."""

    def hole(found: re.Match[str]) -> str:
        return f"(?P<{found[1]}{found[2]}>{_HOLES.get(found[1], '.+?')})"

    found = {english: other for english, other in catalogue(language).get("sentences", {}).items() if "{" in english}
    return [(re.compile(_HOLE.sub(hole, re.escape(english))), other) for english, other in found.items()]


def said(text: str) -> str:
    """A sentence that Remit made of parts, in the site's language; as it is where the catalogue has none that fits.

    Not for what people wrote.
    """
    return _said(text, _Chosen.language)


@cache
def _said(text: str, language: str) -> str:
    whole = word(text, "sentences")
    if whole != text:
        return whole
    for sentence, other in _sentences(language):
        found = sentence.fullmatch(text)
        if found:
            return other.format(**{hole: _part(hole, part, language) for hole, part in found.groupdict().items()})
    return text


def _part(hole: str, part: str, language: str) -> str:
    names = hole.rstrip("0123456789") == "who"
    return re.sub(r"\b(and|or)\b", lambda found: word(found[1]), part) if names else _said(part, language)


def script(source: str) -> str:
    """A script with its words in the site's language."""
    for english, other in catalogue(_Chosen.language).get("scripts", {}).items():
        source = source.replace(english, other)
    return source


def pieces(data: str, inside: bool) -> Iterator[tuple[str, bool]]:
    """A part of a template cut at its tags: each piece, and whether it is a tag or a part of one. `inside`: the first is."""
    at = 0
    while at < len(data):
        end = data.find(">" if inside else "<", at)
        end = len(data) if end < 0 else end + inside
        if end > at:
            yield data[at:end], inside
        at, inside = end, (inside and not data[at:end].endswith(">")) or (not inside and end < len(data))


class Translated(Extension):
    """Compiles templates in the site's language."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """The tokens of a template with its words replaced."""
        name, inside = stream.name or "", False
        for token in stream:
            if token.type == "data":
                made = []
                for piece, tag in pieces(token.value, inside):
                    made.append(_tag(piece, name) if tag else _text(piece, name))
                    inside = tag and not piece.endswith(">")
                yield Token(token.lineno, token.type, "".join(made))
            elif token.type == "string":
                yield Token(token.lineno, token.type, _literal(token.value, name))
            else:
                yield token


def _text(piece: str, template: str) -> str:
    key = " ".join(piece.split())
    other = word(key, template)
    if other == key:
        return piece
    start, end = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
    return f"{start}{other}{end}"


def _literal(text: str, template: str) -> str:
    """A text in an expression; a single word in small letters is one only where the template's own section says so."""
    said = " " in text or text[:1].isupper() or text in catalogue(_Chosen.language).get(template, {})
    return word(text, template) if said else text


def _tag(piece: str, template: str) -> str:
    return LABEL.sub(lambda label: label[1] + word(label[2], template), piece)
