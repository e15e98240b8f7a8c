"""Draw the recordings of the README and the guide: real commands in a fresh demo repository, and what they print.

python tests/browser/terminal.py               all of them, into site_src/images
python tests/browser/terminal.py may           one of them
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import NamedTuple

IMAGES = Path(__file__).parents[2] / "site_src" / "images"
NOW = "2026-11-21T12:00+00:00"
"""When all of it happens, so that a picture changes only where the words do."""
WIDTH, LINE, LEFT, TOP, COLUMNS = 940, 19, 22, 54, 104


class Scene(NamedTuple):
    """One recording."""

    commands: tuple[str, ...]
    most: int = 8
    """How many lines of what each command says are shown."""
    codes: bool = False
    """Whether the exit code of each command is shown."""
    opened: bool = False
    """Whether it begins with the making of the repository."""


CACHE = "remit may --topic tooling/cache"
DECIDE = (
    'remit decide --topic tooling/cache --amount 400 "A second cache" --raised today --why "The first is full at noon."'
)
SCENES = {
    "terminal": Scene(
        (
            f'{CACHE} --amount 400 "A second cache"',
            f'{CACHE} --amount 4000 "A rack of caches"',
            DECIDE,
            "remit check",
        )
    ),
    "may": Scene(
        (
            f'{CACHE} --amount 400 "A second cache"',
            f'{CACHE} --amount 4000 "A rack of caches" --who cho',
            f'{CACHE} --amount 4000 "A rack of caches"',
            'remit may --topic data/sale "Sell the list of addresses"',
            "remit may g8m4xc",
            f'{CACHE} "A second cache"',
        ),
        most=7,
        codes=True,
    ),
    "demo": Scene(
        (
            f'{CACHE} --amount 400 "A second cache"',
            f'{CACHE} --amount 4000 "A rack of caches"',
            f"{DECIDE} --commit",
            "remit check --range main..speaks-for-ana",
            'remit stop b7n2wd --why "The disk is full of logs."',
            "remit may b7n2wd",
            "remit audit drill --without ana",
        ),
        most=9,
        opened=True,
    ),
}


class Line(NamedTuple):
    """A line of a recording: what was typed, what was said, or nothing."""

    kind: str
    text: str = ""
    code: int | None = None


def main(names: list[str]) -> None:
    """Run the commands and write the pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name in names or SCENES:
        target = IMAGES / f"{name}.svg"
        target.write_text(drawn(recorded(SCENES[name])), encoding="utf-8")
        sys.stdout.write(f"{target}\n")


def recorded(scene: Scene) -> list[Line]:
    """The lines of a recording, played in a repository that `remit demo` makes."""
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        made = _run(folder, "remit demo acme")[1].split(" Try:")[0]
        if scene.opened:
            lines += [Line("typed", "remit demo acme && cd acme"), Line("said", made), Line("gap")]
        for command in scene.commands:
            code, said = _run(f"{folder}/acme", command)
            lines += typed(command, code if scene.codes else None)
            shown = [Line("said", part) for text in said.rstrip("\n").split("\n") for part in _wrapped(text, "    ")]
            lines += shown[: scene.most]
            lines += [Line("said", "  …")] if len(shown) > scene.most else []
            lines.append(Line("gap"))
    return lines[:-1]


def typed(command: str, code: int | None) -> Iterable[Line]:
    """A command as it is typed, on as many lines as it needs."""
    width = COLUMNS - 4 - (16 if code is not None else 0)
    parts = [""]
    for word in re.findall(r'"[^"]*"|\S+', command):
        if len(parts[-1]) + len(word) > width:
            parts[-1] += " \\"
            parts.append("   ")
        parts[-1] += f" {word}"
    for index, text in enumerate(parts):
        yield Line("typed", text[1:], code) if index == 0 else Line("more", text)


def _wrapped(text: str, indent: str, width: int = COLUMNS) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=indent, break_long_words=True, break_on_hyphens=False) or [""]


def _run(folder: str, command: str) -> tuple[int, str]:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "REMIT_NOW": NOW, "TZ": "UTC"}
    done = subprocess.run(
        [sys.executable, "-m", "remit.main", *shlex.split(command)[1:]],
        cwd=folder, capture_output=True, text=True, env=environment, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def drawn(lines: list[Line]) -> str:
    """The picture: a window with a text element a line; fonts of the reader's own system, dark in light and dark pages."""
    height = TOP + LINE * len(lines) + 14
    rows = "\n".join(_row(number, line) for number, line in enumerate(lines) if line.kind != "gap")
    label = escape("; ".join(line.text for line in lines if line.kind == "typed"), quote=True)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">
<style>
text {{ font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d7dae0; white-space: pre; }}
.typed {{ fill: #ffffff; font-weight: 600; }} .prompt {{ fill: #7ec699; }} .yes {{ fill: #9fe0b4; }} .no {{ fill: #f2c078; }}
.stop {{ fill: #ff9b8f; }} .code {{ fill: #aeb6c4; text-anchor: end; }}
</style>
<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="10" fill="#1e222a" stroke="#5c6370"/>
<circle cx="24" cy="22" r="6" fill="#e06c60"/><circle cx="44" cy="22" r="6" fill="#e5c07b"/><circle cx="64" cy="22" r="6" fill="#8cc678"/>
{rows}
</svg>
"""


TONES = {
    "Yes": "yes", "Not yours": "no", "Need more": "no", "No.": "stop", "Stop.": "stop", "decisions/2026/D-20261121-x8b6rk": "stop",
}  # fmt: skip


def _row(number: int, line: Line) -> str:
    y = TOP + LINE * number
    if line.kind in ("typed", "more"):
        prompt = '<tspan class="prompt">$ </tspan>' if line.kind == "typed" else "  "
        row = f'<text x="{LEFT}" y="{y}">{prompt}<tspan class="typed">{escape(line.text)}</tspan></text>'
        code = f'<text class="code" x="{WIDTH - LEFT}" y="{y}">exit code {line.code}</text>'
        return row if line.code is None else row + code
    tone = next((tone for words, tone in TONES.items() if line.text.startswith(words)), "")
    shown = f' class="{tone}"' if tone else ""
    return f'<text x="{LEFT}" y="{y}"{shown}>{escape(line.text)}</text>'


if __name__ == "__main__":
    main(sys.argv[1:])
