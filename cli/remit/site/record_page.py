"""The page of one decision: what was decided, by whom, why, and what others did to it."""

from typing import NamedTuple

from markupsafe import Markup

from remit.attribution.proof import SQUASHED, Standing
from remit.log.moment import Moment, parse_moment
from remit.log.record import Record
from remit.site.labels import Link
from remit.site.links import localise, safe
from remit.site.markdown import Fragment, Heading
from remit.site.page import DECISIONS, Page, shortened
from remit.site.responses import TITLES, Response, responses
from remit.site.view import View

_TAKEN = {"yes": "taken", "true": "taken", "partly": "partly taken", "no": "not taken", "false": "not taken"}
_SAID = {"result": "", "process": "process: ", "carried_out": "carried out: ", "says": "", "how": "", "team": "team "}
_PROVEN = {
    "signed": "signed by {by}",
    "committed": "committed by {by}",
    SQUASHED: "squashed by the forge: the commit is by {by}",
    "claimed": "claimed by the {what}; the commit is by {by}",
}


class Shown(NamedTuple):
    """What somebody did to a decision, as the page shows it."""

    kind: str
    who: Link | str
    as_role: str | None
    on: Moment | None
    until: Moment | None
    """The last day of a stop."""
    words: Markup | None
    """What they said."""
    verdict: str
    """The outcome in words: whether advice was taken, how a vote went, what came of it."""
    proven: bool
    """Whether they wrote it themselves, in a file of its own; otherwise the record only claims it."""
    proof: str | None
    """What git shows of who wrote the file."""
    source: str | None
    """Where the file is read."""


def record_page(view: View, record: Record) -> Page:
    """The page of a decision."""
    path = view.where.records[record.path]
    view = view.at(path)
    fragment = view.convert(record.body, record.title)
    words, pictures = localise(view, record.path, fragment.html)
    body = view.render(
        "record.html",
        record=record,
        head={key: value for key, value in record.head.items() if isinstance(value, str)},
        words=words,
        contents=_contents(fragment),
        days=_days(view, record),
        facts=[f"{key}: {_fact(value)}" for key, value in record.facts.items()],
        evidence=[(url, safe(url)) for url in record.list_of("evidence")],
        raw_status=_raw_status(record),
        proof=proof(view, record),
        answer=view.answers.get(record.path) if record.is_open or record.is_decided else None,
        links=view.links.get(record.path, ()),
        stops=[_shown(view, stop) for stop in view.stops.get(record.path, ())],
        responses=_by_kind([_shown(view, response) for response in responses(record)]),
    )
    return Page(path, record.title, body, DECISIONS, shortened(fragment.text) or record.title, pictures)


def proof(view: View, record: Record) -> str | None:
    """How well git proves who decided, in words; None where it shows nothing, or there is nothing to show yet."""
    return _proof(view.proofs.decided(record), "record")


def _proof(standing: Standing | None, what: str) -> str | None:
    if standing is None:
        return None
    if standing.note and standing.grade == "claimed":
        return f"{standing.note} (claimed)"
    return _PROVEN[standing.grade].format(by=standing.by, what=what)


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


def _by_kind(done: list[Shown]) -> list[tuple[str, str | None, list[Shown]]]:
    """Heading, kind (None for one that we do not know) and what was done, in the order of the kinds."""
    return [
        (
            TITLES.get(kind, kind.capitalize()),
            kind if kind in TITLES else None,
            [one for one in done if one.kind == kind],
        )
        for kind in dict.fromkeys(one.kind for one in done)
    ]


def _shown(view: View, done: Response) -> Shown:
    words = localise(view, done.path, view.convert(done.words, "").html)[0] if done.words else None
    return Shown(
        done.kind,
        view.person(done.who) if done.who else "",
        done.as_role,
        done.on,
        parse_moment(done.text_of("until") or "", view.log.zone),
        words,
        _verdict(done),
        done.proven,
        _proof(view.proofs.acted(done.path, done.who), "file") if done.proven else None,
        view.source(done.path),
    )


def _verdict(done: Response) -> str:
    if done.kind == "advice":
        return _TAKEN.get((done.text_of("taken") or "").lower(), "no answer to it yet")
    if done.kind == "objection" and done.head.get("withdrawn"):
        return "withdrawn"
    said = [f"{label}{value}" for key, label in _SAID.items() if (value := done.text_of(key))]
    if done.kind == "vote":
        said += [f"{key}: {value}" for key in ("yes", "no", "abstain", "blocks") if (value := done.text_of(key))]
    if done.kind == "stop" and isinstance(done.head.get("lifted"), dict):
        said.append("lifted")
    return ", ".join(said)
