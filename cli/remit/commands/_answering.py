"""What an answer comes with: the shared context, the nearest precedents, and all of it as data."""

from typing import Any

from remit.audits import precedents
from remit.audits.precedents import pages_for
from remit.authority.answer import Answer, NoAnswer
from remit.commands import _case, _judge
from remit.commands._desk import Desk
from remit.log.record import Head, Record


def no_answer(verdict: NoAnswer) -> dict[str, Any]:
    """Why nothing can be judged, as data."""
    return {"answer": None, "reason": verdict.reason, "message": verdict.message, "remedy": verdict.remedy}


def intents(desk: Desk, record: Record) -> tuple[str, ...]:
    """The context pages that a matter serves, whether they are there or not, then those about one of its topics."""
    about = [page.id for page in pages_for(desk.frame.context, record)]
    return tuple(dict.fromkeys((*record.list_of("intent"), *about)))


def context(desk: Desk, names: tuple[str, ...]) -> list[str]:
    """What we want, before anybody decides: a line for each page."""
    pages = {page.id: page for page in desk.frame.context}
    out = []
    for name in names[:3]:
        page = pages.get(name)
        prefer = f" (we prefer {'; '.join(page.prefer)})" if page and page.prefer else ""
        out.append(f"  Context: {page.title if page else name}{prefer}")
    return out


def _near(desk: Desk, record: Record) -> tuple[precedents.Precedent, ...]:
    return near(desk, str(record.head.get("title") or ""), record.topics, record.id)


def like(desk: Desk, record: Record) -> list[str]:
    return [precedent_line(found) for found in _near(desk, record)]


def about(desk: Desk, head: Head) -> tuple[str, ...]:
    """What to know before a record is written: the shared context of its topic and the two nearest precedents, in lines."""
    record = _case.draft(desk, head, "")
    return (*context(desk, intents(desk, record)), *like(desk, record))


def near(desk: Desk, title: str, topics: tuple[str, ...], but: str = "") -> tuple[precedents.Precedent, ...]:
    """The two nearest precedents; in a large log those of like titles alone."""
    return precedents.nearest(desk.likely(title), title, topics, but=but)


def precedent_line(found: precedents.Precedent) -> str:
    """A precedent in a line."""
    came = f": came out {found.outcome}" if found.outcome else ""
    by = f" by {found.decider}" if found.decider else ""
    name = found.id[-6:] if found.id.startswith("D-") else found.id
    return f"  Like: {found.title} ({name}, {found.status}{by}){came}"


def data(desk: Desk, record: Record | None, verdict: Answer | NoAnswer) -> dict[str, Any]:
    """The answer about a record (None: about words alone) as data; the keys are those of `remit may --json`."""
    from remit.authority.answer import to_json

    if isinstance(verdict, NoAnswer):
        return no_answer(verdict)
    verdict = verdict._replace(intents=intents(desk, record) if record else ())
    near = [found._asdict() for found in _near(desk, record)] if record else []
    return {**to_json(verdict), "precedents": near, "not_landed": list(_judge.not_landed(desk))}
