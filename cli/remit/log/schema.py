"""The JSON Schemas of every file of a log, made from the tables that the checks read; editors complete and check from them.

`remit check --schema record` prints one; the files in `log/schemas/` are what it prints, and a test holds them equal. An
editor with a YAML language server uses one through a comment, in a YAML file or in the front matter of a record:

    # yaml-language-server: $schema=https://example.com/schemas/record.schema.json
"""

import json
from collections.abc import Callable
from itertools import combinations
from typing import Any

from remit.log.fields import ACT_FIELDS, ALWAYS, CONTEXT_FIELDS, ONCE_DECIDED, RECORD_FIELDS, WRITTEN_BY_TOOL
from remit.log.kinds import Key, Schema
from remit.log.people import PEOPLE
from remit.log.policy import POLICY
from remit.log.problem import Usage
from remit.log.record import OPEN, STATUSES
from remit.log.settings import KEYS

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _head(title: str, table: dict[str, Key], needed: tuple[str, ...]) -> Schema:
    """The schema of a front matter; nothing behind a key is as if it were not there."""
    by_tool = WRITTEN_BY_TOOL if table is RECORD_FIELDS else ()
    properties = {
        key: {
            "description": f"{field.meaning} Written by the tool." if key in by_tool else field.meaning,
            "anyOf": [field.kind.schema(), {"type": "null"}],
        }
        for key, field in table.items()
    }
    return {
        "$schema": DRAFT,
        "title": title,
        "type": "object",
        "required": [*needed],
        "properties": properties,
        "patternProperties": {"^x-": {"description": "Your own."}},
        "additionalProperties": False,
    }


def _record() -> Schema:
    """A decided record needs more fields than an open one."""
    decided = [status for status in STATUSES if status not in OPEN and status != "withdrawn"]
    rule = {
        "if": {"properties": {"status": {"enum": decided}}, "not": {"required": ["imported"]}},
        "then": {"required": [*ONCE_DECIDED]},
    }
    return {**_head("A Remit record, format 1", RECORD_FIELDS, ALWAYS), **rule}


def _settings() -> Schema:
    """Nothing behind a key is as if it were not there, and nor is an empty file."""
    properties = {
        key: {"description": entry.meaning, "anyOf": [_plain(entry.kind.schema()), {"type": "null"}]}
        for key, entry in KEYS.items()
    }
    return {
        "$schema": DRAFT, "title": "Remit settings, format 1", "type": ["object", "null"], "properties": properties,
        "patternProperties": {"^x-": {"description": "Your own."}}, "additionalProperties": False,
    }  # fmt: skip


_GRANTS = ("decide", "steps", "limits", "forbid")
_ENDS = ("up_to", "below", "above")


def _policy() -> Schema:
    """A boundary has one answer, a step one end, and the default names somebody."""
    schema = _plain(POLICY.schema())
    keys = schema["properties"]
    boundary = keys["boundaries"]["items"]
    boundary["not"] = {"anyOf": [{"required": list(pair)} for pair in combinations(_GRANTS, 2)]}
    boundary["properties"]["steps"]["items"]["allOf"] = [_one_of(_ENDS), _one_of(("decide", "forbid"))]
    keys["otherwise"]["anyOf"] = [{"required": ["decide"]}, {"required": ["escalate"]}]
    return {"$schema": DRAFT, "title": "A Remit policy, format 1", **_shared(schema)}


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


SCHEMAS: dict[str, Callable[[], Schema]] = {
    "record": _record,
    "act": lambda: _head("An act on a Remit record, format 1", ACT_FIELDS, ("act", "who", "on")),
    "context": lambda: _head("A page of shared context, format 1", CONTEXT_FIELDS, ()),
    "settings": _settings,
    "people": lambda: {"$schema": DRAFT, "title": "Remit people, format 1", **_shared(_plain(PEOPLE.schema()))},
    "policy": _policy,
}
NAMES = tuple(SCHEMAS)
"""What there are schemas of."""


def schema_of(name: str) -> Schema:
    """The schema of a name. Raises Usage where there is none."""
    if name not in SCHEMAS:
        raise Usage(f"there is no schema of {name!r}", f"there are: {', '.join(NAMES)}")
    return SCHEMAS[name]()


def text_of(name: str) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema_of(name), indent=1, ensure_ascii=False) + "\n"
