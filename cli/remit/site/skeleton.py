"""The theme's page with holes: rendered once for each section, cut apart, and filled for every page of it.

A page made so is the page that the theme would have made; only the holes differ. The holes are marked with words that
no text can hold, because they are drawn anew for each build.
"""

import re
import secrets
from typing import NamedTuple
from urllib.parse import quote

from remit.site.html import esc
from remit.site.page import Page

BODY, TITLE, DESCRIPTION, ADDRESS = "body", "title", "description", "address"
HOLES = (BODY, TITLE, DESCRIPTION, ADDRESS)


class Marks(NamedTuple):
    """The words that mark the holes of one build."""

    token: str

    def of(self, hole: str) -> str:
        """The mark of a hole: letters and digits only, so that no theme escapes it."""
        return f"remit{self.token}{hole}"

    @property
    def body(self) -> str:
        """What stands where the body will: an h1, so that the theme adds none of its own."""
        return f"<h1>{self.of(BODY)}</h1>"


def new_marks() -> Marks:
    """Marks for one build."""
    return Marks(secrets.token_hex(12))


class Skeleton(NamedTuple):
    """A page of the theme, cut at its holes: text, hole, text, hole … text."""

    parts: tuple[str, ...]

    def fill(self, page: Page) -> str:
        """The finished page."""
        values = {
            BODY: str(page.body),
            TITLE: esc(page.title),
            DESCRIPTION: esc(page.description),
            ADDRESS: quote(page.path.rpartition("/")[2].removesuffix(".html")),
        }
        return "".join(values[part] if at % 2 else part for at, part in enumerate(self.parts))


def cut(html: str, marks: Marks) -> Skeleton | None:
    """The skeleton that a rendered page gives; None where the theme left the body out."""
    if marks.body not in html:
        return None
    html = html.replace(marks.body, marks.of(BODY))
    pattern = re.compile(f"remit{marks.token}({'|'.join(HOLES)})")
    return Skeleton(tuple(pattern.split(html)))
