"""Our own modules are found the short way, and are what Python itself would have found."""

import os
import py_compile
import subprocess
import sys

import pytest

TRY = """
import sys
from remit.files import modules
modules.prefer("shop", sys.argv[1] + "/shop")
sys.path.insert(0, sys.argv[1])
import shop.till, shop.stock.shelf
from importlib.resources import files
print(shop.till.WHAT, shop.till.__file__ == sys.argv[1] + "/shop/till.py")
print(shop.stock.shelf.what.__code__.co_filename == shop.stock.shelf.__file__, files("shop.stock").joinpath("list.txt").read_text())
"""


@pytest.fixture
def shop(tmp_path):
    """A package with a package inside and a file beside it, compiled."""
    stock = tmp_path / "shop/stock"
    stock.mkdir(parents=True)
    for path, text in {
        "shop/__init__.py": "",
        "shop/till.py": "WHAT = 'one'\n",
        "shop/stock/__init__.py": "",
        "shop/stock/shelf.py": "def what():\n    return 1\n",
        "shop/stock/list.txt": "tea",
    }.items():
        (tmp_path / path).write_text(text)
        if path.endswith(".py"):
            py_compile.compile(str(tmp_path / path), dfile="built/elsewhere.py")
    return tmp_path


def run(shop):
    words = [sys.executable, "-c", TRY, str(shop)]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPATH"] = os.pathsep.join(sys.path)
    done = subprocess.run(words, capture_output=True, text=True, env=env, check=False)
    assert done.stderr == ""
    return done.stdout


def test_modules_packages_and_the_files_beside_them_are_found(shop):
    assert run(shop) == "one True\nTrue tea\n"


def test_a_source_that_is_newer_than_what_was_compiled_counts(shop):
    (shop / "shop/till.py").write_text("WHAT = 'another'\n")
    assert run(shop).startswith("another ")


def test_a_source_that_was_never_compiled_is_read(shop):
    for path in shop.rglob("*.pyc"):
        path.unlink()
    assert run(shop) == "one True\nTrue tea\n"


def test_a_compiled_file_that_is_cut_off_or_not_ours_is_left_to_python(shop):
    at = next((shop / "shop/__pycache__").glob("till.*.pyc"))
    at.write_bytes(b"\0" * 16 + at.read_bytes()[16:])
    assert run(shop).startswith("one ")
