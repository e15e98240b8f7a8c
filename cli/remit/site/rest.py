"""reStructuredText as HTML, by docutils: adopted logs such as PEPs and OpenStack specs are written in it.

Their generators add directives and roles of their own. One that docutils does not know shows what it holds.
"""

import io
import re
from collections import defaultdict
from typing import Any, ClassVar

from docutils import nodes
from docutils.core import publish_parts
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.languages import en

MOST_CHARACTERS = 60_000
"""Longer texts are not converted: docutils takes a second for this many."""
_SETTINGS = {
    "_disable_config": True, "file_insertion_enabled": False, "raw_enabled": False, "report_level": 2, "halt_level": 2,
    "initial_header_level": 2, "syntax_highlight": "short", "embed_stylesheet": False, "smart_quotes": False,
}  # fmt: skip
"""No file is read, no HTML passes through, and the first error ends it."""
_DIRECTIVE = re.compile(r"^ *\.\. ([a-zA-Z][\w.+:-]*)::(?= |$)", re.MULTILINE)
_ROLE = re.compile(r"(?<![\w`]):([a-zA-Z][\w.+:-]*):(?=`)")
_NESTED = re.compile(r"^ *\.\. \|[^|\n]+\|[^|\n]*(?:\n +[^|\n]*)*\|[^\s|]", re.MULTILINE)
"""A substitution made of others: a few of them make a text of any length."""
_TARGET = re.compile(r"\s*<[^<>]*>$")


class _Content(Directive):  # type: ignore[misc]
    """A directive that only its own generator knows: its words, one block below the other."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = defaultdict(lambda: directives.unchanged, name=directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """The argument as a line, and what is nested in it."""
        block = nodes.container()
        inline, more = self.state.inline_text(" ".join(self.arguments), self.lineno)
        if inline:
            block += nodes.paragraph("", "", *inline, *more)
        self.state.nested_parse(self.content, self.content_offset, block)
        return [block]


def _text(name: str, rawtext: str, text: str, *_: Any) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """A role that only its own generator knows: its words as code; `:pep:`8`` and `:rfc:`1`` with their kind."""
    shown = _TARGET.sub("", nodes.unescape(text)).lstrip("~!") or text
    if name in ("pep", "rfc"):
        return [nodes.inline(rawtext, f"{name.upper()} {shown}" if shown[:1].isdigit() else shown)], []
    return [nodes.literal(rawtext, shown)], []


def convert(words: str) -> str | None:
    """The body as HTML that is yet to be cleaned; None where it would hold an error, so that nobody reads half of it."""
    if len(words) > MOST_CHARACTERS or _NESTED.search(words):
        return None
    for name in set(_DIRECTIVE.findall(words)) - en.directives.keys():
        directives.register_directive(name, _Content)
    for name in set(_ROLE.findall(words)) - en.roles.keys() | {"pep", "rfc"}:
        roles.register_local_role(name, _text)
    try:
        return str(publish_parts(words, writer="html5", settings_overrides=_SETTINGS | {"warning_stream": io.StringIO()})["body"])  # fmt: skip
    except Exception:  # an error in the text, or one that docutils makes of it
        return None
