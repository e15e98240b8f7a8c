"""An answer, and what to know before deciding, as text that a manager can read and as data for programs.

The answer comes first, then why, what is required, whom to ask and what would change it.
"""

from typing import Any

from remit.audits.brief import Brief, Pending, Seek
from remit.audits.precedents import Precedent
from remit.authority import answer as words
from remit.authority.answer import Answer, BudgetUse, Duty, NoAnswer, to_json
from remit.log.context import ContextPage
from remit.log.ids import short
from remit.log.stops import Stop


def answer_text(found: Answer, *, full: bool = True) -> str:
    """The answer in lines, without a line end at the end. `full` adds its place in the policy and what the policy does not cover."""
    lines = [first_line(found), *_body(found)]
    if full:
        lines += _sources(found)
    return "\n".join(lines)


def no_answer_text(found: NoAnswer) -> str:
    """Why there is no answer, and how to fix it."""
    return f"No answer: {found.message}." + (f"\n  {found.remedy}" if found.remedy else "")


def first_line(found: Answer) -> str:
    """The outcome in one sentence."""
    match found.answer:
        case words.DECIDE:
            where = f': "{found.boundary}"' if found.boundary else ""
            compared = f", {found.comparison}" if found.comparison else ""
            alone = "" if any(duty.kind != words.INFORM for duty in found.duties) else " alone"
            return f"Yes. You can decide this{alone}, {_as(found)}{where}{compared}."
        case words.DECIDE_AFTER:
            left = len(found.open_duties)
            return f"Yes, {_as(found)}, after {left} more step{'' if left == 1 else 's'}:"
        case words.ESCALATE:
            away = next((one for one in found.away if one.roles == found.goes_to), None)
            roles, names = _or(found.goes_to), found.goes_to_people
            if away and (away.deputies or away.next):
                roles, names = away.next or roles, away.deputies or away.next_people
            people = f"{_or(names)} ({roles})" if names else roles
            return f"Not yours to decide, {found.who}: ask {people}."
        case words.FORBIDDEN:
            return f"No. Nobody may decide this: {found.because}."
        case words.STOP:
            return f"Stop. {found.because}."
    if found.missing == ("topic",):
        return f"Need more information: {found.because}{'?' if 'did you mean' in found.because else '.'}"
    return f"Need more information: {', '.join(found.missing)}."


def _as(found: Answer) -> str:
    how = "" if found.held in ("", "holder", "built-in") else f", {found.held}"
    return f"{found.who} ({found.as_role}{how})" if found.as_role else found.who


