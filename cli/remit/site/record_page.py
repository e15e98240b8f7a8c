"""The page of one decision: what was decided, by whom, why, and what others did to it."""

from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import quote

from markupsafe import Markup

from remit.attribution.proof import SQUASHED, Standing
from remit.authority.procedure.answers import adds_up
from remit.log.amendments import divided
from remit.log.record import ACCEPTED, Record
from remit.site.exports import landed
from remit.site.graph import Graph, graph
from remit.site.links import localise, safe
from remit.site.markdown import Fragment, Heading
from remit.site.page import DECISIONS, Page, shortened
from remit.site.responses import Response, responses
from remit.site.timeline import DECIDED, RAISED, merge_of, timeline
from remit.site.view import View
from remit.site.words import word

_PROVEN = {
    "signed": "signed by {by}",
    "committed": "committed by {by}",
    SQUASHED: "squashed by the Git host; the commit is by {by}",
    "claimed": "claimed in the {what}; the commit is by {by}",
}


def record_page(view: View, record: Record) -> Page:
    """The page of a decision."""
    path = view.where.records[record.path]
    view = view.at(path)
    return _made(view, view.whole(record), path, graph(view, record))


def common(view: View) -> tuple[object, ...]:
    """What the pages of all decisions are made of: settings, people, policies, and where everything but records is."""
    log, where = view.log, view.where
    titles = [(page.id, page.title) for page in log.context]
    rows = [(row.policy, row.boundary, row.rule.title) for row in view.rows]
    places = (where.people, where.teams, where.boundaries, where.context)
    return (
        bool(view.history.tip),
        log.settings,
        view.names,
        log.policies,
        log.people,
        titles,
        rows,
        places,
        view.titles,
    )


def content_of(view: View, record: Record) -> Iterator[object]:
    """What the page and the files of one decision are made of, its text apart; every part of it shows in its `repr`."""
    drawn = graph(view, record)
    yield record
    yield (view.blobs.get(record.path), landed(view, record))
    yield [
        (link.kind, link.name, link.record and (link.record.path, link.record.title, link.record.status))
        for link in view.links.get(record.path, ())
    ]
    yield (
        [(node.record.path, node.record.title, node.record.status, node.words, node.parent) for node in drawn.nodes]
        if drawn
        else ()
    )
    yield view.stops.get(record.path)
    yield view.teams.get(record.path)
    yield proof(view, record)
    yield (_proof(view.proofs.raised(record), "record", view.names), merge_of(view, record))
    yield [_proof(view.proofs.acted(one.path, one.who), "file", view.names) for one in responses(record)]
    if record.is_open or adds_up(view.log.policies):
        yield (view.today, view.answer(record))


def _made(view: View, record: Record, path: str, drawn: Graph | None) -> Page:
    text, amended = divided(record.body)
    fragment = view.convert(text, record.title, record.path)
    words = localise(view, record.path, fragment.html)
    amendments = localise(view, record.path, view.convert(amended, "", record.path).html) if amended else ""
    body = view.render(
        "record.html",
        record=record,
        head={key: value for key, value in record.head.items() if isinstance(value, str)},
        words=words,
        amendments=amendments,
        contents=_contents(fragment),
        days=_days(view, record),
        facts=[f"{key}: {_fact(value)}" for key, value in record.facts.items()],
        evidence=[(url, safe(url)) for url in record.list_of("evidence")],
        raw_status=_raw_status(record),
        proof=proof(view, record),
        answer=view.answer(record) if record.is_open or record.is_decided else None,
        links=view.links.get(record.path, ()),
        graph=drawn,
        stops=view.stops.get(record.path, ()),
        events=timeline(view, record),
        said=lambda words, path: _said(view, words, path),
        shown_by=lambda event: _shown_by(view, record, event),
        actions=_actions(view, record),
    )
    return Page(path, record.title, body, DECISIONS, shortened(fragment.text) or record.title, view.asked)


def proof(view: View, record: Record) -> str | None:
    """How git verifies who decided, in words; None if it shows nothing, or if there is nothing to show yet."""
    return _proof(view.proofs.decided(record), "record", view.names)


def _proof(standing: Standing | None, what: str, names: Mapping[str, str]) -> str | None:
    if standing is None:
        return None
    if standing.note and standing.grade == "claimed":
        return f"{standing.note} (claimed)"
    return word(_PROVEN[standing.grade]).format(by=names.get(standing.by, standing.by), what=what)


_SHORT, _PATH, _FOLDER, _ID = "xxSHORTxx", "xxPATHxx", "xxFOLDERxx", "xxIDxx"
"""What stands in the pattern of actions in place of a decision's own names."""


def _actions(view: View, record: Record) -> Markup:
    """What a reader can do: the same for all decisions of a kind but for their names, so it is made once for each kind."""
    kind = "open" if record.is_open else "accepted" if record.status == ACCEPTED else "ended"
    state = (kind, record.native)
    if state not in view.patterns:
        names = {"short": _SHORT, "path": _PATH, "folder": _FOLDER, "id": _ID}
        view.patterns[state] = view.render("record_actions.html", kind=kind, native=record.native, **names)
    names = {
        _SHORT: record.short,
        _PATH: quote(record.path),
        _FOLDER: quote(record.path.rpartition("/")[0]),
        _ID: record.id,
    }
    text = str(view.patterns[state])
    for mark, name in names.items():
        text = text.replace(mark, escape(name))
    return Markup(text)  # noqa: S704 - every name is escaped


def _shown_by(view: View, record: Record, event: Response) -> str | None:
    """How an event of the timeline is verified, in words."""
    if event.kind == DECIDED:
        return proof(view, record)
    standing = view.proofs.raised(record) if event.kind == RAISED else view.proofs.acted(event.path, event.who)
    return _proof(standing, "record" if event.kind == RAISED else "file", view.names)


def _contents(fragment: Fragment) -> list[Heading]:
    """A table of contents for a long text; a short one needs none."""
    if len(fragment.headings) < 4 or len(fragment.text) < 3000:
        return []
    most = min(heading.level for heading in fragment.headings) + 1
    return [heading for heading in fragment.headings if heading.level <= most]


def _days(view: View, record: Record) -> int | None:
    """The days from raising to deciding; None where one of them is not known, or they stand in the wrong order."""
    if not record.raised or not record.decided:
        return None
    days = (record.decided.day_in(view.log.zone) - record.raised.day_in(view.log.zone)).days
    return days if days >= 0 else None


def _fact(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(entry) for entry in value)
    return "" if value is None else str(value)


def _raw_status(record: Record) -> str | None:
    """What a record of another format says itself, where that is not our word for it."""
    raw = record.raw.get("status")
    return raw if isinstance(raw, str) and raw.casefold() != record.status else None


def _said(view: View, words: str, path: str) -> Markup:
    """What somebody said in a file."""
    return localise(view, path, view.convert(words, "").html)
