"""What Remit says to people, found in its source: texts of messages and remedies, explanations of checks, docstrings."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import remit

SOURCE = Path(remit.__file__).parent
SAYING = {"Finding", "Problem", "CannotProceed", "Usage", "NoAnswer", "Wrong", "echo", "problem", "problem_of", "add"}
"""What is called with a text for people."""
NAMED = {"message", "remedy", "said", "text", "because", "words", "how", "hint", "why", "ask", "notes"}
"""Names of variables that hold such a text."""


class Said(NamedTuple):
    """A text for people: its file below the package, its line, and the text, `{}` where a value stands in for it."""

    path: str
    line: int
    text: str


def messages() -> Iterator[Said]:
    """Every text that a finding, a refusal or an answer is made of."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            for value in _spoken(node):
                yield from (Said(str(path.relative_to(SOURCE)), line, text) for line, text in _texts(value))


def docstrings() -> Iterator[Said]:
    """The docstring of every module, class and function with a public name, and of every public constant."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node, body in _bodies(ast.parse(path.read_text("utf-8"))):
            for before, one in zip([node, *body], body, strict=False):
                if _is_text(one) and _is_public(before):
                    yield Said(str(path.relative_to(SOURCE)), one.lineno, one.value.value)


def _spoken(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        return [*node.args, *(word.value for word in node.keywords)] if name in SAYING else []
    if isinstance(node, ast.Assign):
        names = {name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)}
        return [node.value] if names & NAMED or any(name.isupper() for name in names) else []
    if isinstance(node, ast.Yield | ast.Return):
        return [node.value] if node.value is not None else []
    return []


def _texts(value: ast.expr) -> Iterator[tuple[int, str]]:
    """The texts in an expression; those inside another call that says something are told there."""
    if isinstance(value, ast.JoinedStr):
        yield (
            value.lineno,
            "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in value.values),
        )
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.lineno, value.value
    else:
        for child in ast.iter_child_nodes(value):
            if isinstance(child, ast.expr):
                yield from _texts(child)


def _bodies(tree: ast.AST) -> Iterator[tuple[ast.AST, list[ast.stmt]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef) or (isinstance(node, ast.FunctionDef) and _is_public(node)):
            yield node, node.body


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _is_public(node: ast.AST) -> bool:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
        return not getattr(node, "name", "").startswith("_")
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return any(isinstance(name, ast.Name) and not name.id.startswith("_") for name in targets)
