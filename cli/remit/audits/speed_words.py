"""`remit audit velocity` in sentences: what was found, and how it was counted."""

from collections.abc import Sequence

from remit.audits.life import RECORD, SET, Life
from remit.audits.report import counted, days
from remit.audits.stages import Approval, Wait, external
from remit.audits.statistics.quantiles import median
from remit.audits.statistics.survival import Quantile
from remit.audits.velocity import COMPETE, Row, Velocity
from remit.log.timeline import History

CLOCK_SAID = {
    RECORD: "By the record's own dates; git's where it has none.",
    SET: "By the commits that set the status (author's time).",
    "landed": "By the commits that published it on the trusted branch.",
}
_SHOWN = 10
"""So many contradictions are listed."""


def said(quantile: Quantile) -> str:
    """A quantile for people: the days, or how long was watched without reaching it."""
    if quantile.value is None:
        return f"more than {days(quantile.seen)}" if quantile.seen else "-"
    return days(quantile.value)


def between(quantile: Quantile) -> str:
    """The interval of a quantile for people."""
    if quantile.low is None and quantile.high is None:
        return "too few" if quantile.seen else "-"
    return f"{days(quantile.low) if quantile.low is not None else '?'} to {days(quantile.high) if quantile.high is not None else 'not reached'}"


def findings(
    found: Velocity, given: Sequence[Approval], some: Sequence[Wait], late: Sequence[float]
) -> tuple[str, ...]:
    """What the audit found, a sentence each, the weightiest first."""
    whole = found.all
    if not whole.known:
        return (f"Nothing to measure: {_unknown(whole)}.", *_moved(found))
    lead = [f"{_made(whole)}: {whole.n:,} decided, {counted(found.curve.open, 'open one')} counted."]
    if whole.open and whole.n:
        lead.append(f"Counting only the {whole.n} that are decided the median would be {days(whole.median)}.")
    lead.append(f"Lead time known for {whole.known:,} of {whole.of:,}.")
    if found.with_older:
        lead.append(
            f"{counted(found.older, 'older one')} {'was' if found.older == 1 else 'were'} open when that began; "
            f"with {'it' if found.older == 1 else 'them'} half are decided within {said(found.with_older)}."
        )
    if found.born_decided:
        lead.append(
            f"{found.born_decided:,} of {whole.of:,} came into git already decided: what went before cannot be seen there."
        )
    lead += _moved(found)
    needless = sum(one.needed is False for one in given)
    if needless:
        lead.append(f"{counted(needless, 'consent')} of {len(given)} no boundary asked for.")
    return (*lead, *_compared(found), *_external(given, some, found), *_latency(late))


def _moved(found: Velocity) -> list[str]:
    """How many came all at once, so that git cannot say when they were decided."""
    which = f"All {found.moved:,}" if found.moved == found.born_decided else f"{found.moved:,} of them"
    said = (
        f"{which} came with many others in one commit, as in a move or an import: when they were decided is not known."
    )
    return [said] if found.moved else []


def _made(whole: Row) -> str:
    """By when half are decided, with its interval, and four of five."""
    if whole.km.value is None:
        return (
            f"Fewer than half of the decisions are made within {days(whole.km.seen)}, as long as anything was watched"
        )
    most = f"{'fewer than ' if whole.km80.value is None else ''}four of five within {days(whole.km80.seen if whole.km80.value is None else whole.km80.value)}"
    return f"Half of the decisions are made within {days(whole.km.value)} (95 %: {between(whole.km)}), {most}"


def _unknown(whole: Row) -> str:
    return (
        f"no lead time is known of {counted(whole.of, 'record')}" if whole.of else "there is no record in this period"
    )


def _compared(found: Velocity) -> list[str]:
    """Whether two groups can be told apart."""
    if not found.comparison:
        return []
    which = [" ".join(row.group.values()) for row in found.rows]
    p = found.comparison.p
    if p < 0.05 and found.comparison.faster:
        return [f"{which[found.comparison.faster - 1]} decides sooner (p {_small(p)})."]
    return [f"No difference between {' and '.join(which)} can be told (p = {p:.2f})."]


def _external(given: Sequence[Approval], some: Sequence[Wait], found: Velocity) -> list[str]:
    count, waited = external(given, some)
    if not count:
        return []
    return [
        f"{count} of {found.all.n} decisions needed consent from outside the team"
        + (f"; half of them waited {days(waited)} for it." if waited is not None else ".")
    ]


def _latency(late: Sequence[float]) -> list[str]:
    return (
        [
            f"Once the last advice or consent was there, half were decided within {days(median(late))} ({counted(len(late), 'decision')})."
        ]
        if late
        else []
    )


def _small(p: float) -> str:
    return "< 0.001" if p < 0.001 else f"= {p:.3f}"


def notes(found: Velocity, clock: str, history: History) -> tuple[str, ...]:
    """How it was counted, and what is not known."""
    out = [CLOCK_SAID[clock]]
    if {"year", "month", "week"} & set(found.by):
        out.append(
            "n to p90 go by when it was decided; what is open, and how soon half is decided, by when it came up."
        )
    if clock == RECORD and found.from_git:
        out.append(
            f"{found.from_record:,} begin with the record's `raised`, {found.from_git:,} with the commit that proposed it."
        )
    if found.elsewhere:
        what = "record is in a branch and has" if found.elsewhere == 1 else "records are in branches and have"
        out.append(
            f"{found.elsewhere} open {what} not landed: {'it counts' if found.elsewhere == 1 else 'they count'} from {'its' if found.elsewhere == 1 else 'their'} first commit there."
        )
    if found.unknown:
        out.append(f"{counted(found.unknown, 'record')} without a known beginning left out.")
    if found.late:
        out.append(
            f"{counted(found.late, 'record')} came up before the log begins, and {'counts' if found.late == 1 else 'count'} from then on."
        )
    how = "count as never decided" if found.withdrawn == COMPETE else "are watched until they were withdrawn"
    if found.all.withdrawn:
        out.append(f"{counted(found.all.withdrawn, 'withdrawn one')}: they {how}.")
    if history.flags:
        commits = ", ".join(flag.commit.id[:10] for flag in history.flags[:5])
        out.append(
            f"{counted(len(history.flags), 'merge')} went the wrong way round ({commits}): what they brought is dated too late by the clock `landed`."
        )
    return (*out, *_contradictions(found.contradictions))


def _contradictions(some: Sequence[Life]) -> list[str]:
    """Records whose dates git contradicts: how many, and which."""
    if not some:
        return []
    shown = [f"{life.record.path}: {life.contradiction}." for life in some[:_SHOWN]]
    more = [f"... and {len(some) - _SHOWN:,} more; --format json lists all."] if len(some) > _SHOWN else []
    return [f"{counted(len(some), 'record')} with dates that git contradicts; git's were counted:", *shown, *more]
