"""Whether a body's vote is carried."""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from remit.authority.procedure.question import Votes
from remit.log.duties import Passes, Ratio

MAJORITY = Passes((1, 2), strictly=True)


class Tally(NamedTuple):
    """Whether a vote is carried under one rule, and the count in words."""

    carried: bool
    text: str


def count(votes: Votes, members: int, rule: Passes) -> Tally:
    """Count a vote. Abstentions take part but are not cast; a block is cast against.

    A rule that says only when a vote counts, not when it is carried, means a majority.
    """
    return also(votes, members, complete(rule))


def also(votes: Votes, members: int, rule: Passes) -> Tally:
    """Count a vote by a further rule, as it is."""
    cast = votes.yes + votes.no + votes.blocks
    seats = votes.members if votes.members is not None else max(members, cast + votes.abstain)
    lacks = list(_lacks(votes, cast, seats, rule))
    text = f"{votes.yes} of {seats if rule.missing_at_most is not None else _base(votes, cast, seats, rule)}"
    return Tally(not lacks, f"{text}: {'; '.join(lacks)}" if lacks else f"{text} voted yes")


def of_body(found: Iterable[Votes], body: str) -> Votes | None:
    """What is known of the vote of a deciding body: its own count and ballots, and those that name no body; None of none."""
    mine = [votes for votes in found if votes.body in (None, body)]
    if not mine:
        return None
    counts = [votes for votes in mine if not votes.ballots] or mine
    ballots = tuple(ballot for votes in mine for ballot in votes.ballots)
    return counts[0]._replace(ballots=ballots)


def with_ballots(votes: Votes, members: Collection[str], canonical: Callable[[str], str]) -> Votes:
    """The count with the ballots that members cast themselves; of one person the last counts.

    A reported count is a claim that the ballots prove, so a ballot is not counted on top of it.
    """
    if not votes.ballots:
        return votes
    said = list({canonical(who): says for who, says in votes.ballots if canonical(who) in members}.values())
    return votes._replace(
        yes=max(votes.yes, said.count("yes")),
        no=max(votes.no, said.count("no")),
        abstain=max(votes.abstain, said.count("abstain")),
        blocks=max(votes.blocks, said.count("block")),
    )


def complete(rule: Passes) -> Passes:
    """A rule with a majority where it does not say when a vote is carried."""
    says = rule.share or rule.yes_at_least or rule.blocks or rule.missing_at_most is not None
    return rule if says else rule._replace(share=MAJORITY.share, strictly=True)


def _base(votes: Votes, cast: int, seats: int, rule: Passes) -> int:
    """What a share is taken of: all seats, all who took part, or the votes cast."""
    if rule.of_members:
        return seats
    return cast + votes.abstain if rule.of_present else cast


def _lacks(votes: Votes, cast: int, seats: int, rule: Passes) -> "list[str]":
    out = []
    base = _base(votes, cast, seats, rule)
    if rule.blocks and votes.blocks:
        out.append(f"{votes.blocks} blocked it")
    if not votes.yes:
        out.append("nobody said yes")
    elif rule.share and not reaches(votes.yes, base, rule.share, strictly=rule.strictly):
        out.append(f"{_more(rule.strictly)}{_share(rule.share)} of {base} is needed")
    if rule.quorum is not None and cast + votes.abstain < rule.quorum:
        out.append(f"{rule.quorum} must take part")
    if rule.quorum_share and not reaches(cast + votes.abstain, seats, rule.quorum_share, strictly=rule.quorum_strictly):
        out.append(f"{_more(rule.quorum_strictly)}{_share(rule.quorum_share)} of {seats} must take part")
    if rule.yes_at_least is not None and votes.yes < rule.yes_at_least:
        out.append(f"{rule.yes_at_least} must vote yes")
    if rule.missing_at_most is not None and seats - votes.yes > rule.missing_at_most:
        out.append(f"{seats - votes.yes} have not consented, at most {rule.missing_at_most} may be missing")
    return out


def reaches(part: int, whole: int, share: Ratio, *, strictly: bool) -> bool:
    """Whether a part of a whole is a share of it, exactly."""
    left, right = part * share[1], whole * share[0]
    return left > right if strictly else left >= right


def _more(strictly: bool) -> str:
    return "more than " if strictly else ""


def _share(share: Ratio) -> str:
    top, bottom = share
    if top == bottom:
        return "all"
    if bottom <= 12:
        return f"{top}/{bottom}"
    return f"{100 * top / bottom:g} %"


def describe(rule: Passes) -> str:
    """A voting rule in words."""
    rule = complete(rule)
    parts = []
    if rule.share:
        whole = "all members" if rule.of_members else "those who take part" if rule.of_present else "the votes cast"
        parts.append(f"{_more(rule.strictly)}{_share(rule.share)} of {whole}")
    if rule.yes_at_least is not None:
        parts.append(f"at least {rule.yes_at_least} yes")
    if rule.blocks:
        parts.append("no block")
    if rule.missing_at_most is not None:
        parts.append(f"at most {rule.missing_at_most} members missing")
    if rule.quorum is not None:
        parts.append(f"{rule.quorum} take part")
    if rule.quorum_share:
        parts.append(f"{_more(rule.quorum_strictly)}{_share(rule.quorum_share)} of the members take part")
    if rule.open:
        parts.append(f"open for {rule.open.text}")
    return ", ".join(parts)
