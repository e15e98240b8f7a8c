"""The MkDocs plugin, and the only file that imports MkDocs.

Pages of the menu are pages of MkDocs whose content is ours. All other pages (one for each record, person, boundary and
context page) never become pages of MkDocs: the theme renders one skeleton for each section, which is filled for each of them.
"""

import html
import json
import logging
import os
import secrets
import sysconfig
import traceback
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache as memo
from functools import partial
from importlib import import_module, metadata
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from jinja2 import Environment
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.utils import nest_paths
from mkdocs.utils.templates import TemplateContext
from mkdocs.utils.yaml import yaml_load

from remit.log.problem import CannotProceed
from remit.repo import git
from remit.site import configuration, output, theme, words
from remit.site.cache import Cache, Kept
from remit.site.digest import digest
from remit.site.formulas import typeset
from remit.site.labels import day_text
from remit.site.links import PICTURES, Places, marked, pictures_of, resolved, same_addresses
from remit.site.load import Loaded, dead_links, left_out, load
from remit.site.output import Output
from remit.site.page import HOME_MARK, STUB_MARK, Page, added_to, home_address, in_menu, up
from remit.site.pages import Piece, address_of, site
from remit.site.reference import reference
from remit.site.templates import FOLDER, Compiled, Templates
from remit.site.view import make_view
from remit.site.words import word

log = logging.getLogger("mkdocs.plugins.remit")
_OURS, _STANDARD = str(Path(__file__).parents[1]), sysconfig.get_path("stdlib")
_ENGINE = ("mkdocs", "jinja2", "markdown", "markupsafe")
"""Packages that only do what templates, hooks and plugins ask for."""
PICTURE_BYTES = 20 * 1024 * 1024
_PLAIN = {"remit", "search", "material/search"}
"""Plugins that leave the templates of the theme as they are."""
_MENUS = ("awesome-pages", "awesome-nav", "literate-nav")
"""Plugins that make the menu themselves, of all pages."""


class RemitConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    log = config_options.Type(str, default="decisions")
    """The folder of the log, at the top of the repository."""
    repository = config_options.Type(str, default="")
    """A folder of the repository. Default: the one with mkdocs.yml."""
    reference = config_options.Type(str, default="")
    """`module:name` of a click group: adds reference pages of its commands, and of the checks and formats."""
    mermaid = config_options.Type(str, default="")
    """The address of Mermaid's script on the site, such as `assets/mermaid.min.js`. Default: diagrams are shown as written."""
    maths = config_options.Type(bool, default=False)
    """Show `$x$` in the log's texts as a formula. Needs the extra `remit[maths]`."""
    guarded = config_options.Type(bool, default=True)
    """Give every page that shows the log a content security policy: nothing from other hosts, no script but the theme's and ours."""


Tell = Callable[[str, int, int], None]
"""Hears what is being done, how far it is, and how far it goes."""


def silent(_what: str, _done: int, _all: int) -> None:
    """Tell nobody."""


class Given(NamedTuple):
    """What a build is made of. `remit build` has read it already; for others the plugin reads it."""

    loaded: Loaded
    cache: Cache
    output: Output
    tell: Tell = silent


