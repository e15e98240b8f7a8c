"""What an assistant may ask. Every answer is data that was read; nothing here writes a file, and no person is guessed.

The docstring of each tool is what the assistant is told about it, so it is written for its reader.
"""

import shlex
from typing import Any

from remit.audits import brief as briefs
from remit.audits.fields import row
from remit.audits.precedents import outcome_of, search
from remit.authority.answer import Answer, NoAnswer, to_json
from remit.authority.policy.matrix import rows
from remit.authority.policy.prose import prose
from remit.authority.procedure.answers import Answers
from remit.authority.procedure.chain import Chain
from remit.authority.procedure.context import Ground, ground_of
from remit.authority.procedure.decision import NOT_JUDGED, judge_record
from remit.commands import drafts, judgement, types
from remit.commands import may as answers
from remit.commands.session import Session
from remit.log.problem import CannotProceed, Usage
from remit.log.record import Record
from remit.reporting.answers import brief_json
from remit.reporting.policies import row_data
from remit.workspace.file_drafts import new_record

Data = dict[str, Any]
Amount = str | int | float
"""An amount as people or programs write it; a whole number stays one."""
Facts = dict[str, str | int | float | bool]
NOBODY_DECIDED = (
    "Nothing was written and nothing was decided. Show this to the person: they run the command themselves, "
    "or save the text at the path, and the record is then theirs."
)


def may(
    who: str, title: str = "", topic: str = "", amount: Amount = "", facts: Facts | None = None, decision: str = "",
    as_role: str = "", at: str = "",
) -> Data:  # fmt: skip
    """May this person decide this? The answer (decide, decide-after, escalate, forbidden, stop or ask) and why.

    `who` is the handle of the person who asks, from people.yml. Describe the case with `topic`, `amount` and `facts`
    (such as {"reversible": "yes"}), or name an existing decision by its id in `decision`. Without a topic the answer lists
    topics that match the title. `at` is a date or a time; without it the answer is for now.
    """
    session = _session(who)
    draft = _draft(session, title, topic, amount, facts, decision, as_role)
    if _needs_topic(session, draft):
        return answers.which_topic(session, title)
    return answers.data(session, draft, answers.answer(session, draft, types.moment(at) if at else None))


def who(topic: str, amount: Amount = "", facts: Facts | None = None, at: str = "") -> Data:
    """Who may decide a topic: the people and roles for every range of the amount, or for one amount if it is given."""
    session = Session(reads_only=True)
    rows = answers.reach(session, _details(topic, amount, facts), types.moment(at) if at else None)
    if isinstance(rows, NoAnswer):
        return to_json(rows)
    return {"ranges": [answers.reach_data(one) for one in rows]}


def brief(
    who: str, title: str = "", topic: str = "", amount: Amount = "", facts: Facts | None = None, decision: str = ""
) -> Data:
    """What a person should know before deciding, on one page.

    The answer of `may`, what is left of the budget, whose advice or consent to ask for, the organisation's goals (intents),
    similar decisions with their outcomes, open proposals and stops on the same topic. Takes the arguments of `may`.
    """
    session = _session(who)
    draft = _draft(session, title, topic, amount, facts, decision)
    if _needs_topic(session, draft):
        return answers.which_topic(session, title)
    verdict = answers.answer(session, draft)
    found = briefs.brief(session.log, ground_of(session.log), draft, session.who, verdict, judgement.at(session))
    return {**brief_json(found), "not_landed": list(judgement.not_landed(session))}


def search_decisions(words: str = "", topic: str = "", status: str = "", most: int = 20) -> Data:
    """Find decisions that contain all the words, with a topic (or one below it) and a status; the best match first.

    Statuses: proposed, deferred, accepted, rejected, withdrawn, superseded, deprecated. `found` counts all matches, also
    those that are not listed because there are more than `most`.
    """
    found = search(Session(reads_only=True).log.records, words, topic=topic, status=status)
    return {"found": len(found), "decisions": [_short(record) for record in found[: max(most, 0)]]}


def show_decision(decision: str) -> Data:
    """One decision in full: its fields, its text (`body`), and all responses and follow-ups (advice, consents, stops, outcomes …).

    `decision` is its id, any unique part of the id or of its file name, or an alias.
    """
    session = Session(reads_only=True)
    record = session.record(decision)
    fields = row(session.log, record, Answers(session.log, session.now))
    acts = [{**act, "body": one.body} for act, one in zip(fields["acts"], record.acts, strict=True)]
    return {**fields, "body": record.body, "head": record.head, "acts": acts, "outcome": outcome_of(record)}


def list_open() -> Data:
    """Open decisions: since when, who should decide each, and what it still requires."""
    session = Session(reads_only=True)
    ground = ground_of(session.log)
    return {"open": [_open(session, ground, record) for record in session.log.records if record.is_open]}


def read_context(page: str = "") -> Data:
    """The shared context: the organisation's goals and priorities. Without a page, a summary of all of them.

    `page` is the id of one, for its full text.
    """
    pages = {one.id: one for one in Session(reads_only=True).log.context}
    shown = {
        name: {
            "id": name,
            "title": one.title,
            "owner": one.owner,
            "topics": list(one.topics),
            "prefer": list(one.prefer),
        }
        for name, one in pages.items()
    }
    if not page:
        return {"pages": list(shown.values())}
    if page not in pages:
        raise Usage(f"there is no context page {page!r}", f"there are: {', '.join(pages) or 'none yet'}")
    return {**shown[page], "body": pages[page].body}


