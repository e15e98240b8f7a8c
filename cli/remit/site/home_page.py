"""The first page: what is stopped, what waits and for whom, what was decided, and how many decisions need a boss."""

import re
from collections import Counter

from remit.log.record import TIERS, Record
from remit.site.badges import status_badge, tier_badge
from remit.site.html import Html, el, items, join, link, table
from remit.site.page import HOME, Page
from remit.site.responses import Deed, stops_on_matters
from remit.site.tiers import tier_bar
from remit.site.view import View, dated, newest_first
from remit.site.waiting import waits_for
from remit.site.when import ago, counted, day_html, days_between

MOST = 10
"""Rows of a list on the home page; the table of decisions has the rest."""


def home_page(view: View, path: str = "index.html") -> Page:
    """The home page of a log."""
    view = view.at(path)
    log = view.log
    body = el(
        "div",
        el("h1", log.settings.title, id="remit-content"),
        el("p", _what_this_is(view), class_="remit-lead"),
        _stopped(view),
        el("div", _waiting(view), _recent(view), class_="remit-two"),
        el("div", _ratio(view), _intents(view), class_="remit-two"),
        class_="remit-home",
    )
    return Page(
        path,
        "Home" if path == "index.html" else "Overview",
        body,
        HOME,
        f"{counted(len(log.records), 'decision')}: what was decided, by whom and why.",
    )


def without_title(body: Html) -> str:
    """The home page's body without its heading, to stand on a hand-written page that has one."""
    return re.sub(r"<h1[^>]*>.*?</h1>", "", body, count=1, flags=re.DOTALL)


def _what_this_is(view: View) -> Html:
    """What the site is, for somebody who never saw one."""
    number = counted(len(view.log.records), "decision")
    words = [
        join(
            (
                "This is our decision log: ",
                link(number, f"{view.base}decisions/index.html"),
                ", each on a page of its own that says what was decided, by whom and why.",
            )
        ),
    ]
    if view.rows:
        words.append(
            join(
                (
                    "What you may decide without asking anybody stands under ",
                    link("Boundaries", f"{view.base}boundaries/index.html"),
                    ".",
                )
            )
        )
    return join(words, " ")


def _stopped(view: View) -> Html:
    """Pulled cords first: they are what everybody must know."""
    found = [(record, stop) for record in view.log.records for stop in view.stops.get(record.path, ())]
    topics = _topic_stops(view)
    if not found and not topics:
        return el("p", "Nothing is stopped.", class_="remit-calm")
    entries = [_stop_line(view, view.record(record), stop) for record, stop in found] + topics
    return el("section", el("h2", "Stopped now", id="stopped"), items(entries), class_="remit-stop")


def _stop_line(view: View, what: Html, stop: Deed) -> Html:
    when = day_html(stop.on, view.log.zone)
    return join((what, ": pulled by ", view.person(stop.who), join((" on ", when)) if when else None))


def _topic_stops(view: View) -> list[Html]:
    """Stops on a topic or a budget."""
    out = []
    for stop in stops_on_matters(view.log.stops, view.today):
        topic, budget = stop.text_of("topic"), stop.text_of("budget")
        what = view.filtered(topic, topic=topic) if topic else f"the budget {budget}"
        out.append(_stop_line(view, join(("Everything about ", what)), stop))
    return out


def _waiting(view: View) -> Html:
    records = sorted((record for record in view.log.records if record.is_open), key=_oldest_first)
    rows = [
        (view.record(record), waits_for(view, record) or "not clear yet", _since(view, record))
        for record in records[:MOST]
    ]
    inner = table(("Decision", "Waits for", "Since"), rows) if rows else el("p", "Nothing is waiting for a decision.")
    more = view.filtered(f"All {len(records)} open decisions", status="proposed") if len(records) > MOST else None
    return el("section", el("h2", "Open, and waiting for whom", id="open"), inner, el("p", more) if more else None)


def _oldest_first(record: Record) -> tuple[str, str]:
    return (record.raised.day.isoformat() if record.raised else "9999", record.id)


def _since(view: View, record: Record) -> Html | str:
    if not record.raised:
        return "not written down"
    return el("span", ago(days_between(record.raised, view.now, view.log.zone)), title=record.raised.text)


def _recent(view: View) -> Html:
    """What was decided in the last seven days; the last five where that is nothing."""
    decided = [record for record in newest_first(view.log.records) if record.is_decided and dated(record)]
    week = [
        record
        for record in decided
        if record.decided and 0 <= days_between(record.decided, view.now, view.log.zone) < 7
    ]
    shown = week[:MOST] or decided[:5]
    rows = [
        (
            view.record(record),
            join(view.people(record.deciders), ", "),
            _marks(view, record),
            day_html(dated(record), view.log.zone),
        )
        for record in shown
    ]
    note = None if week or not decided else el("p", "Nothing was decided in the last seven days. The latest:")
    inner = (
        table(("Decision", "Decided by", "Outcome", "On"), rows) if rows else el("p", "Nothing has been decided yet.")
    )
    return el("section", el("h2", "Decided this week", id="week"), note, inner)


def _marks(view: View, record: Record) -> Html:
    return join((status_badge(record), tier_badge(record.tier, view.log.settings)), " ")


def _ratio(view: View) -> Html | None:
    """How close to the work decisions are made."""
    counts = Counter(record.tier for record in view.log.records if record.is_decided and record.tier in TIERS)
    return tier_bar(view, {tier: counts[tier] for tier in TIERS}) if view.log.policies else None


def _intents(view: View) -> Html | None:
    """Shared context, and how many decisions serve each page of it."""
    if not view.log.context:
        return None
    serving = Counter(name for record in view.log.records for name in record.list_of("intent"))
    entries = [join((view.intent(page.id), f" ({counted(serving[page.id], 'decision')})")) for page in view.log.context]
    return el("section", el("h2", "What our decisions serve", id="intents"), items(entries))
