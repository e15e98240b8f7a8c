"""From the options that say what a decision is about to the draft of a record."""

import os
from typing import NamedTuple

import click

from remit.authority.answer import ASK, Answer
from remit.commands import judgement, options, prompts, types
from remit.commands.session import Session
from remit.commands.types import Amount, When
from remit.log import ids
from remit.log.kinds import near
from remit.log.problem import CannotProceed, Usage
from remit.log.protected_files import covered, guard_of, may_run_checks
from remit.log.record import Head, Record, one_or_all, texts
from remit.log.text import UNSAFE
from remit.repo import git
from remit.reporting.terminal import safe
from remit.workspace import identity


class Details(NamedTuple):
    """What `detail_options` or `deciding_options` give."""

    topic: tuple[str, ...] = ()
    amount: Amount | None = None
    fact: tuple[tuple[str, str], ...] = ()
    raised: When | None = None
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
    review_by: When | None = None
    as_role: str | None = None
    """The role to decide in."""


_OPTIONS = (
    click.option(
        "--topic", "-t", multiple=True, type=types.topic, metavar="TOPIC", help="Topic, such as tooling/cache; the first one determines the decider.",
        shell_complete=options.topics,
    ),
    click.option("--amount", type=types.amount, metavar="N", help="Amount, in the policy's currency or another: 400, \"400 USD\"."),
    click.option("--fact", multiple=True, type=types.fact, metavar="KEY=VALUE", help="Another fact that a boundary checks, such as reversible=yes."),
    click.option("--raised", type=types.moment, metavar="WHEN", help="When it was raised: a date, today, yesterday, 3d (ago)."),
    click.option("--raised-by", metavar="HANDLE", help="Person who raised it.", shell_complete=options.people),
    click.option("--requester", metavar="HANDLE", help="Beneficiary of the request.", shell_complete=options.people),
    click.option(
        "--interested", multiple=True, metavar="HANDLE", help="People with a conflict of interest.", shell_complete=options.people
    ),
    click.option(
        "--related", multiple=True, metavar="ID", help="Add this decision's amount to that of decision ID.",
        shell_complete=options.ids,
    ),
    click.option("--budget", metavar="NAME", help="Budget to charge, if the boundary does not name one."),
    click.option("--emergency", metavar="POWER", help="Emergency power to use."),
    click.option("--intent", multiple=True, metavar="PAGE", help="Context page (goal) this serves."),
    click.option("--affects", multiple=True, metavar="GLOB", help="Paths this applies to."),
    click.option("--evidence", multiple=True, metavar="LINK", help="Supporting data."),
    click.option("--tag", "tags", multiple=True, metavar="WORD", help="Tag."),
    click.option("--team", metavar="TEAM", help="Team, if not the decider's."),
    click.option("--review-by", type=types.day, metavar="DAY", help="Review date."),
)  # fmt: skip
detail_options = options.gathered("details", Details, *_OPTIONS)
"""What a decision is about."""
deciding_options = options.gathered("details", Details, *_OPTIONS, options.as_role)
"""The same, and in which role it is decided."""


def head(session: Session, details: Details, before: Head | None = None) -> Head:
    """The fields that the options give; `before` is the front matter of the record that they are added to."""
    given, present = details._asdict(), before or {}
    out: Head = {key: given[key] for key in ("raised_by", "requester", "budget", "team") if given[key]}
    out |= {key: [*given[key]] for key in ("interested", "related") if given[key]}
    out |= {key: session.moment(given[key]) for key in ("raised", "review_by") if given[key]}
    for key in ("intent", "affects", "evidence", "tags"):
        if given[key]:
            out[key] = [*texts(present.get(key)), *given[key]]
    if details.topic:
        out["topic"] = one_or_all(details.topic)
    facts = _facts(session, details)
    if facts:
        out["facts"] = {**(present["facts"] if isinstance(present.get("facts"), dict) else {}), **facts}
    if details.emergency:
        _need_power(session, details.emergency)
        out["emergency"] = {"under": details.emergency}
    if details.as_role:
        judgement.need_role(session, details.as_role)
        out["as"] = details.as_role
    return typed(session, out)


def _need_power(session: Session, name: str) -> None:
    """Raises Usage for an emergency power that no policy has: a slip is not another answer."""
    known = sorted({entry.id for policy in session.log.policies for entry in policy.emergency})
    if session.log.policies and name not in known:
        remedy = near(name, known) if known else "`remit policy show` says what it has"
        raise Usage(f"the policy has no emergency power {name!r}", remedy)


def _facts(session: Session, details: Details) -> Head:
    out: Head = {}
    amount = details.amount
    for key, value in details.fact:
        if key == "amount":
            amount = types.amount(value)
        else:
            out[key] = [*texts(out[key]), value] if key in out else value
    if amount:
        read = types.settled(amount, session.log.settings.numbers)
        if amount.typed:
            click.echo(safe(f"{amount.typed} is read as {read.value} (`numbers` in remit.yml)"), err=True)
        out = {"amount": read.value, **({"currency": read.currency} if read.currency else {}), **out}
    return out


def title(words: str) -> str:
    """A title in one line. Raises Usage if it is empty or has control characters."""
    line = " ".join(words.split())
    if not line:
        raise Usage("the title is empty", 'describe the decision in a few words: "Cache orders in Redis"')
    if UNSAFE.search(line):
        raise Usage("the title has control characters, or some that change the text direction", "remove them")
    if len(line) > 200:
        raise Usage(f"the title has {len(line)} characters; at most 200 are allowed", "move the details to --why")
    return line