def _or(names: tuple[str, ...]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _body(found: Answer) -> list[str]:
    lines = []
    if found.answer in (words.ESCALATE,) or (words.DEFAULT in found.flags and words.EMERGENCY not in found.flags):
        lines.append(f"  Because {found.because}.")
    lines += [f"  Away: {absence.text}." for absence in found.away]
    if words.ABOVE in found.flags:
        lines.append(f"  Decided at a higher level than required: the tier {found.could_be} could decide this.")
    if words.EMERGENCY in found.flags:
        lines.append(f"  {found.because[0].upper()}{found.because[1:]}.")
    lines += [_duty(duty) for duty in found.duties if duty.kind != words.INFORM]
    told = [duty for duty in found.duties if duty.kind == words.INFORM]
    lines += [f"  {_upper(duty.text)}." for duty in told]
    lines += [_budget(use) for use in found.budget]
    if found.related:
        lines.append(f"  Added up with {', '.join(found.related)}.")
    if found.answer in (words.DECIDE, words.ESCALATE, words.STOP):
        lines += [f"  {_upper(change)}." for change in found.would_change if not change.startswith("ask ")]
    if found.answer == words.DECIDE_AFTER:
        owed = {duty.text for duty in found.open_duties}
        lines += [f"  {_upper(change)}." for change in found.would_change if change not in owed]
    lines += [f"  Delegation {refused.id} does not cover this: {refused.why}." for refused in found.refused]
    lines += [f"  Suspended by the emergency power: {name}." for name in found.set_aside]
    lines += [f"  Waived by {name}." for name in found.waivers]
    return lines + [f"  Note: {note}." for note in found.notes]


def _upper(line: str) -> str:
    return line[:1].upper() + line[1:]


def _duty(duty: Duty) -> str:
    return f"  [{'x' if duty.met else ' '}] {duty.text}"


def _budget(use: BudgetUse) -> str:
    state = f"{-use.left:f} over" if use.exceeded else f"{use.left:f} left"
    return f"  Budget {use.id} in {use.period}: {use.spent:f} spent, this {use.this:f}, {state}."


def _sources(found: Answer) -> list[str]:
    lines = []
    if found.why:
        lines.append(f"  Why: {found.why}")
    if found.record == "none" and found.answer in (words.DECIDE, words.DECIDE_AFTER):
        lines.append("  No record is required.")
    elif found.record == "full":
        lines.append("  A full record is required.")
    clause = f", {found.clause}" if found.clause else ""
    where = f'"{found.boundary}"{clause} in ' if found.boundary else ""
    lines.append(f"  Checked against {where}{found.policy}.")
    return lines + [f"  Not covered by the policy: {line}." for line in found.cannot_say]


def brief_text(found: Brief) -> str:
    """The brief in lines, without a line end at the end; an empty section says so or is left out."""
    about = f"{found.title or 'A decision'} ({', '.join(found.topics) or 'no topic'})"
    lines = [about, *_verdict(found)]
    lines += _section("Ask first", [_seek(one) for one in found.seek])
    lines += _section("Goals", [_intent(one) for one in found.intents])
    lines += _section("Similar decisions", [_earlier(one) for one in found.precedents], "none")
    more = [f"and {found.more_pending} more"] if found.more_pending else []
    lines += _section("Open proposals", [*(_pending(one) for one in found.pending), *more])
    return "\n".join([*lines, *_section("Stopped now", [_stop(one) for one in found.stops])])


def _verdict(found: Brief) -> list[str]:
    verdict = found.verdict
    said = no_answer_text(verdict) if isinstance(verdict, NoAnswer) else answer_text(verdict)
    return said.split("\n")


def _section(heading: str, entries: list[str], nothing: str = "") -> list[str]:
    if not entries:
        return [f"{heading}: {nothing}"] if nothing else []
    return [f"{heading}:", *(f"  {entry}" for entry in entries)]


def _seek(one: Seek) -> str:
    return f"{one.text}: {', '.join(one.people)}" if one.people else one.text


def _intent(one: ContextPage) -> str:
    prefer = f": we prefer {'; '.join(one.prefer)}" if one.prefer else ""
    return f"{one.title} ({one.id}){prefer}"


def _earlier(found: Precedent) -> str:
    by = f" by {found.decider}" if found.decider else ""
    on = f" on {found.decided[:10]}" if found.decided else ""
    came = f"; outcome: {outcome_words(found.outcome)}" if found.outcome else ""
    after = f"; see {', '.join(map(short, found.superseded_by))}" if found.superseded_by else ""
    lesson = f' ("{found.lesson}")' if found.lesson else ""
    return f"{found.title} ({short(found.id)}), {found.status}{by}{on}{after}{came}{lesson}"


def _pending(one: Pending) -> str:
    since = f" since {one.raised[:10]}" if one.raised else ""
    waits = f", waiting for {' or '.join(one.waits_for)}" if one.waits_for else ""
    return f"{one.title} ({short(one.id)}){since}{waits}"


def _stop(one: Stop) -> str:
    on = f" on {one.on.text[:10]}" if one.on else ""
    return f"{short(one.what)}, by {one.who}{on}" + (f': "{one.sentence}"' if one.why else "")


def outcome_words(outcome: str) -> str:
    """An outcome in words: "better than expected", "as expected"."""
    than = " than expected" if outcome in ("better", "worse") else ""
    return f"{outcome.replace('-', ' ')}{than}"


def brief_json(found: Brief) -> dict[str, Any]:
    """The brief as JSON-ready data; the answer has the keys of `remit may --json`."""
    return {
        "id": found.id or None,
        "title": found.title or None,
        "topic": list(found.topics),
        "who": found.who,
        "may": to_json(found.verdict),
        "ask_first": [one._asdict() for one in found.seek],
        "intents": [
            {"id": page.id, "title": page.title, "owner": page.owner, "prefer": list(page.prefer)}
            for page in found.intents
        ],
        "precedents": [one._asdict() for one in found.precedents],
        "open": [one._asdict() for one in found.pending],
        "more_open": found.more_pending,
        "stops": [
            {"what": one.what, "who": one.who, "on": one.on.text if one.on else None, "why": one.sentence}
            for one in found.stops
        ],
    }