class RemitPlugin(BasePlugin[RemitConfig]):  # type: ignore[no-untyped-call]
    """Puts the log into the site."""

    given: Given | None = None
    written = 0
    """Pages of records in the last build."""
    pictures: tuple[str, ...] = ()
    """The pictures of the repository that it shows, by their paths."""
    until: datetime | None = None
    """The next time at which the log makes another site, as far as it names one."""

    _last: Loaded | None = None
    _known: Mapping[str, Kept] = {}
    """What the last build wrote of the site that is served."""
    _serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """MkDocs keeps a plugin that hears this from one build to the next: so the last good log is at hand."""
        self._serving, self._last, self._known = command == "serve", None, {}

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the log before MkDocs touches the old site: a broken log leaves it as it is."""
        words.use(str(config.theme.get("language") or config.theme.get("locale") or words.ENGLISH))
        given = self.given or self._read(config)
        self._given = given
        loaded, cache = given.loaded, given.cache
        for one in left_out(loaded.log):
            log.warning("%s:%s is left out: %s", one.path, one.line, one.message)
        for one in dead_links(loaded.log, loaded.now):
            log.warning("%s:%s: %s", one.path, one.line, one.message)
        given.output.complete = not _alone(config)
        self._marks = theme.Marks(secrets.token_hex(12))
        self._skeletons: dict[str, theme.Skeleton] = {}
        self._shells: dict[str, str] = {}
        self._scripts: dict[str, str] = {}
        view = make_view(
            loaded.log, loaded.now, partial(cache.convert, maths=self._maths()), partial(cache.read, maths=self._maths()),
            loaded.blobs, loaded.history, loaded.signatures,
        )  # fmt: skip
        view = view._replace(shows=memo(_shown(loaded.top)), templates=Templates(config.theme.custom_dir))
        self._view = view
        self._tracked = _tracked_below(config.docs_dir, loaded.top) if self.given else None
        first = _first_page(config.docs_dir, self._tracked)
        inside = HOME_MARK in (first or "")
        self._site = site(view, home_address(first), heading=not inside)
        self.until = self._site.until
        self._made: dict[str, list[Page | tuple[str, str]]] = {}
        shown = dict(chain.from_iterable(map(self._shown_in, self._site.menu)))
        self._menu = {path.replace(".html", ".md"): said for path, said in shown.items() if in_menu(path)}
        self._others = [*(path for path in shown if not in_menu(path)), *view.where.records.values()]
        if inside:
            del self._menu["index.md"]
        self._home = self._home_page() if inside else None
        docs = os.path.relpath(config.docs_dir, loaded.top).replace(os.sep, "/")
        self._places = Places(frozenset(self._others), view.where.records, docs)
        _fill_in(config)
        return config

    def _shown_in(self, piece: Piece) -> Iterable[tuple[str, list[str]]]:
        """Address, title and description of the pages of a piece: as an earlier build wrote them, or as they are made now."""
        kept = self._kept(piece)
        if not kept:
            self._made[piece.name] = [*piece.make()]
        pages = (one for one in self._made.get(piece.name, ()) if isinstance(one, Page))
        return kept.pages.items() if kept else ((page.path, [page.title, page.description]) for page in pages)

    def _kept(self, piece: Piece) -> Kept | None:
        """What an earlier build wrote of a piece, where that would be written now too."""
        kept = None if self._view.templates.own else self._given.output.earlier(piece.name)
        if not kept or not same_addresses(self._view, kept.asked):
            return None
        same = kept.made_of == piece.made_of or bool(piece.content and kept.content == piece.content())
        return kept._replace(made_of=piece.made_of) if same else None

    def _home_page(self) -> Page:
        """The log's own first page, for the one that shows it."""
        first = self._site.menu[0]
        return next(page for page in self._made.get(first.name) or first.make() if isinstance(page, Page))

    def _maths(self) -> bool:
        if self.config.maths and find_spec("latex2mathml") is None:
            raise PluginError("formulas need a part that is not installed: pip install 'remit[maths]'")
        return self.config.maths

    def _read(self, config: MkDocsConfig) -> Given:
        top = self.config.repository or str(Path(config.config_file_path or "mkdocs.yml").parent)
        try:
            self._last = load(top, self.config.log)
        except CannotProceed as error:
            if not self._serving or not self._last:
                raise PluginError(f"{error.message}. {error.remedy}") from None
            log.error("%s. The site shows the last valid log.", error.message)
        if not self._serving:
            return Given(self._last, Cache(self._last.top), Output(config.site_dir))
        served, self._new = config.site_dir, TemporaryDirectory(ignore_cleanup_errors=True)
        config.site_dir = self._new.name
        return Given(self._last, Cache(self._last.top), Output(config.site_dir, served, self._known))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """The theme's templates are compiled once, where no other part may change how."""
        if not config.theme.custom_dir and _alone(config):
            env.bytecode_cache = Compiled("")
        return env

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages of the menu and the skeletons; take out whatever a link leads to outside the folder."""
        _left_out(files, config, self._given.loaded, self._tracked)
        if self.config.mermaid and not files.get_file_from_path(self.config.mermaid):
            raise PluginError(f"mermaid: there is no {self.config.mermaid} below {config.docs_dir}")
        self._make_room(files)
        for address, text in self._reference().items():
            files.append(File.generated(config, address, content=text, inclusion=InclusionLevel.INCLUDED))
        own = [file.src_uri for file in files.documentation_pages(inclusion=InclusionLevel.is_in_nav)]
        for address, (title, description) in self._menu.items():
            stub = _stub(html.escape(word(title)), html.escape(word(description)))
            files.append(_flat(config, address, stub, InclusionLevel.INCLUDED))
        for section in {path.partition("/")[0] for path in self._others}:
            stub = _stub(self._marks.of(theme.TITLE), self._marks.of(theme.DESCRIPTION))
            address = f"{section}/{self._marks.of(theme.ADDRESS)}.md"
            files.append(_flat(config, address, stub, InclusionLevel.NOT_IN_NAV))
        alone = set(own) <= {"index.md", "README.md"}
        self._alone = alone and not config.nav
        if config.nav or not any(name in config.plugins for name in _MENUS):
            nav = config.nav or nest_paths(own)  # type: ignore[no-untyped-call]
            config.nav = added_to(nav, list(self._menu), alone=alone)
        return files

    def _make_room(self, files: Files) -> None:
        """Take out the stubs that our pages replace, and leave out whatever would overwrite a file of the site's own."""
        own = {file.dest_uri: file for file in files}
        for uri in self._menu:
            stub = own.get(uri.replace(".md", ".html"))
            if stub and stub.is_documentation_page() and STUB_MARK in stub.content_string:
                files.remove(own.pop(stub.dest_uri))
        self._own = {address: file.src_uri for address, file in own.items() if address != "index.html"}
        self._menu = {uri: said for uri, said in self._menu.items() if uri.replace(".md", ".html") not in self._own}
        self._others = [path for path in self._others if path not in self._own]

    def _reference(self) -> dict[str, str]:
        if not self.config.reference:
            return {}
        module, _, name = self.config.reference.partition(":")
        return reference(getattr(import_module(module), name))

    def on_page_markdown(self, markdown: str, *, page: EnginePage, config: MkDocsConfig, files: Files) -> str:
        """Our pages need no table of contents of the theme; where tabs lead to them, no side menu either. Other pages may
        link to records.
        """
        shows_home = HOME_MARK in markdown and "hide" not in page.meta
        if self._ours(page) or shows_home:
            first = files.get_file_from_path("decisions/index.md")
            tabs = "navigation.tabs" in (config.theme.get("features") or [])
            alone = tabs and (self._alone or bool(first and first.page and first.page.parent is None))
            page.meta["hide"] = ["toc", "navigation"] if alone else ["toc"]
        if self._ours(page):
            return markdown
        return marked(markdown, page.file.src_uri, self._places)

    @event_priority(-100)
    def on_page_content(self, content: str, *, page: EnginePage, config: MkDocsConfig, files: Files) -> str:
        """Our own content in place of the stub's."""
        if self._ours(page):
            if config.theme.name != "material":
                page.toc.items.clear()  # the heading that gives the skip link its target
            return self._marks.body
        if self._home and page.is_homepage:
            content = content.replace(HOME_MARK, self._home.body)
        return resolved(content, page.file.url)

    def _mermaid(self, path: str) -> str:
        """Mermaid's script as the page at `path` names it; empty without."""
        return up(path) + self.config.mermaid if self.config.mermaid else ""

    def on_page_context(
        self, context: TemplateContext, *, page: EnginePage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """While a skeleton is rendered its section is the active one in the menu."""
        self._lit = None
        if self._is_skeleton(page.file.src_uri):
            first = page.file.src_uri.partition("/")[0] + "/index.md"
            self._lit = next((entry for entry in nav.pages if entry.file.src_uri == first), None)
        if self._lit:
            self._lit.active = True
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: EnginePage, config: MkDocsConfig) -> str:
        """Complete the theme's page; keep skeletons and write nothing for them."""
        uri, ours = page.file.src_uri, self._ours(page)
        output = self._completed(output, page.file.url, "" if self._is_skeleton(uri) else self._as_of())
        if self.config.mermaid and 'class="mermaid"' in output:
            script = self._mermaid(page.file.url.removeprefix("./"))
            output = output.replace("</head>", f'<script src="{script}"></script></head>', 1)
        home = self._home if page.is_homepage else None
        output = theme.without_holes(output, self._marks) if ours else output
        if self.config.guarded and (home or ours):
            output = theme.guarded(output, str(home.body) if home else "", pictures=bool(home))
        if not ours:
            return output
        if self._lit:
            self._lit.active = False
        pattern = theme.cut(output, self._marks)
        if pattern is None:
            raise PluginError("the theme's page template does not show the content of pages")
        name = uri.partition("/")[0] if self._is_skeleton(uri) else uri.replace(".md", ".html")
        self._skeletons[name], self._shells[name] = pattern, digest(*pattern.parts)
        return ""

    def _completed(self, output: str, url: str, as_of: str) -> str:
        output, scripts = theme.moved(output)
        self._scripts |= scripts
        return theme.completed(output, url, self._given.loaded.log.settings.title, as_of)

    def _as_of(self) -> str:
        """The day and the commit that the site shows."""
        commit = self._view.history.tip
        return f"{word('As of')} {day_text(self._view.today)}" + (f", {word('commit')} {commit[:8]}" if commit else "")

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Our pages in the sitemap in place of the skeletons; a word on the page for addresses that lead nowhere."""
        if template_name == "sitemap.xml":
            top = config.site_url.rstrip("/") + "/" if config.site_url else ""
            menu = () if top else (uri.replace(".md", ".html") for uri in self._menu)
            addresses = [*menu, *self._others]
            return theme.sitemap(
                output, self._marks.token, self._view.render(template_name, top=top, addresses=addresses)
            )
        if template_name == "404.html":
            output = theme.not_found(output, self._view.render("not_found.html"))
            output = self._completed(output, template_name, self._as_of())
            return theme.guarded(output) if self.config.guarded else output
        return output

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write every page that is not a page of MkDocs, and the data; count, and fail where one is missing."""
        given, pictures, self._taken = self._given, list[str](), set[str]()
        for done, piece in enumerate(chain(self._site.menu, self._site.others()), 1):
            kept = self._piece(piece)
            given.output.pieces[piece.name] = kept
            pictures += pictures_of(kept.asked)
            given.tell("Writing page", min(done, len(self._others)), len(self._others))
        for address in sorted(self._taken):
            log.warning(
                "%s is a file of this site, so the log's own is left out. Move %s.", address, self._own[address]
            )
        for address, text in chain(self._scripts.items(), theme.files()):
            self._write(address, text)
        self.pictures = tuple(dict.fromkeys(pictures))
        for path in self.pictures:
            given.output.write(PICTURES + path, Path(given.loaded.top, path).read_bytes())
        theme.without_skeletons(Path(config.site_dir, "search/search_index.json"), self._marks.token)
        self.written = self._count()
        if "search" in given.output.changed():  # for it all texts were read
            given.cache.forget()
        if not self.given:
            given.cache.close()
        if self._serving:
            given.output.join()
            self._known = given.output.pieces | given.output.changed()
            self._new.cleanup()

    def _piece(self, piece: Piece) -> Kept:
        """Write a piece of the site, unless it is there already."""
        kept = self._kept(piece)
        if kept and kept.shell == self._shell(kept.pages) and self._own.keys().isdisjoint(kept.files):
            return kept
        made = self._made.pop(piece.name, None) or [*piece.make()]
        pages = {one.path: [one.title, one.description] for one in made if isinstance(one, Page)}
        asked = dict(chain.from_iterable(one.asked.items() for one in made if isinstance(one, Page)))
        content, free = piece.content() if piece.content else "", []
        for one in made:
            address = address_of(one)
            if self._home and address == "index.html":
                continue
            if address not in self._own:
                self._write(address, self._filled(one) if isinstance(one, Page) else one[1])
                free.append(address)
        files = dict.fromkeys(free, (0, 0))
        taken = self._own.keys() & map(address_of, made)
        self._taken |= taken
        if taken:  # it is said in each build
            return Kept("", "", "", {}, asked, files)
        return Kept(piece.made_of, content, self._shell(pages), pages, asked, files)

    def _shell(self, pages: Iterable[str]) -> str:
        """What the theme and the plugin's options add to some pages, as one number."""
        typesetter = metadata.version("latex2mathml") if self.config.maths else ""
        return digest(typesetter, self.config.mermaid, *(self._shells.get(self._around(path), "") for path in pages))

    def _around(self, path: str) -> str:
        """The name of the theme's page around the one at `path`."""
        return path if path in self._skeletons else path.partition("/")[0]

    def _filled(self, page: Page) -> str:
        body = typeset(page.body) if self.config.maths else page.body
        shown = page._replace(body=theme.with_diagrams(body, self._mermaid(page.path)))
        return self._skeletons[self._around(page.path)].fill(shown)

    def _write(self, address: str, text: str) -> None:
        self._given.output.write(address, text.encode("utf-8", "replace"))

    def _count(self) -> int:
        """The number of record pages. Raises PluginError where it is not the number of records."""
        output, number = self._given.output, len(self._given.loaded.log.records)
        there = sum(path in output.pieces[record].files for record, path in self._view.where.records.items())
        if there != number:
            raise PluginError(f"{number} records but {there} pages: the site was not published")
        return there

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Callable[..., None]) -> Any:
        """Rebuild when the log changes."""
        server.watch(str(Path(self._given.loaded.top, self._given.loaded.log.root)))
        for source in self._given.loaded.log.settings.sources:
            server.watch(str(Path(self._given.loaded.top, source.path)))
        return server

    def _ours(self, page: EnginePage) -> bool:
        return page.file.src_uri in self._menu or self._is_skeleton(page.file.src_uri)

    def _is_skeleton(self, uri: str) -> bool:
        return self._marks.token in uri


