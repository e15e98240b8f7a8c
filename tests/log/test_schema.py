"""The schemas that editors complete from say what the reader and the checks say."""

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from remit.log import fields, schema
from remit.log.settings import KEYS, read_settings
from support import SETTINGS, record_text

EXAMPLES = Path(__file__).parents[1] / "checks" / "examples"
SHIPPED = Path(schema.__file__).parent / "schemas"


class Loader(yaml.SafeLoader):
    """As an editor reads YAML (1.2: `on` and `no` are text), but dates stay text (JSON has none)."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def problems(name, text):
    data = yaml.load(text, Loader)
    return [error.message for error in Draft202012Validator(schema.schema_of(name)).iter_errors(data)]


def head(text):
    return text.split("---\n")[1]


@pytest.mark.parametrize("name", schema.NAMES)
def test_the_shipped_schema_is_the_one_that_is_printed(name, repo):
    Draft202012Validator.check_schema(schema.schema_of(name))
    told = f"run: remit check --schema {name} > cli/remit/log/schemas/{name}.schema.json"
    assert (SHIPPED / f"{name}.schema.json").read_text("utf-8") == schema.text_of(name), told
    assert repo.remit("check", "--schema", name).out == schema.text_of(name)


def test_every_field_and_every_setting_is_described():
    assert set(schema.schema_of("record")["properties"]) == set(fields.RECORD_FIELDS)
    assert set(schema.schema_of("act")["properties"]) == set(fields.ACT_FIELDS)
    assert set(schema.schema_of("settings")["properties"]) == set(KEYS)


@pytest.mark.parametrize(
    "case", sorted(EXAMPLES.glob("*/good/*.txt")), ids=lambda case: f"{case.parts[-3]}-{case.stem}"
)
def test_every_good_record_fits_the_schema(case):
    import re

    parts = re.split(r"^=== (?:before )?(.*)\n", case.read_text("utf-8"), flags=re.MULTILINE)
    for path, text in zip(parts[1::2], parts[2::2], strict=True):
        name = "act" if ".acts/" in path or "/stops/" in path else "record" if "/D-" in path else None
        if name and case.parts[-3] not in ("R01", "G13"):
            assert problems(name, head(text.replace("\r\n", "\n"))) == [], path


@pytest.mark.parametrize(
    "changed",
    [{"status": "acepted"}, {"id": "42"}, {"decider": "Ana Ito"}, {"decided": "yesterday"}, {"topic": "Tooling Cache"}, {"facts": "400"},
     {"colour": "red"}, {"decider": None}, {"title": None}, {"tier": "top"}, {"advice": "[{whom: eva}]"}],
)  # fmt: skip
def test_a_bad_record_does_not(changed):
    assert problems("record", head(record_text(**changed)))


def test_settings_fit_and_typos_do_not():
    assert (
        problems(
            "settings",
            SETTINGS + "checks: {X01: warning, R10: off}\ntargets: {edge: 60, functional: 20, central: 20}\n",
        )
        == []
    )
    assert problems("settings", "trustd: main\n")
    assert problems("settings", "merge: sqash\n")


@pytest.mark.parametrize(
    "text",
    ["sources: {path: docs/adr, x-why: ours}\n", "sources: [{path: docs/adr, format: madr4}]\n",
     "teams: {shop: {policy: shop, x-lead: ana}}\n"],
)  # fmt: skip
def test_settings_that_are_read_fit(text):
    assert read_settings(text)[1] == []
    assert problems("settings", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "sources: [{path: docs/adr, format: madr9}]\n",
        "teams: {shop: }\n",
        "checks: {R10: of}\n",
        "grades: {top: signed}\n",
    ],
)
def test_settings_that_are_not_read_do_not_fit(text):
    assert read_settings(text)[1]
    assert problems("settings", text)


def test_of_a_setting_that_is_half_wrong_the_rest_counts():
    found, wrong = read_settings(
        "grades: {edge: sined, central: signed}\nchecks: {R10: off, R09: no}\nworking_days: [mon, tu]\n"
    )
    assert (found.grades, found.checks, found.working_days) == (
        (("edge", "committed"), ("functional", "committed"), ("central", "signed")), (("R10", "off"),), ("mon",),
    )  # fmt: skip
    assert [one.line for one in wrong] == [1, 2, 3]


def test_an_unknown_schema_is_a_sentence(repo):
    assert repo.remit("check", "--schema", "recrod").err == (
        "remit: there is no schema of 'recrod'\n  there are: record, act, context, settings, people, policy\n"
    )
