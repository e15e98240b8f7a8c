"""The settings of a log: `decisions/remit.yml`. Everything has a default; an empty file is a working log."""

from collections.abc import Callable
from datetime import UTC, tzinfo
from difflib import get_close_matches
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from remit.log import yaml
from remit.log.finding import ERROR, Finding
from remit.log.kinds import DAY_SCHEMA, TEXT_SCHEMA, Schema, or_list
from remit.log.moment import parse_moment
from remit.log.record import TIERS, entries, texts


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


_CHOICES = {"merge": ("keep", "squash"), "people_metrics": ("off", "roles", "names")}
_GRADES = ("claimed", "committed", "signed")
_LEVELS = ("error", "warning", "info", "off")
FORMATS = (
    "auto", "madr", "madr4", "madr3", "madr2", "log4brains", "nygard", "adr-tools", "bold", "pep", "kep", "proposal", "rfc", "plain",
)  # fmt: skip
"""What a source may be read as: a test compares it with the formats that are known."""
_SOURCE_KEYS, _TEAM_KEYS = ("path", "format"), ("policy", "paths")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class _Reader:
    def __init__(self, content: str, path: str) -> None:
        self.content, self.path, self.findings = content, path, list[Finding]()
        self.data = yaml.read(content)
        self.places: dict[yaml.Path, yaml.Place] | None = None

    def wrong(self, message: str, remedy: str, *where: str | int) -> None:
        if self.places is None:
            self.places = yaml.places(self.content)
        line, column = self.places.get(where, (1, 0))
        self.findings.append(Finding("R13", "unreadable-settings", ERROR, self.path, message, remedy, line, column))

    def unknown_keys(self) -> None:
        self.unknown(self.data, tuple(KEYS), "a setting")
        if self.data.get("remit") not in (None, "1"):
            self.wrong(f"`remit` is `{self.data['remit']}`", "this version of Remit reads `remit: 1`", "remit")

    def unknown(self, data: dict[str, yaml.Value], keys: tuple[str, ...], what: str, *where: str | int) -> None:
        for key in data:
            if key not in keys and not key.startswith("x-"):
                self.wrong(f"`{key}` is not {what}", self.near(key, keys), *where, key)

    @staticmethod
    def near(word: str, words: tuple[str, ...]) -> str:
        near = get_close_matches(word, words, 1)
        return f"did you mean `{near[0]}`?" if near else f"write one of: {', '.join(words)}"

    def text(self, key: str, default: str | None) -> str | None:
        value = self.data.get(key)
        if value is None:
            return default
        if not isinstance(value, str):
            self.wrong(f"`{key}` must be one line of text", f"write `{key}: …`", key)
            return default
        choices = _CHOICES.get(key)
        if choices and value not in choices:
            self.wrong(f"`{key}` is `{value}`", f"write one of: {', '.join(choices)}", key)
            return default
        return value or default if default is not None else value

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self.data.get(key)
        if value is not None and not (
            isinstance(value, str) or (isinstance(value, list) and len(texts(value)) == len(value))
        ):
            self.wrong(f"`{key}` must be a list of words", f"write `{key}: [one, two]`", key)
            return default
        return default if value is None else texts(value)

    def working_days(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        days = self.texts(key, default)
        for day in days:
            if day not in _DAYS:
                self.wrong(f"`working_days` has no `{day}`", f"write one of: {', '.join(_DAYS)}", "working_days")
        return tuple(day for day in days if day in _DAYS)

    def holidays(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        days = self.texts(key, default)
        for day in days:
            if len(day) != 10 or parse_moment(day) is None:
                self.wrong(f"`holidays`: `{day}` is no day", "write it as 2026-12-25", "holidays")
        return days

    def number(self, key: str, default: int) -> int:
        value = self.data.get(key)
        if value is None:
            return default
        if not isinstance(value, str) or not (value.isascii() and value.isdigit() and len(value) < 6):
            self.wrong(f"`{key}` must be a whole number of days", f"write `{key}: {default}`", key)
            return default
        return int(value)

    def mapping(self, key: str, allowed: tuple[str, ...] = (), values: tuple[str, ...] = ()) -> dict[str, str]:
        value = self.data.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.wrong(f"`{key}` must be a mapping", f"write `{key}: {{…: …}}`", key)
            return {}
        out: dict[str, str] = {}
        for name, entry in value.items():
            if (allowed and name not in allowed) or not isinstance(entry, str):
                self.wrong(f"`{key}` has no `{name}`", f"write one of: {', '.join(allowed)}", key, name)
            elif values and entry not in values:
                self.wrong(f"`{key}: {name}` is `{entry}`", f"write one of: {', '.join(values)}", key, name)
            else:
                out[name] = entry
        return out

    def targets(self, key: str, default: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
        written = self.mapping(key, TIERS)
        if not written:
            return default
        if not all(value.isascii() and value.isdigit() for value in written.values()):
            self.wrong(
                "`targets` must be whole percentages",
                "write `targets: {edge: 60, functional: 20, central: 20}`",
                "targets",
            )
            return default
        out = tuple((tier, int(written.get(tier, "0"))) for tier in TIERS)
        if sum(share for _, share in out) != 100:
            self.wrong(f"`targets` add up to {sum(share for _, share in out)}", "make them add up to 100", "targets")
        return out

    def teams(self, key: str, default: tuple[Team, ...]) -> tuple[Team, ...]:
        value = self.data.get(key)
        if value is None:
            return ()
        if not isinstance(value, dict):
            self.wrong(
                "`teams` must map each team to its policy and paths", "write `teams: {shop: {policy: shop}}`", "teams"
            )
            return ()
        out = []
        for name, entry in value.items():
            team = entry if isinstance(entry, dict) else {}
            if entry is not team:
                self.wrong(f"the team `{name}` must have keys", f"its keys are: {', '.join(_TEAM_KEYS)}", "teams", name)
            self.unknown(team, _TEAM_KEYS, "a key of a team", "teams", name)
            policy = team.get("policy")
            out.append(Team(name, policy if isinstance(policy, str) else None, texts(team.get("paths"))))
        return tuple(out)

    def sources(self, key: str, default: tuple[ForeignSource, ...]) -> tuple[ForeignSource, ...]:
        out = []
        written = self.data.get(key)
        if written is not None and len(entries(written)) < (len(written) if isinstance(written, list) else 1):
            self.wrong(
                "`sources` must be a list of mappings", "write `sources: [{path: docs/adr, format: auto}]`", "sources"
            )
        for index, entry in enumerate(entries(written)):
            path, form = entry.get("path"), entry.get("format", "auto")
            self.unknown(entry, _SOURCE_KEYS, "a key of a source", "sources", index)
            if isinstance(form, str) and form not in FORMATS:
                self.wrong(
                    f"`{form}` is no format that can be read", self.near(form, FORMATS), "sources", index, "format"
                )
            if (
                isinstance(path, str)
                and isinstance(form, str)
                and not path.startswith(("/", "-"))
                and ".." not in path.split("/")
            ):
                out.append(ForeignSource(path.rstrip("/"), form))
            else:
                self.wrong(
                    "a source needs a `path` inside the repository",
                    "write `- {path: docs/adr, format: auto}`",
                    "sources",
                    index,
                )
        return tuple(out)

    def levels(self, key: str, default: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple(self.mapping(key, values=_LEVELS).items())

    def tiers(self, key: str, default: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple({**dict(default), **self.mapping(key, TIERS)}.items())

    def grades(self, key: str, default: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple({**dict(default), **self.mapping(key, TIERS, _GRADES)}.items())


class Setting(NamedTuple):
    """One key of remit.yml: what it means, how it is read, and its JSON Schema."""

    key: str
    meaning: str
    read: Callable[[_Reader, str, Any], Any]
    """Takes the key and the default."""
    schema: Schema


def _by_tier(one: Schema) -> Schema:
    return {"type": "object", "properties": dict.fromkeys(TIERS, one), "additionalProperties": False}


_DAYS_SCHEMA: Schema = {"type": "integer", "minimum": 0, "maximum": 99999}
_LEVEL: Schema = {"enum": [*_LEVELS, False]}
_CHECKS_SCHEMA: Schema = {
    "type": "object", "patternProperties": {"^[A-Z][0-9]{2}$": _LEVEL}, "additionalProperties": False,
}  # fmt: skip
_TEAMS_SCHEMA: Schema = {
    "type": "object",
    "additionalProperties": {
        "type": ["object", "null"],
        "properties": {"policy": TEXT_SCHEMA, "paths": or_list(TEXT_SCHEMA)},
        "additionalProperties": False,
    },
}
_SOURCES_SCHEMA: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"path": TEXT_SCHEMA, "format": TEXT_SCHEMA},
        "required": ["path"],
        "additionalProperties": False,
    },
}
SETTINGS = (
    Setting("title", "What the log is called on its site.", _Reader.text, TEXT_SCHEMA),
    Setting(
        "trusted",
        "The branch whose tip holds the policy that judges. Default: the remote's default branch; without a remote the branch that HEAD names.",
        _Reader.text,
        TEXT_SCHEMA,
    ),
    Setting(
        "proposals",
        "Branches whose open proposals are shown too; they are never trusted.",
        _Reader.texts,
        or_list(TEXT_SCHEMA),
    ),
    Setting(
        "time_zone",
        "The zone of days and of times without an offset, such as `Europe/Berlin`. Default: UTC.",
        _Reader.text,
        TEXT_SCHEMA,
    ),
    Setting("policy", "The lowest policy of the chain, or `none` for a plain decision log.", _Reader.text, TEXT_SCHEMA),
    Setting(
        "teams",
        "Team to its policy and the paths it looks after: `shop: {policy: shop, paths: [services/shop/**]}`.",
        _Reader.teams,
        _TEAMS_SCHEMA,
    ),
    Setting(
        "targets",
        "The share of decisions wanted at each tier, in percent.",
        _Reader.targets,
        _by_tier({"type": "integer", "minimum": 0, "maximum": 100}),
    ),
    Setting("labels", "How the tiers are called on pages.", _Reader.tiers, _by_tier(TEXT_SCHEMA)),
    Setting(
        "grades",
        "The least proof of who decided, by tier: claimed, committed or signed.",
        _Reader.grades,
        _by_tier({"enum": [*_GRADES]}),
    ),
    Setting(
        "merge",
        "`keep`, or `squash` where the forge squashes: authorship on main is then the platform's.",
        _Reader.text,
        {"enum": ["keep", "squash"]},
    ),
    Setting(
        "backdating_days",
        "How many days after the decision a record may be written without a reason under `late`.",
        _Reader.number,
        _DAYS_SCHEMA,
    ),
    Setting(
        "proposed_too_long_days", "After how many days an open proposal is reported.", _Reader.number, _DAYS_SCHEMA
    ),
    Setting(
        "people_metrics",
        "off, roles or names: whether audits and pages may rank people.",
        _Reader.text,
        {"enum": ["off", "roles", "names", False]},
    ),
    Setting("checks", "The level of single checks: `X01: warning`, `R10: off`.", _Reader.levels, _CHECKS_SCHEMA),
    Setting("sections", "The sections of a full record.", _Reader.texts, or_list(TEXT_SCHEMA)),
    Setting(
        "sources",
        "Logs of other formats, adopted where they lie: `- {path: docs/adr, format: madr4}`.",
        _Reader.sources,
        _SOURCES_SCHEMA,
    ),
    Setting(
        "working_days",
        "Days that count as working days: `[mon, tue, wed, thu, fri]`.",
        _Reader.working_days,
        or_list({"enum": [*_DAYS]}),
    ),
    Setting("holidays", "Days on which nobody works.", _Reader.holidays, or_list(DAY_SCHEMA)),
    Setting(
        "source_url", "Where the repository is read on the web, for links to the source.", _Reader.text, TEXT_SCHEMA
    ),
    Setting("site_url", "Where the site is published, for feeds.", _Reader.text, TEXT_SCHEMA),
)
"""Every setting: the reader, the JSON Schema and the reference page are made from this table. `off` is false to an editor's YAML reader."""
KEYS = {"remit": "The version of the format: 1.", **{setting.key: setting.meaning for setting in SETTINGS}}
"""Every key of the file with its meaning."""


def read_settings(content: str, path: str = "decisions/remit.yml") -> tuple[Settings, list[Finding]]:
    """The settings that a remit.yml gives, and everything that is wrong with it."""
    try:
        reader = _Reader(content, path)
    except yaml.StrictError as error:
        finding = Finding(
            "R13",
            "unreadable-settings",
            ERROR,
            path,
            f"cannot be read: {error.message}",
            "mend the line",
            error.line,
            error.column,
        )
        return Settings(path=path), [finding]
    reader.unknown_keys()
    usual = Settings()
    values = {setting.key: setting.read(reader, setting.key, getattr(usual, setting.key)) for setting in SETTINGS}
    settings = Settings(**values, path=path)
    if zone_of(settings.time_zone) is None:
        reader.wrong(
            f"`time_zone` {settings.time_zone} is not known here",
            "write a name such as `Europe/Berlin`, or `UTC`",
            "time_zone",
        )
        settings = settings._replace(time_zone="UTC")
    return settings, reader.findings


def zone_of(name: str) -> tzinfo | None:
    """The time zone of an IANA name; None where it is not known. UTC needs no time zone data."""
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
