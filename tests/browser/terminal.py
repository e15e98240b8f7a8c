"""Draw `site_src/images/terminal.svg`: real commands in a fresh demo repository, and what they print.

python tests/browser/terminal.py
"""

import os
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

COMMANDS = (
    ["may", "--topic", "tooling/cache", "--amount", "400", "A second cache"],
    ["may", "--topic", "tooling/cache", "--amount", "4000", "A rack of caches"],
    [
        "decide",
        "--topic",
        "tooling/cache",
        "--amount",
        "400",
        "A second cache",
        "--raised",
        "today",
        "--why",
        "The first is full at noon.",
    ],
    ["check"],
)
MOST_LINES = 8
WIDTH, LINE, LEFT, TOP = 940, 19, 22, 54
TARGET = Path(__file__).parents[2] / "site_src" / "images" / "terminal.svg"


def main() -> None:
    """Run the commands and write the picture."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(drawn(session()), encoding="utf-8")
    sys.stdout.write(f"{TARGET}\n")


def session() -> list[tuple[str, str]]:
    """Lines of the recording, each with its kind: typed, said or gap."""
    lines: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        _remit(folder, "demo", "acme")
        for arguments in COMMANDS:
            typed = " ".join(f'"{word}"' if " " in word else word for word in arguments)
            lines.append(("typed", f"remit {typed}"))
            said = _remit(f"{folder}/acme", *arguments).rstrip("\n").split("\n")
            lines += [("said", line) for line in said[:MOST_LINES]]
            lines.append(("gap", ""))
    return lines[:-1]


def _remit(folder: str, *arguments: str) -> str:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "110"}
    done = subprocess.run(
        [sys.executable, "-m", "remit.main", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    return done.stdout + done.stderr


def drawn(lines: list[tuple[str, str]]) -> str:
    """The picture: a window with a text element a line; fonts of the reader's own system."""
    height = TOP + LINE * len(lines) + 14
    rows = "\n".join(_row(number, kind, text) for number, (kind, text) in enumerate(lines) if kind != "gap")
    label = escape("; ".join(text for kind, text in lines if kind == "typed"), quote=True)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">
<style>
text {{ font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d7dae0; white-space: pre; }}
.typed {{ fill: #ffffff; font-weight: 600; }} .prompt {{ fill: #7ec699; }} .yes {{ fill: #9fe0b4; }} .no {{ fill: #f2c078; }}
</style>
<rect width="{WIDTH}" height="{height}" rx="10" fill="#1e222a"/>
<circle cx="24" cy="22" r="6" fill="#e06c60"/><circle cx="44" cy="22" r="6" fill="#e5c07b"/><circle cx="64" cy="22" r="6" fill="#8cc678"/>
{rows}
</svg>
"""


def _row(number: int, kind: str, text: str) -> str:
    y = TOP + LINE * number
    if kind == "typed":
        return f'<text x="{LEFT}" y="{y}"><tspan class="prompt">$ </tspan><tspan class="typed">{escape(text)}</tspan></text>'
    tone = "yes" if text.startswith("Yes") else "no" if text.startswith("Not yours") else ""
    shown = f' class="{tone}"' if tone else ""
    return f'<text x="{LEFT}" y="{y}"{shown}>{escape(text)}</text>'


if __name__ == "__main__":
    main()
