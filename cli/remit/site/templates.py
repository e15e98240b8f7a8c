"""The templates that pages are made from: the package's own, and before them those of the team's theme."""

import contextlib
import sys
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.bccache import Bucket
from markupsafe import Markup

from remit.authority.words import size, span_words
from remit.log.record import STATUSES, texts
from remit.site.digest import program
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


class Compiled(FileSystemBytecodeCache):
    """Templates as they were compiled before, where Python keeps the program itself compiled: who may write there may change
    the program, too. So nothing that a repository contains is ever run as code.
    """

    def __init__(self, language: str) -> None:
        """Texts are replaced while a template is compiled, so each `language` has templates of its own."""
        self._language = language
        super().__init__(str(Path(cache_from_source(__file__)).parent), "template-%s.pyc")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name of the file."""
        return super().get_cache_key(f"{self._language} {name}", filename)

    def get_source_checksum(self, source: str) -> str:
        """What another version of the program or of a library compiled is compiled again."""
        return super().get_source_checksum(f"{program()} {source}")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, unless this Python keeps nothing or may not."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)


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
            bytecode_cache=None if self.own else Compiled(chosen()),
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
