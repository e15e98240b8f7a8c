"""`decisions/policy/<name>@<from>.yml`: text to a Policy. Every problem of the file comes at once, with its place."""

from typing import Any

from remit.log import policy_keys as keys
from remit.log import yaml
from remit.log.finding import ERROR, Finding
from remit.log.kinds import Problems, Shape
from remit.log.policy import Boundary, Duties, Policy
from remit.log.yaml import Path

CODE, NAME = "L10", "policy-unreadable"


def read_policy(text: str, path: str) -> tuple[Policy | None, list[Finding]]:
    """The policy that `text` holds, or None and every problem of it (L10): nothing is judged by half a policy."""
    try:
        data = yaml.read(text)
    except yaml.StrictError as error:
        remedy = "policies are plain YAML: mappings, lists and text"
        return None, [Finding(CODE, NAME, ERROR, path, error.message, remedy, error.line, error.column)]
    problems = Problems()
    policy: Policy | None = POLICY.read(data, (), problems)
    if policy is None or problems:
        return None, problems.findings(CODE, NAME, path, text)
    return policy._replace(path=path, boundaries=_with_lines(policy.boundaries, text)), []


def _with_lines(boundaries: tuple[Boundary, ...], text: str) -> tuple[Boundary, ...]:
    """Boundaries with the line at which each is written, found by its id (0 where that is not plain to see)."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        at = line.find("id:")
        if at >= 0:
            name = line[at + 3 :].replace(",", " ").replace("}", " ").split("#")[0].split()
            if name:
                lines.setdefault(name[0].strip("\"'"), number)
    return tuple(boundary._replace(line=lines.get(boundary.id, 0)) for boundary in boundaries)


def _policy(out: dict[str, Any], at: Path, problems: Problems) -> Policy:
    _check(out, at, problems)
    del out["remit"]
    name, in_force = out.pop("policy"), out.pop("in_force")
    out["title"] = out.get("title", name)
    for key, build in (("roles", keys.role), ("bodies", keys.body), ("budgets", keys.budget)):
        out[key] = {name: build(name, parts) for name, parts in out.get(key, {}).items()}
    out["boundaries"] = tuple(boundary._replace(policy=name) for boundary in out["boundaries"])
    return Policy(name=name, start=in_force["from"], until=in_force.get("until"), **out)


def _check(out: dict[str, Any], at: Path, problems: Problems) -> None:
    for key in ("boundaries", "emergency", "delegations", "waivers"):
        _unique(key, out.get(key, ()), problems)
    in_force = out["in_force"]
    if "until" in in_force and in_force["until"] <= in_force["from"]:
        problems.say(
            ("in_force", "until"),
            "the policy ends before it begins",
            "`until` is the first day that it no longer judges",
        )
    if "roles" not in out and "extends" not in out:
        problems.say(at, "a policy needs `roles`", "name the positions that decide: `roles: {engineer: {tier: edge}}`")
    for name in sorted(set(out.get("roles", ())) & set(out.get("bodies", ()))):
        problems.say(("bodies", name), f"`{name}` is a role and a body", "give one of them another name")
    if "anyone" in out.get("roles", ()):
        problems.say(("roles", "anyone"), "`anyone` is built in", "it is every person who has not left; take it out")
    _two_ends(out, problems)
    if "extends" not in out:
        _voters(out, problems)


def _voters(out: dict[str, Any], problems: Problems) -> None:
    """A voting rule where nobody votes would be passed over in silence."""
    bodies = set(out.get("bodies", ()))
    for index, boundary in enumerate(out["boundaries"]):
        if not boundary.grants:
            continue
        places: list[Path] = [("passes",)] if boundary.duties.passes and not bodies & _named(boundary) else []
        for number, step in enumerate(boundary.steps):
            asked = {*step.decide, *_consenting(step.duties), *_consenting(boundary.duties)}
            if step.duties.passes and not bodies & asked:
                places.append(("steps", number, "passes"))
        for place in places:
            message = f"nobody votes where boundary `{boundary.id}` says `passes`"
            problems.say(("boundaries", index, *place), message, "let a body decide, or consent: `consent: board`")


def _named(boundary: Boundary) -> set[str]:
    """All who decide or consent anywhere in a boundary."""
    last = [boundary.beyond] if boundary.beyond else []
    late = [boundary.decide_within.then] if boundary.decide_within else []
    limits = (name for name, _ in boundary.limits)
    found = {*boundary.decide, *limits, *last, *late, *_consenting(boundary.duties)}
    return found.union(*({*step.decide, *_consenting(step.duties)} for step in boundary.steps))


def _consenting(duties: Duties) -> set[str]:
    return {name for consent in duties.consent for name in consent.of}


def _unique(key: str, entries: tuple[Any, ...], problems: Problems) -> None:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry.id in seen:
            problems.say((key, index, "id"), f"`{entry.id}` stands twice", "give each its own id")
        seen.add(entry.id)


def _two_ends(out: dict[str, Any], problems: Problems) -> None:
    for key, ending in (("delegations", "to_date"), ("waivers", "to")):
        for index, entry in enumerate(out.get(key, ())):
            if entry.until < entry.start:
                problems.say(
                    (key, index, ending), f"`{entry.id}` ends before it begins", "the last day comes after the first"
                )


POLICY = Shape("a policy", keys.POLICY_KEYS, _policy)
