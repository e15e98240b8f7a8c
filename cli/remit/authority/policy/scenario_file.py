"""Scenario files: who asks about what, and what the policy is to answer. Policies are tested with them like code.

A file is a list (or a mapping with the list under `scenarios`); the form is on the page "Testing a policy".
"""

from typing import Any, NamedTuple

from remit.authority.answer import ANSWERS
from remit.log import yaml
from remit.log.finding import ERROR, Finding
from remit.log.kinds import Choice, Key, Kind, Problems, Schema, Several, Shape, Text
from remit.log.yaml import Path, Value

CODE, NAME = "L14", "scenario-unreadable"
NO_ANSWER = "error"
"""The outcome of a scenario in which no policy judges."""


class Scenario(NamedTuple):
    """One question and the answer that the policy is to give."""

    id: str
    person: str
    at: str
    decision: dict[str, Any]
    """Fields of a record, and facts."""
    outcome: str
    policy: str | None = None
    as_role: str | None = None
    mentions: tuple[str, ...] = ()
    """Ids that the structured answer must name."""
    absent: tuple[str, ...] = ()
    records: tuple[dict[str, Any], ...] = ()
    """Earlier decisions."""
    stops: tuple[dict[str, Any], ...] = ()
    about: str = ""
    note: str = ""


class Anything(Kind):
    """A mapping, taken as it is."""

    wanted = "a mapping"

    def read(self, value: Value, at: Path, problems: Problems) -> Any:
        """The mapping."""
        return value if isinstance(value, dict) else self.wrong(value, at, problems)

    def schema(self) -> Schema:
        """An object."""
        return {"type": "object"}


_NAMES = Several(Text(), empty=True)
SCENARIO = Shape(
    "a scenario",
    {
        "id": Key(Text(), "Its name.", needed=True),
        "policy": Key(Text(), "The lowest policy of the chain."),
        "person": Key(Text(), "Who asks.", needed=True),
        "as": Key(Text(), "The only role of theirs that counts."),
        "at": Key(Text(), "When they ask.", needed=True),
        "decision": Key(Anything(), "Fields of a record, and facts.", needed=True),
        "outcome": Key(Choice(*ANSWERS, NO_ANSWER), "The answer.", needed=True),
        "mentions": Key(_NAMES, "Ids that the answer must name."),
        "absent": Key(_NAMES, "Who is away."),
        "records": Key(Several(Anything(), empty=True), "Earlier decisions, for sums and budgets."),
        "stops": Key(Several(Anything(), empty=True), "Open stops."),
        "about": Key(Text(), "A hint for people; not tested."),
        "note": Key(Text(), "A remark."),
    },
    lambda out, at, problems: Scenario(**{("as_role" if key == "as" else key): value for key, value in out.items()}),
)
FILE = Several(SCENARIO, alone=False, empty=True)


def read_scenarios(text: str, path: str) -> tuple[list[Scenario], list[Finding]]:
    """The scenarios of a file, and every problem of it (L14)."""
    wrapped = _wrapped(text)
    try:
        data = yaml.read(wrapped)
    except yaml.StrictError as error:
        line = max(1, error.line - (wrapped is not text))
        remedy = "a scenario file is a list of scenarios in plain YAML"
        return [], [Finding(CODE, NAME, ERROR, path, error.message, remedy, line, error.column)]
    problems = Problems()
    found = FILE.read(data.get("scenarios") or [], ("scenarios",), problems)
    findings = problems.findings(CODE, NAME, path, wrapped)
    if wrapped is not text:
        findings = [finding._replace(line=max(1, finding.line - 1)) for finding in findings]
    return [scenario for scenario in found or () if scenario is not None], findings


def _wrapped(text: str) -> str:
    """A list at the top becomes the value of `scenarios`, one line lower."""
    for line in text.split("\n"):
        if line.startswith("- "):
            return "scenarios:\n" + text.replace("\n---\n", "\n\n", 1).removeprefix("---\n")
        if line and not line.startswith(("#", "---")):
            break
    return text
