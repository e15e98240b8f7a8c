"""Decisions and the links between them as a drawing: Mermaid (mermaid.js.org) and DOT (graphviz.org)."""

from remit.exporters.selected import BOTH, Selected
from remit.log.record import ACCEPTED, OPEN, Record


def as_mermaid(selected: Selected) -> str:
    """A flow chart: a box per record, open ones rounded, those no longer in force dashed."""
    names = _names(selected)
    lines = ["graph LR", "  classDef ended stroke-dasharray: 4 4"]
    for record in selected.records:
        name, label = names[record.path], _label(record).translate(_MERMAID)
        box = f'("{label}")' if record.status in OPEN else f'["{label}"]'
        lines.append(f"  {name}{box}{'' if _holds(record) else ':::ended'}")
    lines += [f"  {names[one.path]} {_arrow(kind)} {names[other.path]}" for one, kind, other in selected.links]
    return "\n".join(lines) + "\n"


def as_dot(selected: Selected) -> str:
    """A directed graph: a box per record, those no longer in force dashed."""
    names = _names(selected)
    lines = ["digraph decisions {", "  rankdir=LR;", "  node [shape=box];"]
    for record in selected.records:
        style = "" if _holds(record) else ", style=dashed"
        lines.append(f'  {names[record.path]} [label="{_label(record).translate(_DOT)}"{style}];')
    for one, kind, other in selected.links:
        direction = ", dir=none" if kind in BOTH else ""
        lines.append(f'  {names[one.path]} -> {names[other.path]} [label="{kind}"{direction}];')
    return "\n".join([*lines, "}"]) + "\n"


_MERMAID = str.maketrans({char: f"#{ord(char)};" for char in '"#<>&;`'})
"""Mermaid reads a character by its number; markup in a title is no markup in the drawing."""
_DOT = str.maketrans({'"': '\\"', "\\": "\\\\"})


def _arrow(kind: str) -> str:
    line = "---" if kind in BOTH else "-->"
    return line if kind == "related" else f"{line}|{kind}|"


def _names(selected: Selected) -> dict[str, str]:
    return {record.path: f"d{number}" for number, record in enumerate(selected.records, 1)}


def _label(record: Record) -> str:
    title = " ".join(record.title.split())
    return f"{record.id}: {title}" if record.native else title


def _holds(record: Record) -> bool:
    return record.status in OPEN or record.status in (ACCEPTED, "")
