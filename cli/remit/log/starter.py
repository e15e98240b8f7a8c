"""The files of a new log: settings, a first policy, people, the site, the hook.

Longer ones are in `log/templates/`, as they will be written.
"""

import json
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

from remit import __version__
from remit.log.edit import printed
from remit.log.people import Person, entry_of
from remit.log.settings import ForeignSource, Mapped

POLICY_NAME = "base"


class Start(NamedTuple):
    """What is known about a new log."""

    title: str
    day: str
    """Today, ISO 8601."""
    zone: str = "UTC"
    policy: bool = True
    people: tuple[Person, ...] = ()
    lead: str | None = None
    """Who holds the starter policy's roles at first."""
    sources: tuple[ForeignSource, ...] = ()
    """Logs that are adopted in place."""
    name: str = POLICY_NAME
    """What the policy is called."""
    branch: str = ""
    """The default branch, where it is known."""
    schemas: bool = False
    """Whether each file names its JSON Schema, for editors."""


SCHEMAS = ".schemas/"
"""The folder of the JSON Schemas in the log, if wanted."""


def schema_line(path: str) -> str:
    """The line that names the schema for editors with a YAML language server, relative to the file."""
    return f"# yaml-language-server: $schema={path}\n"


def _schema(start: Start, path: str) -> str:
    return schema_line(path) if start.schemas else ""


def source_entry(source: ForeignSource) -> dict[str, Any]:
    """A source as remit.yml writes it: what it says beyond the defaults."""
    out: dict[str, Any] = {"path": source.path, "format": source.format}
    if source.unstated:
        out["unstated"] = source.unstated
    for key, mapped in (("tier", source.tier), ("topic", source.topic), ("boundary", source.boundary)):
        if mapped:
            out[key] = mapped_entry(mapped)
    return out


def mapped_entry(mapped: Mapped) -> dict[str, Any]:
    """Where a source says something, as remit.yml writes it."""
    return {"from": mapped.field, **({"values": dict(mapped.values)} if mapped.values else {})}


def settings(start: Start) -> str:
    """The text of `decisions/remit.yml` for a new log."""
    name = start.name if start.policy else "none"
    sources = "".join(f"  - {printed(source_entry(source))}\n" for source in start.sources)
    return _schema(start, SCHEMAS + "settings.json") + (
        "remit: 1\n"
        f"title: {printed(start.title)}\n"
        f"time_zone: {printed(start.zone)}\n"
        f"policy: {name}{'' if start.policy else '   # no policy yet: anyone decides'}\n"
        + (f"trusted: {printed(start.branch)}   # the branch whose policy is in force\n" if _odd(start.branch) else "")
        + (f"sources:\n{sources}" if sources else "")
    )


def _odd(branch: str) -> bool:
    """Whether nobody would look for this default branch unless it is named."""
    return branch not in ("", "main", "master")


def github(branch: str) -> str:
    """The workflow for GitHub, run on pushes to the default branch."""
    return GITHUB.replace("[main, master]", f"[{json.dumps(branch)}]") if _odd(branch) else GITHUB


def people(start: Start) -> str:
    """`decisions/people.yml`: who they are, and who holds which role since when."""
    lines = [f"  {printed(one.handle)}: {printed(entry_of(one))}\n" for one in start.people]
    out = _schema(start, SCHEMAS + "people.json") + "people:\n" + "".join(lines)
    if start.policy and start.lead:
        out += "holds:\n" + "".join(
            f"  - {{role: {role}, who: {start.lead}, from: {start.day}}}\n" for role in ("lead", "head")
        )
    return out


def policy(start: Start) -> str:
    """A first policy: most decisions at the edge, money and people one level up."""
    title = printed(f"Who decides what: {start.title}")
    return _schema(start, f"../{SCHEMAS}policy.json") + _filled(
        "policy.yml", name=start.name, title=title, day=start.day
    )


def mkdocs(start: Start) -> str:
    """The text of `mkdocs.yml` for a new log's site."""
    return _filled("mkdocs.yml", title=printed(start.title))


def index(start: Start) -> str:
    """The site's first hand-written page."""
    return _filled("index.md", title=start.title)


def stub() -> str:
    """The page that the plugin replaces by the list of decisions; a generator without plugins shows it."""
    return template("decisions.md")


def _filled(file: str, **values: str) -> str:
    return Template(template(file)).substitute(values)


def template(name: str) -> str:
    """The text of a file of `log/templates/`."""
    return Path(__file__).with_name("templates").joinpath(name).read_text("utf-8")


HOOK_LINE = "if command -v remit-hook >/dev/null; then remit-hook || exit 1; fi"
"""The line for hooks that a team shares, wherever it is in them: without Remit commits go on, and CI checks them."""
GIT_HOOK = f"#!/bin/sh\n{HOOK_LINE}\n"
SUFFIXES = (".md", ".yml", ".yaml")
"""How the files of a log are named; whatever else lies among them, such as a picture, keeps its bytes."""
OLD_ATTRIBUTES = "decisions/** text eol=lf"
"""What Remit wrote before 2026-11-30: git then takes CR LF out of pictures too."""


def attributes(suffix: str) -> str:
    """The line of `.gitattributes` for files of the log."""
    return f"decisions/**/*{suffix} text eol=lf"


IGNORE = (".*.tmp", "/site/")
PRE_COMMIT = _filled("pre-commit.yml", version=__version__)
PREK = f"""[[repos]]
repo = "local"

[[repos.hooks]]
id = "remit"
name = "remit"
entry = "remit-hook"
language = "python"
additional_dependencies = ["remit=={__version__}"]
always_run = true
pass_filenames = false
require_serial = true
stages = ["pre-commit", "pre-merge-commit", "pre-push"]
"""
"""The hook in prek's own file, which prek reads in place of pre-commit's."""
GITHUB_PATH = ".github/workflows/decisions.yml"
GITHUB = template("github.yml")
GITLAB_PATH = ".gitlab-ci.yml"
GITLAB = template("gitlab.yml")
