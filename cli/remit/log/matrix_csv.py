"""A delegation matrix as a spreadsheet (CSV), a line for each role and topic, to a policy.

Columns, in any order and case; only `topic` and `who` are needed:
topic · who (roles, with commas) · up to (a number; empty or `unlimited`: no limit; `<500`: below) · tier · consent · advice · inform
· boundary (its id; else made of the topic) · why · measure.
"""

import csv
import io
import re
from typing import NamedTuple

from remit.log.edit import printed
from remit.log.yaml import Value

COLUMNS = ("topic", "boundary", "who", "up to", "tier", "consent", "advice", "inform", "why")
_ALSO = {
    "limit": "up to",
    "up_to": "up to",
    "amount": "up to",
    "role": "who",
    "decides": "who",
    "decide": "who",
    "id": "boundary",
    "tell": "inform",
}
_NAME = re.compile(r"[^a-z0-9@.-]+")


class Line(NamedTuple):
    """One line of the spreadsheet."""

    number: int
    topics: tuple[str, ...]
    who: tuple[str, ...]
    most: str
    """A number, `<` and a number, or empty for no limit."""
    boundary: str
    tier: str
    consent: tuple[str, ...]
    advice: tuple[str, ...]
    inform: tuple[str, ...]
    why: str
    measure: str


class Wrong(NamedTuple):
    """What is wrong with a line (0: with the file), and how to fix it."""

    line: int
    message: str
    remedy: str


def read_matrix(text: str) -> tuple[list[Line], list[Wrong]]:
    """The lines of a spreadsheet, and everything that is wrong with it."""
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    table = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    if not table:
        return [], [Wrong(0, "the spreadsheet is empty", f"its first line names the columns: {', '.join(COLUMNS)}")]
    names = [_ALSO.get(cell.strip().lower(), cell.strip().lower()) for cell in table[0]]
    lacking = [name for name in ("topic", "who") if name not in names]
    if lacking:
        said = f"the first line has no column {' and no column '.join(lacking)}"
        return [], [Wrong(1, said, f"columns are: {', '.join(COLUMNS)}")]
    lines: list[Line] = []
    wrong: list[Wrong] = []
    topic = ""
    for number, cells in enumerate(table[1:], 2):
        row = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
        if any(row.values()):
            topic = row.get("topic") or topic  # merged cells: a topic stands once above its lines
            lines.append(_line(number, {**row, "topic": topic}, wrong))
    return lines, wrong


def _line(number: int, row: dict[str, str], wrong: list[Wrong]) -> Line:
    topics = tuple(filter(None, map(_topic, row["topic"].split(","))))
    most, problem = _most(row.get("up to", ""))
    if problem:
        wrong.append(
            Wrong(number, f"`{row.get('up to')}` is not an amount", "write a number such as 2500, `<2500`, or nothing")
        )
    if not topics:
        wrong.append(Wrong(number, "the topic is missing", "name what it is about, such as vendor/software"))
    who = _names(row.get("who", ""))
    if not who:
        wrong.append(Wrong(number, "nobody decides in this line", "name a role under `who`"))
    tier = row.get("tier", "").lower()
    if tier not in ("", "edge", "functional", "central"):
        wrong.append(Wrong(number, f"`{tier}` is not a tier", "one of: edge, functional, central"))
    boundary = _word(row.get("boundary", "")) or "-".join(topics).replace("/", "-").replace("*", "everything")
    consent, advice, inform = (_names(row.get(name, "")) for name in ("consent", "advice", "inform"))
    return Line(
        number,
        topics,
        who,
        most,
        boundary,
        tier,
        consent,
        advice,
        inform,
        row.get("why", ""),
        _word(row.get("measure", "")),
    )


def _topic(text: str) -> str:
    return "*" if text.strip() == "*" else "/".join(filter(None, map(_word, text.split("/"))))


def _word(text: str) -> str:
    return _NAME.sub("-", text.strip().lower()).strip("-.")


def _names(text: str) -> tuple[str, ...]:
    parts = re.split(r"[,;/]|\bor\b|\band\b", text)
    return tuple(dict.fromkeys(filter(None, map(_word, parts))))


