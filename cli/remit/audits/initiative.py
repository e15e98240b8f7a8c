"""Who decides at all, and how far a decision travels from whoever raised it: decided on the spot or escalated."""

from collections import Counter
from collections.abc import Iterable, Sequence

from remit.audits.fields import NONE, team_of_record
from remit.audits.lead_times import DAY, Life
from remit.audits.load import decider_of
from remit.audits.report import Cell, Report, Row, Table, between, counted, grouped
from remit.audits.scope import RANK, Scope
from remit.audits.statistics import wilson
from remit.log.record import TIERS

_EVERYBODY = 7
"""More deciders than this on one record are flagged (Bain, cited in Harvard Business Review, 28 September 2010)."""


def initiative(scope: Scope, *, since: float | None = None) -> Report:
    """The audit of what was decided from `since` to now."""
    decided = scope.decided(since)
    edgeable = [life for life in decided if scope.could_be(life) == "edge"]
    fixed = [life for life in edgeable if is_fixed(life)]
    asked = [life for life in edgeable if (scope.tier(life) or "edge") != "edge"]
    far = [(life, distance) for life in decided if (distance := distance_of(life, scope)) is not None]
    mean = sum(distance for _, distance in far) / len(far) if far else None
    deciders = {who for life in decided if (who := decider_of(life, scope))}
    people, weeks = _people(scope), _weeks(scope, decided, since)
    weekly = len(decided) / weeks
    lead = ["Nothing to measure: no decisions in this period."] if not decided else []
    if edgeable:
        share = wilson(len(fixed), len(edgeable))
        lead.append(
            f"{len(fixed)} of {counted(len(edgeable), 'decision')} that the edge may make: decided the same day by whoever raised it, without "
            f"asking ({between(share)}). Escalated although not required: {len(asked)}."
        )
    if mean is not None:
        lead.append(
            f"From whoever raised a decision to its decider: {mean:.1f} tiers on average ({len(far)} of {len(decided)} say who raised them)."
        )
    if decided:
        of, each = (f" of {people}", f", {weekly / people:.2f} per person and week") if people else ("", "")
        lead.append(
            f"Deciders: {len(deciders)}{of}. Decisions: {weekly:.1f} per week{each}, over {counted(round(weeks), 'week')}."
        )
    crowded = [life for life in decided if len(life.record.deciders) > _EVERYBODY]
    if crowded:
        lead.append(f"{counted(len(crowded), 'decision')} with more than {_EVERYBODY} deciders.")
    return Report(
        "initiative", "Decided on the spot or escalated", lead, [_distances(far), _teams(scope, decided, weeks)],
        {
            "n": len(decided), "edge_able": len(edgeable), "fixed": len(fixed), "asked_anyway": len(asked), "people_who_decided": len(deciders), "people": people,
            "distance": {"known": len(far), "mean": mean}, "weeks": weeks, "per_week": weekly, "per_person_week": weekly / people if people else None,
            "crowded": [life.record.id for life in crowded],
        },
        ["Needs `raised_by` and `raised` in the records; a decision without them does not count as decided on the spot."],
    )  # fmt: skip


def is_fixed(life: Life) -> bool:
    """Whether whoever raised it decided it within a day, and asked nobody."""
    record = life.record
    if not record.decider or record.head.get("raised_by") != record.decider:
        return False
    if life.lead is None or life.start_from != "record" or life.lead > 1:
        return False
    asked = any(act.kind in ("asked", "advice", "consent") for act in record.acts)
    return not (asked or record.entries_of("consents") or record.entries_of("advice"))


def distance_of(life: Life, scope: Scope) -> int | None:
    """Tiers between whoever raised a decision and its decider: 0, 1 or 2; None where either is unknown."""
    raiser, tier = life.record.head.get("raised_by"), scope.tier(life)
    if not isinstance(raiser, str) or tier is None:
        return None
    if raiser == life.record.decider:
        return 0
    return max(0, RANK[tier] - lowest_rank(raiser, scope))


def lowest_rank(person: str, scope: Scope) -> int:
    """The lowest tier at which somebody holds a role today, as a number; 0 (edge) where they hold none."""
    roles = [role for policy in scope.in_force for role in policy.roles.values()]
    tiers = {role.name: role.tier for role in roles}
    day = scope.now.date()
    holds = scope.log.people.holds if scope.log.people else ()
    held = [hold.role for hold in holds if hold.who == person and hold.on(day)]
    held += [role.name for role in roles if person in role.held_by]
    return min((RANK[tiers[role]] for role in held if role in tiers), default=0)


def _weeks(scope: Scope, decided: Sequence[Life], since: float | None) -> float:
    """How long the period is, in weeks: from `since`, else from the first decision; one at least."""
    start = since if since is not None else min((life.end or scope.at for life in decided), default=scope.at)
    return max((scope.at - start) / (7 * DAY), 1.0)


def _people(scope: Scope, team: str | None = None) -> int:
    """How many people there are today, in all or in a team."""
    day = scope.now.date()
    return sum(
        person.kind == "person" and person.here_on(day) and team in (None, person.team)
        for person in (scope.log.people.people if scope.log.people else ())
    )


def _distances(far: Iterable[tuple[Life, int]]) -> Table:
    groups = {
        name: [distance for _, distance in some]
        for name, some in grouped(far, lambda pair: pair[0].record.boundary or NONE).items()
    }
    rows: list[Row] = [
        (name, len(some), *map(some.count, range(len(TIERS))), sum(some) / len(some))
        for name, some in sorted(groups.items())
    ]
    return Table("Tiers from raised to decided, by boundary", ("boundary", "decisions", "0", "1", "2", "mean"), rows)


def _teams(scope: Scope, decided: Iterable[Life], weeks: float) -> Table:
    groups = grouped(decided, lambda life: team_of_record(scope.log, life.record) or NONE)
    rows = [
        _team(scope, team, Counter(decider_of(life, scope) for life in some), weeks)
        for team, some in sorted(groups.items())
    ]
    columns = ("team", "decisions", "deciders", "of", "per week", "per person and week")
    return Table("Deciders and decisions, by team", columns, rows)


def _team(scope: Scope, team: str, found: Counter[str], weeks: float) -> tuple[Cell, ...]:
    people, count = _people(scope, team), sum(found.values())
    each = count / weeks / people if people else None
    return (team, count, len([who for who in found if who]), people or None, count / weeks, each)
