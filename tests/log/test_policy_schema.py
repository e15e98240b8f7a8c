"""The JSON Schemas of policies and people: shipped as generated, true to the reader."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import remit
import support
from remit.log import yaml
from remit.log.people import read_people
from remit.log.policy import read_policy
from remit.log.schema import SCHEMAS, schema_of, text_of

jsonschema = pytest.importorskip("jsonschema")
SHIPPED = Path(remit.__file__).parent / "log/schemas"


def as_json(value: Any) -> Any:
    """Strict YAML as an editor's YAML reader types it."""
    if isinstance(value, dict):
        return {key: as_json(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [as_json(entry) for entry in value]
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value) if "." in value else int(value)
    return value


def problems(schema: dict[str, Any], text: str) -> list[str]:
    """What the schema says against a file."""
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(as_json(yaml.read(text)))]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_shipped_schema_is_the_one_that_the_tables_give(name: str) -> None:
    told = f"run: remit check --schema {name} > cli/remit/log/schemas/{name}.schema.json"
    assert (SHIPPED / f"{name}.schema.json").read_text("utf-8") == text_of(name), told
    jsonschema.Draft202012Validator.check_schema(json.loads(text_of(name)))


def test_a_good_policy_and_good_people_pass() -> None:
    assert problems(schema_of("policy"), support.POLICY) == []
    assert problems(schema_of("people"), support.PEOPLE) == []


BAD = {
    "an unknown key": ("title: Who decides what at Acme", "titel: Who"),
    "a tier that is none": ("{tier: edge}", "{tier: low}"),
    "a step with two ends": ("{up_to: 500, decide: engineer}", "{up_to: 500, below: 500, decide: engineer}"),
    "a step without an end": ("{up_to: 500, decide: engineer}", "{decide: engineer}"),
    "a step that nobody decides": ("{up_to: 500, decide: engineer}", "{up_to: 500}"),
    "a boundary that grants and forbids": ("decide: platform-lead, consent: legal", "decide: cto, forbid: true"),
    "a day that is none": ("{from: 2026-01-01}", "{from: soon}"),
    "a default that names nobody": ("otherwise: {escalate: platform-lead}", "otherwise: {clause: x}"),
    "no default": ("otherwise: {escalate: platform-lead}", ""),
    "a currency in words": ("currency: EUR", "currency: euro"),
    "an amount with separators": ("up_to: 5000,", "up_to: '5 000',"),
}


@pytest.mark.parametrize(("old", "new"), BAD.values(), ids=list(BAD))
def test_what_the_reader_refuses_the_schema_refuses(old: str, new: str) -> None:
    text = support.POLICY.replace(old, new)
    assert text != support.POLICY
    assert read_policy(text, "p.yml")[0] is None
    assert problems(schema_of("policy"), text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{role: engineer, who: ben, from: 2026-01-01}", "{role: engineer, from: 2026-01-01}"),
        ("team: legal", "teem: legal"),
        ("name: Ana Ito, emails: [ana@example.com]", "name: Ana Ito, kind: robot"),
    ],
)
def test_wrong_people_are_refused_by_both(old: str, new: str) -> None:
    text = support.PEOPLE.replace(old, new, 1)
    assert text != support.PEOPLE
    assert read_people(text)[1]
    assert problems(schema_of("people"), text)


@pytest.mark.shared
def test_all_transcribed_policies_pass(shared_dir: Path) -> None:
    files = sorted((shared_dir / "authority/policies").glob("*.yml"))
    assert len(files) >= 19
    assert {file.name: problems(schema_of("policy"), file.read_text("utf-8")) for file in files} == {
        file.name: [] for file in files
    }
