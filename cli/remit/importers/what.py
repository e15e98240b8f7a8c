"""Which files are records, and which only lie beside them: templates, read-me files, indexes, pictures."""

import re

from remit.importers.document import YAML, Document
from remit.importers.kinds import Format
from remit.importers.words import is_placeholder, plain
from remit.log import ids

SUFFIXES = ("md", "markdown", "rst", "adoc", "asciidoc", "txt", "yaml", "yml", "mediawiki")
"""Files that can be read; all others are none of our business."""
PAGES = frozenset(
    ("readme", "index", "_index", "summary", "contributing", "changelog", "license", "licence", "glossary", "toc", "code_of_conduct",
     "code-of-conduct", "security", "_sidebar", "_category_", "authors", "maintainers", "history", "source")
)  # fmt: skip
"""Names of files that stand in every folder and are no records."""
_TEMPLATE = re.compile(r"(?:^|[-_. ])templates?(?:$|[-_. ])")
_NUMBERED = re.compile(r"(?:[a-z]{2,6}[-_ ]?)?0*[1-9]\d*(?=[-_. ]|$)|0+(?=[-_.])")
_NUMBERED_ABOVE_ZERO = re.compile(r"0*[1-9]\d*[-_. ]")
_NUMBER_FORM = re.compile(r"(?:[a-z]{2,6}-)?(?:n{3,}|x{3,}|x|0{3,})(?:$|[-_.])")


def stem(path: str) -> str:
    """The name of a file without its folder and suffix, in lower case."""
    return path.rsplit("/", 1)[-1].rpartition(".")[0].lower()


def is_numbered(path: str) -> bool:
    """Whether a file's name begins with a number or a day, as `0012-`, `adr-12-` and `20200101-` do."""
    return bool(_NUMBERED.match(stem(path)))


def can_be_read(path: str) -> bool:
    """Whether a file's suffix is one that records have."""
    name = path.rsplit("/", 1)[-1]
    return "." in name[1:] and name.rpartition(".")[2].lower() in SUFFIXES and not name.startswith(".")


def why_no_record(document: Document, format_: Format) -> str:
    """Why a file is no record, in a few words; empty where it may be one."""
    if not can_be_read(document.path):
        return "no kind of file that records have"
    if document.markup == YAML and not format_.rigid:
        return "a YAML file of no format that keeps records in YAML"
    folder, _, name = document.path.rpartition("/")
    if ids.id_of_file(name) or ids.id_of_acts(folder.rpartition("/")[2]):
        return "a file of this log's own format"
    if stem(document.path) in PAGES:
        return "a page about the log"
    return "a template" if _is_template(document) else ""


def _is_template(document: Document) -> bool:
    *folders, _ = document.path.lower().split("/")
    name = stem(document.path)
    if any(_TEMPLATE.search(folder) and not _NUMBERED_ABOVE_ZERO.match(folder) for folder in folders):
        return True
    if (_TEMPLATE.search(name) and not is_numbered(document.path)) or (
        _NUMBER_FORM.match(name) and _TEMPLATE.search(name)
    ):
        return True
    return bool(_NUMBER_FORM.match(name)) and _unfilled(document)


def _unfilled(document: Document) -> bool:
    """Whether the title, or the first field of the front matter, is still what a template tells people to replace."""
    title = document.title_heading
    first = document.front.partition("\n")[0].partition(":")[2]
    return is_placeholder(plain(title.text)) if title else is_placeholder(first)
