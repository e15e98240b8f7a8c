"""The mutants themselves: every place is changed that tests could notice, and no other."""

from pathlib import Path
from typing import NamedTuple

import survivors
from mutation import Mutant, mutants

SOURCE = '''\
"""A module."""

MOST = 5
"""How many."""
Names = tuple[str, ...]
TABLE = Shape("a pair", {"left": 1})


class Pair(NamedTuple):
    """Two."""

    left: int = 1

    @property
    def sum(self) -> "int | None":
        """Both."""
        return self.left + MOST


def small(value: dict[str, int | None], least: int = 2, *, most: int = 3) -> bool:
    """Whether it is."""
    found: list["str | None"] = []
    return not found and any(item for item in value if item)
'''


def of(tmp_path: Path) -> list[Mutant]:
    path = tmp_path / "pair.py"
    path.write_text(SOURCE)
    return list(mutants(path))


def test_functions_defaults_fields_and_constants_are_changed_but_no_annotation(tmp_path: Path) -> None:
    assert [(mutant.line, mutant.where, mutant.kind, mutant.what) for mutant in of(tmp_path)] == [
        (3, "MOST", "constant", "5 is 6"),
        (12, "Pair", "field", "1 is 2"),
        (17, "Pair.sum", "code", "return None"),
        (17, "Pair.sum", "code", "another operator"),
        (20, "small", "default", "2 is 3"),
        (20, "small", "default", "3 is 4"),
        (23, "small", "code", "return None"),
        (23, "small", "code", "and for or"),
        (23, "small", "code", "without part 1"),
        (23, "small", "code", "without part 2"),
        (23, "small", "code", "without not"),
        (23, "small", "code", "all for any"),
        (23, "small", "code", "without the condition"),
    ]


class Score(NamedTuple):
    file: str
    killed: int
    tried: int
    not_tried: int
    survivors: tuple[Mutant, ...]


def test_the_list_of_survivors_keeps_its_reasons(tmp_path: Path) -> None:
    file = tmp_path / "SURVIVORS.md"
    file.write_text("# What survives\n\n")
    score = Score("pair.py", 11, 13, 0, tuple(of(tmp_path)[7:9]))
    assert survivors.write(file, [score], whole=True) == 1
    text = file.read_text()
    assert text.startswith("# What survives\n\n| file | killed")
    row = "| pair.py | small | `` return not found and any(item for item in value if item) `` | `` and for or `` | ? |"
    assert row in text
    assert "| pair.py | 11 | 13 | 84.6 % | 0 |" in text
    file.write_text(text.replace("| ? |", "| It is the same. |"))
    assert survivors.write(file, [score], whole=False) == survivors.compare(file, [score]) == 0
    assert file.read_text().count("It is the same.") == 2
    assert survivors.compare(file, [score._replace(survivors=score.survivors[:1])]) == 1


def test_every_survivor_has_a_reason() -> None:
    tests = Path(__file__).parents[1]
    for room in ("authority", "attribution"):
        assert " | ? |" not in (tests / room / "SURVIVORS.md").read_text()
