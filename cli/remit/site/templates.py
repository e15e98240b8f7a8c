"""The templates that pages are made from: the package's own, and before them those of the team's theme."""

from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.bccache import Bucket
from markupsafe import Markup

from remit.authority.words import size, span_words
from remit.log.record import STATUSES, texts
from remit.site.labels import (
    ago,
    condition,
    counted,
    day_text,
    line,
    money,
    plain_words,
    role_word,
    sentence,
    span,
    status_word,
)
from remit.site.page import MENU
from remit.site.words import Translated, chosen, word

FOLDER = "remit"
"""The folder of a theme's `custom_dir` in which a team keeps templates of its own."""
_PACKAGE = Path(__file__).parent / "templates"


class Compiled(BytecodeCache):
    """Templates as this process compiled them, for its next build."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """The template of the bucket, unless its text is another now."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._code[bucket.key] = bucket.bytecode_to_string()


@cache
def compiled(_language: str) -> Compiled:
    """The templates of one language, for texts are replaced while a template is compiled; those of the theme have none."""
    return Compiled()


class Templates:
    """Templates by name. Text is escaped; only what is markup already enters a page as it is, and None as nothing."""

    def __init__(self, custom_dir: str | None = None) -> None:
        """`custom_dir` is the theme's, where the site's configuration names one: a file in its folder `remit` wins."""
        own = [Path(custom_dir, FOLDER)] if custom_dir else []
        self.own = any(folder.is_dir() for folder in own)
        """Whether the team has templates of its own: they may show anything of the log."""
        self._environment = Environment(
            extensions=[Translated],
            loader=FileSystemLoader([*own, _PACKAGE]),
            auto_reload=False,
            bytecode_cache=compiled(chosen()),
            autoescape=select_autoescape(("html", "xml")),
            undefined=StrictUndefined,
            finalize=lambda value: "" if value is None else value,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            ago=ago,
            condition=condition,
            counted=counted,
            day_text=day_text,
            line=line,
            money=money,
            names=texts,
            plain_words=plain_words,
            role_word=role_word,
            sentence=sentence,
            size=size,
            span=span,
            span_words=span_words,
            status_word=status_word,
            word=word,
        )
        self._environment.globals.update(STATUSES=STATUSES, MENU=MENU)

    def render(self, name: str, /, **context: object) -> Markup:
        """The template `name`, filled. Raises jinja2.TemplateError where an overriding template is wrong."""
        made = self._environment.get_template(name).render(context)
        return Markup(made.strip())  # noqa: S704 - the template escaped it


PACKAGE = Templates()
"""The package's own templates alone."""
