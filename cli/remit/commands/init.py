"""`remit init`: start a log in this repository."""

import click

from remit.commands import _options


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
@_options.commit
@_options.json
def init(
    title: str | None, policy: str | None, people: tuple[str, ...], adopt: tuple[str, ...], ci: str | None, hook: str | None,
    site: bool, schemas: bool, yes: bool, commit: bool, as_json: bool,
) -> None:  # fmt: skip
    """Start a log in this repository: settings, people, a first policy, the hook, the site.

    Nothing that is there is written over.

    \b
    remit init
    remit init --title "Decisions at Acme" --yes --commit
    remit init --adopt docs/adr --yes
    """
    from remit.commands import _starting

    asked = _starting.Asked(title, policy, people, adopt, ci, hook, site, yes, schemas)
    _starting.init(asked, commit=commit, as_json=as_json)
