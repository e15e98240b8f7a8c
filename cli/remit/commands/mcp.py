"""`remit mcp`: the same answers for assistants."""

import sys

import click

from remit.log.problem import CannotProceed
from remit.repo import repository as place


@click.command
def mcp() -> None:
    """Serve the same answers to assistants, over standard input and output (MCP). It reads; it never writes.

    An assistant starts it. It answers may, who, brief, search_decisions, show_decision, list_open, read_context and
    read_policy, and drafts a proposal that a person may put forward. It decides and consents for nobody.

    \b
    remit -C ~/acme mcp
    """
    place.find().need_work_tree()
    try:
        from remit.mcp import server as _mcp
    except ImportError as error:
        if (error.name or "").split(".")[0] != "mcp":
            raise
        raise CannotProceed("the MCP server is an extra", "pip install 'remit[mcp]'") from None
    if sys.stdin.isatty():
        click.echo("This speaks MCP and waits for an assistant to start it; Ctrl-C ends it.", err=True)
    _mcp.serve()
