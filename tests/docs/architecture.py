"""Draws the picture of the rooms from the code: `python tests/docs/architecture.py` writes it, a test compares it.

Rows are the layers that `.importlinter` holds, a box is a room with the first sentence of its docstring. An arrow is drawn
where a room imports another one and does not come to it through a third as well, so that the picture stays readable.
"""

import ast
import configparser
import textwrap
from collections.abc import Iterator
from html import escape
from pathlib import Path

import grimp

TOP = Path(__file__).parents[2]
CODE = TOP / "cli/remit"
PICTURE = TOP / "site_src/images/architecture.svg"
WIDTH, BOX, HEIGHT, GAP, STEP = 800, 236, 76, 24, 108
_HEAD = (
    '<defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z" fill="#78909c"/></marker></defs>'
)
Edges = set[tuple[str, str]]


def layers() -> list[list[str]]:
    """The rooms of each layer, from the top."""
    contracts = configparser.ConfigParser()
    contracts.read(TOP / ".importlinter", encoding="utf-8")
    lines = contracts["importlinter:contract:rooms"]["layers"].strip().splitlines()
    return [line.replace("|", ":").replace(" ", "").split(":") for line in lines]


def imports(rows: list[list[str]]) -> Edges:
    """Which room imports which; only downwards, for what still looks up is named in `.importlinter`."""
    depth = {room: row for row, rooms in enumerate(rows) for room in rooms}
    graph = grimp.build_graph("remit", cache_dir=None)
    found: Edges = {("main", "commands")}  # commands are named in a table and loaded when they are called
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            upper, lower = (name.split(".")[1] if "." in name else "" for name in (module, other))
            if upper in depth and lower in depth and depth[upper] < depth[lower]:
                found.add((upper, lower))
    return found


def reduced(edges: Edges) -> Edges:
    """The edges without those that a longer way says too."""

    def reachable(start: str) -> set[str]:
        return {end for upper, lower in edges if upper == start for end in (lower, *reachable(lower))}

    return {
        (upper, lower)
        for upper, lower in edges
        if not any(lower in reachable(middle) for first, middle in edges if first == upper and middle != lower)
    }


def meaning(room: str) -> list[str]:
    """What a room is, in at most three lines: the first sentence of its docstring."""
    path = CODE / room / "__init__.py" if (CODE / room).is_dir() else CODE / f"{room}.py"
    text = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n\n")[0].replace("\n", " ")
    sentence = text.split(". ")[0].replace("`", "").rstrip(".")
    return textwrap.wrap(sentence, 35, max_lines=3, placeholder=" …")


def places(rows: list[list[str]]) -> dict[str, tuple[int, int]]:
    """The upper left corner of each box."""
    out = {}
    for row, rooms in enumerate(rows):
        left = (WIDTH - len(rooms) * BOX - (len(rooms) - 1) * GAP) // 2
        for column, room in enumerate(rooms):
            out[room] = (left + column * (BOX + GAP), 16 + row * STEP)
    return out


def picture() -> str:
    """The picture as SVG."""
    rows = layers()
    at = places(rows)
    height = 16 + len(rows) * STEP - (STEP - HEIGHT) + 16
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">',
        "<title>The rooms of Remit: imports run downwards only</title>",
        _HEAD,
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    lines += [_arrow(at[upper], at[lower]) for upper, lower in sorted(reduced(imports(rows)))]
    for room, corner in at.items():
        lines += _box(room, *corner)
    return "\n".join([*lines, "</svg>", ""])


def _arrow(upper: tuple[int, int], lower: tuple[int, int]) -> str:
    """From the foot of a box to the head of the one below; from side to side where others stand between."""
    rows = (lower[1] - upper[1]) // STEP
    if rows == 1:
        x, y, to_x, to_y = upper[0] + BOX // 2, upper[1] + HEIGHT, lower[0] + BOX // 2, lower[1] - 2
        curve = f"C{x} {y + 30} {to_x} {to_y - 30}"
    else:
        x, y, to_x, to_y = upper[0] + BOX, upper[1] + HEIGHT // 2, lower[0] + BOX + 2, lower[1] + HEIGHT // 2
        out = max(x, to_x) + 34 * rows
        curve = f"C{out} {y + 10} {out} {to_y - 10}"
    return f'<path d="M{x} {y}{curve} {to_x} {to_y}" fill="none" stroke="#78909c" marker-end="url(#end)"/>'


def _box(room: str, left: int, top: int) -> Iterator[str]:
    yield f'<rect x="{left}" y="{top}" width="{BOX}" height="{HEIGHT}" rx="6" fill="#eef2f7" stroke="#455a64"/>'
    name = f"{room}/" if (CODE / room).is_dir() else f"{room}.py"
    yield f'<text x="{left + 10}" y="{top + 19}" font-size="14" font-weight="bold" fill="#1a2a33">{name}</text>'
    for number, line in enumerate(meaning(room)):
        yield f'<text x="{left + 10}" y="{top + 36 + 15 * number}" fill="#37474f">{escape(line)}</text>'


if __name__ == "__main__":
    PICTURE.write_text(picture(), "utf-8")