def read_policy(name: str = "") -> Data:
    """Who decides what: the policy in force today, the organisation's first, in sentences and as a matrix.

    `name` is a team's policy; without it, the organisation's.
    """
    session = Session(reads_only=True)
    if session.log.settings.policy == "none":
        return {"policies": [], "message": NOT_JUDGED.message}
    judgement.need_policy(session)
    ground, day = session.ground(), session.now.date()
    chain = ground.policies.chain(day, name or None)
    if not isinstance(chain, Chain):
        raise CannotProceed(chain.message, chain.remedy)
    return {
        "policies": [
            {
                "policy": level.policy.id,
                "title": level.policy.title,
                "sentences": {section.heading: list(section.sentences) for section in prose(level)},
                "matrix": [row_data(line) for line in rows(level, ground.role_holders(day))],
            }
            for level in chain.levels
        ]
    }


def draft_proposal(
    who: str, title: str, topic: str, why: str, amount: Amount = "", facts: Facts | None = None, raised: str = ""
) -> Data:
    """The text of a proposal for a person to submit, and the command that writes it. Writes nothing itself.

    `who` is the person it is for; `why` is the reason, in their words; `raised` is the date on which it was raised, if
    known. Only the person can propose or decide: never run the command for them without their agreement.
    """
    session = _session(who)
    if why.strip() in ("", "-"):
        raise Usage("a proposal needs a reason", "ask the person why, and put it in their words")
    draft = _draft(session, title, topic, amount, facts)
    head = {"status": "proposed", **draft.head, **({"raised": session.moment(types.moment(raised))} if raised else {})}
    new = new_record(session.repository, head, f"{why.strip()}\n", session.now.strftime("%Y%m%d"), session.pick)
    return {
        "command": _command(str(head["title"]), topic, amount, facts, str(head.get("raised") or ""), why.strip()),
        "path": new.path,
        "text": new.text,
        "may": answers.data(session, draft, answers.answer(session, draft)),
        "note": NOBODY_DECIDED,
    }


TOOLS = (may, who, brief, search_decisions, show_decision, list_open, read_context, read_policy, draft_proposal)
"""Every tool, in the order in which an assistant is shown them."""


def _session(who: str) -> Session:
    """The session of the named person; the user of this machine is not assumed."""
    if not who.strip():
        raise Usage("`who` is missing", "give the handle of a person in people.yml")
    return Session(who.strip(), reads_only=True)


def _details(topic: str, amount: Amount, facts: Facts | None) -> drafts.Details:
    return drafts.Details(
        topic=(topic,) if topic else (),
        amount=types.amount(str(amount)) if str(amount) else None,
        fact=tuple(types.fact(f"{key}={_word(value)}") for key, value in (facts or {}).items()),
    )


def _word(value: str | float | bool) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _draft(session: Session, title: str, topic: str, amount: Amount, facts: Facts | None, decision: str = "", as_role: str = "") -> Record:  # fmt: skip
    """What it is about, as a record would have it."""
    like = session.record(decision) if decision else None
    details = _details(topic, amount, facts)._replace(as_role=as_role or None)
    head = drafts.head(session, details, like.head if like else None)
    if title and like is None:
        head = {"title": drafts.title(title), **head}
    return drafts.draft(session, head, "", like)


def _needs_topic(session: Session, draft: Record) -> bool:
    """Whether the answer needs a topic. Raises CannotProceed if there is no policy."""
    judgement.need_policy(session)
    return not draft.topics and session.log.settings.policy != "none"


def _short(record: Record) -> Data:
    decided = record.decided
    return {
        "id": record.id,
        "title": record.title,
        "status": record.status or None,
        "topic": list(record.topics),
        "decider": record.decider,
        "decided": decided.text if decided else None,
        "outcome": outcome_of(record),
    }


def _open(session: Session, ground: Ground, record: Record) -> Data:
    verdict = judge_record(session.log, record, judgement.at(session), ground=ground)
    answer = verdict if isinstance(verdict, Answer) else None
    raised = record.raised
    waits = [record.decider] if record.decider else list(answer.goes_to_people) if answer else []
    return {
        "id": record.id,
        "title": record.title,
        "status": record.status,
        "topic": list(record.topics),
        "raised": raised.text if raised else None,
        "waits_for": waits,
        "needs": [duty.text for duty in answer.open_duties] if answer else [],
    }


def _command(title: str, topic: str, amount: Amount, facts: Facts | None, raised: str, why: str) -> str:
    """The command line, quoted for a shell, without a person: whoever runs it proposes."""
    words = ["remit", "propose", "--topic", topic]
    words += ["--amount", str(amount)] if str(amount) else []
    for key, value in (facts or {}).items():
        words += ["--fact", f"{key}={_word(value)}"]
    words += ["--raised", raised] if raised else []
    return shlex.join([*words, f"--why={why}", *(["--"] if title.startswith("-") else []), title])
