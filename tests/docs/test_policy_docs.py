"""The pages about policies are true: every example parses, every table is judged, every key is explained."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from remit.authority.policy.scenarios import SCENARIO, Scenario, read_scenarios, run
from remit.log import duties, yaml
from remit.log.kinds import Built, Kind, Several, Shape, Switch, Table
from remit.log.people import People, read_people
from remit.log.policy import POLICY, Policy, read_policy

PAGES = sorted((Path(__file__).parents[2] / "site_src/policy").glob("*.md"))
AT = "2026-06-01T12:00"
_BLOCK = re.compile(r"^( *)```yaml[^\n]*\n(.*?)^\1```$", re.M | re.S)


class Case(NamedTuple):
    """A line of a table: what is asked, and of which policies."""

    page: str
    line: int
    policies: tuple[Policy, ...]
    people: People | None
    scenario: Scenario


class Reader:
    """One page, from top to bottom."""

    def __init__(self, path: Path) -> None:
        self.page, self.text = path.name, path.read_text(encoding="utf-8")
        self.frame: dict[str, Any] = {}
        self.policies: list[Policy] = []
        self.people: People | None = None
        self.texts: list[str] = []

    def cases(self) -> Iterator[Case]:
        lines = self.text.split("\n")
        number = 0
        while number < len(lines):
            if lines[number].strip().startswith("```"):
                end = next(at for at in range(number + 1, len(lines)) if lines[at].strip() == "```")
                if lines[number].strip().startswith("```yaml"):
                    yield from self.block("\n".join(lines[number + 1 : end]) + "\n", number + 2)
                number = end + 1
            elif lines[number].startswith("| who | decision | answer |"):
                head = _cells(lines[number])
                number += 2
                while number < len(lines) and lines[number].startswith("|"):
                    yield self.case(dict(zip(head, _cells(lines[number]), strict=True)), number + 1)
                    number += 1
            else:
                number += 1

    def block(self, text: str, line: int) -> Iterator[Case]:
        self.texts.append(text)
        if text.startswith("- "):
            found, problems = read_scenarios(text, f"{self.page}:{line}")
            assert not problems, problems
            yield from (Case(self.page, line, tuple(self.policies), self.people, one) for one in found)
        elif text.startswith(("people:", "holds:", "away:", "scribes:")):
            self.people, problems = read_people(text, f"{self.page}:{line}")
            assert not problems, problems
        else:
            self.policy(text, line)

    def policy(self, text: str, line: int) -> None:
        data = yaml.read(text)
        if "remit" in data:
            if data.get("policy") == "frame":
                self.frame = dict(data)
        else:
            assert self.frame, f"{self.page}:{line}: a part of a policy without a frame above it"
            merged: dict[str, Any] = {"boundaries": [], **self.frame}
            for key, value in data.items():
                both = key in ("roles", "bodies") and isinstance(value, dict)
                merged[key] = {**merged.get(key, {}), **value} if both else value
            text = json.dumps(merged, ensure_ascii=False)
        policy, problems = read_policy(text, f"{self.page}:{line}")
        assert policy, [
            f"{self.page}:{line + finding.line - 1}: {finding.message} {finding.remedy}" for finding in problems
        ]
        below = policy.extends in {other.name for other in self.policies}
        versions = policy.name != "frame" and policy.name in {
            other.name for other in self.policies if other.start != policy.start
        }
        if not (below or versions):
            self.policies, self.people = [], None
        self.policies.append(policy)

    def case(self, row: dict[str, str], line: int) -> Case:
        outcome, _, names = row["answer"].partition(":")
        decision = yaml.read("decision: {" + row["decision"].strip("`") + "}\n")["decision"]
        assert isinstance(decision, dict)
        earlier = yaml.read("records: [" + row.get("earlier", "").strip("`") + "]\n")["records"]
        stops = yaml.read("stops: [" + row.get("stops", "").strip("`") + "]\n")["stops"]
        scenario = Scenario(
            f"{self.page}:{line}",
            row["who"],
            row.get("at", "").strip("`") or AT,
            decision,
            outcome.strip(),
            None if len({policy.name for policy in self.policies}) != 1 else self.policies[0].name,
            mentions=tuple(name.strip() for name in names.split(",") if name.strip()),
            absent=tuple(filter(None, (name.strip() for name in row.get("away", "").split(",")))),
            records=tuple(earlier or ()),  # type: ignore[arg-type]
            stops=tuple(stops or ()),  # type: ignore[arg-type]
        )
        return Case(self.page, line, tuple(self.policies), self.people, scenario)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_every_example_is_answered_as_the_page_says(page: Path) -> None:
    wrong = []
    for case in Reader(page).cases():
        result = run([case.scenario], case.policies, case.people)[0]
        if not result.passed:
            wrong.append(
                f"{case.page}:{case.line}: {case.scenario.person}: wanted {result.wanted} {case.scenario.mentions}, got {result.got}: {result.explanation}"
            )
    assert not wrong, "\n" + "\n".join(wrong)


def test_there_are_enough_examples() -> None:
    counts = {page.stem: len(list(Reader(page).cases())) for page in PAGES}
    assert counts["index"] >= 20
    assert sum(counts.values()) >= 150


def shapes(kind: Kind, seen: dict[str, Shape] | None = None) -> dict[str, Shape]:
    """Every mapping that a kind can hold, by name."""
    seen = {} if seen is None else seen
    inner: list[Kind] = []
    if isinstance(kind, Shape):
        if kind.name in seen:
            return seen
        seen[kind.name] = kind
        inner = [key.kind for key in kind.keys.values()]
    elif isinstance(kind, (Several, Built, Table)):
        inner = [kind.kind]
    elif isinstance(kind, Switch):
        inner = kind.kinds
    for one in inner:
        shapes(one, seen)
    return seen


def test_every_key_is_explained_and_shown() -> None:
    page = next(page for page in PAGES if page.stem == "reference")
    reader = Reader(page)
    list(reader.cases())
    examples = "\n".join(reader.texts)
    keys = {key for shape in shapes(POLICY).values() for key in shape.keys}
    keys |= set(duties._WORDS)
    told = {word for code in re.findall(r"`([^`\n]+)`", reader.text) for word in re.findall(r"[a-z_-]+", code)}
    shown = set(re.findall(r"[a-z_-]+", examples))
    assert sorted(keys - told) == []
    assert sorted(keys - shown) == []


def test_every_key_of_a_scenario_is_explained() -> None:
    page = next(page for page in PAGES if page.stem == "testing")
    told = set(re.findall(r"`([a-z_-]+)(?::[^`]*)?`", page.read_text(encoding="utf-8")))
    assert sorted(set(SCENARIO.keys) - told) == []


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([a-z-]+\.md)(?:#[a-z-]+)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
