"""A brief as text, and as data for programs."""

from typing import Any

from remit.audits.brief import Brief, Cord, Earlier, Intent, Pending, Seek
from remit.authority.answer import NoAnswer
from remit.reporting import answers


def text(found: Brief) -> str:
    """The brief in lines, without a line end at the end; a section that holds nothing says so or is left out."""
    about = f"{found.title or 'A decision'} ({', '.join(found.topics) or 'no topic'})"
    lines = [about, *_answer(found)]
    lines += _section("Ask first", [_seek(one) for one in found.seek])
    lines += _section("What we want", [_intent(one) for one in found.intents])
    lines += _section("Decided before", [_earlier(one) for one in found.precedents], "nothing like it")
    more = [f"and {found.more_pending} more"] if found.more_pending else []
    lines += _section("Still open", [*(_pending(one) for one in found.pending), *more])
    return "\n".join([*lines, *_section("Stopped now", [_cord(one) for one in found.stops])])


def _answer(found: Brief) -> list[str]:
    verdict = found.verdict
    said = answers.no_answer_text(verdict) if isinstance(verdict, NoAnswer) else answers.text(verdict)
    return said.split("\n")


def _section(heading: str, entries: list[str], nothing: str = "") -> list[str]:
    if not entries:
        return [f"{heading}: {nothing}"] if nothing else []
    return [f"{heading}:", *(f"  {entry}" for entry in entries)]


def _seek(one: Seek) -> str:
    return f"{one.text}: {', '.join(one.people)}" if one.people else one.text


def _intent(one: Intent) -> str:
    prefer = f": we prefer {'; '.join(one.prefer)}" if one.prefer else ""
    return f"{one.title} ({one.id}){prefer}"


def _earlier(one: Earlier) -> str:
    found = one.precedent
    by = f" by {found.decider}" if found.decider else ""
    on = f" on {found.decided[:10]}" if found.decided else ""
    came = f"; came out {found.outcome}" if found.outcome else ""
    after = f"; see {', '.join(map(_short, one.superseded_by))}" if one.superseded_by else ""
    lesson = f': "{one.lesson}"' if one.lesson else ""
    return f"{found.title} ({_short(found.id)}), {found.status}{by}{on}{after}{came}{lesson}"


def _pending(one: Pending) -> str:
    since = f" since {one.raised[:10]}" if one.raised else ""
    waits = f", waits for {' or '.join(one.waits_for)}" if one.waits_for else ""
    return f"{one.title} ({_short(one.id)}){since}{waits}"


def _cord(one: Cord) -> str:
    on = f" on {one.on[:10]}" if one.on else ""
    return f"{_short(one.what)}, by {one.who}{on}" + (f': "{one.why}"' if one.why else "")


def _short(name: str) -> str:
    """The random letters of an id; any other name whole."""
    return name[-6:] if name.startswith("D-") else name


def to_json(found: Brief) -> dict[str, Any]:
    """The brief as JSON-ready data; the answer has the keys of `remit may --json`."""
    verdict = found.verdict
    said = {"answer": None, **verdict._asdict()} if isinstance(verdict, NoAnswer) else answers.to_json(verdict)
    return {
        "id": found.id or None,
        "title": found.title or None,
        "topic": list(found.topics),
        "who": found.who,
        "may": said,
        "ask_first": [_plain(one) for one in found.seek],
        "intents": [_plain(one) for one in found.intents],
        "precedents": [
            {**_plain(one.precedent), "superseded_by": list(one.superseded_by), "lesson": one.lesson or None}
            for one in found.precedents
        ],
        "open": [_plain(one) for one in found.pending],
        "more_open": found.more_pending,
        "stops": [_plain(one) for one in found.stops],
    }


def _plain(entry: Any) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in entry._asdict().items()}
