"""The log as plain Markdown pages and data, for generators of sites that know nothing of Remit."""

from pathlib import Path

from remit.site.exports import LOG, MAP, RecordFiles, data, listed
from remit.site.load import load
from remit.site.output import exchanged
from remit.site.view import View, make_view, newest_first


def markdown_pages(view: View) -> dict[str, str]:
    """Address to text: a page for each decision, lists of decisions and of who decides, and the data."""
    names = {path: f"{page.removesuffix('.html')}.md" for path, page in view.where.records.items()}
    of_records = RecordFiles(view)
    out = {
        **{address: text for address, text in data(view).items() if address != MAP},
        LOG: listed(view),
        **{address: text for record in view.log.records for address, text in of_records.of(record)},
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
    with exchanged(Path(folder).absolute(), Path(loaded.top)) as output:
        for address, text in markdown_pages(view).items():
            output.write(address, text.encode("utf-8", "replace"))
        output.join()
    return len(loaded.log.records)
