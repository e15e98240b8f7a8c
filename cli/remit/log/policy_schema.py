"""The JSON Schemas of policies and of people.yml, made from the tables that read them; editors complete and check from them.

`python -m remit.log.policy_schema policy` prints one; the files in `log/schemas/` are what it prints, and a test
holds them equal. What only the whole file shows (names that nobody defined, steps that fall) the reader says.
"""

from itertools import combinations
from typing import Any

from remit.log.kinds import Schema
from remit.log.people_file import PEOPLE_KEYS
from remit.log.policy_file import POLICY

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_GRANTS = ("decide", "steps", "limits", "forbid")
_ENDS = ("up_to", "below", "above")


def policy_schema() -> Schema:
    """The schema of `decisions/policy/<name>@<from>.yml`."""
    schema = _plain(POLICY.schema())
    keys = schema["properties"]
    boundary = keys["boundaries"]["items"]
    boundary["not"] = {"anyOf": [{"required": list(pair)} for pair in combinations(_GRANTS, 2)]}
    boundary["properties"]["steps"]["items"]["allOf"] = [_one_of(_ENDS), _one_of(("decide", "forbid"))]
    keys["otherwise"]["anyOf"] = [{"required": ["decide"]}, {"required": ["escalate"]}]
    return {"$schema": DRAFT, "title": "A Remit policy, format 1", **_shared(schema)}


def people_schema() -> Schema:
    """The schema of `decisions/people.yml`."""
    properties = {key: {**field.kind.schema(), "description": field.meaning} for key, field in PEOPLE_KEYS.items()}
    schema: Schema = _plain({"type": "object", "additionalProperties": False, "properties": properties})
    schema["patternProperties"] = {"^x-": {}}
    schema["properties"]["people"]["additionalProperties"] = {
        "anyOf": [{"type": "null"}, schema["properties"]["people"]["additionalProperties"]]
    }
    return {"$schema": DRAFT, "title": "Remit people, format 1", **_shared(schema)}


def _one_of(keys: tuple[str, ...]) -> Schema:
    return {"oneOf": [{"required": [key]} for key in keys]}


def _plain(value: Any) -> Any:
    """Free text may look like a number or a truth to an editor's YAML reader: `clause: 2.1` is text here all the same."""
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    out = {key: _plain(entry) for key, entry in value.items()}
    if out.get("type") == "string" and not {"pattern", "format"} & set(out):
        out["type"] = ["string", "number", "boolean"]
    return out


def _shared(schema: Schema) -> Schema:
    """The schema with the patterns of names, which return everywhere, written once under `$defs`."""
    names: dict[str, str] = {}
    body = _with_refs(schema, names)
    return {**body, "$defs": {name: {"type": "string", "pattern": pattern} for pattern, name in names.items()}}


def _with_refs(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_with_refs(entry, names) for entry in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "string" and isinstance(value.get("pattern"), str) and "format" not in value:
        name = names.setdefault(value["pattern"], f"text-{len(names) + 1}")
        rest = {key: entry for key, entry in value.items() if key not in ("type", "pattern")}
        return {"$ref": f"#/$defs/{name}", **rest}
    return {key: _with_refs(entry, names) for key, entry in value.items()}


def text_of(schema: Schema) -> str:
    """A schema as the text of its file."""
    import json

    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


SCHEMAS = {"policy": policy_schema, "people": people_schema}

if __name__ == "__main__":
    import sys

    sys.stdout.write(text_of(SCHEMAS[sys.argv[1]]()))
