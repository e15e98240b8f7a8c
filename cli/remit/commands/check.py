"""`remit check`: every problem at once."""

import click

from remit.commands import _checking


@click.command(
    epilog="Try:  remit check --range origin/main..HEAD --format github",
    help="""Find every problem of the log at once: file, line, what is wrong, and the way out.

    Judges the work tree; what is staged, a range or a commit where you ask for it. The policy that judges is the trusted
    branch's, never the change's own. Exit code 1 where there is an error.""",
)
@click.option("--staged", is_flag=True, help="Judge what is staged, as the hook does.")
@click.option("--range", "range_", metavar="BASE..HEAD", help="Judge what HEAD brings to BASE, the target's tip.")
@click.option("--commit", metavar="REV", help="Judge a commit's whole log.")
@click.option("--all", "all_", is_flag=True, help="With what a passed day turned bad: for a scheduled run.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(_checking.FORMATS),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option("--json", "json_", is_flag=True, help="The same as --format json.")
@click.option("--fix", is_flag=True, help="First mend what is safe to mend, in undecided records.")
@click.option("--write-baseline", is_flag=True, help="Know today's findings from now on: an old log starts green.")
@click.option("--fetch", is_flag=True, help="Let a partial clone get the contents that --range needs, in one call.")
@click.option(
    "--queued", is_flag=True, help="HEAD is the merge queue's: with `merge: squash` its squashes are taken as such."
)
@click.option("--explain", metavar="CODE", help="Explain a check, by its code or name; `all` lists them.")
@click.option("--schema", metavar="NAME", help="Print a JSON Schema: record, act, settings, context ….")
def check(
    *, staged: bool, range_: str | None, commit: str | None, all_: bool, strict: bool, format_: str, json_: bool, fix: bool,
    write_baseline: bool, fetch: bool, queued: bool, explain: str | None, schema: str | None,
) -> int:  # fmt: skip
    """Find every problem of the log at once."""
    return _checking.check(
        _checking.Asked(
            staged,
            range_,
            commit,
            all_,
            "json" if json_ else format_,
            strict,
            fix,
            explain,
            schema,
            write_baseline,
            fetch,
            queued,
        )
    )
