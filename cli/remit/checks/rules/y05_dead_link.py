"""A relative link in a text leads nowhere: there is no such file in the repository, or the file has no such heading.

Write the path from the file's own folder, or from the top of the repository with a `/` in front. A heading's anchor is its
text in lower case with dashes, as on the Git host: `#why-now`. Links to files outside the log are checked in the working
tree only; links that leave the repository are not checked.
"""

from collections.abc import Iterator

from remit.checks.check import DOCUMENT, INFO, WARNING, Check, Document, Known, Problem, Problems, near
from remit.log import ids
from remit.log.links import Relative, anchors, candidates, has_anchor, links
from remit.log.log import Log
from remit.log.record import Record


@Check("Y05", "dead-link", WARNING, DOCUMENT, foreign=True)
def rule(document: Document, known: Known) -> Problems:
    if any(_is_dead(known.log, link) for link in candidates(document.path, document.body)):
        yield from _problems(document, known.log)


def _is_dead(log: Log, link: Relative) -> bool:
    inside = link.anchor and link.path.endswith(".md") and link.path in log.files.by_path
    return not has_anchor(log.text(link.path), link.anchor) if inside else log.lacks(link.path)


def _problems(document: Document, log: Log) -> Iterator[Problem]:
    level = INFO if isinstance(document, Record) and not document.native else ""
    for line, link in links(document.path, document.body):
        if _is_dead(log, link):
            gone = link.path not in log.files.by_path
            what = f"nowhere: there is no `{link.path}`" if gone else f"to no heading of `{link.path}`"
            meant = _file_meant(log, link.path) if gone else _anchor_meant(log, link)
            remedy = f"did you mean `{meant}`?" if meant else "correct it, or take it out"
            yield Problem(
                document.path, f"the link `{link.target}` leads {what}", remedy,
                line=document.body_line + line, level=level,
            )  # fmt: skip


def _anchor_meant(log: Log, link: Relative) -> str:
    found = near(link.anchor, anchors(log.text(link.path)))
    return f"#{found}" if found else ""


def _file_meant(log: Log, path: str) -> str:
    """The file of the record with the same id, or another of the same name."""
    name = path.rpartition("/")[2]
    same = log.paths(name[: ids.LENGTH]) if name.startswith("D-") else ()
    named = (other for other in log.files.by_path if other.endswith(f"/{name}"))
    found = next(iter(same), "") or next(named, "")
    return f"/{found}" if found else ""
