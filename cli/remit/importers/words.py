"""Words that say nothing (`N/A`, `TBD`), words of a template that nobody replaced, and the dress that text wears."""

import re
from functools import lru_cache

NIL = frozenset(
    ("", "n/a", "na", "none", "nil", "null", "nobody", "no one", "tbd", "tbc", "tba", "todo", "unknown", "-", "--", "—", "–", "~",
     "?", "...", "…", "{}", "[]", "()", "not applicable", "to be determined", "to be decided", "to be defined")
)  # fmt: skip
"""What people write where a field has no value."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DRESSED = re.compile(r"[<\\*_]")
_BREAK = re.compile(r"(?:<br\s*/?>|\\)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_EMPHASIS = re.compile(r"^(?P<mark>\*{1,3}|_)(?=[^\s*_])(?P<text>.*?[^\s*_])(?P=mark)(?=\W|$)", re.DOTALL)
_BRACKETS = {"{": "}", "[": "]", "<": ">", "(": ")"}
_SPACES = re.compile(r"\s+")
_INSTRUCTION = re.compile(
    r"(?:list|insert|delete|remove|describe|enter|choose|replace|add|specify|your|short|person|people|everyone|names?|authors?|title|date|the|an?|"
    r"yyyy|dd|mm|number|optional|to be|who|github|slug|xxx+|decision)\b",
    re.IGNORECASE,
)
_DATE_FORM = re.compile(r"\b(?:yyyy|dd[-/.]mm|mm[-/.]dd)", re.IGNORECASE)
_ALTERNATIVES = re.compile(r"\w\s*\|\s*\w")


def plain(text: str) -> str:
    """The text without HTML comments, line-break tags, surrounding emphasis and spaces."""
    if _DRESSED.search(text) is None:
        return text.strip()
    text = _BREAK.sub("", _COMMENT.sub("", text)).strip()
    match = _EMPHASIS.match(text)
    return (match["text"] + text[match.end() :]).strip() if match else text


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return _SPACES.sub(" ", text).strip()


def is_nil(text: str) -> bool:
    """Whether the text says that there is no value."""
    return text.strip().rstrip(".").lower() in NIL


def unbraced(text: str) -> str:
    """The text without one pair of brackets of any kind around all of it."""
    text = text.strip()
    if len(text) > 1 and _BRACKETS.get(text[0]) == text[-1] and text.find(text[-1]) == len(text) - 1:
        return text[1:-1].strip().rstrip(",").strip()
    return text


@lru_cache(4096)
def is_placeholder(text: str) -> bool:
    """Whether the text is what a template tells its user to replace."""
    inner = unbraced(text)
    if _DATE_FORM.search(inner):
        return True
    if _ALTERNATIVES.search(inner) and "](" not in inner:
        return True
    if inner != text.strip():
        return bool(_INSTRUCTION.match(inner)) and (
            " " in inner or not inner.islower() or inner in ("name", "title", "date")
        )
    return inner.lower().startswith(("list everyone", "[list", "{list"))
