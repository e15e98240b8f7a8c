"""`remit init`: start a log in this repository."""

import os
import re
from typing import NamedTuple

import click

from remit.commands import options, prompts
from remit.commands.session import Session, finish
from remit.importers import detect
from remit.log import ids
from remit.log.people import Person
from remit.log.problem import CannotProceed, Usage
from remit.log.settings import Settings, zone_of
from remit.log.starter import POLICY_NAME, Start
from remit.repo import authors, git, trees
from remit.repo import repository as place
from remit.repo.repository import Repository
from remit.reporting.findings import counted
from remit.reporting.terminal import safe, safe_line
from remit.workspace import clock, reading, starting


@click.command
@click.option("--title", metavar="TEXT", help="What the log is called.")
@click.option(
    "--policy", type=click.Choice(["starter", "none"]), help="A first policy to change, or none: a plain decision log."
)
@click.option(
    "--people", multiple=True, metavar="WHO",
    help='`git`: everybody in git\'s history; `none`; or people: "Ana Ito <ana@example.com>".',
)  # fmt: skip
@click.option("--adopt", multiple=True, metavar="PATH", help="A log of another format, read where it lies.")
@click.option(
    "--ci", type=click.Choice(["github", "gitlab", "none"]), help="Write a workflow that checks every change."
)
@click.option(
    "--hook",
    type=click.Choice(["pre-commit", "git", "none"]),
    help="The hook: an entry for pre-commit, git's own, or none.",
)
@click.option("--site/--no-site", default=True, help="Write mkdocs.yml and a first page.")
@click.option(
    "--schemas",
    is_flag=True,
    help="Write the JSON Schemas too, and the line by which editors complete and check the files.",
)
@click.option("--yes", "-y", is_flag=True, help="Ask nothing.")
@options.edits
def init(session: Session, title: str | None, policy: str | None, people: tuple[str, ...], adopt: tuple[str, ...], ci: str | None, hook: str | None,
    site: bool, schemas: bool, yes: bool) -> None:  # fmt: skip
    """Start a log in this repository: settings, people, a first policy, the hook, the site.

    Nothing that is there is written over.

    \b
    remit init
    remit init --title "Decisions at Acme" --yes --commit
    remit init --adopt docs/adr --yes
    """
    asked = Asked(title, policy, people, adopt, ci, hook, site, yes, schemas)
    _init(session, asked)


class Asked(NamedTuple):
    """The options as typed."""

    title: str | None
    policy: str | None
    people: tuple[str, ...]
    adopt: tuple[str, ...]
    ci: str | None
    hook: str | None
    site: bool
    yes: bool
    schemas: bool = False

    @property
    def questions(self) -> bool:
        """Whether somebody can and wants to answer."""
        return not self.yes and prompts.on_terminal()


def _init(session: Session, asked: Asked) -> None:
    """Start a log here."""
    session.repository = _repository(asked)
    session.repository.need_work_tree()
    start = _start(session.repository, asked)
    ci = asked.ci or (_choice("A CI workflow?", ["none", "github", "gitlab"]) if asked.questions else None)
    hook = asked.hook or "pre-commit"
    plan = starting.plan(session.repository, start, starting.Wanted(asked.site, hook, ci, asked.schemas))
    before = f"{session.repository.root}/remit.yml" in plan.kept
    hooked = hook == "git" and starting.write_git_hook(session.repository)
    lines = [f"{path} was there and stays as it is." for path in plan.kept if path.startswith(session.repository.root)]
    lines += plan.hints
    if hook == "git":
        lines.append(
            "git's own hook checks every commit." if hooked else "git has a pre-commit hook: add `remit-hook` to it."
        )
    lines += (
        _going_on(bool(plan.drafts) and not session.commit)
        if before
        else _closing(start, session.commit, _has_people(session.repository))
    )
    finish(
        session, list(plan.drafts), f"{'Add to the log' if before else 'Start the log'}: {start.title}",
        lines=tuple(lines), data={"title": start.title, "kept": list(plan.kept)},
    )  # fmt: skip


def _repository(asked: Asked) -> Repository:
    """The repository here; made where there is none and nothing speaks against it."""
    try:
        return place.find()
    except CannotProceed as error:
        if "not a git repository" not in error.message:
            raise
        here = os.getcwd()  # noqa: PTH109 - a text is wanted
        empty = not os.listdir(here)  # noqa: PTH208
        if not (
            empty or asked.yes or (asked.questions and click.confirm(f"Make a git repository in {here}?", default=True))
        ):
            raise CannotProceed(
                "this is not a git repository, and the folder is not empty", "run `git init`, or `remit init --yes`"
            ) from None
        git.run("", "init", "-q", here)
        return place.find()


