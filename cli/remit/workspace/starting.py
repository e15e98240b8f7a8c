"""Starting a log in a repository: which files are written, and which are there already and stay."""

import os
from typing import NamedTuple

from remit.files import paths
from remit.log import edit, ids, schema, starter, yaml
from remit.log.people import Person
from remit.log.problem import CannotProceed
from remit.log.starter import GITHUB, GITHUB_PATH, GITLAB, GITLAB_PATH, Start
from remit.repo.authors import Author
from remit.repo.repository import Repository
from remit.workspace import writing
from remit.workspace.writing import Draft


class Wanted(NamedTuple):
    """What is written besides the log itself."""

    site: bool = True
    hook: str = "pre-commit"
    """pre-commit, git or none."""
    ci: str | None = None
    """github or gitlab."""
    schemas: bool = False
    """The JSON Schemas, for editors."""


class Plan(NamedTuple):
    """What `remit init` writes."""

    drafts: tuple[Draft, ...]
    kept: tuple[str, ...]
    """Files that are there already and were left alone."""
    hints: tuple[str, ...]
    """What to add to them by hand."""


def plan(repository: Repository, start: Start, wanted: Wanted) -> Plan:
    """The files of a new log; nothing that is there is written over, two line-based files gain a line."""
    root = repository.root
    files = {f"{root}/remit.yml": starter.settings(start)}
    if start.people:
        files[f"{root}/people.yml"] = starter.people(start)
    if start.policy and not _names(repository, f"{root}/policy"):
        files[f"{root}/policy/{start.name}@{start.day}.yml"] = starter.policy(start)
    if wanted.site:
        files["mkdocs.yml"] = starter.mkdocs(start)
        if not _there(repository, "mkdocs.yml"):
            files["site_src/index.md"] = starter.index(start)
    files |= _hook(wanted) | _ci(repository, wanted)
    drafts = [Draft(path, text) for path, text in files.items() if not _there(repository, path)]
    kept = tuple(path for path in files if _there(repository, path))
    drafts += _with_lines(repository, ".gitattributes", starter.ATTRIBUTES)
    drafts += _with_lines(repository, ".gitignore", starter.IGNORE if wanted.site else starter.IGNORE[:1])
    drafts += _schemas(repository) if wanted.schemas else []
    adopted = _adopting(repository, start) if f"{root}/remit.yml" in kept else []
    return Plan((*drafts, *adopted), kept, tuple(_hints(repository, kept, wanted)))


def _schemas(repository: Repository) -> list[Draft]:
    """The schemas of this version; those of another one are written over, for nobody writes them by hand."""
    out = []
    for name in ("settings", "people", "policy"):
        path, text = f"{repository.root}/{starter.SCHEMAS}{name}.json", schema.text_of(name)
        was = writing.read(repository, path) if _there(repository, path) else None
        if was != text:
            out.append(Draft(path, text, was))
    return out


def _there(repository: Repository, path: str) -> bool:
    return os.path.lexists(os.path.join(repository.top, path))


def _names(repository: Repository, folder: str) -> list[str]:
    try:
        return os.listdir(os.path.join(repository.top, folder))
    except OSError:
        return []


def _hook(wanted: Wanted) -> dict[str, str]:
    return {".pre-commit-config.yaml": starter.PRE_COMMIT} if wanted.hook == "pre-commit" else {}


def _ci(repository: Repository, wanted: Wanted) -> dict[str, str]:
    if wanted.ci == "github":
        return {GITHUB_PATH: GITHUB}
    return {GITLAB_PATH: GITLAB} if wanted.ci == "gitlab" else {}


def _with_lines(repository: Repository, path: str, lines: tuple[str, ...]) -> list[Draft]:
    """A file that gains the lines that it does not have."""
    there = _there(repository, path)
    was = writing.read(repository, path) if there else ""
    present = was.replace("\r\n", "\n").split("\n")
    missing = [line for line in lines if line not in present]
    if not missing:
        return []
    gap = "" if was.endswith("\n") or not was else "\n"
    return [Draft(path, was + gap + "".join(f"{line}\n" for line in missing), was if there else None)]