def typed(session: Session, given: Head) -> Head:
    """Fields as they were typed, as records give them: days may count from today, ids may be parts of ids."""
    out = dict(given)
    for key, read in (("raised", types.moment), ("review_by", types.day)):
        if isinstance(given.get(key), str):
            out[key] = session.moment(read(given[key]))
    for key in ("supersedes", "related"):
        if key in given:
            out[key] = [session.record(word).id for word in texts(given[key])]
    for key in ("raised_by", "requester", "decider"):
        if isinstance(given.get(key), str):
            out[key] = identity.known(session.written.people, given[key])
    if "interested" in given:
        out["interested"] = [identity.known(session.written.people, name) for name in texts(given["interested"])]
    if "title" in given:
        out["title"] = title(str(given["title"]))
    return out


def need_whole(session: Session, given: Head) -> None:
    """Raises Usage where what was written has no title, or no topic in a log with a policy."""
    if not given.get("title"):
        raise Usage("the title is missing", "write it behind `title:`, in a few words")
    if not given.get("topic") and session.log.settings.policy != "none":
        raise Usage("the topic is missing", f"write it behind `topic:`{_known_topics(session)}")


def ask_for_topic(session: Session, given: Head) -> Head:
    """The fields with a topic; on a terminal asked for, with the topics that the policy lists."""
    if given.get("topic") or session.log.settings.policy == "none":
        return given
    if not prompts.on_terminal():
        words = str(given.get("title") or "").casefold()
        open_ = (one for one in session.likely(words).records if one.is_open and words in one.title.casefold())
        one = next(open_, None)
        said = f"to decide the proposal {one.title}: `remit decide {ids.short(one.id)}`; else " if one and words else ""
        raise Usage("the topic is missing", f"{said}give it with --topic{_known_topics(session)}")

    for name, meaning in topics(session):
        click.echo(f"  {name:24} {meaning}")
    return {**given, "topic": prompts.until("Topic", lambda word: types.topic(word.strip()))}


def topics(session: Session) -> list[tuple[str, str]]:
    """Every topic that the policies list (or, without a list, name), with its meaning."""
    listed = {name: line for policy in session.log.policies for name, line in policy.topics.items()}
    named = {name: "" for policy in session.log.policies for entry in policy.boundaries for name in entry.topics}
    return sorted((listed or named).items())


def _known_topics(session: Session) -> str:
    names = [name for name, _ in topics(session)][:8]
    return f": {', '.join(names)} …" if names else " tooling/cache"


def ask_when_raised(session: Session, given: Head) -> Head:
    """The fields with the time when it was raised; asked for on a terminal, never silently now."""
    if given.get("raised") or not prompts.on_terminal():
        return given
    said = prompts.until(
        "When was this raised? (a date, today, 3d; Enter: unknown)",
        lambda words: session.moment(types.moment(words)) if words.strip() else "",
        default="",
    )
    return {**given, "raised": said} if said else given


def draft(session: Session, given: Head, body: str, like: Record | None = None) -> Record:
    """A record as it would be, to check against the policy; nothing is written."""
    merged = {**(like.head if like else {}), **given}
    path, record_id = (like.path, like.id) if like else (f"{session.repository.root}/draft.md", "")
    acts = like.acts if like else ()
    return Record(path, record_id, str(merged.get("status") or "proposed"), merged, body, acts=acts)


def existing(session: Session, what: str, has_topic: bool) -> Record | None:
    """The record that `what` names; None where it is the title of a new one: several words, or a topic beside it.

    Beside a topic only an id names a record: a title never means one that is there. Of a lone word it is said which it means.
    """
    name = what.strip()
    if not name or (" " in name and ("/" not in name or all(record.id != name for record in session.log.adopted))):
        return None
    if has_topic:
        return session.record(name) if ids.is_id(name) else None
    found = _meant(session, name)
    if name not in found.id and not session.as_json:
        click.echo(safe(f"{name}: {found.title} ({found.id})"))
    return found


def covering(session: Session, files: tuple[str, ...]) -> Head:
    """The field that names the changes of protected files which a decision decides."""
    if not files:
        return {}
    root, top = session.repository.root, session.repository.top
    paths = [os.path.relpath(file, top).replace(os.sep, "/") for file in files]
    for path in paths:
        if not (guard_of(path, root) or may_run_checks(path)):
            raise Usage(
                f"{path} is not a protected file", "they are the policy, people.yml, remit.yml, and hook and CI files"
            )
    return {"covers": [covered(path, git.id_of_file(top, path)) for path in paths]}


def _meant(session: Session, name: str) -> Record:
    try:
        return session.record(name)
    except Usage:
        raise
    except CannotProceed as error:
        if not error.message.startswith("there is no decision"):
            raise
        raise CannotProceed(
            error.message, f"for a new decision with this title, add `--topic TOPIC`; {error.remedy}"
        ) from None


def ask_facts(session: Session, head: Head, like: Record | None = None) -> Head:
    """The fields with the missing facts, asked for on a terminal."""
    while prompts.on_terminal():
        verdict = judgement.judge(session, draft(session, head, "", like), session.who)
        if not isinstance(verdict, Answer) or verdict.answer != ASK or not verdict.missing:
            break
        facts = dict(head.get("facts") or (like.facts if like else {}))
        for fact in verdict.missing:
            facts[fact] = prompts.need(f"{fact}?", f"--fact {fact}=")
        head = {**head, "facts": facts}
    return head