def _start(repository: Repository, asked: Asked) -> Start:
    settings = reading.settings_on_disk(repository) if os.path.exists(f"{repository.folder}/remit.yml") else None  # noqa: PTH110
    name = os.path.basename(repository.top).replace("-", " ").replace("_", " ").strip() or "our team"  # noqa: PTH119
    usual = f"Decisions of {name}"
    title = asked.title or (settings.title if settings else None)
    if title is None:
        title = click.prompt("What is the log called?", default=usual) if asked.questions else usual
    policy = _policy(asked, settings)
    named = (settings.policy if settings else None) or POLICY_NAME
    people, lead = _people(repository, asked)
    zone = clock.now().astimezone()
    return Start(
        title=safe_line(" ".join(title.split())), day=zone.date().isoformat(), zone=_zone(), policy=policy != "none",
        people=people, lead=lead, sources=_sources(repository, asked),
        name=named if ids.is_handle(named) else POLICY_NAME, schemas=asked.schemas,
    )  # fmt: skip


def _policy(asked: Asked, settings: Settings | None) -> str:
    """`none`, or anything else for a first policy; settings that are there have said it already."""
    if settings and settings.policy:
        return settings.policy
    return asked.policy or (_choice("A first policy?", ["starter", "none"]) if asked.questions else "starter")


def _choice(question: str, words: list[str]) -> str:
    return str(click.prompt(question, type=click.Choice(words), default=words[0]))


def _zone() -> str:
    """The machine's zone by its name, where it says it; else UTC."""
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
    me = authors.identity(repository.top)
    found = [] if asked.people and "git" not in asked.people else authors.authors(repository.top)
    if asked.questions and found and not asked.people:
        found = [
            one for one in found if click.confirm(f"Add {safe_line(one.name)} <{safe_line(one.email)}>?", default=True)
        ]
    named = [_person(word) for word in asked.people if word not in ("git", "none")]
    if "none" not in asked.people and me and me.email.lower() not in {one.email.lower() for one in (*named, *found)}:
        found = [me, *found]
    people = starting.as_people([*named, *found])
    if not people and asked.questions:
        people = starting.as_people([_person(click.prompt('Who are you? ("Ana Ito <ana@example.com>")'))])
    mine = next((one.handle for one in people if me and me.email.lower() in map(str.lower, one.emails)), None)
    return people, mine or (people[0].handle if people else None)


def _person(text: str) -> authors.Author:
    match = _PERSON.fullmatch(text.strip())
    if match is None:
        raise Usage(f"{text!r} names nobody", 'write `--people "Ana Ito <ana@example.com>"`, git or none')
    return authors.Author(match["name"].strip(), match["email"], 0)


def _sources(repository: Repository, asked: Asked) -> tuple[tuple[str, str], ...]:
    """The logs to adopt, each looked at first."""
    out = []
    for path in asked.adopt:
        inside = starting.inside_path(repository, path)
        if not os.path.exists(os.path.join(repository.top, inside)):  # noqa: PTH110, PTH118
            raise CannotProceed(f"{path} is not there", "name the folder of the records, such as docs/adr")
        tree = trees.tree(repository, trees.WORK_TREE, inside)
        found = detect(tree.read(tree.files), inside)
        if not found.records:
            raise CannotProceed(
                f"{inside} holds no decision that can be read", "name the folder of the records, such as docs/adr"
            )
        click.echo(
            f"{safe(inside)}: {counted(found.records, 'decision')} in the format {found.format}, such as {safe(found.examples[0])}."
            f" What was read of each file, guessed and left out: `remit import {safe(path)} --dry-run`",
            err=True,
        )
        if asked.questions and not click.confirm("Read them where they lie?", default=True):
            continue
        out.append((inside, found.format))
    return tuple(out)


def _has_people(repository: Repository) -> bool:
    return os.path.exists(f"{repository.folder}/people.yml")  # noqa: PTH110


def _going_on(written: bool) -> tuple[str, ...]:
    """The next command in a log that was there before."""
    return ("Next:", "  git add -A && git commit") if written else ("Next:", "  remit check")


def _closing(start: Start, commit: bool, has_people: bool) -> tuple[str, ...]:
    """The next two commands of a log that begins."""
    topic = " --topic work" if start.policy else ""
    decide = f'remit decide "Write decisions down"{topic} --raised today --why "So that nobody has to ask twice."'
    if not (start.people or has_people):
        add = 'remit people add ana --name "Ana Ito" --email ana@example.com   # with your own name and address'
        return ("Nobody is in people.yml yet. Next:", f"  {add}", f"  {decide} --who ana")
    first = "remit check" if commit else "git add -A && git commit -m 'Start the decision log'"
    return ("Next:", f"  {first}", f"  {decide}")
