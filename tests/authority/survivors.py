"""SURVIVORS.md: the mutants that no test notices, each with the reason why that is right."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

TABLES = "| file | killed | tried | rate | not tried |"
"""Where the tables begin; what stands above is ours."""
UNEXPLAINED = "?"
Key = tuple[str, str, str, str]


def write(file: Path, scores: Iterable[Any], *, whole: bool) -> int:
    """Rewrite the tables of a file, keeping reasons; of the files that were not tried, keep all. Fails where a reason is missing."""
    scores = list(scores)
    text = file.read_text()
    rows, rates = _read(text)
    tried = {score.file for score in scores}
    kept = {} if whole else {name: rate for name, rate in rates.items() if name not in tried}
    new = kept | {score.file: (score.killed, score.tried, score.not_tried) for score in scores}
    listed = [] if whole else [(key, why) for key, why in rows if key[0] not in tried]
    listed += [(mutant.key, why) for score in scores for mutant, why in _explained(score.survivors, rows)]
    file.write_text(text.partition(TABLES)[0] + _text(new, sorted(listed, key=lambda row: row[0][0])))
    missing = [key for key, why in listed if why == UNEXPLAINED]
    print(f"{file.name}: {len(listed)} survivors, {len(missing)} without a reason")
    return 1 if missing else 0


def compare(file: Path, scores: Iterable[Any]) -> int:
    """Fails where the survivors of the files that were tried are others than those that the file lists."""
    scores = list(scores)
    tried = {score.file for score in scores}
    listed = Counter(key for key, _ in _read(file.read_text())[0] if key[0] in tried)
    found = Counter(_plain(mutant.key) for score in scores for mutant in score.survivors)
    for word, others in (("survives, and is not listed", found - listed), ("is listed, and noticed", listed - found)):
        for key in others.elements():
            print(f"{word}: {' | '.join(key)}")
    return 0 if found == listed else 1


def _explained(found: Iterable[Any], rows: list[tuple[Key, str]]) -> list[tuple[Any, str]]:
    left = list(rows)
    out = []
    for mutant in found:
        at = next((index for index, (key, _) in enumerate(left) if key == _plain(mutant.key)), None)
        out.append((mutant, UNEXPLAINED if at is None else left.pop(at)[1]))
    return out


def _plain(key: Key) -> Key:
    """A key as it stands in a table."""
    return tuple(part.replace("|", "¦") for part in key)  # type: ignore[return-value]


def _text(rates: dict[str, tuple[int, int, int]], rows: list[tuple[Key, str]]) -> str:
    killed, tried, left = (sum(rate[column] for rate in rates.values()) for column in range(3))
    lines = [TABLES, "|---|--:|--:|--:|--:|"]
    for name, rate in [*sorted(rates.items()), ("**all**", (killed, tried, left))]:
        lines.append(f"| {name} | {rate[0]} | {rate[1]} | {100 * rate[0] / max(1, rate[1]):.1f} % | {rate[2]} |")
    lines += ["", "| file | where | line | change | why nothing notices |", "|---|---|---|---|---|"]
    for key, why in rows:
        file, where, source, what = _plain(key)
        lines.append(f"| {file} | {where} | `` {source} `` | `` {what} `` | {why} |")
    return "\n".join(lines) + "\n"


_ROW = re.compile(r"\| (\S+) \| (\S+) \| `` (.*) `` \| `` (.*) `` \| (.*) \|")
_RATE = re.compile(r"\| (\S+\.py) \| (\d+) \| (\d+) \| \S+ % \| (\d+) \|")


def _read(text: str) -> tuple[list[tuple[Key, str]], dict[str, tuple[int, int, int]]]:
    """The rows of the list, and the rates of the files."""
    rows: list[tuple[Key, str]] = []
    rates = {}
    for line in text.splitlines():
        if row := _ROW.fullmatch(line):
            file, where, source, what, why = row.groups()
            rows.append(((file, where, source, what), why))
        elif rate := _RATE.fullmatch(line):
            rates[rate[1]] = (int(rate[2]), int(rate[3]), int(rate[4]))
    return rows, rates