def _alone(config: MkDocsConfig) -> bool:
    """Whether no other part has a hand in the site: those want to see all of it, and may change how templates are compiled."""
    return {*config.plugins} <= _PLAIN and not config.hooks


def tracked(top: str) -> frozenset[str]:
    """The files that git tracks."""
    return frozenset(os.fsdecode(name) for name in git.zsplit(git.run(top, "ls-files", "-z")))


def _shown(top: str) -> Callable[[str], bool]:
    """Whether a picture may be published: what git does not track is nobody's decision to show."""
    known = memo(lambda: tracked(top))

    def shows(path: str) -> bool:
        shown = path in known() and output.may_copy(top, path, PICTURE_BYTES)
        if not shown:
            log.warning(
                "the picture %s is missing, not tracked by git, a link, or too large: its text is shown instead", path
            )
        return shown

    return shows


def _tracked_below(folder: str, top: str) -> frozenset[str] | None:
    """The files below a folder that git tracks, absolute; None if the folder is not the repository's."""
    real = os.path.realpath(top)
    inside = os.path.realpath(folder).startswith(real + os.sep)
    return frozenset(f"{real}{os.sep}{path}" for path in tracked(top)) if inside else None


def _first_page(docs_dir: str, known: frozenset[str] | None) -> str | None:
    """The text of the first page that somebody wrote by hand; None where nobody did."""
    for name in ("index.md", "README.md"):
        path = Path(docs_dir, name)
        if path.is_file() and (known is None or os.path.realpath(path) in known):
            return path.read_text(encoding="utf-8", errors="replace")
    return None


