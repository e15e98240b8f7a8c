"""Status and tier as small labels that carry their meaning in words, never in colour alone."""

from remit.log.record import Record
from remit.log.settings import Settings
from remit.site.html import Html, el

STATUS_WORDS = {
    "proposed": "Open",
    "deferred": "Put off",
    "accepted": "Accepted",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
    "superseded": "Replaced",
    "deprecated": "Ended",
    "": "Status unknown",
}
"""What a status is called on pages."""
STATUS_MEANING = {
    "proposed": "Nobody has decided this yet.",
    "deferred": "Put off: nobody has decided this yet.",
    "accepted": "This holds.",
    "rejected": "The answer was no.",
    "withdrawn": "Taken back before anybody decided.",
    "superseded": "No longer holds: a newer decision replaced it.",
    "deprecated": "No longer holds, and nothing replaced it.",
    "": "Nobody wrote down where this stands.",
}


def status_word(status: str) -> str:
    """The word for a status on pages."""
    return STATUS_WORDS.get(status, status.capitalize())


def status_badge(record: Record) -> Html:
    """The status of a record as a label."""
    known = record.status if record.status in STATUS_WORDS and record.status else "unknown"
    return el("span", status_word(record.status), class_=f"remit-badge remit-{known}")


def tier_badge(tier: str | None, settings: Settings) -> Html | None:
    """The tier that decided, by the name that this organisation gives it."""
    if not tier:
        return None
    return el("span", settings.label_of(tier), class_="remit-badge remit-tier", title=f"Tier: {tier}")


def stopped_badge() -> Html:
    """The mark of a record whose cord somebody pulled."""
    return el("span", "Stopped", class_="remit-badge remit-stopped")
