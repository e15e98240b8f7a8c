"""The `remit` command: the group of all commands, each loaded when it is called, and the error boundary around them."""

import importlib
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import click

from remit import __version__
from remit.reporting.terminal import drop_output, failed

FRONT = ("init", "may", "propose", "decide", "mine", "stop", "check", "list", "show")
"""The nine commands that `--help` lists first."""

COMMANDS: dict[str, tuple[str, str, str]] = {
    "init": ("init", "Everyday", "Start a log in this repository."),
    "may": ("may", "Everyday", "Check whether you may decide something, and why."),
    "who": ("may", "Everyday", "Show who may decide a topic, for each amount."),
    "propose": ("decide", "Everyday", "Write a proposal, and show whose decision it is."),
    "decide": ("decide", "Everyday", "Make a decision and write its record."),
    "mine": ("mine", "Everyday", "List what needs your response and what you may decide."),
    "stop": ("stop", "Everyday", "Stop a decision, a topic or a budget."),
    "check": ("check", "Everyday", "Check the log and report every problem at once."),
    "list": ("list", "Everyday", "List and search decisions."),
    "show": ("show", "Everyday", "Show one decision with everything about it."),
    "ask": ("acts", "Responses and follow-ups", "Ask people for advice or consent."),
    "advise": ("acts", "Responses and follow-ups", "Give advice on a decision."),
    "consent": ("acts", "Responses and follow-ups", "Consent to a decision."),
    "object": ("acts", "Responses and follow-ups", "Object to a decision."),
    "vote": ("acts", "Responses and follow-ups", "Vote on a decision."),
    "inform": ("acts", "Responses and follow-ups", "Record who was notified."),
    "ratify": ("acts", "Responses and follow-ups", "Ratify an emergency decision."),
    "confirm": ("acts", "Responses and follow-ups", "Confirm what somebody recorded for you."),
    "review": ("acts", "Responses and follow-ups", "Record the outcome of a decision."),
    "adopt": ("acts", "Responses and follow-ups", "Adopt another team's decision."),
    "announce": ("acts", "Responses and follow-ups", "Announce a proposal and start its objection window."),
    "resume": ("stop", "Responses and follow-ups", "Lift a stop."),
    "reject": ("endings", "Changing a decision", "Reject a proposal."),
    "withdraw": ("endings", "Changing a decision", "Withdraw a proposal."),
    "defer": ("endings", "Changing a decision", "Defer a proposal."),
    "edit": ("edit", "Changing a decision", "Edit your open proposal."),
    "link": ("edit", "Changing a decision", "Link two decisions, on both sides."),
    "supersede": ("endings", "Changing a decision", "Replace a decision with a new one."),
    "deprecate": ("endings", "Changing a decision", "End a decision without a replacement."),
    "reverse": ("endings", "Changing a decision", "Reverse a decision with a new one."),
    "amend": ("endings", "Changing a decision", "Add an amendment, or fix a typo."),
    "retopic": ("endings", "Changing a decision", "Change the topic of a proposal."),
    "renumber": ("endings", "Changing a decision", "Give a record a new ID."),
    "policy": ("policy", "Policy and people", "Show, test, lint, compare and replay policies."),
    "people": ("people", "Policy and people", "List, add and update people and their roles."),
    "audit": ("audit", "Reports", "Report who decides, how fast, and what would be blocked."),
    "brief": ("brief", "Reports", "Show what to know before deciding."),
    "build": ("build", "Publish", "Build the site."),
    "serve": ("build", "Publish", "Build and serve the site; rebuild it on every change."),
    "import": ("import_", "Import and export", "Import a log of another format."),
    "export": ("export", "Import and export", "Write decisions as JSON, CSV, SQLite, MADR, a graph …."),
    "verify": ("verify", "Import and export", "Compare the log with a published version."),
    "mcp": ("mcp", "Import and export", "Serve the log to AI assistants (MCP)."),
    "demo": ("demo", "Import and export", "Create an example repository."),
}
"""Name to (module of `remit.commands`, group, one line of help): `--help` shows it without importing a single command."""

