"""The one sentence below a decision's title that says where it stands, for people who never saw the log."""

from remit.log.record import Record
from remit.site.badges import STATUS_MEANING
from remit.site.html import Html, esc, join
from remit.site.view import View
from remit.site.waiting import waits_for
from remit.site.when import days_between, moment_html, span


def lead(view: View, record: Record) -> Html:
    """Who decided it and when, or for whom it waits."""
    if record.is_open:
        return _open(view, record)
    meaning = "Decided, but stopped for now." if record.path in view.stops else STATUS_MEANING.get(record.status, "")
    return join((esc(meaning), _decided(view, record)), " ")


def _open(view: View, record: Record) -> Html:
    parts: list[str | None] = [STATUS_MEANING[record.status]]
    if record.raised:
        days = days_between(record.raised, view.now, view.log.zone)
        parts.append(f"Open for {span(days)}." if days > 0 else "Raised today.")
    waiting = waits_for(view, record)
    if waiting:
        parts.append(join(("Waits for ", waiting, ".")))
    return join(parts, " ")


def _decided(view: View, record: Record) -> Html | None:
    people = join(view.people(record.deciders), ", ")
    when = moment_html(record.decided, view.log.zone)
    if not people and not when:
        return None
    said = "said no" if record.status == "rejected" else "decided it"
    took = _took(view, record)
    return join(
        (people or "Decided", f" {said}" if people else None, join((" on ", when)) if when else None, took, ".")
    )


def _took(view: View, record: Record) -> str | None:
    if not record.raised or not record.decided:
        return None
    days = (record.decided.day_in(view.log.zone) - record.raised.day_in(view.log.zone)).days
    if days < 0:
        return None
    return ", the day it was raised" if days == 0 else f", {span(days)} after it was raised"
