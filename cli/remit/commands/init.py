"""`remit init`: start a log in this repository: questions, new files, and existing files that are kept."""

import os
import re
from pathlib import Path
from typing import NamedTuple

import click

from remit import __version__
from remit.commands import options, prompts
from remit.commands.session import Session, finish
from remit.files import atomic, paths
from remit.importers import Detected, detect, find_logs
from remit.log import edit, ids, schema, starter, yaml
from remit.log.people import Person, read_people
from remit.log.problem import CannotProceed, Usage
from remit.log.record import STATUSES
from remit.log.settings import ForeignSource, Mapped, Settings, zone_of
from remit.log.starter import GITHUB_PATH, GITLAB, GITLAB_PATH, POLICY_NAME, Start
from remit.log.text import counted
from remit.repo import conventions, git, trees
from remit.repo import repository as place
from remit.repo.conventions import Author, Hooks, default_branch, hooks_of
from remit.repo.repository import Repository
from remit.reporting.terminal import safe, safe_line
from remit.workspace import clock, file_drafts, logs
from remit.workspace.file_drafts import Draft


class Asked(NamedTuple):
    """The options as typed."""

    title: str | None
    policy: str | None
    people: tuple[str, ...]
    adopt: tuple[str, ...]
    ci: str | None
    hook: str | None
    site: bool
    schemas: bool
    yes: bool

    @property
    def questions(self) -> bool:
        """Whether somebody can and wants to answer."""
        return not self.yes and prompts.on_terminal()


_asked = options.gathered(
    "asked",
    Asked,
    click.option("--title", metavar="TEXT", help="Title of the log."),
    click.option(
        "--policy", type=click.Choice(["starter", "none"]), help="First policy: a starter to edit, or none for a plain decision log."
    ),
    click.option(
        "--people", multiple=True, metavar="WHO",
        help='First people: `git` (authors of git\'s history), `none`, or "Ana Ito <ana@example.com>".',
    ),
    click.option("--adopt", multiple=True, metavar="PATH", help="Log of another format to adopt in place."),
    click.option(
        "--ci", type=click.Choice(["github", "gitlab", "none"]), help="CI: write a workflow that checks every change."
    ),
    click.option(
        "--hook",
        type=click.Choice(["pre-commit", "git", "none"]),
        help="Hook: an entry for pre-commit, git's own hook, or none.",
    ),
    click.option("--site/--no-site", default=True, help="Write mkdocs.yml and a first page."),
    click.option(
        "--schemas",
        is_flag=True,
        help="Also write JSON Schemas, and the line that makes editors complete and validate the files.",
    ),
    click.option("--yes", "-y", is_flag=True, help="Do not ask questions."),
)  # fmt: skip


@click.command
@_asked
@options.edits
def init(session: Session, asked: Asked) -> None:
    """Start a log in this repository: settings, people, a first policy, the hook and the site.

    Existing files are not overwritten.

    \b
    remit init
    remit init --title "Decisions at Acme" --yes --commit
    remit init --adopt docs/adr --yes
    """
    found, created = _repository(asked)
    repository = session.repository = session.taken(found)
    repository.need_work_tree()
    logs.need_checked_out(repository)
    start = _start(repository, asked)
    by_default = asked.hook is None
    ci = asked.ci or (_choice("CI workflow?", ["none", "github", "gitlab"]) if asked.questions else None)
    hooks = hooks_of(repository)
    asked = asked._replace(ci=ci, hook=asked.hook or ("none" if hooks.manager or hooks.configured else "pre-commit"))
    root, files = repository.root, _files(repository, start, asked)
    kept = tuple(path for path in files if _there(repository, path))
    before = f"{root}/remit.yml" in kept
    drafts = [Draft(path, text) for path, text in files.items() if path not in kept]
    ends, said = _line_ends(repository)
    drafts += ends
    drafts += _with_lines(repository, ".gitignore", starter.IGNORE if asked.site else starter.IGNORE[:1])
    drafts += _schemas(repository) if asked.schemas else []
    drafts += _adopting(repository, start) if before else []
    lines = [f"{path} already exists and was not changed." for path in kept if path.startswith(root)]
    lines += ["Created a git repository here (`git init`)."] if created else []
    lines += [*said, *_hints(repository, kept, asked)]
    lines += _hook_lines(repository, hooks, asked, by_default=by_default)
    if before:
        lines += _going_on(bool(drafts) and not session.commit)
    else:
        lines += _closing(start, session.commit, _has_people(repository))
    finish(
        session, drafts, f"{'Add to the log' if before else 'Start the log'}: {start.title}", lines=tuple(lines),
        data={"title": start.title, "kept": list(kept)},
    )  # fmt: skip


