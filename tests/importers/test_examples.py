"""One small file for each format and each quirk, with everything that is read from it beside it as JSON."""

import json
from pathlib import Path

import pytest

from remit.importers import read_foreign

EXAMPLES = Path(__file__).parent / "examples"
FILES = sorted(path for path in EXAMPLES.rglob("*") if path.is_file() and path.suffix != ".json")


def as_read(path: Path) -> dict:
    reading = read_foreign(path.relative_to(EXAMPLES).as_posix(), path.read_bytes())
    return {key: value for key, value in reading._asdict().items() if key != "body"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(EXAMPLES).as_posix())
def test_an_example_reads_as_the_file_beside_it_says(path: Path) -> None:
    expected = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(as_read(path))) == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(EXAMPLES).as_posix())
def test_the_format_is_the_one_of_the_folder(path: Path) -> None:
    assert as_read(path)["format"] == path.relative_to(EXAMPLES).parts[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(EXAMPLES).as_posix())
def test_the_body_is_the_end_of_the_file_byte_for_byte(path: Path) -> None:
    data = path.read_bytes()
    reading = read_foreign(path.name, data)
    body = reading.body.encode(reading.encoding)
    assert data.endswith(body)
    assert data[: len(data) - len(body)].count(b"\n") + 1 == reading.body_line
