"""`remit build` and `remit serve`: the site."""

import click

from remit.commands import prompts
from remit.commands.verify import verified
from remit.log.text import counted
from remit.reporting.terminal import safe


@click.command(epilog="Example:  remit build --site-dir public")
@click.option("--site-dir", metavar="DIR", help="Output folder. Default: site, at the top of the repository.")
@click.option("--strict", is_flag=True, help="Fail on warnings too, such as a broken link.")
@click.option(
    "--plain",
    is_flag=True,
    help="Build from the log alone, without its mkdocs.yml and pages: safe for untrusted repositories.",
)
@click.option(
    "--against", metavar="URL", help="Fail if something in a published log.json (URL or file) was removed or changed."
)
@click.option(
    "--markdown",
    metavar="DIR",
    help="Write plain Markdown pages and data into DIR, for any generator, instead of a site.",
)
def build(site_dir: str | None, strict: bool, plain: bool, against: str | None, markdown: str | None) -> int:
    """Build the site: a page for every decision, who decides what, and open proposals.

    Works without configuration, and uses mkdocs.yml and the folder site_src if they exist. MkDocs runs the plugins that
    mkdocs.yml names: build an untrusted repository with --plain.
    """
    from remit.site.build import build as make
    from remit.site.build import heard

    if against and not verified(against):
        click.echo("The site was not built, because the log differs from the published version (see above).", err=True)
        return 1
    if markdown:
        from remit.site.markdown_pages import write_pages

        click.echo(f"Wrote {counted(write_pages('.', markdown), 'decision')} as Markdown into {safe(markdown)}")
        return 0
    with heard():
        built = make(".", site_dir, strict=strict, plain=plain, tell=prompts.progress())
    click.echo(f"Built the pages of {counted(built.records, 'decision')}. Open {safe(built.page)}")
    return 0


@click.command(epilog="Example:  remit serve --port 8001 --open")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; by default only this machine."
)
@click.option("--plain", is_flag=True, help="Build from the log alone, without its mkdocs.yml and pages.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def serve(port: int, host: str, plain: bool, open_browser: bool) -> int:
    """Build and serve the site, and rebuild it whenever the log or a page changes."""
    from remit.site.build import heard, need_extras
    from remit.site.configuration import configuration
    from remit.site.load import load

    need_extras()
    loaded = load(".")
    with heard(everything=True), configuration(loaded.top, loaded.log, plain=plain) as config:
        from remit.site.plugin import serve as run

        run(config, f"{host}:{port}", open_browser=open_browser)
    return 0
