"""Shared context: the why and the what, and the decisions that serve it."""

from collections import defaultdict

from remit.log.context import ContextPage
from remit.log.record import Record, texts
from remit.site.badges import status_badge
from remit.site.html import Html, el, items, join
from remit.site.links import localise
from remit.site.page import CONTEXT, Page, shortened
from remit.site.view import View, newest_first
from remit.site.when import counted

PATH = "context/index.html"
Served = dict[str, list[Record]]


def served(view: View) -> Served:
    """Records by the context page that they serve."""
    out: Served = defaultdict(list)
    for record in view.log.records:
        for name in record.list_of("intent"):
            out[name].append(record)
    return out


def context_index(view: View, serving: Served) -> Page:
    """All context pages, and those that no decision serves yet."""
    view = view.at(PATH)
    pages = view.log.context
    entries = [_entry(view, page, len(serving.get(page.id, ()))) for page in pages]
    inner = items(entries, class_="remit-cards") or el("p", "No shared context has been written yet.")
    body = el("div", el("h1", "Shared context", id="remit-content"), _intro(), inner, _idle(view, serving))
    return Page(PATH, "Context", body, CONTEXT, "The why and the what that our decisions serve.")


def _intro() -> Html:
    words = "What everybody should know before deciding: where we are going, and what we prefer over what."
    return el("p", words, class_="remit-lead")


def _entry(view: View, page: ContextPage, number: int) -> Html:
    prefer = join((el("em", line) for line in page.prefer), "; ")
    return join(
        (el("strong", view.intent(page.id)), f" · {counted(number, 'decision')}", el("div", prefer) if prefer else None)
    )


def _idle(view: View, serving: Served) -> Html | None:
    """Intents that nothing serves, and how many decisions serve none."""
    idle = [view.intent(page.id) for page in view.log.context if not serving.get(page.id)]
    without = sum(1 for record in view.log.records if not record.list_of("intent"))
    if not view.log.context:
        return None
    note = el("p", f"{counted(without, 'decision')} name no context page.".capitalize(), class_="remit-note")
    listed = join((el("h2", "No decision serves these yet", id="idle"), items(idle))) if idle else None
    return el("section", listed, note)


def context_page(view: View, page: ContextPage, serving: Served) -> Page:
    """One context page with the decisions that serve it."""
    path = view.where.context[page.id]
    view = view.at(path)
    fragment = view.convert(page.body, page.title)
    words, pictures = localise(view, page.path, fragment.html)
    records = newest_first(serving.get(page.id, ()))
    entries = [join((view.record(record), status_badge(record)), " ") for record in records]
    body = el(
        "div",
        el("p", el("a", "Shared context", href="index.html"), class_="remit-back"),
        el("h1", page.title, id="remit-content"),
        el("p", _kept(view, page), class_="remit-note"),
        el("blockquote", join(el("p", line) for line in page.prefer)) if page.prefer else None,
        words,
        el("section", el("h2", "Decisions that serve it", id="served"), items(entries) or el("p", "None yet.")),
        class_="remit-words",
    )
    return Page(path, page.title, body, CONTEXT, shortened(fragment.text) or page.title, pictures)


def _kept(view: View, page: ContextPage) -> Html:
    owner = join(("Kept by ", view.person(page.owner))) if page.owner else None
    review = next(iter(texts(page.head.get("review_by"))), None)
    topics = f"About {', '.join(page.topics)}" if page.topics else None
    return join((part for part in (owner, f"review by {review}" if review else None, topics) if part), " · ")
