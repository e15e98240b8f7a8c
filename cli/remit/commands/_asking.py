"""What `may` and `who` ask the policy, and how they say the answer."""

import os
import sys
from typing import TYPE_CHECKING, Any

from remit.audits import precedents
from remit.authority.answer import ASK, EXIT_CODES, STOP, Answer, NoAnswer
from remit.commands import _answering, _ask, _case, _deciding, _judge, _verdict, _when
from remit.commands._desk import Desk
from remit.log.problem import Usage
from remit.log.record import Record
from remit.reporting.terminal import safe

if TYPE_CHECKING:
    from remit.authority.policy.trials import Reach

Verdict = Answer | NoAnswer


def may(desk: Desk, what: str, case: _case.Case, as_role: str | None, when: str | None, *, as_json: bool) -> int:
    """Answer for a record, for facts, or for words alone; the exit code."""
    if _is_topic(desk, what, case):
        what, case = "", case._replace(topic=(what,))
    draft = asked(desk, what, case, as_role)
    if draft is None:
        return _suggest(desk, what, as_json=as_json)
    return _say(desk, draft, answer(desk, draft, when, as_role), as_json=as_json)


def _is_topic(desk: Desk, what: str, case: _case.Case) -> bool:
    """Whether what stands in the place of a title is a topic: one that the policies list, or a path below one that is no file's."""
    listed = () if case.topic else [name for name, _ in _case.topics(desk) if f"{what}/".startswith(f"{name}/")]
    return what in listed or (bool(listed) and not _is_file(f"{desk.repository.top}/{what}"))


def _is_file(path: str) -> bool:
    """Whether an adopted record may be called so: by its path, with or without its ending."""
    return os.path.exists(path) or os.path.exists(f"{path}.md")  # noqa: PTH110 - pathlib costs 5 ms


def asked(desk: Desk, what: str, case: _case.Case, as_role: str | None = None) -> Record | None:
    """What the question is about, as a record would have it; None where it has no topic. Asks on a terminal alone."""
    record = _deciding.existing(desk, what, bool(case.topic)) if what else None
    head = _case.head(desk, case, record.head if record else None)
    if record is None and not head.get("topic"):
        chosen = _choose_topic(desk, what)
        if chosen is None:
            return None
        head["topic"] = chosen
    if what and record is None:
        head["title"] = _case.title(what)
    head = _deciding.ask_facts(desk, head, as_role, record)
    return _case.draft(desk, {**head, **({"as": as_role} if as_role else {})}, "", record)


def answer(desk: Desk, record: Record, when: str | None = None, as_role: str | None = None) -> Verdict:
    """A decided record is judged when it was decided, but a stop that is open now is said first."""
    moment = _when.moment(when, desk.now) if when else None
    if record.is_decided and moment is None:
        now = _judge.judge(desk, record._replace(status="proposed"), desk.who, None, as_role)
        if isinstance(now, Answer) and now.answer == STOP:
            return now
    return _judge.judge(desk, record, desk.who, moment, as_role)


def _choose_topic(desk: Desk, what: str) -> str | None:
    """On a terminal, one of the topics that the words suggest; None elsewhere."""
    found = suggested(desk, what)
    if not _ask.on_terminal() or not found:
        return None
    import click

    for number, (topic, meaning) in enumerate(found, 1):
        _print(safe(f"  {number}  {topic:24} {meaning}"))
    answer = str(click.prompt("Which topic? (a number, or a topic)"))
    return found[int(answer) - 1][0] if answer.isdigit() and 0 < int(answer) <= len(found) else _case.topic(answer)


def suggested(desk: Desk, what: str) -> list[tuple[str, str]]:
    """Topics that words are about: those of like decisions first, then those whose meaning shares a word."""
    listed = dict(_case.topics(desk))
    wanted = precedents.words(what)
    scores: dict[str, float] = {}
    for topic, meaning in listed.items():
        scores[topic] = len(wanted & precedents.words(f"{topic} {meaning}"))
    for record in desk.likely(what).records:
        shared = len(wanted & precedents.words(record.title))
        for topic in record.topics[:1] if shared else ():
            scores[topic] = max(scores.get(topic, 0), shared)
    ranked = sorted(scores, key=lambda topic: (-scores[topic], topic))
    fitting = [topic for topic in ranked if scores[topic] > 0][:5] or sorted(listed)
    return [(topic, listed.get(topic, "")) for topic in fitting]


