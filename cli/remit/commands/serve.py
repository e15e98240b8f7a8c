"""`remit serve`: the site, rebuilt on every change."""

import click


@click.command(epilog="Example:  remit serve --port 8001 --open")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; only this machine by default."
)
@click.option("--plain", is_flag=True, help="Of the log alone: neither its mkdocs.yml nor its pages.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def serve(port: int, host: str, plain: bool, open_browser: bool) -> int:
    """Build the site, show it, and rebuild it whenever the log or a page changes."""
    from remit.site.build import heard, need_extras
    from remit.site.configuration import configuration
    from remit.site.load import load

    need_extras()
    loaded = load(".")
    with heard(everything=True), configuration(loaded.top, loaded.log, plain=plain) as config:
        from remit.site.plugin import serve as run

        run(config, f"{host}:{port}", open_browser=open_browser)
    return 0
