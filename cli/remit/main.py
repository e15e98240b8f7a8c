"""The `remit` command: the group of all commands, each loaded when it is called, and the error boundary around them."""

import importlib
import os
import platform
import sys
import traceback
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import click

from remit import __version__
from remit.log.problem import CannotProceed
from remit.reporting.terminal import safe

FRONT = ("init", "may", "propose", "decide", "mine", "stop", "check", "list", "show")
"""The nine commands that stand in front of `--help`."""

COMMANDS: dict[str, tuple[str, str, str]] = {
    "init": ("init", "Everyday", "Start a log in this repository."),
    "may": ("may", "Everyday", "May I decide this? The answer, and why."),
    "who": ("may", "Everyday", "Who may decide a topic, at each step."),
    "propose": ("decide", "Everyday", "Write down a decision that is still to be made."),
    "decide": ("decide", "Everyday", "Decide, and write the record."),
    "mine": ("mine", "Everyday", "What waits for me, and what is mine to decide."),
    "stop": ("stop", "Everyday", "Pull the cord: stop a decision, a topic or a budget."),
    "check": ("check", "Everyday", "Find every problem of the log at once."),
    "list": ("list", "Everyday", "List and search decisions."),
    "show": ("show", "Everyday", "Show one decision with all that belongs to it."),
    "ask": ("acts", "Acts of others", "Ask somebody for advice or consent."),
    "advise": ("acts", "Acts of others", "Give advice on a decision."),
    "consent": ("acts", "Acts of others", "Consent to a decision."),
    "object": ("acts", "Acts of others", "Object to a decision."),
    "vote": ("acts", "Acts of others", "Vote on a decision."),
    "inform": ("acts", "Acts of others", "Note who was told."),
    "ratify": ("acts", "Acts of others", "Ratify an emergency decision."),
    "confirm": ("acts", "Acts of others", "Confirm what a scribe recorded for you."),
    "review": ("acts", "Acts of others", "Record what came of a decision."),
    "adopt": ("acts", "Acts of others", "Take over another team's decision."),
    "announce": ("acts", "Acts of others", "Announce a decision: the objection window opens."),
    "resume": ("stop", "Acts of others", "Lift a stop."),
    "reject": ("endings", "Endings and changes", "Reject a proposal."),
    "withdraw": ("endings", "Endings and changes", "Withdraw a proposal."),
    "defer": ("endings", "Endings and changes", "Put a proposal off."),
    "supersede": ("endings", "Endings and changes", "Replace a decision with a new one."),
    "deprecate": ("endings", "Endings and changes", "End a decision without a successor."),
    "reverse": ("endings", "Endings and changes", "Undo a decision with a new one."),
    "amend": ("endings", "Endings and changes", "Add an amendment, or mend a typo."),
    "retopic": ("endings", "Endings and changes", "Change the topic of a proposal."),
    "renumber": ("endings", "Endings and changes", "Give a record a new id."),
    "policy": ("policy", "Policy and people", "Show, test, lint, compare and replay policies."),
    "people": ("people", "Policy and people", "Add people, role holders, leavers."),
    "audit": ("audit", "Insight", "Where decisions wait, for whom, and what would stop."),
    "brief": ("brief", "Insight", "Precedents, boundary, budget and advice for a decision."),
    "build": ("build", "Site", "Build the site."),
    "serve": ("build", "Site", "Build the site and rebuild it on every change."),
    "import": ("import_", "Exchange", "Bring in a log of another format."),
    "export": ("export", "Exchange", "Write the log as JSON or CSV."),
    "verify": ("verify", "Exchange", "Compare the log with what was once published."),
    "mcp": ("mcp", "Exchange", "Serve the same answers to assistants (MCP)."),
    "demo": ("demo", "Exchange", "Make a small organisation's repository to try out."),
}
"""Name to (module of `remit.commands`, group, one line of help): `--help` shows it without importing a single command."""

ALIASES = {"new": "propose", "accept": "decide"}


def _explained(words: list[str]) -> list[str]:
    """The words of `remit explain` as `remit check` takes them; without a code every check is listed."""
    if words and words[0] in ("-h", "--help"):
        return words
    code = next((word for word in words if not word.startswith("-")), None)
    rest = list(words)
    if code:
        rest.remove(code)
    return ["--explain", code or "all", *rest]


class LazyGroup(click.Group):
    """A group that imports a command only when it is called."""

    def invoke(self, ctx: click.Context) -> Any:
        """The exit code of a command. A reader who has seen enough (`| head`) is no error: click would make it one."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _drop_output()
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
            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean `remit {near[0]}`?" if near else " `remit --help` lists them all."
            ctx.fail(f"there is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The nine commands in front, the others by group in one line each group."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in FRONT])
        groups: dict[str, list[str]] = {}
        for name, (_, group, _) in COMMANDS.items():
            if name not in FRONT:
                groups.setdefault(group, []).append(name)
        with formatter.section("More (`remit COMMAND --help` tells each)"):
            formatter.write_dl([(group, "  ".join(names)) for group, names in groups.items()])


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog='Try:  remit may --topic tooling/cache --amount 400 "Cache orders in Redis"',
)
@click.version_option(__version__, prog_name="remit")
@click.option("-C", "directory", metavar="DIR", help="Work as if started in DIR.")
def remit(directory: str | None) -> None:
    """The decision log that tells people what is theirs to decide."""
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
    """The exit code of a command line; every error is a sentence, never a traceback (but see `_bug`)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = remit.main(args=words, prog_name="remit", standalone_mode=False)
    except click.Abort:
        sys.stderr.write("stopped; nothing was written\n")
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except CannotProceed as error:
        remedy = f"  {safe(error.remedy)}\n" if error.remedy else ""
        sys.stderr.write(f"remit: {safe(error.message)}\n{remedy}")
        return error.exit_code
    except OSError as error:
        return _not_possible(error)
    except Exception:
        return _bug()
    return code if isinstance(code, int) else 0


def _not_possible(error: OSError) -> int:
    """The operating system refused: the disk is full, the working directory was deleted."""
    _drop_output()
    what = f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror}"
    if isinstance(error, FileNotFoundError) and not error.filename:
        what = "the current directory does not exist any more"
    sys.stderr.write(f"remit: cannot continue: {safe(what)}\n")
    return 1


def _drop_output() -> None:
    """What could not be written is not tried again when Python ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no real stream, as in tests
        return


def _bug() -> int:
    sys.stderr.write(
        f"remit: this is a bug in Remit, not in your log. Please report what follows.\n"
        f"remit {__version__}, Python {platform.python_version()}, {platform.system()}\n{safe(traceback.format_exc())}\n"
    )
    return 3


if __name__ == "__main__":
    main()