def _adopting(repository: Repository, start: Start) -> list[Draft]:
    """Sources added to settings that are there already."""
    path = f"{repository.root}/remit.yml"

    def change(content: str) -> str:
        present = yaml.read(content).get("sources")
        listed = present if isinstance(present, list) else []
        known = {entry.get("path") for entry in listed if isinstance(entry, dict)}
        added: list[yaml.Value] = [{"path": at, "format": form} for at, form in start.sources if at not in known]
        return edit.set_keys(content, {"sources": [*listed, *added]}) if added else content

    return [writing.edited(repository, path, change)] if start.sources else []


def _hints(repository: Repository, kept: tuple[str, ...], wanted: Wanted) -> list[str]:
    out = _schema_hints(repository) if wanted.schemas else []
    kept = tuple(path for path in kept if "remit" not in writing.read(repository, path))
    if "mkdocs.yml" in kept:
        out.append("mkdocs.yml is there: add `- remit` below `plugins:`, and the decisions appear on your site.")
    if ".pre-commit-config.yaml" in kept:
        out.append(
            ".pre-commit-config.yaml is there: add a local hook with `entry: remit-hook` and `always_run: true`."
        )
    if ".gitlab-ci.yml" in kept and wanted.ci == "gitlab":
        out.append(".gitlab-ci.yml is there: add a job that runs `remit check`.")
    return out


def _schema_hints(repository: Repository) -> list[str]:
    """The line to add to files that were there before the schemas."""
    root, lines = repository.root, {"remit.yml": "settings.json", "people.yml": "people.json"}
    out = []
    for name, schema_name in lines.items():
        path = f"{root}/{name}"
        line = starter.schema_line(starter.SCHEMAS + schema_name).strip()
        if _there(repository, path) and line not in writing.read(repository, path):
            out.append(f"{path} is there: its editors complete it with the first line `{line}`")
    return out


def write_git_hook(repository: Repository) -> bool:
    """Put the hook into git's own folder, unless there is one; whether it was put there."""
    folder = os.path.join(repository.common_dir, "hooks")
    path = os.path.join(folder, "pre-commit")
    if os.path.lexists(path):
        return False
    from remit.files import atomic

    atomic.create(path, starter.GIT_HOOK.encode())
    os.chmod(path, 0o755)  # noqa: S103 - git runs a hook only where it may be executed
    return True


def as_people(authors: list[Author]) -> tuple[Person, ...]:
    """People for authors: one for each name, with all its addresses and a handle of its own."""
    by_name: dict[str, list[Author]] = {}
    for author in authors:
        by_name.setdefault(author.name or author.email, []).append(author)
    taken: set[str] = set()
    out = []
    for name, found in by_name.items():
        handle = _handle(name, found[0].email, taken)
        taken.add(handle)
        out.append(Person(handle, name if name != found[0].email else "", tuple(entry.email for entry in found)))
    return tuple(out)


def _handle(name: str, email: str, taken: set[str]) -> str:
    words = [ids.slug(word) for word in name.split()]
    full = ".".join(word for word in words if word)
    address = ids.slug(email.partition("@")[0])
    for handle in (words[0] if words else "", full, address, ids.slug(email)):
        if ids.is_handle(handle) and handle not in taken:
            return handle
    return next(f"person{n}" for n in range(1, 10**6) if f"person{n}" not in taken)


def inside_path(repository: Repository, path: str) -> str:
    """A path that a user typed, from the top with `/`. Raises CannotProceed where it leads out."""
    relative = os.path.relpath(os.path.abspath(path), repository.top).replace(os.sep, "/")
    if relative.startswith("../") or relative == "..":
        raise CannotProceed(
            f"{path} is not inside this repository",
            "a log is read in place where its repository is; `remit import` takes any folder",
        )
    if relative != ".":
        paths.inside(repository.top, relative)
    return relative
