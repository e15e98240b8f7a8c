"""What others did to a decision, on its page: advice and whether it was taken, consent, stops, what came of it."""

from remit.log.moment import parse_moment
from remit.log.record import Record
from remit.site.html import Child, Html, el, join
from remit.site.links import localise
from remit.site.proof import act_proof
from remit.site.responses import TITLES, Deed
from remit.site.source_link import source_link
from remit.site.view import View
from remit.site.when import moment_html

TAKEN = {"yes": "taken", "true": "taken", "partly": "partly taken", "no": "not taken", "false": "not taken"}
_WORDS = {"result": "", "process": "process: ", "carried_out": "carried out: ", "says": "", "how": "", "team": "team "}


def stop_banner(view: View, stop: Deed) -> Html:
    """A pulled cord, red above everything else."""
    until = parse_moment(stop.text_of("until") or "", view.log.zone)
    return el(
        "div",
        el("p", el("strong", "Stopped. "), join(("Pulled by ", view.person(stop.who), _on(view, stop), "."))),
        _words(view, stop),
        el("p", "It stands until ", moment_html(until, view.log.zone), ".") if until else None,
        class_="remit-stop",
        role="note",
    )


def deeds_html(view: View, record: Record, done: tuple[Deed, ...]) -> Html | None:
    """All acts by kind; nothing where nobody did anything."""
    sections = []
    for kind in dict.fromkeys(deed.kind for deed in done):
        entries = join(_deed(view, deed) for deed in done if deed.kind == kind)
        title = TITLES.get(kind, kind.capitalize())
        sections.append(
            el(
                "section",
                el("h2", title, id=f"acts-{kind}" if kind in TITLES else None),
                el("ul", entries, class_="remit-deeds"),
            )
        )
    return join(sections) if sections else None


def _deed(view: View, deed: Deed) -> Html:
    role = f" as {deed.as_role}" if deed.as_role else None
    head = el(
        "p",
        view.person(deed.who) if deed.who else "Somebody",
        role,
        _on(view, deed),
        _verdict(deed),
        _proof(view, deed),
        class_="remit-deed-head",
    )
    return el("li", head, _words(view, deed))


def _on(view: View, deed: Deed) -> Html | None:
    return join((" on ", moment_html(deed.on, view.log.zone))) if deed.on else None


def _verdict(deed: Deed) -> Child:
    """The outcome of the act in words: whether advice was taken, how a vote went, what came of it."""
    if deed.kind == "advice":
        word = TAKEN.get((deed.text_of("taken") or "").lower(), "no answer to it yet")
        return join((" ", el("span", word, class_="remit-verdict")))
    if deed.kind == "objection" and deed.head.get("withdrawn"):
        return join((" ", el("span", "withdrawn", class_="remit-verdict")))
    said = [f"{label}{value}" for key, label in _WORDS.items() if (value := deed.text_of(key))]
    if deed.kind == "vote":
        said += [f"{key}: {value}" for key in ("yes", "no", "abstain", "blocks") if (value := deed.text_of(key))]
    if deed.kind == "stop" and isinstance(deed.head.get("lifted"), dict):
        said.append("lifted")
    return join((" ", el("span", ", ".join(said), class_="remit-verdict"))) if said else None


def _proof(view: View, deed: Deed) -> Html:
    """Who wrote it down: the person, in a file of their own, with what git shows of that; or the record about them."""
    if not deed.proven:
        return el("span", " as the record says", class_="remit-proof")
    url = source_link(view.log.settings.source_url, deed.path)
    shown = act_proof(view, deed.path, deed.who)
    said = el("span", f" {shown}", class_="remit-proof") if shown else None
    file = join((" ", el("a", "file", href=url, rel="noopener", class_="remit-proof"))) if url else None
    return join(part for part in (said, file) if part)


def _words(view: View, deed: Deed) -> Html | None:
    if not deed.words:
        return None
    html, _ = localise(view, deed.path, view.convert(deed.words, "").html)
    return el("div", html, class_="remit-said")
