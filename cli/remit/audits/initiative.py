"""Who decides at all, and how far a decision travels from whoever met the need: fix it or ask?"""

from collections import Counter
from collections.abc import Iterable, Sequence

from remit.audits.boundaries import in_force
from remit.audits.fields import NONE, team_of_record
from remit.audits.lead_times import DAY, Life
from remit.audits.load import decider_of
from remit.audits.policy_questions import RANK, Ground
from remit.audits.report import Cell, Report, Table, counted, percent
from remit.audits.statistics import wilson
from remit.log.record import TIERS

_EVERYBODY = 7
"""More deciders than this on one record are flagged (Bain, cited in Harvard Business Review, 28 September 2010)."""


def initiative(ground: Ground, *, since: float | None = None) -> Report:
    """The audit of what was decided from `since` to now."""
    decided = ground.decided(since)
    edgeable = [life for life in decided if ground.could_be(life) == "edge"]
    fixed = [life for life in edgeable if is_fixed(life)]
    asked = [life for life in edgeable if (ground.tier(life) or "edge") != "edge"]
    far = [(life, distance) for life in decided if (distance := distance_of(life, ground)) is not None]
    deciders = {who for life in decided if (who := decider_of(life, ground))}
    people = _people(ground)
    weeks = _weeks(ground, decided, since)
    lead = ["Nothing to measure: nothing was decided in this period."] if not decided else []
    if edgeable:
        share = wilson(len(fixed), len(edgeable))
        lead.append(
            f"{len(fixed)} of {len(edgeable)} decisions that the edge may make were made the same day by whoever met the need, nobody asked "
            f"({percent(share.low)} to {percent(share.high)}); {len(asked)} were asked anyway."
        )
    if far:
        mean = sum(distance for _, distance in far) / len(far)
        lead.append(
            f"From whoever met the need to the decider it is {mean:.1f} tiers on average ({len(far)} of {len(decided)} say who raised them)."
        )
    if decided:
        lead.append(
            f"{counted(len(deciders), 'person', 'people')} decided anything"
            + (f", of {people}" if people else "")
            + f": {len(decided) / weeks:.1f} decisions a week"
            + (f", {len(decided) / weeks / people:.2f} a person and week" if people else "")
            + f", over {counted(round(weeks), 'week')}."
        )
    crowded = [life for life in decided if len(life.record.deciders) > _EVERYBODY]
    if crowded:
        lead.append(f"{counted(len(crowded), 'decision')} with more than {_EVERYBODY} deciders.")
    tables = (_distances(far), _teams(ground, decided, weeks))
    return Report(
        "initiative", "Fix it or ask?", tuple(lead), tuple(table for table in tables if table.rows),
        {
            "n": len(decided), "edge_able": len(edgeable), "fixed": len(fixed), "asked_anyway": len(asked), "people_who_decided": len(deciders), "people": people,
            "distance": {"known": len(far), "mean": sum(distance for _, distance in far) / len(far) if far else None},
            "weeks": weeks, "per_week": len(decided) / weeks, "per_person_week": len(decided) / weeks / people if people else None,
            "crowded": [life.record.id for life in crowded],
        },
        ("Needs `raised_by` and `raised` in the records; where they are missing a decision is not counted as fixed.",),
    )  # fmt: skip


def is_fixed(life: Life) -> bool:
    """Whether whoever met the need decided it within a day, and asked nobody."""
    record = life.record
    if (
        record.head.get("raised_by") != record.decider
        or not record.decider
        or life.lead is None
        or life.start_from != "record"
    ):
        return False
    asked = (
        any(act.kind in ("asked", "advice", "consent") for act in record.acts)
        or record.entries_of("consents")
        or record.entries_of("advice")
    )
    return life.lead <= 1 and not asked


def distance_of(life: Life, ground: Ground) -> int | None:
    """Tiers between whoever raised a decision and its decider: 0, 1 or 2; None where either is unknown."""
    raiser, tier = life.record.head.get("raised_by"), ground.tier(life)
    if not isinstance(raiser, str) or tier is None:
        return None
    if raiser == life.record.decider:
        return 0
    return max(0, RANK[tier] - lowest_rank(raiser, ground))


def lowest_rank(person: str, ground: Ground) -> int:
    """The lowest tier at which somebody holds a role today, as a number; 0 (edge) where they hold none."""
    tiers = {role.name: role.tier for policy in in_force(ground) for role in policy.roles.values()}
    day = ground.now.date()
    held = [
        hold.role
        for hold in (ground.log.people.holds if ground.log.people else ())
        if hold.who == person and hold.on(day)
    ]
    held += [role.name for policy in in_force(ground) for role in policy.roles.values() if person in role.held_by]
    return min((RANK[tiers[role]] for role in held if role in tiers), default=0)


def _weeks(ground: Ground, decided: Sequence[Life], since: float | None) -> float:
    """How long the period is, in weeks: from `since`, else from the first decision; one at least."""
    start = since if since is not None else min((life.end or ground.at for life in decided), default=ground.at)
    return max((ground.at - start) / (7 * DAY), 1.0)


def _people(ground: Ground, team: str | None = None) -> int:
    """How many people there are today, in all or in a team."""
    day = ground.now.date()
    return sum(
        person.kind == "person" and person.here_on(day) and team in (None, person.team)
        for person in (ground.log.people.people if ground.log.people else ())
    )


def _distances(far: Iterable[tuple[Life, int]]) -> Table:
    groups: dict[str, list[int]] = {}
    for life, distance in far:
        groups.setdefault(life.record.boundary or "(none)", []).append(distance)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, len(some), *(sum(one == number for one in some) for number in range(len(TIERS))), sum(some) / len(some))
        for name, some in sorted(groups.items())
    )
    return Table("Tiers travelled, by boundary", ("boundary", "decisions", "0", "1", "2", "mean"), rows)


def _teams(ground: Ground, decided: Iterable[Life], weeks: float) -> Table:
    groups: dict[str, Counter[str]] = {}
    for life in decided:
        groups.setdefault(team_of_record(ground.log, life.record) or NONE, Counter())[decider_of(life, ground)] += 1
    rows = tuple(_team(ground, team, groups[team], weeks) for team in sorted(groups))
    columns = ("team", "decisions", "people who decided", "of", "a week", "a person and week")
    return Table("How many people decide, and how much, by team", columns, rows)


def _team(ground: Ground, team: str, found: Counter[str], weeks: float) -> tuple[Cell, ...]:
    people, count = _people(ground, team), sum(found.values())
    each = count / weeks / people if people else None
    return (team, count, len([who for who in found if who]), people or None, count / weeks, each)
