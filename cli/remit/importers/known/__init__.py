"""The formats that are known, one file each. A further one is a file here and a line in FORMATS."""

from remit.importers.document import Document
from remit.importers.kinds import Format, find
from remit.importers.known import bold, kep, log4brains, madr, nygard, pep, plain, proposal, rfc
from remit.importers.reading import Found

FORMATS: tuple[Format, ...] = (
    pep.PEP, kep.KEP, proposal.PROPOSAL, madr.MADR4, madr.MADR3, log4brains.LOG4BRAINS, bold.BOLD, madr.MADR2, nygard.NYGARD, rfc.RFC,
    plain.PLAIN,
)  # fmt: skip
"""In the order in which they are tried; the last fits everything."""
BY_NAME = {format_.name: format_ for format_ in FORMATS} | {"adr-tools": nygard.NYGARD, "madr": madr.MADR4}
"""By the names that settings may use."""


def recognise(document: Document) -> tuple[Format, list[Found]]:
    """The format of a document, and every field found in it."""
    for format_ in FORMATS:
        if format_.rigid and format_.signs(document, frozenset(), frozenset()):
            return format_, find(document, format_.places)
    found = find(document)
    names = frozenset(f"{one.place}:{one.name}" for one in found if one.value is not None or one.place == "front")
    headings = frozenset(heading.text.lower() for heading in document.headings)
    return next(format_ for format_ in FORMATS if not format_.rigid and format_.signs(document, names, headings)), found
