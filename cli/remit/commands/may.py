"""`remit may` and `remit who`: the answers of the policy."""

from pathlib import Path
from typing import Any

import click

from remit.audits import precedents
from remit.audits.precedents import pages_for
from remit.authority.answer import ASK, EXIT_CODES, STOP, Answer, NoAnswer, plain, to_json
from remit.authority.policy.ranges import SizeRange, who_may
from remit.authority.procedure.chain import policy_for
from remit.authority.procedure.decision import NOT_JUDGED
from remit.authority.procedure.question import question_of
from remit.commands import drafts, judgement, options, prompts, types
from remit.commands.drafts import Details, deciding_options
from remit.commands.session import Session
from remit.commands.types import Amount, When
from remit.log.ids import short
from remit.log.problem import Usage
from remit.log.record import Record
from remit.reporting.answers import answer_text, no_answer_text, outcome_words
from remit.reporting.terminal import json_of, safe

_away = click.option(
    "--away", multiple=True, metavar="HANDLE", help="Assume this person is absent.", shell_complete=options.people
)


@click.command
@click.argument("what", required=False, metavar="[TITLE | ID | TOPIC]", shell_complete=options.ids)
@deciding_options
@click.option("--at", "when", type=types.moment, metavar="WHEN", help="Answer as of a date or time. Default: now.")
@_away
@options.who
@options.json
def may(what: str | None, details: Details, when: When | None, away: tuple[str, ...], who: str | None, as_json: bool) -> int:  # fmt: skip
    """Check whether you may decide something, and show why and what to do next. Nothing is written.

    Exit codes: 0 decide, 10 decide after, 20 escalate, 30 forbidden, 40 stopped, 50 more information needed.

    \b
    remit may --topic tooling/cache --amount 400 "Cache orders in Redis"
    remit may tooling/cache --amount 400
    remit may k3f9
    remit may "Cache orders in Redis"
    """
    session, what = Session(who, away), what or ""
    if not details.topic and _is_topic(session, what):
        what, details = "", details._replace(topic=(what,))
    draft = asked(session, what, details)
    if draft is None:
        return _suggest(session, what, as_json=as_json)
    return _say(session, draft, answer(session, draft, when), as_json=as_json)


@click.command
@click.argument("topic", type=types.topic, metavar="TOPIC", shell_complete=options.topics)
@click.option("--amount", type=types.amount, metavar="N", help="Amount. Default: show every range of amounts.")
@click.option(
    "--fact",
    multiple=True,
    type=types.fact,
    metavar="KEY=VALUE",
    help="Another fact that a boundary checks, such as reversible=yes.",
)
@click.option("--team", metavar="NAME", help="Team for which it is decided: its policy applies.")
@click.option("--at", "when", type=types.moment, metavar="WHEN", help="Answer as of a date. Default: today.")
@_away
@options.json
def who(topic: str, amount: Amount | None, fact: tuple[tuple[str, str], ...], team: str | None, when: When | None, away: tuple[str, ...], as_json: bool) -> int:  # fmt: skip
    """Show who may decide a topic, for each range of amounts.

    \b
    remit who tooling/cache
    remit who tooling/cache --amount 4000
    """
    session = Session(away=away)
    rows = reach(session, Details((topic,), amount, fact, team=team), when)
    if isinstance(rows, NoAnswer):
        return _no_answer(rows, as_json=as_json)
    if as_json:
        click.echo(json_of([reach_data(row) for row in rows]))
        return 0
    for row in rows:
        click.echo(safe(_reach(row)))
    for line in judgement.not_landed(session):
        click.echo(safe(line))
    return 0


def _is_topic(session: Session, what: str) -> bool:
    """Whether the argument is a topic: one that the policies list, or a path below one that does not name a file."""
    listed = [name for name, _ in drafts.topics(session) if f"{what}/".startswith(f"{name}/")]
    files = (Path(session.repository.top, name) for name in (what, f"{what}.md"))  # an adopted record may be called so
    return what in listed or (bool(listed) and not any(path.exists() for path in files))


