"""The Atom feed: the newest decisions, for whoever wants to be told."""

import re
from hashlib import sha256

from remit.log.record import Record
from remit.site.badges import status_word
from remit.site.html import Html, el, join
from remit.site.markdown import Fragment
from remit.site.view import View, dated, newest_first

PATH = "feed.xml"
MOST = 50


def feed(view: View) -> str:
    """The feed (RFC 4287). Without `site_url` its links are relative and its ids come from the records alone."""
    log = view.log
    records = [record for record in newest_first(log.records) if dated(record)][:MOST]
    top = (log.settings.site_url or "").rstrip("/")
    updated = _instant(view, records[0]) if records else "1970-01-01T00:00:00+00:00"
    head = [
        el("title", log.settings.title),
        el("id", f"{top}/" if top else f"urn:remit:{sha256(log.settings.title.encode()).hexdigest()[:32]}"),
        el("updated", updated),
        el("link", rel="self", href=f"{top}/{PATH}" if top else PATH),
    ]
    entries = [_entry(view, record, top) for record in records]
    body = _closed(join((*head, *entries)))
    return f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">{body}</feed>\n'


def _entry(view: View, record: Record, top: str) -> Html:
    address = view.where.records[record.path]
    fragment: Fragment = view.convert(record.body, record.title)
    return el(
        "entry",
        el("title", f"{status_word(record.status)}: {record.title}"),
        el("id", f"urn:remit:{record.id}"),
        el("updated", _instant(view, record)),
        el(
            "author",
            join(el("name", view.names.get(who, who)) for who in record.deciders)
            or el("name", view.log.settings.title),
        ),
        el("link", href=f"{top}/{address}" if top else address),
        el("summary", fragment.text[:500]),
    )


def _closed(inner: Html) -> str:
    """`link` closed as XML wants it; no text of a record can hold `<`."""
    return re.sub(r"<(link [^<>]*)>", r"<\1/>", inner)


def _instant(view: View, record: Record) -> str:
    moment = dated(record)
    return moment.instant(view.log.zone).isoformat() if moment else ""
