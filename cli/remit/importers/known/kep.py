"""Kubernetes Enhancement Proposals: everything in a `kep.yaml` beside the prose."""

from remit.importers.document import Document
from remit.importers.keys import ALIASES, DECIDERS, RELATED, TAGS, TOPIC
from remit.importers.kinds import Format


def _signs(document: Document, fields: frozenset[str], headings: frozenset[str]) -> bool:
    return document.path.rsplit("/", 1)[-1] == "kep.yaml"


KEP = Format(
    "kep", "KEP", _signs, ("front",), rigid=True, number="KEP",
    own={"kep-number": ALIASES, "approvers": DECIDERS, "owning-sig": TOPIC, "participating-sigs": TAGS, "see-also": RELATED, "stage": ""},
)  # fmt: skip
"""github.com/kubernetes/enhancements. The number is not unique; the folder is."""
