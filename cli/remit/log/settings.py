"""The settings of a log: `decisions/remit.yml`. Everything has a default; an empty file is a working log."""

from collections.abc import Callable
from datetime import UTC, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from remit.log.facts import STYLES
from remit.log.fields import DAY
from remit.log.finding import Finding
from remit.log.kinds import (
    FLAG,
    Built,
    Choice,
    Key,
    Kind,
    Matching,
    Only,
    Problems,
    Schema,
    Several,
    Shape,
    Table,
    Text,
    Whole,
    mapping_of,
)
from remit.log.record import STATUSES, TIERS
from remit.log.yaml import Path


class Team(NamedTuple):
    """A team of the organisation."""

    name: str
    policy: str | None = None
    """The team's own policy, which extends the organisation's."""
    paths: tuple[str, ...] = ()
    """Globs of what the team looks after."""


class Mapped(NamedTuple):
    """Where a source says what we call otherwise: the field of a record, or `folder`, and what its values mean here."""

    field: str
    values: tuple[tuple[str, str], ...] = ()
    """Their word, in lower case, to ours; without any a topic or a boundary is the value itself."""


class ForeignSource(NamedTuple):
    """A log of another format, adopted in place, and what its own words mean."""

    path: str
    format: str = "auto"
    write: bool = False
    """Whether new decisions are written there, in its format."""
    unstated: str = ""
    """The status of records that state none."""
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Our key to further names that it goes by here."""
    statuses: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Our status to further words for it."""
    number: str = ""
    """What a bare number is the number of: `RFC`."""
    day_first: bool = False
    """Whether 03/04/2020 is the third of April."""
    tier: Mapped | None = None
    topic: Mapped | None = None
    boundary: Mapped | None = None

    @property
    def below(self) -> str:
        """How the paths of its files begin; empty for the whole repository."""
        folder = self.path.removeprefix("./").strip("/")
        return f"{folder}/" if folder.strip(".") else ""


class Settings(NamedTuple):
    """How this log is kept and checked."""

    title: str = "Decisions"
    trusted: str | None = None
    """The branch whose tip holds the policy in force; None: the remote's default branch, else the one HEAD names."""
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
    private_topics: tuple[str, ...] = ()
    """Topics of which a site shows no decision."""
    count_private: bool = False
    """Whether the sums and budgets of a site count decisions that it does not show."""
    checks: tuple[tuple[str, str], ...] = ()
    """Check code to error, warning, info or off."""
    sections: tuple[str, ...] = ("Context", "Decision", "Consequences")
    """The sections of a full record."""
    template: str = "short"
    """What the editor opens with: one of TEMPLATES, or a file, from the top of the repository."""
    sources: tuple[ForeignSource, ...] = ()
    working_days: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri")
    holidays: tuple[str, ...] = ()
    """Days on which nobody works, ISO 8601."""
    numbers: str = ""
    """How amounts are typed, one of amounts.STYLES; empty: with a decimal point and nothing between thousands."""
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

    def grade_of(self, tier: str | None) -> str:
        """The least verification of who decided, at a tier: claimed, committed or signed."""
        return dict(self.grades).get(tier or "", "committed")


FORMATS = (
    "auto", "madr", "madr4", "madr3", "madr2", "log4brains", "nygard", "adr-tools", "bold", "pep", "kep", "xep", "proposal", "rfc", "plain",
)  # fmt: skip
"""What a source may be read as: a test compares it with the formats that are known."""
ROWS = "rows"
"""What a row of a table is imported as."""
FOREIGN_KEYS = (
    "title", "status", "raised", "decided", "review_by", "deciders", "consulted", "informed", "facilitator", "authors", "supersedes",
    "superseded_by", "related", "remarks", "tags", "topic", "level", "aliases",
)  # fmt: skip
"""What can be read of a record of another format: a test compares it with what the importers know."""
TEMPLATES = ("short", "full", "madr", "nygard")
"""Templates of records that come with Remit: `full` has the sections of the settings."""
CODE, NAME = "R13", "unreadable-settings"


def zone_of(name: str) -> tzinfo | None:
    """The time zone of an IANA name; None where it is not known. UTC needs no time zone data."""
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _is_inside(path: str) -> bool:
    return not path.startswith(("/", "-")) and not {"..", ".git"} & set(path.lower().split("/"))


