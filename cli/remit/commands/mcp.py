"""`remit mcp`: the log for AI assistants."""

import sys

import click

from remit.log.problem import CannotProceed
from remit.repo import repository as place


@click.command
def mcp() -> None:
    """Serve the log to AI assistants over standard input and output (MCP). Read-only.

    The assistant starts this command. It offers may, who, brief, search_decisions, show_decision, list_open, read_context
    and read_policy, and drafts proposals for a person to submit. It never decides or consents for anyone.

    \b
    remit -C ~/acme mcp
    """
    place.find().need_work_tree()
    try:
        from remit.mcp import server as _mcp
    except ImportError as error:
        if (error.name or "").split(".")[0] != "mcp":
            raise
        raise CannotProceed("the MCP server is not installed", "`pip install 'remit[mcp]'`") from None
    if sys.stdin.isatty():
        click.echo(
            "Waiting for an AI assistant (MCP). It usually starts this command itself. Press Ctrl-C to quit.", err=True
        )
    _mcp.serve()
