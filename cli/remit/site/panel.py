"""The head of a record as a panel: every fact that the file gives, in words."""

from remit.log.record import Record
from remit.site.html import Child, Html, el, join, outside
from remit.site.proof import proof
from remit.site.source_link import source_link
from remit.site.view import View
from remit.site.when import moment_html


def panel(view: View, record: Record) -> Html:
    """Everything known about a decision besides its words."""
    rows = [*_who(view, record), *_what(view, record), *_when(view, record), *_where(view, record)]
    inner = join(el("div", el("dt", name), el("dd", value)) for name, value in rows if value)
    return el(
        "aside",
        el("h2", "At a glance", class_="remit-panel-title"),
        el("dl", inner),
        class_="remit-panel",
        aria_label="At a glance",
    )


Rows = list[tuple[str, Child]]


def _who(view: View, record: Record) -> Rows:
    decider = "Decider" if len(record.deciders) < 2 else "Deciders"
    return [
        (
            decider,
            join(view.people(record.deciders), ", ") or ("not decided yet" if record.is_open else "not written down"),
        ),
        ("Proof of who", proof(view, record)),
        ("In the role of", _text(record, "as")),
        ("Recorded by", _people(view, record, "recorded_by")),
        ("Raised by", _people(view, record, "raised_by")),
        ("Asked for by", _people(view, record, "requester")),
        ("Own interest declared", _people(view, record, "interested")),
        ("Team", _team(view, record)),
        ("Consulted", _people(view, record, "consulted")),
        ("Informed", _people(view, record, "informed")),
    ]


def _what(view: View, record: Record) -> Rows:
    facts = [f"{key}: {_shown(value)}" for key, value in record.facts.items()]
    return [
        ("Status in the file", _raw(record)),
        ("Tier", view.filtered(view.log.settings.label_of(record.tier), tier=record.tier) if record.tier else None),
        ("Boundary", view.boundary(record.boundary) if record.boundary else None),
        ("Topic", join((view.filtered(topic, topic=topic) for topic in record.topics), ", ")),
        ("Facts", join((el("span", fact, class_="remit-fact") for fact in facts), " ")),
        ("Budget", _text(record, "budget")),
        ("Serves", join((view.intent(name) for name in record.list_of("intent")), ", ")),
        ("Tags", join((view.filtered(tag, tag=tag) for tag in record.list_of("tags")), ", ")),
        ("Governs", join((el("code", glob) for glob in record.list_of("affects")), " ")),
        ("Rests on", join((outside(url, url) for url in record.list_of("evidence")), ", ")),
    ]


def _when(view: View, record: Record) -> Rows:
    names = {
        "raised": "Raised",
        "announced": "Announced",
        "decided": "Decided",
        "meeting": "Decided in the meeting of",
        "review_by": "Review by",
    }
    rows: Rows = [(name, moment_html(record.moment(key, view.log.zone), view.log.zone)) for key, name in names.items()]
    return [*rows, ("Written late because", _text(record, "late"))]


def _where(view: View, record: Record) -> Rows:
    url = source_link(view.log.settings.source_url, record.path)
    return [
        ("Id", el("code", record.id)),
        ("Also called", join(record.list_of("aliases"), ", ")),
        ("File", el("a", "Read or change the file", href=url, rel="noopener") if url else None),
    ]


def _raw(record: Record) -> str | None:
    """What a record of another format says itself, where that is not our word for it."""
    raw = record.raw.get("status")
    return raw if isinstance(raw, str) and raw.casefold() != record.status else None


def _team(view: View, record: Record) -> Child:
    team = view.teams.get(record.path)
    return view.filtered(team, team=team) if team else None


def _people(view: View, record: Record, key: str) -> Html:
    return join(view.people(record.list_of(key)), ", ")


def _text(record: Record, key: str) -> str | None:
    value = record.head.get(key)
    return value if isinstance(value, str) else None


def _shown(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(entry) for entry in value)
    return "" if value is None else str(value)
