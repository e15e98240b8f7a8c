"""Each of the threats and faults has a test that is named after it, or a sentence in PLAN.md that says why not."""

import re
from pathlib import Path

HERE = Path(__file__).parent
NUMBERS = {*range(1, 93), *range(95, 99)}


def numbers_tested() -> set[int]:
    names = re.findall(
        r"^def test_t([0-9]{2})_", "".join(path.read_text("utf-8") for path in HERE.glob("test_*.py")), re.MULTILINE
    )
    return set(map(int, names))


def test_every_threat_has_a_test_or_a_reason():
    plan = (HERE / "PLAN.md").read_text("utf-8")
    listed = {int(number): words for number, words in re.findall(r"^\| T([0-9]+) \| (.*) \|$", plan, re.MULTILINE)}
    assert set(listed) == NUMBERS
    for number in sorted(NUMBERS - numbers_tested()):
        assert "not tested" in listed[number], f"T{number} has neither a test nor a reason"
    for number in sorted(numbers_tested()):
        assert f"test_t{number:02}_" in listed[number], f"PLAN.md does not name the tests of T{number}"


def test_the_plan_names_only_tests_that_exist():
    plan = (HERE / "PLAN.md").read_text("utf-8")
    there = "".join(path.read_text("utf-8") for path in HERE.glob("test_*.py"))
    for name in re.findall(r"`(test_t[0-9]{2}_\w+)`", plan):
        assert f"def {name}(" in there, name
