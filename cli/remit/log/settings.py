"""The settings of a log: `decisions/remit.yml`. Everything has a default; an empty file is a working log."""

from typing import NamedTuple


class Team(NamedTuple):
    """A team of the organisation."""

    name: str
    policy: str | None = None
    """The team's own policy, which extends the organisation's."""
    paths: tuple[str, ...] = ()
    """Globs of what the team looks after."""


class ForeignSource(NamedTuple):
    """A log of another format, adopted where it lies."""

    path: str
    format: str = "auto"


class Settings(NamedTuple):
    """How this log is kept and judged."""

    title: str = "Decisions"
    trusted: str | None = None
    """The branch whose tip holds the policy that judges; None: the remote's default branch, else the one HEAD names."""
    proposals: tuple[str, ...] = ()
    """Branches whose open proposals are shown too; never trusted."""
    time_zone: str = "UTC"
    policy: str | None = None
    """The lowest policy of the chain; `none` for a plain decision log; None where the file names none."""
    teams: tuple[Team, ...] = ()
    targets: tuple[tuple[str, int], ...] = (("edge", 60), ("functional", 20), ("central", 20))
    labels: tuple[tuple[str, str], ...] = (("edge", "edge"), ("functional", "functional"), ("central", "central"))
    grades: tuple[tuple[str, str], ...] = (("edge", "committed"), ("functional", "committed"), ("central", "committed"))
    merge: str = "keep"
    backdating_days: int = 7
    proposed_too_long_days: int = 30
    people_metrics: str = "roles"
    checks: tuple[tuple[str, str], ...] = ()
    """Check code to error, warning, info or off."""
    sections: tuple[str, ...] = ("Context", "Decision", "Consequences")
    """The sections of a full record."""
    sources: tuple[ForeignSource, ...] = ()
    working_days: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri")
    holidays: tuple[str, ...] = ()
    """Days on which nobody works, ISO 8601."""
    source_url: str | None = None
    """Where the repository can be read on the web, such as `https://git.example/acme/decisions`."""
    site_url: str | None = None
    path: str = "decisions/remit.yml"

    def level_of(self, code: str, default: str) -> str:
        """The level of a check here: its own, or what the team set."""
        return dict(self.checks).get(code, default) if self.checks else default

    def label_of(self, tier: str) -> str:
        """How a tier is called on pages."""
        return dict(self.labels).get(tier, tier)

    def grade_of(self, tier: str) -> str:
        """The least proof of who, at a tier: claimed, committed or signed."""
        return dict(self.grades).get(tier, "committed")
