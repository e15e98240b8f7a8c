"""Our own modules are found the short way, and are what Python itself would have found."""

import os
import py_compile
import subprocess
import sys

import pytest

TRY = """
import sys
from remit.files import compiled
finder = compiled.prefer("shop", sys.argv[1] + "/shop")
finder.read_together()
sys.path.insert(0, sys.argv[1])
import shop.till, shop.stock.shelf
from importlib.resources import files
print(shop.till.WHAT, shop.till.__spec__.loader.__class__.__name__, shop.till.__file__ == sys.argv[1] + "/shop/till.py")
print(shop.stock.shelf.what.__code__.co_filename == shop.stock.shelf.__file__, files("shop.stock").joinpath("list.txt").read_text())
finder.keep_together()
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


def run(shop, *options):
    words = [sys.executable, *options, "-c", TRY, str(shop)]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPATH"] = os.pathsep.join(sys.path)
    done = subprocess.run(words, capture_output=True, text=True, env=env, check=False)
    assert done.stderr == ""
    return done.stdout


def together(shop):
    return list((shop / "shop/__pycache__").glob("shop.*.together*"))


def test_modules_packages_and_the_files_beside_them_are_found(shop):
    assert run(shop) == "one _Straight True\nTrue tea\n"


def test_a_source_that_is_newer_than_what_was_compiled_counts(shop):
    (shop / "shop/till.py").write_text("WHAT = 'another'\n")
    assert run(shop).startswith("another ")


def test_a_source_that_was_never_compiled_is_read(shop):
    for path in shop.rglob("*.pyc"):
        path.unlink()
    assert run(shop) == "one _Straight True\nTrue tea\n"


def test_a_compiled_file_that_is_cut_off_or_not_ours_is_left_to_python(shop):
    at = next((shop / "shop/__pycache__").glob("till.*.pyc"))
    at.write_bytes(b"\0" * 16 + at.read_bytes()[16:])
    assert run(shop).startswith("one ")


def test_modules_that_were_kept_together_need_no_compiled_files_of_their_own(shop):
    first = run(shop)
    assert len(together(shop)) == 1
    for path in shop.rglob("*.pyc"):
        path.unlink()
    assert run(shop, "-B") == first
    assert not list(shop.rglob("*.pyc"))


def test_of_modules_kept_together_a_newer_source_counts_and_is_kept_then(shop):
    run(shop)
    old = together(shop)[0].read_bytes()
    (shop / "shop/till.py").write_text("WHAT = 'another'\n")
    assert run(shop).startswith("another ")
    assert run(shop).startswith("another ")
    assert together(shop)[0].read_bytes() != old


def test_a_file_of_many_modules_that_is_broken_is_made_again(shop):
    first = run(shop)
    at = together(shop)[0]
    at.write_bytes(at.read_bytes()[:50])
    assert run(shop) == first
    assert len(at.read_bytes()) > 50


def test_where_python_shall_not_write_nothing_is_kept(shop):
    run(shop, "-B")
    assert together(shop) == []