def _repository(asked: Asked) -> tuple[Repository, bool]:
    """The repository here, and whether it was created: if there is none and the folder is empty or the user agrees."""
    try:
        return place.find(), False
    except CannotProceed as error:
        if "not a git repository" not in error.message:
            raise
        here = str(Path.cwd())
        empty = not any(Path.cwd().iterdir())
        if not (
            empty
            or asked.yes
            or (asked.questions and click.confirm(f"Create a git repository in {here}?", default=True))
        ):
            raise CannotProceed(
                "this is not a git repository, and the folder is not empty", "run `git init`, or `remit init --yes`"
            ) from None
        git.run("", "init", "-q", here)
        return place.find(), True


def _start(repository: Repository, asked: Asked) -> Start:
    settings = logs.settings_on_disk(repository) if Path(repository.folder, "remit.yml").exists() else None
    name = Path(repository.top).name.replace("-", " ").replace("_", " ").strip() or "our team"
    usual = f"Decisions of {name}"
    title = asked.title or (settings.title if settings else None)
    if title is None:
        title = click.prompt("Title of the log?", default=usual) if asked.questions else usual
    policy = _policy(asked, settings)
    named = (settings.policy if settings else None) or POLICY_NAME
    people, lead = _people(repository, asked)
    zone = clock.now().astimezone()
    return Start(
        title=safe_line(" ".join(title.split())), day=zone.date().isoformat(), zone=_zone(), policy=policy != "none",
        people=people, lead=lead, sources=_sources(repository, asked),
        name=named if ids.is_handle(named) else POLICY_NAME, schemas=asked.schemas,
        branch=default_branch(repository.top),
    )  # fmt: skip


def _policy(asked: Asked, settings: Settings | None) -> str:
    """`none`, or anything else for a first policy; existing settings decide it."""
    if settings and settings.policy:
        return settings.policy
    return asked.policy or (_choice("First policy?", ["starter", "none"]) if asked.questions else "starter")


def _choice(question: str, words: list[str]) -> str:
    return str(click.prompt(question, type=click.Choice(words), default=words[0]))


def _zone() -> str:
    """The machine's zone by its name, if known; else UTC."""
    try:
        name = os.environ.get("TZ") or os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    except OSError:
        return "UTC"
    return name if name and "/" in name and not name.startswith("Etc/") and zone_of(name) else "UTC"


_PERSON = re.compile(r"(?:(?P<handle>[a-z0-9][a-z0-9.@-]*)=)?(?P<name>[^<>]*)<(?P<email>[^<>\s]+@[^<>\s]+)>")


def _people(repository: Repository, asked: Asked) -> tuple[tuple[Person, ...], str | None]:
    """The first people, and who holds the starter policy's roles: whoever starts the log."""
    if _has_people(repository):
        return (), None
    me = conventions.identity(repository.top)
    found = [] if asked.people and "git" not in asked.people else conventions.authors(repository.top)
    if asked.questions and found and not asked.people:
        found = [
            one for one in found if click.confirm(f"Add {safe_line(one.name)} <{safe_line(one.email)}>?", default=True)
        ]
    named = [_person(word) for word in asked.people if word not in ("git", "none")]
    if "none" not in asked.people and me and me.email.lower() not in {one.email.lower() for one in (*named, *found)}:
        found = [me, *found]
    people = _usable(_as_people([*named, *found]))
    if not people and asked.questions:
        people = _as_people([_person(click.prompt('Who are you? ("Ana Ito <ana@example.com>")'))])
    mine = next((one.handle for one in people if me and me.email.lower() in map(str.lower, one.emails)), None)
    return people, mine or (people[0].handle if people else None)