def _most(text: str) -> tuple[str, bool]:
    bare = re.sub(r"[\s_'’]|(?<=\d),(?=\d{3}\b)", "", text.lower())
    bare = re.sub(r"^(?:[a-z]{3}|[€$£])|(?:[a-z]{3}|[€$£])$", "", bare) if not bare.startswith("unl") else bare
    if bare in ("", "unlimited", "nolimit", "-", "above"):
        return "", False
    match = re.fullmatch(r"(?:up to|upto|<=|≤)?(<)?(\d+(?:\.\d+)?)", bare)
    return (f"{match[1] or ''}{match[2]}", False) if match else ("", True)


def to_policy(lines: list[Line], name: str, start: str, currency: str = "") -> str:
    """The text of a policy version. Roles are edge, functional, central by how far their limits reach, unless the lines say."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.boundary, []).append(line)
    tiers = _tiers(lines, {name for name, group in groups.items() if len(group) > 1})
    out = [
        "remit: 1",
        f"policy: {name}",
        f"in_force: {{from: {start}}}",
        *([f"currency: {currency}"] if currency else []),
        "roles:",
    ]
    out += [f"  {role}: {{tier: {tier}}}" for role, tier in tiers.items()]
    out.append("boundaries:")
    for boundary, group in groups.items():
        out += _boundary(boundary, group)
    deciding = dict.fromkeys(role for line in lines for role in line.who)
    order = sorted(deciding, key=lambda role: ("edge", "functional", "central").index(tiers[role]))
    out.append(f"escalation: {printed(list[Value](order))}")
    out.append(f"otherwise: {{escalate: {order[-1]}}}")
    return "\n".join(out) + "\n"


def _tiers(lines: list[Line], ladders: set[str]) -> dict[str, str]:
    said: dict[str, str] = {}
    reach: dict[str, tuple[bool, float]] = {}
    for line in lines:
        for role in line.who:
            if line.tier:
                said[role] = line.tier
            far = (not line.most and line.boundary in ladders, float(line.most.lstrip("<") or 0))
            reach[role] = max(reach.get(role, (False, 0.0)), far)
        for role in (*line.consent, *line.advice, *line.inform):
            reach.setdefault(role, (False, -1.0))
    ranked = sorted(reach, key=lambda role: reach[role])
    bounded = [role for role in ranked if not reach[role][0] and reach[role][1] > 0]
    guess = {role: "central" if reach[role][0] else "functional" for role in ranked}
    guess.update(dict.fromkeys(bounded[:1], "edge"))
    if all(entry[0] for entry in reach.values()):
        guess = dict.fromkeys(ranked, "functional")
    return {role: said.get(role, guess[role]) for role in ranked}


def _boundary(name: str, group: list[Line]) -> list[str]:
    first = group[0]
    topics = list(dict.fromkeys(topic for line in group for topic in line.topics))
    out = [f"  - id: {name}", f"    topic: {printed(list[Value](topics)) if len(topics) > 1 else printed(topics[0])}"]
    why = next((line.why for line in group if line.why), "")
    out += [f"    why: {printed(why)}"] if why else []
    out += [f"    measure: {first.measure}"] if first.measure else []
    if len(group) == 1 and not first.most:
        return [*out, f"    decide: {_several(first.who)}", *_duties(first, "    ")]
    rising = sorted(group, key=lambda line: (not line.most, float(line.most.lstrip("<") or 0)))
    out.append("    steps:")
    for line in rising:
        end = f"below: {line.most[1:]}" if line.most.startswith("<") else f"up_to: {line.most}"
        parts = [end if line.most else "above: true", f"decide: {_several(line.who)}", *_duties(line, "")]
        out.append(f"      - {{{', '.join(parts)}}}")
    return out


def _several(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


def _duties(line: Line, indent: str) -> list[str]:
    duties = {"consent": line.consent, "advice": line.advice, "inform": line.inform}
    return [f"{indent}{key}: [{', '.join(names)}]" for key, names in duties.items() if names]