def asked(session: Session, what: str, details: Details) -> Record | None:
    """What the question is about, as a record would have it; None where it has no topic. Asks on a terminal alone."""
    record = drafts.existing(session, what, bool(details.topic)) if what else None
    if record is None and not details.topic:
        record = next((one for one in session.likely(what).records if one.title.casefold() == what.casefold()), None)
    head = drafts.head(session, details, record.head if record else None)
    if record is None and not head.get("topic"):
        chosen = _choose_topic(session, what)
        if chosen is None:
            return None
        head["topic"] = chosen
    if what and record is None:
        head["title"] = drafts.title(what)
    return drafts.draft(session, drafts.ask_facts(session, head, record), "", record)


def answer(session: Session, record: Record, when: When | None = None) -> judgement.Verdict:
    """The answer for a decided record as of its decision, unless it is stopped now."""
    moment = session.moment(when) if when else None
    if record.is_decided and moment is None:
        now = judgement.judge(session, record._replace(status="proposed"), session.who)
        if isinstance(now, Answer) and now.answer == STOP:
            return now
    return judgement.judge(session, record, session.who, moment)


def _choose_topic(session: Session, what: str) -> str | None:
    """On a terminal, one of the topics that the words suggest; else None."""
    found = suggested(session, what)
    if not prompts.on_terminal() or not found:
        return None

    for place, (topic, meaning) in enumerate(found, 1):
        click.echo(safe(f"  {place}  {topic:24} {meaning}"))
    answer = str(click.prompt("Which topic? (a number, or a topic)"))
    return found[int(answer) - 1][0] if answer.isdigit() and 0 < int(answer) <= len(found) else types.topic(answer)


def suggested(session: Session, what: str) -> list[tuple[str, str]]:
    """Topics that words are about: those of like decisions first, then those whose meaning shares a word."""
    listed = dict(drafts.topics(session))
    wanted = precedents.words(what)
    scores: dict[str, float] = {}
    for topic, meaning in listed.items():
        scores[topic] = len(wanted & precedents.words(f"{topic} {meaning}"))
    for record in session.likely(what).records:
        shared = len(wanted & precedents.words(record.title))
        for topic in record.topics[:1] if shared else ():
            scores[topic] = max(scores.get(topic, 0), shared)
    ranked = sorted(scores, key=lambda topic: (-scores[topic], topic))
    fitting = [topic for topic in ranked if scores[topic] > 0][:5] or sorted(listed)
    return [(topic, listed.get(topic, "")) for topic in fitting]


def _suggest(session: Session, what: str, *, as_json: bool) -> int:
    judgement.need_policy(session)
    if session.log.settings.policy == "none":
        return _no_answer(NOT_JUDGED, as_json=as_json)
    if as_json:
        click.echo(json_of(which_topic(session, what)))
        return EXIT_CODES[ASK]
    click.echo("Need more information: which topic?")
    for topic, meaning in suggested(session, what):
        click.echo(safe(f"  --topic {topic:24} {meaning}").rstrip())
    return EXIT_CODES[ASK]


def which_topic(session: Session, what: str) -> dict[str, Any]:
    """The answer for words without a topic, as data, with the topics that they suggest."""
    verdict = Answer(ASK, session.who, missing=("topic",), because="there is no answer without a topic")
    return {**data(session, None, verdict), "suggestions": [topic for topic, _ in suggested(session, what)]}


def _say(session: Session, record: Record, verdict: judgement.Verdict, *, as_json: bool) -> int:
    if isinstance(verdict, NoAnswer):
        return _no_answer(verdict, as_json=as_json)
    if as_json:
        click.echo(json_of(data(session, record, verdict)))
        return verdict.exit_code
    verdict = verdict._replace(intents=_intents(session, record))
    notes = [f"  {line}" for line in judgement.not_landed(session)]
    for line in (*answer_text(verdict).split("\n"), *about(session, record), *notes):
        click.echo(safe(line))
    if verdict.answer == ASK and verdict.missing:
        click.echo("  Add " + " ".join(judgement.option(fact) for fact in verdict.missing))
    return verdict.exit_code