def _suggest(desk: Desk, what: str, *, as_json: bool) -> int:
    _judge.need_policy(desk)
    if desk.frame.settings.policy == "none":
        from remit.authority.procedure.records import NOT_JUDGED

        return _no_answer(NOT_JUDGED, as_json=as_json)
    if as_json:
        _json(which_topic(desk, what))
        return EXIT_CODES[ASK]
    _print("It cannot be said yet: which topic?")
    for topic, meaning in suggested(desk, what):
        _print(safe(f"  --topic {topic:24} {meaning}").rstrip())
    return EXIT_CODES[ASK]


def which_topic(desk: Desk, what: str) -> dict[str, Any]:
    """The answer for words without a topic, as data, with the topics that they suggest."""
    verdict = Answer(ASK, desk.who, missing=("topic",), because="nothing can be said without a topic")
    return {**_answering.data(desk, None, verdict), "suggestions": [topic for topic, _ in suggested(desk, what)]}


def _say(desk: Desk, record: Record, verdict: Verdict, *, as_json: bool) -> int:
    if isinstance(verdict, NoAnswer):
        return _no_answer(verdict, as_json=as_json)
    if as_json:
        _json(_answering.data(desk, record, verdict))
        return verdict.exit_code
    verdict = verdict._replace(intents=_answering.intents(desk, record))
    from remit.reporting.answers import answer_text

    for line in (
        *answer_text(verdict).split("\n"),
        *_answering.context(desk, verdict.intents),
        *_answering.like(desk, record),
    ):
        _print(safe(line))
    for line in _judge.not_landed(desk):
        _print(safe(f"  {line}"))
    if verdict.answer == ASK and verdict.missing:
        _print("  Add " + " ".join(_verdict.option(fact) for fact in verdict.missing))
    return verdict.exit_code


def _no_answer(verdict: NoAnswer, *, as_json: bool) -> int:
    from remit.reporting.answers import no_answer_text

    if as_json:
        _json(_answering.no_answer(verdict))
    else:
        _print(safe(no_answer_text(verdict)))
    return 1


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _json(data: object) -> None:
    import json

    _print(json.dumps(data, ensure_ascii=False, indent=2))


def who(desk: Desk, case: _case.Case, when: str | None, *, as_json: bool) -> int:
    """Who may decide a topic: a row for each range of the amount; the exit code."""
    rows = reach(desk, case, when)
    if isinstance(rows, NoAnswer):
        return _no_answer(rows, as_json=as_json)
    if as_json:
        _json([reach_data(row) for row in rows])
        return 0
    for row in rows:
        _print(safe(_reach(row)))
    for line in _judge.not_landed(desk):
        _print(safe(line))
    return 0


def reach(desk: Desk, case: _case.Case, when: str | None = None) -> "list[Reach] | NoAnswer":
    """Who may decide a topic, range by range of the amount. Raises Usage where the policy does not know the topic."""
    from remit.authority.policy.trials import who_may
    from remit.authority.procedure.records import NOT_JUDGED, question_of

    if desk.frame.settings.policy == "none":
        return NOT_JUDGED
    _judge.need_policy(desk)
    record = _case.draft(desk, _case.head(desk, case), "")
    moment = _judge.at(desk, _when.day(when, desk.now) if when else None)
    rows = who_may(desk.ground(), question_of(record, desk.frame.zone), moment)
    if not isinstance(rows, NoAnswer):
        _known_topic(desk, record)
    return rows


def _known_topic(desk: Desk, record: Record) -> None:
    verdict = _judge.judge(desk, record, "")
    if isinstance(verdict, Answer) and verdict.missing == ("topic",):
        raise Usage(verdict.because, "`remit policy show` lists the topics")


def _reach(row: "Reach") -> str:
    size = f"{row.text}: " if row.text else ""
    if row.missing:
        return f"{size}depends on {', '.join(row.missing)}"
    people = f" ({', '.join(row.people)})" if row.people else " (nobody holds it)" if row.deciders else ""
    who_ = f"{' or '.join(row.deciders)}{people}" if row.deciders else row.answer
    first = f"; first: {'; '.join(row.before)}" if row.before else ""
    after = f"; afterwards: {', '.join(row.after)}" if row.after else ""
    boundary = f'  ["{row.boundary}"]' if row.boundary else ""
    return f"{size}{who_}{first}{after}{boundary}"


def reach_data(row: "Reach") -> dict[str, Any]:
    """One range as data, as `remit who --json` gives it."""
    from remit.authority.answer import number

    out: dict[str, Any] = {**row._asdict(), "text": row.text}
    for key in ("start", "end"):
        out[key] = None if out[key] is None else number(out[key])
    return {key: list(value) if isinstance(value, tuple) else value for key, value in out.items()}
