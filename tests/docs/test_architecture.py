"""What CONTRIBUTING and the page on the architecture say is true of the code; what their recipes ask for is not forgotten."""

import importlib
import re
from pathlib import Path

import architecture
import click
import pytest

from remit.importers.formats import BY_NAME
from remit.log.settings import FORMATS, KEYS, Settings
from remit.main import ALIASES, COMMANDS, FRONT, remit

TOP = Path(__file__).parents[2]
CODE = TOP / "cli/remit"
PAGES = {name: (TOP / name).read_text("utf-8") for name in ("CONTRIBUTING.md", "site_src/guide/architecture.md")}


def test_the_picture_shows_the_rooms_as_they_import_each_other() -> None:
    told = "run: python tests/docs/architecture.py"
    assert architecture.PICTURE.read_text("utf-8") == architecture.picture(), told


@pytest.mark.parametrize("page", PAGES)
def test_every_file_and_name_that_a_page_mentions_is_there(page: str) -> None:
    for path, names in re.findall(r"`([a-z_/]+\.py)`(?: \(((?:`\w+`(?:, )?)+)\))?", PAGES[page]):
        file = next((base / path for base in (CODE, TOP) if (base / path).is_file()), None)
        assert file, path
        text = file.read_text("utf-8")
        for name in re.findall(r"\w+", names):
            assert re.search(rf"^ *(?:def |class )?{name}\b", text, re.MULTILINE), f"{path} has no {name}"


@pytest.mark.parametrize("page", PAGES)
def test_every_room_is_told_of(page: str) -> None:
    rooms = {path.parent.name for path in CODE.glob("*/__init__.py")}
    assert {room for room in rooms if not re.search(rf"\b{room}\b", PAGES[page])} == set()


def test_every_setting_has_a_meaning_and_is_read_by_somebody() -> None:
    fields = set(Settings._fields) - {"path"}
    assert fields == set(KEYS) - {"remit"}
    code = "\n".join(path.read_text("utf-8") for path in CODE.rglob("*.py") if path != CODE / "log/settings.py")
    methods = {"labels": "label_of", "grades": "grade_of", "checks": "level_of", "time_zone": "zone"}
    unread = {field for field in fields if not re.search(rf"\.(?:{field}|{methods.get(field, field)})\b", code)}
    assert unread == set()


def test_every_command_is_registered_and_what_is_registered_is_there() -> None:
    written, below = set(), set()
    for path in (CODE / "commands").glob("[a-z]*.py"):
        module = importlib.import_module(f"remit.commands.{path.stem}")
        found = {one for one in vars(module).values() if isinstance(one, click.Command)}
        below |= {one for group in found if isinstance(group, click.Group) for one in group.commands.values()}
        written |= {one for one in found if one.callback and one.callback.__module__ == module.__name__}
    context = click.Context(remit)
    registered = [remit.get_command(context, name) for name in COMMANDS]
    assert len(registered) > 40
    assert {one.name for one in written - below} == set(COMMANDS)
    assert written - below == set(registered)
    assert {name: one.name for name, one in zip(COMMANDS, registered, strict=True) if one} == {
        name: name for name in COMMANDS
    }
    assert {ALIASES[name] for name in ALIASES} <= set(COMMANDS) >= set(FRONT)


def test_every_format_that_is_known_may_be_named_in_the_settings() -> None:
    assert set(FORMATS) == {"auto", *BY_NAME}


def test_no_code_turns_python_itself_off_for_speed() -> None:
    """D-20261130-e48pp3: what such a trick saves nobody feels, and everybody who reads the code pays for it."""
    tricks = re.compile(r"\bgc\.(disable|freeze|set_threshold)\b|\bos\._exit\b|\bTYPE_CHECKING\b|\bsys\.meta_path\b")
    found = [str(path) for path in sorted(CODE.rglob("*.py")) if tricks.search(path.read_text("utf-8"))]
    assert found == []
