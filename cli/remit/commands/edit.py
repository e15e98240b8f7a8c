"""Changing what was written: the text of one's own proposal, and links between decisions."""

import click

from remit.commands import adopted, decide, endings, judgement, options
from remit.commands.acts import called
from remit.commands.session import Session, finish
from remit.commands.text import Text, edited_from
from remit.log.edit import need_open, rewritten
from remit.log.problem import Usage
from remit.log.record import RELATIONS


@click.command
@options.record
@click.option("--template", metavar="FILE", help="Go on with a draft that was kept.")
@options.writes
def edit(session: Session, record: str, template: str | None) -> None:
    """Edit your open proposal in your editor: its fields and its text.

    \b
    remit edit m4x8
    """
    found = adopted.native(session, record)
    need_open(
        found,
        "what was decided no longer changes",
        f'`remit amend {found.short} --why "..."` adds to it, `remit amend {found.short} --typo OLD NEW` fixes a typo,'
        f' `remit supersede {found.short} "New title"` replaces it',
    )
    judgement.need_own(session, found)
    changes, body = edited_from(session, Text(None, True, template), found)
    draft = session.edited(found, lambda content: rewritten(content, changes, body))
    lines = decide.waits_for(session, {**found.head, **changes}, body, found.id)
    finish(session, [draft], f"Edit: {called(found)}", lines=lines, data={"id": found.id}, checked=True)


@click.command
@options.record
@click.argument("other", metavar="ID", shell_complete=options.ids)
@click.option("--as", "kind", type=click.Choice([*RELATIONS, "supersedes", "superseded-by"]), default="relates-to",
    show_default=True, metavar="WORD", help=f"What the first has to do with the second: {', '.join(RELATIONS)}, supersedes, superseded-by.")  # fmt: skip
@options.writes
def link(session: Session, record: str, other: str, kind: str) -> None:
    """Link two decisions, on both sides.

    \b
    remit link k3f9 p7x2
    remit link k3f9 p7x2 --as depends-on
    """
    one, two = session.record(record), session.record(other)
    if one.id == two.id:
        raise Usage("a decision cannot be linked to itself", "name two records")
    if kind in ("supersedes", "superseded-by"):
        old, new = (two, one) if kind == "supersedes" else (one, two)
        endings.replace(session, old, new)
        return
    drafts = [adopted.related(session, one, kind, two), adopted.related(session, two, RELATIONS[kind], one)]
    words, back = kind.replace("-", " "), RELATIONS[kind].replace("-", " ")
    message = f"Link: {called(one)} {words} {called(two)}"
    lines = (f"{called(two)} {back} {called(one)}",)
    finish(session, drafts, message, lines=lines, data={"id": one.id, kind: two.id}, checked=True)