def _usable(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """The people that people.yml can hold: an address that git has need not be one."""
    out: list[Person] = []
    for person in people:
        if read_people(starter.people(Start("", "", policy=False, people=(person,))))[1]:
            click.echo(
                f"{safe_line(person.name)} is left out: {safe_line(', '.join(person.emails))} cannot be used", err=True
            )
        else:
            out.append(person)
    return tuple(out)


def _person(text: str) -> Author:
    match = _PERSON.fullmatch(text.strip())
    if match is None:
        raise Usage(f"{text!r} is not a valid person", 'write `--people "Ana Ito <ana@example.com>"`, git or none')
    return Author(match["name"].strip(), match["email"], 0)


def _sources(repository: Repository, asked: Asked) -> tuple[ForeignSource, ...]:
    """The logs to adopt, each read first."""
    out = []
    for path in asked.adopt:
        inside = _inside(repository, path)
        if not Path(repository.top, inside).exists():
            raise CannotProceed(f"{path} does not exist", "name the folder of the records, such as docs/adr")
        tree = trees.tree(repository, trees.WORK_TREE, inside)
        own = f"{repository.root}/"
        files = tree.read([file for file in tree.files if not file.path.startswith(own)])
        found = [detect(files, folder) for folder in find_logs(files, inside)]
        if not any(one.records for one in found):
            raise CannotProceed(
                f"{inside} has no decision that can be read", "name the folder of the records, such as docs/adr"
            )
        if len(found) > 1 and not asked.questions:
            which = ", ".join(f"{one.path} ({counted(one.records, 'record')})" for one in found)
            raise CannotProceed(
                f"{inside} holds more than one log: {which}", f"name one: `remit init --adopt {found[0].path}`"
            )
        out += [source for one in found if (source := _adopted(one, asked))]
    return tuple(out)


NOT_STATED = "none"


def _adopted(found: Detected, asked: Asked) -> ForeignSource | None:
    """A log as a source: what it is, what its own words mean here; None where nobody wants it."""
    said = f"{safe(found.path)}: {found.told}; format {found.format}, such as {safe(found.examples[0])}."
    click.echo(f"{said} `remit import {safe(found.path)} --dry-run` shows what is read of each file.", err=True)
    if asked.questions and not click.confirm("Adopt them in place?", default=True):
        return None
    source = ForeignSource(found.path, found.format, unstated=found.merged if found.unstated else "")
    if found.unstated and asked.questions:
        question = f"{counted(found.unstated, 'record')} without a status: what are they?"
        status = str(
            click.prompt(question, type=click.Choice([*STATUSES, NOT_STATED]), default=found.merged or NOT_STATED)
        )
        source = source._replace(unstated="" if status == NOT_STATED else status)
    source = source._replace(
        tier=_wanted("tier", found.tier, asked), topic=_wanted("topic", found.topic, asked),
        boundary=_wanted("boundary", found.boundary, asked),
    )  # fmt: skip
    if found.unstated and not asked.questions:
        stay = f"are read as {source.unstated}" if source.unstated else "stay without one"
        click.echo(f"Records without a status {stay}: `unstated` in remit.yml says what they are.", err=True)
    return source


def _wanted(key: str, mapped: Mapped | None, asked: Asked) -> Mapped | None:
    """A mapping, if somebody wants it; where nobody is asked it is only named."""
    if mapped and asked.questions:
        return mapped if click.confirm(f"Take the {key} of a record from its {mapped.field}?", default=True) else None
    if mapped:
        said = edit.printed(starter.mapped_entry(mapped))
        click.echo(f"`{key}: {said}` at this source in remit.yml would say the {key} of its records.", err=True)
    return None


def _has_people(repository: Repository) -> bool:
    return Path(repository.folder, "people.yml").exists()


def _going_on(written: bool) -> tuple[str, ...]:
    """The next command in an existing log."""
    return ("Next:", "  git add -A && git commit") if written else ("Next:", "  remit check")


def _closing(start: Start, commit: bool, has_people: bool) -> tuple[str, ...]:
    """The next two commands of a new log."""
    topic = " --topic work" if start.policy else ""
    decide = f'remit decide "Write decisions down"{topic} --raised today --why "So that nobody has to ask twice."'
    if not (start.people or has_people):
        roles = " --role lead --role head" if start.policy else ""
        add = f'remit people add ana --name "Ana Ito" --email ana@example.com{roles}   # with your own name and address'
        return ("people.yml is empty. Next:", f"  {add}", f"  {decide} --who ana")
    first = "remit check" if commit else "git add -A && git commit -m 'Start the decision log'"
    return ("Next:", f"  {first}", f"  {decide}")


def _files(repository: Repository, start: Start, asked: Asked) -> dict[str, str]:
    """The files of a new log; existing ones are kept."""
    root = repository.root
    files = {f"{root}/remit.yml": starter.settings(start)}
    if start.people:
        files[f"{root}/people.yml"] = starter.people(start)
    if start.policy and not _has_policies(repository):
        files[f"{root}/policy/{start.name}@{start.day}.yml"] = starter.policy(start)
    if asked.site:
        files["mkdocs.yml"] = starter.mkdocs(start)
        if not _there(repository, "mkdocs.yml"):
            files["site_src/index.md"] = starter.index(start)
            files["site_src/decisions/index.md"] = starter.stub()
    if asked.hook == "pre-commit":
        files[".pre-commit-config.yaml"] = starter.PRE_COMMIT
    if asked.ci in ("github", "gitlab"):
        path, text = (GITHUB_PATH, starter.github(start.branch)) if asked.ci == "github" else (GITLAB_PATH, GITLAB)
        files[path] = text
    return files


def _has_policies(repository: Repository) -> bool:
    folder = Path(repository.folder, "policy")
    return folder.is_dir() and any(folder.iterdir())


def _there(repository: Repository, path: str) -> bool:
    return os.path.lexists(Path(repository.top, path))


def _schemas(repository: Repository) -> list[Draft]:
    """The schemas of this version; those of another version are replaced, since nobody writes them by hand."""
    out = []
    for name in ("settings", "people", "policy"):
        path, text = f"{repository.root}/{starter.SCHEMAS}{name}.json", schema.text_of(name)
        was = file_drafts.read(repository, path) if _there(repository, path) else None
        if was != text:
            out.append(Draft(path, text, was))
    return out


def _line_ends(repository: Repository) -> tuple[list[Draft], list[str]]:
    """`.gitattributes` with LF for the files of the log that nobody said anything about; what to say of the others.

    Pictures and all other files are left alone, and so are files that are committed with CRLF: they would seem changed.
    """
    path, lines, said = ".gitattributes", [], []
    was = file_drafts.read(repository, path) if _there(repository, path) else None
    ours = was is not None and starter.OLD_ATTRIBUTES in was.splitlines()
    for suffix in starter.SUFFIXES:
        old = conventions.committed_with_crlf(repository.top, repository.root, suffix)
        if old:
            some = f"{old[0]} and {counted(len(old) - 1, 'other file')} are" if old[1:] else f"{old[0]} is"
            said.append(
                f"{some} committed with CRLF line ends and not changed. To convert: add `{starter.attributes(suffix)}`"
                f" to {path}, then run `git add --renormalize {repository.root}`."
            )
        elif ours or not conventions.line_ends_are_set(repository.top, f"{repository.root}/2026/x{suffix}"):
            lines.append(starter.attributes(suffix))
    if was is None or not ours:
        return _with_lines(repository, path, tuple(lines)), said
    added = "\n".join(lines)
    said.append(f"{path}: `{starter.OLD_ATTRIBUTES}` damaged pictures when they were committed, and was replaced.")
    return [Draft(path, was.replace(starter.OLD_ATTRIBUTES, added), was)], said


def _with_lines(repository: Repository, path: str, lines: tuple[str, ...]) -> list[Draft]:
    """A file that gains the lines that it does not have."""
    there = _there(repository, path)
    was = file_drafts.read(repository, path) if there else ""
    present = was.replace("\r\n", "\n").split("\n")
    missing = [line for line in lines if line not in present]
    if not missing:
        return []
    gap = "" if was.endswith("\n") or not was else "\n"
    return [Draft(path, was + gap + "".join(f"{line}\n" for line in missing), was if there else None)]


def _adopting(repository: Repository, start: Start) -> list[Draft]:
    """Sources added to existing settings."""
    path = f"{repository.root}/remit.yml"

    def change(content: str) -> str:
        present = yaml.read(content).get("sources")
        listed = present if isinstance(present, list) else []
        known = {entry.get("path") for entry in listed if isinstance(entry, dict)}
        added: list[yaml.Value] = [starter.source_entry(one) for one in start.sources if one.path not in known]
        return edit.set_keys(content, {"sources": [*listed, *added]}) if added else content

    return [file_drafts.edited(repository, path, change)] if start.sources else []


def _hints(repository: Repository, kept: tuple[str, ...], asked: Asked) -> list[str]:
    out = _schema_hints(repository) if asked.schemas else []
    kept = tuple(path for path in kept if "remit" not in file_drafts.read(repository, path))
    if "mkdocs.yml" in kept:
        out.append("mkdocs.yml already exists: add `- remit` under `plugins:` to show the decisions on your site.")
    if ".pre-commit-config.yaml" in kept:
        out.append(
            '.pre-commit-config.yaml already exists: add the hook `remit` to it (see "Set up pre-commit" in the guide):'
            " `repo: local`, `entry: remit-hook`, `language: python`, `always_run: true`, `pass_filenames: false`,"
            f" `additional_dependencies: [remit=={__version__}]`."
        )
    if ".gitlab-ci.yml" in kept and asked.ci == "gitlab":
        out.append(".gitlab-ci.yml already exists: add a job that runs `remit check`.")
    return out


def _schema_hints(repository: Repository) -> list[str]:
    """The line to add to files that are older than the schemas."""
    root, lines = repository.root, {"remit.yml": "settings.json", "people.yml": "people.json"}
    out = []
    for name, schema_name in lines.items():
        path = f"{root}/{name}"
        line = starter.schema_line(starter.SCHEMAS + schema_name).strip()
        if _there(repository, path) and line not in file_drafts.read(repository, path):
            out.append(f"{path} already exists: editors complete it if its first line is `{line}`")
    return out


def _hook_lines(repository: Repository, hooks: Hooks, asked: Asked, *, by_default: bool) -> list[str]:
    """How to run the hook if another tool or another folder has the hooks."""
    if asked.hook == "none" and not by_default:
        return []
    if hooks.manager == "lefthook":
        added = f'pre-commit: {{commands: {{remit: {{run: "{starter.HOOK_LINE}"}}}}}}'
        return [f"Lefthook runs the hooks here. Add to {hooks.file}: {added}"]
    if hooks.manager == "husky":
        return [f"Husky runs the hooks here. Add the line `{starter.HOOK_LINE}` to {hooks.file}."]
    if hooks.manager == "prek":
        return [f"prek runs the hooks here. Add to {hooks.file}:", *starter.PREK.splitlines()]
    if asked.hook == "git":
        return [_git_hook(repository, hooks)]
    path = Path(hooks.folder, "pre-commit")
    said = f"core.hooksPath is set: git runs the hooks in {hooks.folder}, and `pre-commit install` refuses."
    return [f"{said} Add the line `{starter.HOOK_LINE}` to {path}."] if hooks.configured else []


def _git_hook(repository: Repository, hooks: Hooks) -> str:
    """Install the hook where git looks, unless there is one or the folder serves other repositories; a line about it."""
    path = Path(hooks.folder, "pre-commit")
    if os.path.lexists(path):
        return f"git already has a pre-commit hook: add the line `{starter.HOOK_LINE}` to {path}."
    if hooks.configured and not path.is_relative_to(repository.top):
        return (
            f"core.hooksPath is set to a folder outside this repository: add the line `{starter.HOOK_LINE}` to {path}."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic.create(str(path), starter.GIT_HOOK.encode())
    path.chmod(0o755)  # git runs a hook only where it may be executed
    return "Installed git's pre-commit hook: it checks every commit."


def _as_people(authors: list[Author]) -> tuple[Person, ...]:
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


def _inside(repository: Repository, path: str) -> str:
    """A path that a user typed, from the top with `/`. Raises CannotProceed if it leads out."""
    try:
        relative = os.path.relpath(path, repository.top).replace(os.sep, "/")
    except ValueError:  # on another drive of Windows
        relative = ".."
    if relative.startswith("../") or relative == "..":
        raise CannotProceed(
            f"{path} is not inside this repository",
            "a log is read in place where its repository is; `remit import PATH` takes any folder",
        )
    if relative != ".":
        paths.inside(repository.top, relative)
    return relative
