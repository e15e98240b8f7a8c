"""A status that is the name of the folder a record lies in: `rfcs/accepted/0007-queues.md`."""

from remit.importers.document import Document
from remit.importers.reading import Found
from remit.importers.status import CLASSES

_WORDS = frozenset(word for words in CLASSES.values() for word in words if " " not in word) - {
    "review",
    "discussion",
    "current",
    "proposal",
    "rfc",
    "idea",
}
FOLDERS = _WORDS | {word + "s" for word in ("draft", "proposal")} | {"archive", "proposal"}


def read(document: Document) -> list[Found]:
    """The status that one of the two nearest folders names."""
    for folder in document.path.split("/")[-2:-4:-1]:
        word = folder.lower().replace("_", "-")
        if word in FOLDERS:
            return [Found("status", {"archive": "archived"}.get(word, word.removesuffix("s")), "folder")]
    return []