ALIASES = {
    "new": "propose", "add": "propose", "accept": "decide", "approve": "consent", "status": "mine", "search": "list",
}  # fmt: skip
"""What people try to what it is here; `explain CODE` is `check --explain CODE`."""


def _explained(words: list[str]) -> list[str]:
    """The words of `remit explain` as `remit check` takes them; without a code every check is listed."""
    if words and words[0] in ("-h", "--help"):
        return words
    code = next((word for word in words if not word.startswith("-")), None)
    rest = list(words)
    if code:
        rest.remove(code)
    return ["--explain", code or "all", *rest]


def _aliases() -> list[tuple[str, str]]:
    """The aliases of each command in a line, for `--help`."""
    by_command: dict[str, list[str]] = {}
    for alias, name in ALIASES.items():
        by_command.setdefault(name, []).append(alias)
    return [*((", ".join(names), name) for name, names in by_command.items()), ("explain CODE", "check --explain CODE")]


class LazyGroup(click.Group):
    """A group that imports a command only when it is called."""

    def invoke(self, ctx: click.Context) -> Any:
        """The exit code of a command. A reader who has seen enough (`| head`) is no error: click would make it one."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            drop_output()
            return 0
        return code

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command that this installation has, front ones first."""
        return [*FRONT, *(name for name in COMMANDS if name not in FRONT)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name or an alias."""
        name = ALIASES.get(cmd_name, cmd_name)
        if name == "explain":
            name = "check"
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"remit.commands.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, name, None) or getattr(module, f"{name}_")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; with "did you mean" where they name none."""
        if args and args[0] == "explain":
            args = ["check", *_explained(args[1:])]
        if args and not args[0].startswith("-") and args[0] not in COMMANDS and args[0] not in ALIASES:
            near = get_close_matches(args[0], [*COMMANDS, *ALIASES], 1)
            hint = f" Did you mean `remit {near[0]}`?" if near else " `remit --help` lists them all."
            ctx.fail(f"there is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The nine commands in front, the others by group in one line each group, then the aliases."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in FRONT])
        groups: dict[str, list[str]] = {}
        for name, (_, group, _) in COMMANDS.items():
            if name not in FRONT:
                groups.setdefault(group, []).append(name)
        with formatter.section("More commands (`remit COMMAND --help` explains each)"):
            formatter.write_dl([(group, "  ".join(names)) for group, names in groups.items()])
        with formatter.section("Aliases"):
            formatter.write_dl(_aliases())


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog='Example:  remit may --topic tooling/cache --amount 400 "Cache orders in Redis"',
)
@click.version_option(__version__, prog_name="remit")
@click.option("-C", "directory", metavar="DIR", help="Run as if started in DIR.")
def remit(directory: str | None) -> None:
    """Keep a decision log that shows people what they may decide."""
    if directory:
        try:
            os.chdir(directory)
        except OSError as error:
            raise click.UsageError(f"cannot work in {directory}: {error.strerror}") from None


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code: 0, 1, 2, 3 or 130 (`may` and `policy` have more)."""
    words = sys.argv[1:] if arguments is None else arguments
    sys.exit(run(_in_utf8(words)))


def _in_utf8(words: Sequence[str]) -> list[str]:
    """Text is UTF-8 whatever the locale says: what is printed, what is read, and the words of the call."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="strict" if stream is sys.stdin else "backslashreplace")
    return [word if word.isascii() else os.fsencode(word).decode("utf-8", "surrogateescape") for word in words]


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a command line; every error is a sentence, never a traceback but for a bug of ours."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = remit.main(args=words, prog_name="remit", standalone_mode=False, obj=words)
    except click.Abort:
        sys.stderr.write("Stopped. Nothing was written.\n")
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:
        return failed(error)
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    main()