def _by_tier(kind: Kind, usual: Callable[[str], str]) -> Kind:
    """A value for each tier; tiers that are not named have the usual one."""
    return Built(
        Table(Choice(*TIERS), kind),
        lambda found: tuple((tier, found.get(tier, usual(tier))) for tier in TIERS),
        _tiers_schema(kind),
    )


def _tiers_schema(kind: Kind) -> Schema:
    return {"type": "object", "properties": dict.fromkeys(TIERS, kind.schema()), "additionalProperties": False}


def _words_of(ours: tuple[str, ...]) -> Kind:
    """Further words for each of ours."""
    return Built(
        Table(Choice(*ours), WORDS),
        lambda found: tuple((key, tuple(words)) for key, words in found.items()),
        {"type": "object", "properties": dict.fromkeys(ours, WORDS.schema()), "additionalProperties": False},
    )


def _hundred(out: dict[str, Any], at: Path, problems: Problems) -> None:
    if sum(out.values()) != 100:
        problems.say(at, f"`targets` add up to {sum(out.values())}", "make them add up to 100")


ZONE = Matching("time zone that is known here", "a name such as `Europe/Berlin`, or `UTC`", zone_of, {"type": "string"})
FOLDER = Built(
    Matching("path inside the repository", "a path such as `docs/adr`", _is_inside, {"type": "string"}),
    lambda path: path.rstrip("/"),
)
LINE, LINES, DAYS = Text("one line of text"), Several(Text("a word, or a list of them"), empty=True), Whole(0, 99999)
PERCENT, GRADE, LEVEL = (
    Whole(0, 100),
    Choice("claimed", "committed", "signed"),
    Choice("error", "warning", "info", "off"),
)
TARGETS = Built(
    Shape(
        "targets",
        {tier: Key(PERCENT, f"Percent at the {tier}.") for tier in TIERS},
        dict,
        "{edge: 60, functional: 20, central: 20}",
        _hundred,
    ),
    lambda found: tuple((tier, found.get(tier, 0)) for tier in TIERS),
    _tiers_schema(PERCENT),
)
CHECKS = Built(
    Table(Text("a check's code", "[A-Z][0-9]{2}", "X01"), LEVEL),
    lambda found: tuple(found.items()),
    {"type": "object", "patternProperties": {"^[A-Z][0-9]{2}$": LEVEL.schema()}, "additionalProperties": False},
)
TEAM = Shape(
    "a team",
    {
        "policy": Key(LINE, "The team's own policy, which extends the organisation's."),
        "paths": Key(LINES, "Globs of what the team looks after."),
    },
    dict,
    "{policy: shop, paths: [services/shop/**]}",
)
WORDS = Several(Text("a word, or a list of them"))
MAPPED = Shape(
    "a mapping of values",
    {
        "from": Key(LINE, "The field that says it, or `folder`.", needed=True, name="field"),
        "values": Key(
            Built(
                Table(Text(), LINE),
                lambda found: tuple((word.lower(), ours) for word, ours in found.items()),
                {"type": "object", "additionalProperties": {"type": "string"}},
            ),
            "Their word to ours: `{low: edge, high: central}`.",
        ),
    },
    Mapped,
    "{from: approval level, values: {low: edge, high: central}}",
)
SOURCE = Shape(
    "a source",
    {
        "path": Key(FOLDER, "Its path, from the top of the repository.", needed=True),
        "format": Key(Choice(*FORMATS), "What it is read as."),
        "write": Key(FLAG, "Whether new decisions are written there, in its format: adr-tools, MADR or log4brains."),
        "unstated": Key(
            Choice(*STATUSES), "The status of records that state none: `accepted` if what is merged is accepted."
        ),
        "fields": Key(_words_of(FOREIGN_KEYS), "Further names of fields: `{deciders: [board], raised: [tabled on]}`."),
        "statuses": Key(_words_of(STATUSES), "Further words for a status: `{accepted: [carried], rejected: [lost]}`."),
        "number": Key(LINE, "What a bare number is the number of: `RFC`."),
        "day_first": Key(FLAG, "Whether 03/04/2020 is the third of April."),
        "tier": Key(MAPPED, "How the tier follows from a field or a folder."),
        "topic": Key(MAPPED, "How the topic follows from a field or a folder."),
        "boundary": Key(MAPPED, "How the boundary follows from a field or a folder."),
    },
    ForeignSource,
    "{path: docs/adr, format: auto}",
)
KEYS = {
    "remit": Key(Built(Only("1", 1), int, {"enum": [1, "1"]}), "The version of the format: 1."),
    "title": Key(LINE, "What the log is called on its site."),
    "trusted": Key(
        LINE,
        "The branch whose policy is in force. Default: the remote's default branch; without a remote the branch that HEAD names.",
    ),
    "proposals": Key(LINES, "Branches whose open proposals are shown too; they are never trusted."),
    "time_zone": Key(ZONE, "The zone of days and of times without an offset, such as `Europe/Berlin`. Default: UTC."),
    "policy": Key(LINE, "The lowest policy of the chain, or `none` for a plain decision log."),
    "teams": Key(
        Built(
            Table(Text(), TEAM, lambda name, parts: Team(name, **parts)),
            lambda found: tuple(found.values()),
            {"type": "object", "additionalProperties": TEAM.schema()},
        ),
        "Team to its policy and the paths it looks after: `shop: {policy: shop, paths: [services/shop/**]}`.",
    ),
    "targets": Key(TARGETS, "The share of decisions wanted at each tier, in percent."),
    "labels": Key(_by_tier(LINE, str), "How the tiers are called on pages."),
    "grades": Key(
        _by_tier(GRADE, lambda tier: "committed"),
        "The verification required, by tier: claimed, committed or signed.",
    ),
    "merge": Key(
        Choice("keep", "squash"),
        "`keep`, or `squash` if the Git host squashes: commits on main are then by the platform.",
    ),
    "backdating_days": Key(
        DAYS, "How many days after the decision a record may be written without a reason under `late`."
    ),
    "proposed_too_long_days": Key(DAYS, "After how many days an open proposal is reported."),
    "people_metrics": Key(
        Choice("off", "roles", "names"), "off, roles or names: whether audits and pages may rank people."
    ),
    "private_topics": Key(LINES, "Topics whose decisions no site shows, unless one says `visibility: public`."),
    "count_private": Key(FLAG, "Whether sums and budgets on the site count private decisions. Default: no."),
    "checks": Key(CHECKS, "The level of single checks: `X01: warning`, `R10: off`."),
    "sections": Key(LINES, "The sections of a full record."),
    "template": Key(
        FOLDER,
        f"What the editor opens with: {', '.join(TEMPLATES)}, or the path of a file of your own. Default: short.",
    ),
    "sources": Key(
        Several(SOURCE, empty=True),
        "Logs of other formats, read in place: `- {path: docs/adr, format: madr4}`.",
    ),
    "working_days": Key(
        Several(Choice("mon", "tue", "wed", "thu", "fri", "sat", "sun"), empty=True),
        "Days that count as working days: `[mon, tue, wed, thu, fri]`.",
    ),
    "holidays": Key(Several(DAY, empty=True), "Days on which nobody works."),
    "numbers": Key(
        Choice(*STYLES),
        "How amounts are typed in commands, such as `1.000,50`. In files a number has a decimal point and nothing else.",
    ),
    "source_url": Key(LINE, "Where the repository is read on the web, for links to the source."),
    "site_url": Key(LINE, "Where the site is published, for feeds."),
}
"""Every setting: the reader, the JSON Schema and the reference page are made from this table."""
SETTINGS = Shape("remit.yml", KEYS, Settings)


def read_settings(content: str, path: str = "decisions/remit.yml") -> tuple[Settings, list[Finding]]:
    """The settings that a remit.yml gives, and everything that is wrong with it. What could be read is kept."""
    data = mapping_of(content, path, CODE, NAME, "fix the line")
    if isinstance(data, Finding):
        return Settings(path=path), [data._replace(message=f"cannot be read: {data.message}")]
    problems = Problems()
    written = {key: value for key, value in data.items() if value is not None or key not in KEYS}
    parts = SETTINGS.parts(written, (), problems)
    parts.pop("remit", None)
    values = {key: value for key, value in parts.items() if value != ""}
    return Settings(**values, path=path), problems.findings(CODE, NAME, path, content)