def _no_answer(verdict: NoAnswer, *, as_json: bool) -> int:
    if as_json:
        click.echo(json_of(to_json(verdict)))
    else:
        click.echo(safe(no_answer_text(verdict)))
    return 1


def reach(session: Session, details: Details, when: When | None = None) -> list[SizeRange] | NoAnswer:
    """Who may decide a topic, range by range of the amount. Raises Usage where the policy does not know the topic."""
    if session.log.settings.policy == "none":
        return NOT_JUDGED
    judgement.need_policy(session)
    record = drafts.draft(session, drafts.head(session, details), "")
    moment = judgement.at(session, session.moment(when) if when else None)
    policy = policy_for(session.log, record, moment)
    rows = who_may(session.ground(), question_of(record, session.log.zone), moment, policy)
    if not isinstance(rows, NoAnswer):
        _known_topic(session, record)
    return rows


def _known_topic(session: Session, record: Record) -> None:
    verdict = judgement.judge(session, record, "")
    if isinstance(verdict, Answer) and verdict.missing == ("topic",):
        raise Usage(verdict.because, "`remit policy show` lists the topics")


def _reach(row: SizeRange) -> str:
    size = f"{row.text}: " if row.text else ""
    if row.missing:
        return f"{size}depends on {', '.join(row.missing)}"
    people = f" ({', '.join(row.people)})" if row.people else " (nobody holds this role)" if row.deciders else ""
    people += "".join(f"; away: {absence.text}" for absence in row.away)
    who_ = f"{' or '.join(row.deciders)}{people}" if row.deciders else row.answer
    first = f"; first: {'; '.join(row.before)}" if row.before else ""
    after = f"; afterwards: {', '.join(row.after)}" if row.after else ""
    boundary = f'  ["{row.boundary}"]' if row.boundary else ""
    return f"{size}{who_}{first}{after}{boundary}"


def reach_data(row: SizeRange) -> dict[str, Any]:
    """One range as data, as `remit who --json` gives it."""
    return {**{key: plain(value) for key, value in row._asdict().items()}, "text": row.text}


def _intents(session: Session, record: Record) -> tuple[str, ...]:
    """The context pages that a record serves, even missing ones, then those about one of its topics."""
    about = [page.id for page in pages_for(session.log.context, record)]
    return tuple(dict.fromkeys((*record.list_of("intent"), *about)))


def _context(session: Session, record: Record) -> list[str]:
    """What we want, before anybody decides: a line for each page."""
    pages = {page.id: page for page in session.log.context}
    out = []
    for name in _intents(session, record)[:3]:
        page = pages.get(name)
        prefer = f" (we prefer {'; '.join(page.prefer)})" if page and page.prefer else ""
        out.append(f"  Context: {page.title if page else name}{prefer}")
    return out


def _nearest(session: Session, record: Record) -> tuple[precedents.Precedent, ...]:
    """The two nearest precedents; in a large log those of like titles alone."""
    title = str(record.head.get("title") or "")
    return precedents.nearest(session.likely(title), title, record.topics, but=record.id)


def _like(session: Session, record: Record) -> list[str]:
    """The two nearest precedents, a line for each."""
    out = []
    for found in _nearest(session, record):
        came = f"; outcome: {outcome_words(found.outcome)}" if found.outcome else ""
        by = f" by {found.decider}" if found.decider else ""
        name = short(found.id)
        out.append(f"    {found.title} ({name}, {found.status}{by}){came}")
    return ["  Similar decisions:", *out] if out else []


def about(session: Session, record: Record) -> tuple[str, ...]:
    """What to know before a record is written: the shared context of its topic and the two nearest precedents, in lines."""
    return (*_context(session, record), *_like(session, record))


def data(session: Session, record: Record | None, verdict: Answer | NoAnswer) -> dict[str, Any]:
    """The answer about a record (None: about words alone) as data; the keys are those of `remit may --json`."""
    if isinstance(verdict, NoAnswer):
        return to_json(verdict)
    verdict = verdict._replace(intents=_intents(session, record) if record else ())
    near = [found._asdict() for found in _nearest(session, record)] if record else []
    return {**to_json(verdict), "precedents": near, "not_landed": list(judgement.not_landed(session))}