def _fill_in(config: MkDocsConfig) -> None:
    """Our style and scripts; and what the configuration leaves open, as a decision log wants it."""
    config.extra_css.insert(0, theme.CSS)
    config.extra_javascript.extend(theme.SCRIPTS)
    written: dict[str, Any] = {}
    if config.config_file_path:
        with open(config.config_file_path, "rb") as file:  # noqa: PTH123 - MkDocs wants the open file, for INHERIT
            written = yaml_load(file)
    if config.theme.name == "material":
        usual = configuration.of_theme(written)
        for scheme in usual.get("palette", ()):
            scheme["toggle"]["name"] = word(scheme["toggle"]["name"])
        for key, value in usual.items():
            config.theme[key] = value


def _stub(title: str, description: str) -> str:
    """A page for MkDocs: its title and description, out of the theme's search; the heading gives the skip link its target."""
    head = f"title: {json.dumps(title)}\ndescription: {json.dumps(description)}\nsearch: {{exclude: true}}\n"
    return f"---\n{head}---\n# remit-content\n"


def _flat(config: MkDocsConfig, address: str, content: str, inclusion: InclusionLevel) -> File:
    """A generated file whose page is one flat `.html`, whatever the site's own pages do."""
    file = File.generated(config, address, content=content, inclusion=inclusion)
    file.use_directory_urls = False
    return file


