"""The log as plain Markdown pages and data, for generators of sites that know nothing of Remit."""

from pathlib import Path

from remit.site.exports import MAP, data, record_files
from remit.site.load import load
from remit.site.output import exchanged, write
from remit.site.view import View, make_view, newest_first


def markdown_pages(view: View) -> dict[str, str]:
    """Address to text: a page for each decision, lists of decisions and of who decides, and the data."""
    names = {path: f"{page.removesuffix('.html')}.md" for path, page in view.where.records.items()}
    out = {
        **{address: text for address, text in data(view).items() if address != MAP},
        **{address: make() for address, make in record_files(view).items()},
        "index.md": _page(view, "index", pages=names, records=newest_first(view.log.records)),
    }
    if view.rows:
        out["boundaries.md"] = _page(view, "boundaries")
    return out


def _page(view: View, name: str, **context: object) -> str:
    return f"{view.at('').render(f'markdown/{name}.md', **context)}\n"


def write_pages(start: str, folder: str) -> int:
    """Write the pages of the log around `start` into a folder of their own; how many decisions. Raises CannotProceed."""
    loaded = load(start)
    view = make_view(loaded.log, loaded.now, blobs=loaded.blobs, history=loaded.history, signatures=loaded.signatures)
    with exchanged(Path(folder).absolute(), Path(loaded.top)) as new:
        for address, text in markdown_pages(view).items():
            write(new, address, text.encode("utf-8", "replace"))
    return len(loaded.log.records)
