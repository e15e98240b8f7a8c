"""Docstrings of public names use the field's words too: whoever reads the code reads them first."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from words import found

PACKAGE = Path(__file__).parents[2] / "cli" / "remit"
ALLOWED = (
    "bod(?:y|ies)",  # a name in the code and the format: the text of a record; a committee of a policy
    "dut(?:y|ies)",  # a name in the code: what a boundary requires
    "`[^`]*`",  # names of the code and keys of files
)


def docstrings(node: ast.AST, public: bool = True) -> Iterator[tuple[int, str]]:
    """Line and text of each docstring of a public module, class, function, attribute or constant below a node."""
    before: ast.AST = node
    for child in getattr(node, "body", []):
        named = _name(child)
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant) and isinstance(child.value.value, str):
            if public and not _name(before).startswith("_"):
                yield child.lineno, child.value.value
        elif isinstance(child, ast.ClassDef | ast.FunctionDef):
            yield from docstrings(child, public and (not named.startswith("_") or named.startswith("__")))
        before = child


def _name(node: ast.AST) -> str:
    """The name that a docstring below a node describes; `__x__` is public."""
    if isinstance(node, ast.Assign | ast.AnnAssign):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        target = target.elts[0] if isinstance(target, ast.Tuple) else target
        return target.id if isinstance(target, ast.Name) else ""
    return node.name.strip("_") if getattr(node, "name", "").startswith("__") else getattr(node, "name", "")


@pytest.mark.parametrize("room", sorted(path.name for path in PACKAGE.iterdir() if path.name != "__pycache__"))
def test_docstrings_of_public_names_use_the_words_of_the_field(room):
    files = [PACKAGE / room] if room.endswith(".py") else sorted((PACKAGE / room).rglob("*.py"))
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line + hit.line - 1}: {hit.word}: say {hit.instead}"
        for path in files
        for line, text in docstrings(ast.parse(path.read_text("utf-8")))
        for hit in found(text, ALLOWED)
    ]
    assert not wrong


def test_a_docstring_of_a_module_a_class_an_attribute_and_a_method_is_read():
    text = '"""One."""\n\nN = 1\n"""Two."""\n_P = 2\n"""No."""\n\n\nclass C:\n    """Three."""\n\n    x: int\n    """Four."""\n\n    def f(self):\n        """Five."""\n\n\ndef _p():\n    """No."""\n'
    assert [re.sub(r"\s", "", said) for _, said in docstrings(ast.parse(text))] == [
        "One.",
        "Two.",
        "Three.",
        "Four.",
        "Five.",
    ]
