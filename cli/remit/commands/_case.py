"""From the options that say what a decision is about to the head of a record."""

import re
from typing import NamedTuple

from remit.commands import _ask, _when, _who
from remit.commands._desk import Desk
from remit.log import ids
from remit.log.problem import Usage
from remit.log.record import Head, Record, texts

_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([A-Za-z]{3})?")
_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


class Case(NamedTuple):
    """The options of `_options.case`, as typed."""

    topic: tuple[str, ...] = ()
    amount: str | None = None
    fact: tuple[str, ...] = ()
    raised: str | None = None
    raised_by: str | None = None
    requester: str | None = None
    interested: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    budget: str | None = None
    emergency: str | None = None
    intent: tuple[str, ...] = ()
    affects: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    team: str | None = None
    review_by: str | None = None


def head(desk: Desk, case: Case, before: Head | None = None) -> Head:
    """The fields that the options give; `before` is the head of the record that they are added to."""
    out: Head = {}
    if case.topic:
        out["topic"] = _one_or_all([topic(word) for word in case.topic])
    facts = _facts(case)
    if facts:
        present = (before or {}).get("facts")
        out["facts"] = {**(present if isinstance(present, dict) else {}), **facts}
    for key in ("raised_by", "requester"):
        if getattr(case, key):
            out[key] = _who.known(desk.own.people, getattr(case, key))
    if case.interested:
        out["interested"] = [_who.known(desk.own.people, name) for name in case.interested]
    if case.related:
        out["related"] = [desk.record(word).id for word in case.related]
    if case.raised:
        out["raised"] = _when.moment(case.raised, desk.now)
    if case.review_by:
        out["review_by"] = _when.day(case.review_by, desk.now)
    if case.emergency:
        out["emergency"] = {"under": case.emergency}
    for key in ("budget", "team"):
        if getattr(case, key):
            out[key] = getattr(case, key)
    for key in ("intent", "affects", "evidence", "tags"):
        if getattr(case, key):
            out[key] = [*texts((before or {}).get(key)), *getattr(case, key)]
    return out


def _one_or_all(words: list[str]) -> str | list[str]:
    return words[0] if len(words) == 1 else words


def topic(word: str) -> str:
    """A topic path as it was typed. Raises Usage where it is none."""
    if ids.is_topic(word):
        return word
    raise Usage(f"{word!r} is no topic path", "write it in lower case with slashes: tooling/cache")


def _facts(case: Case) -> Head:
    out: Head = {}
    for entry in case.fact:
        key, sign, value = entry.partition("=")
        if not sign or not value or not _KEY.fullmatch(key):
            raise Usage(f"{entry!r} is no fact", "write --fact key=value, such as --fact reversible=yes")
        out[key] = [*texts(out[key]), value] if key in out else value
    if case.amount:
        match = _AMOUNT.fullmatch(case.amount.strip())
        if match is None:
            raise Usage(f"{case.amount!r} is no amount", 'write digits and a point: 400, 12500.50, "400 USD"')
        out = {"amount": match[1], **({"currency": match[2].upper()} if match[2] else {}), **out}
    return out


def title(words: str) -> str:
    """A title in one line. Raises Usage where it holds nothing, or what no terminal should print."""
    line = " ".join(words.split())
    if not line:
        raise Usage("the title is empty", 'say in a few words what is decided: "Cache orders in Redis"')
    if not line.isprintable() or len(line) > 200:
        raise Usage("the title is longer than 200 characters or holds control characters", "write one plain line")
    return line


def ask_for_topic(desk: Desk, given: Head) -> Head:
    """The head with a topic; on a terminal asked for, with the topics that the policy lists."""
    if given.get("topic") or desk.frame.settings.policy == "none":
        return given
    if not _ask.on_terminal():
        raise Usage("the topic is missing", f"give it with --topic{_known_topics(desk)}")
    import click

    for name, meaning in topics(desk):
        click.echo(f"  {name:24} {meaning}")
    return {**given, "topic": _ask.until("Topic", lambda word: topic(word.strip()))}


def topics(desk: Desk) -> list[tuple[str, str]]:
    """Every topic that the policies list (or, without a list, name), with its meaning."""
    listed = {name: line for policy in desk.frame.policies for name, line in policy.topics.items()}
    named = {name: "" for policy in desk.frame.policies for entry in policy.boundaries for name in entry.topics}
    return sorted((listed or named).items())


def _known_topics(desk: Desk) -> str:
    names = [name for name, _ in topics(desk)][:8]
    return f": {', '.join(names)} …" if names else " tooling/cache"


def ask_when_raised(desk: Desk, given: Head) -> Head:
    """The head with the time the need came up; asked for on a terminal, never silently now."""
    if given.get("raised") or not _ask.on_terminal():
        return given
    said = _ask.until(
        "When did the need come up? (a day, today, 3d; Enter: not known)",
        lambda words: _when.moment(words, desk.now) if words.strip() else "",
        default="",
    )
    return {**given, "raised": said} if said else given


def draft(desk: Desk, given: Head, body: str, like: Record | None = None) -> Record:
    """A record as it would be, for the policy to judge; nothing is written."""
    merged = {**(like.head if like else {}), **given}
    path, record_id = (like.path, like.id) if like else (f"{desk.repository.root}/draft.md", "")
    acts = like.acts if like else ()
    return Record(path, record_id, str(merged.get("status") or "proposed"), merged, body, acts=acts)