def _left_out(files: Files, config: MkDocsConfig, loaded: Loaded, known: frozenset[str] | None) -> None:
    """MkDocs follows symbolic links out of the folder, and publishes the templates of a theme's `custom_dir` and the files of a log
    below it; we never do. Of the folder's files those that are not `known` are nobody's decision to show (None: all are).
    """
    top, log_folder = (
        os.path.realpath(folder) + os.sep for folder in (config.docs_dir, Path(loaded.top, loaded.log.root))
    )
    for file in list(files):
        if file.src_dir == config.theme.custom_dir and file.src_uri.startswith(f"{FOLDER}/"):
            files.remove(file)
        if file.src_dir != config.docs_dir:
            continue
        path = os.path.realpath(file.abs_src_path or "")
        if path.startswith(log_folder) and not _is_stub(file):
            files.remove(file)
        elif not path.startswith(top):
            files.remove(file)
            log.warning("%s leads out of %s and is left out", file.src_uri, config.docs_dir)
        elif known is not None and path not in known:
            files.remove(file)
            log.warning("%s is not tracked by git and is left out: `git add` it", os.path.relpath(path, loaded.top))


def _is_stub(file: File) -> bool:
    return file.is_documentation_page() and STUB_MARK in file.content_string


def run(config_file: str, given: Given, *, strict: bool = False) -> RemitPlugin:
    """Build with the configuration in `config_file`; the plugin, which knows what it wrote. Raises CannotProceed."""
    try:
        config = load_config(config_file=config_file, site_dir=given.output.folder, strict=strict or None)
        plugin = config.plugins.get("remit")
        if not isinstance(plugin, RemitPlugin):
            raise CannotProceed(f"{config_file} does not use Remit", "add `- remit` below `plugins:`")
        plugin.given = given
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            plugin.given = None
            config.plugins.on_shutdown()
    except (Abort, ConfigurationError, MkDocsException) as error:
        raise CannotProceed(
            f"the site was not built: {error}", "fix what is named above; the old site is unchanged"
        ) from None
    except (CannotProceed, OSError):
        raise
    except Exception as error:  # whatever a template, a hook or a plugin stumbles over
        place = _place_of(error)
        if not place:
            raise
        raise CannotProceed(
            f"the site was not built: {place}: {error}", "fix it, or build the log alone: `remit build --plain`"
        ) from None
    return plugin


def _place_of(error: Exception) -> str:
    """File and line of the template, hook or plugin that an error comes from; empty where it is our own."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        package = Path(frame.filename).as_posix().partition("/site-packages/")[2].partition("/")[0]
        if frame.filename.startswith(_OURS):
            return ""
        if package not in _ENGINE and (package or not frame.filename.startswith(_STANDARD)):
            return f"{frame.filename}:{frame.lineno}"
    return ""


def serve(config_file: str, address: str | None, *, open_browser: bool = False) -> None:
    """Serve the site and rebuild it when anything changes, until interrupted. Raises CannotProceed."""
    from mkdocs.commands.serve import serve as mkdocs_serve  # it brings a web server and a watcher along

    options: dict[str, Any] = {"dev_addr": address} if address else {}
    try:
        mkdocs_serve(config_file=config_file, open_in_browser=open_browser, **options)
    except (Abort, MkDocsException) as error:
        raise CannotProceed(f"the site cannot be served: {error}", "fix what is named above and try again") from None
    except OSError as error:
        raise CannotProceed(f"the site cannot be served: {error.strerror or error}", "try another --port") from None
