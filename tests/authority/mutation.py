"""Mutants: every way in which a file could be wrong in one place, and how to put one in.

A mutant is one change: a comparison turned, `and` for `or`, a constant off by one, a condition negated, a statement left
out … It is put in by exchanging what Python made of the place: the code of a function, the default value of a parameter
or of a field, a constant of a module (wherever it was imported to). Annotations and docstrings are left alone.
"""

import ast
import copy
import importlib
import inspect
import re
import sys
import types
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

PACKAGE = "remit"
HOUSE = Path(__file__).parents[2] / "cli" / "remit"
CODE, DEFAULT, FIELD, CONSTANT = "code", "default", "field", "constant"


class Mutant(NamedTuple):
    """One change."""

    file: str
    """Its path below the package."""
    where: str
    """The function, the class or the constant."""
    line: int
    what: str
    source: str
    """The line of the file."""
    kind: str
    new: types.CodeType
    """The code of the function, or of the expression that gives the new value."""
    place: str | int = 0
    """Of a default: its position or its name; of a field: its name."""
    lines: frozenset[tuple[str, int]] = frozenset()
    """Those of which one runs where the change matters: of the statement, of the function, or all that use the name."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What stays the same when lines are put in above it."""
        return (self.file, self.where, self.source, self.what)


class NotTried(Exception):
    """A mutant that cannot be put in."""


_COMPARE = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_BINARY = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


def changes(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    """What a node could be instead; None: left out."""
    turned: Any
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            turned = copy.deepcopy(node)
            turned.ops[index] = _COMPARE[type(operator)]()
            yield "turn the comparison", turned
    elif isinstance(node, ast.BoolOp):
        turned = copy.deepcopy(node)
        turned.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and for or", turned
        for index in range(len(node.values)):
            rest = [copy.deepcopy(value) for at, value in enumerate(node.values) if at != index]
            yield f"without part {index + 1}", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield "without not", copy.deepcopy(node.operand)
    elif isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        turned = copy.deepcopy(node)
        turned.op = _BINARY[type(node.op)]()
        yield "another operator", turned
    elif isinstance(node, ast.Constant) and isinstance(node.value, (bool, int, str)):
        value = node.value
        other = (not value) if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}XX"
        yield f"{value!r} is {other!r}", ast.Constant(other)
    elif isinstance(node, ast.IfExp):
        yield "the other branch", ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
        turned = copy.deepcopy(node)
        turned.func = ast.Name(_CALLS[node.func.id], ast.Load())
        yield f"{_CALLS[node.func.id]} for {node.func.id}", turned
    elif isinstance(node, ast.comprehension) and node.ifs:
        for index in range(len(node.ifs)):
            turned = copy.deepcopy(node)
            del turned.ifs[index]
            yield "without the condition", turned
    elif isinstance(node, (ast.If, ast.While)):
        turned = copy.deepcopy(node)
        turned.test = ast.UnaryOp(ast.Not(), turned.test)
        yield "the condition negated", turned
    elif isinstance(node, ast.Return) and node.value is not None and not _is_nothing(node.value):
        yield "return None", ast.Return(ast.Constant(None))
    elif isinstance(node, (ast.AugAssign, ast.Expr)) and not _is_docstring(node):
        yield "left out", ast.Pass()
    elif isinstance(node, ast.Continue):
        yield "break for continue", ast.Break()


def _is_nothing(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and not node.value


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


_LEFT_ALONE = frozenset(("annotation", "returns", "decorator_list", "type_params", "ops", "op", "ctx"))


def _places(parent: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Every node below another with its parent's field; nothing inside annotations and docstrings."""
    for name, field in ast.iter_fields(parent):
        if name in _LEFT_ALONE:
            continue
        children = list(enumerate(field)) if isinstance(field, list) else [(None, field)]
        for index, child in children:
            if isinstance(child, ast.AST) and not _is_docstring(child):
                yield parent, name, index, child
                yield from _places(child)


def _changed(root: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Changes `root` in every way, one after the other: the node that is changed, and how."""
    for parent, field, index, node in list(_places(root)):
        for what, other in changes(node):
            before = getattr(parent, field)
            if index is None:
                setattr(parent, field, other)
            else:
                setattr(parent, field, [*before[:index], other, *before[index + 1 :]])
            yield node, what
            setattr(parent, field, before)


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file."""
    text = path.read_text()
    lines = text.splitlines()
    name = path.relative_to(HOUSE).as_posix() if path.is_relative_to(HOUSE) else path.name
    spans = [_spans(ast.parse(text), functions=functions) for functions in (True, False)]
    for node, where, what, kind, new, place in _of_module(ast.parse(text), str(path)):
        line = (node.iter if isinstance(node, ast.comprehension) else node).lineno  # type: ignore[attr-defined]
        runs = _users(where) if kind in (FIELD, CONSTANT) else frozenset((name, at) for at in spans[kind == CODE][line])
        yield Mutant(name, where, line, what, lines[line - 1].strip(), kind, new, place, runs)


def _spans(tree: ast.Module, *, functions: bool) -> dict[int, range]:
    """Each line of a file with the lines of the innermost function around it, or statement; of an `if` or a loop without its body."""
    out: dict[int, range] = {}
    for node in ast.walk(tree):  # from the outside to the inside
        if isinstance(node, ast.FunctionDef) if functions else isinstance(node, (ast.stmt, ast.ExceptHandler)):
            inside = getattr(node, "body", None)
            last = node.end_lineno if functions or not inside else max(node.lineno, inside[0].lineno - 1)
            span = range(node.lineno, (last or node.lineno) + 1)
            out.update(dict.fromkeys(span, span))
    return out


@cache
def _users(name: str) -> frozenset[tuple[str, int]]:
    """Every line of the product that names something."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    found = [(path.relative_to(HOUSE).as_posix(), path.read_text()) for path in HOUSE.rglob("*.py") if path.is_file()]
    return frozenset(
        (path, number)
        for path, text in found
        if name in text
        for number, line in enumerate(text.splitlines(), 1)
        if word.search(line)
    )


Found = tuple[ast.AST, str, str, str, types.CodeType, str | int]


def _of_module(tree: ast.Module, path: str) -> Iterator[Found]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield from _of_function(node, None, path)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and not _is_type(node.value) and not _is_table(node.value):
                yield from _of_value(node.value, target.id, CONSTANT, 0, path)
        elif isinstance(node, ast.ClassDef):
            for child in node.body:
                if isinstance(child, ast.FunctionDef):
                    yield from _of_function(child, node.name, path)
                elif isinstance(child, ast.AnnAssign) and child.value and isinstance(child.target, ast.Name):
                    yield from _of_value(child.value, node.name, FIELD, child.target.id, path)


def _is_type(value: ast.AST) -> bool:
    """Whether a value is the other name of a type."""
    return isinstance(value, ast.Subscript) or (isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr))


def _is_table(value: ast.AST) -> bool:
    """Whether a value is a table of keys. The reader was made of it at import, so exchanging it changes nothing any more."""
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "Shape"


def _of_value(value: ast.expr, where: str, kind: str, place: str | int, path: str) -> Iterator[Found]:
    root = ast.Expression(value)
    for node, what in _changed(root):
        yield node, where, what, kind, compile(ast.fix_missing_locations(root), path, "eval"), place


def _of_function(function: ast.FunctionDef, owner: str | None, path: str) -> Iterator[Found]:
    where = f"{owner}.{function.name}" if owner else function.name
    for position, value in enumerate(function.args.defaults):
        yield from _of_value(value, where, DEFAULT, position, path)
    for argument, default in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True):
        if default:
            yield from _of_value(default, where, DEFAULT, argument.arg, path)
    body = ast.Module(function.body, [])
    for node, what in _changed(body):
        whole = ast.FunctionDef(
            name=function.name, args=function.args, body=body.body, decorator_list=[], returns=None, type_params=[]
        )
        try:
            yield node, where, what, CODE, _compiled(whole, owner, path), 0
        except SyntaxError:
            continue


def _compiled(function: ast.FunctionDef, owner: str | None, path: str) -> types.CodeType:
    """The code of a function, or of a method of a class."""
    inside: ast.stmt = function
    if owner:
        inside = ast.ClassDef(name=owner, bases=[], keywords=[], body=[function], decorator_list=[], type_params=[])
    tree = ast.fix_missing_locations(ast.copy_location(ast.Module([inside], []), function))
    code = compile(tree, path, "exec")
    for name in filter(None, (owner, function.name)):
        code = next(const for const in code.co_consts if isinstance(const, types.CodeType) and const.co_name == name)
    return code


def put(mutant: Mutant) -> None:
    """Put a mutant in, for as long as this process lives. Raises NotTried where that cannot be done."""
    module = importlib.import_module(f"{PACKAGE}.{mutant.file.removesuffix('.py').replace('/', '.')}")
    try:
        {CODE: _put_code, DEFAULT: _put_default, FIELD: _put_field, CONSTANT: _put_constant}[mutant.kind](
            module, mutant
        )
    except Exception as problem:
        raise NotTried(str(problem)) from problem


def _function(module: types.ModuleType, where: str) -> types.FunctionType:
    *owner, name = where.split(".")
    thing: Any = module
    for part in owner:
        thing = getattr(thing, part)
    found = inspect.getattr_static(thing, name)
    for inner in ("fget", "func", "__wrapped__", "__func__", "run"):
        found = getattr(found, inner, found)
    assert isinstance(found, types.FunctionType)
    return found


def _put_code(module: types.ModuleType, mutant: Mutant) -> None:
    _function(module, mutant.where).__code__ = mutant.new


def _put_default(module: types.ModuleType, mutant: Mutant) -> None:
    function, value = _function(module, mutant.where), eval(mutant.new, dict(vars(module)))
    if isinstance(mutant.place, str):
        function.__kwdefaults__ = {**(function.__kwdefaults__ or {}), mutant.place: value}
    else:
        kept = list(function.__defaults__ or ())
        kept[mutant.place] = value
        function.__defaults__ = tuple(kept)


def _put_field(module: types.ModuleType, mutant: Mutant) -> None:
    """A field of a named tuple, whose constructor may have been made already."""
    made: Any = getattr(module, mutant.where)
    made._field_defaults[mutant.place] = eval(mutant.new, dict(vars(module)))
    constructor = vars(made).get("__new__")
    function = getattr(constructor, "__func__", constructor)
    if function is not None:
        function.__defaults__ = tuple(made._field_defaults.values())


def _put_constant(module: types.ModuleType, mutant: Mutant) -> None:
    """A constant, in its own module and in every module of the product that took it from there."""
    old, value = getattr(module, mutant.where), eval(mutant.new, dict(vars(module)))
    setattr(module, mutant.where, value)
    for name, other in list(sys.modules.items()):
        if name.startswith("remit.") and vars(other).get(mutant.where) is old:
            setattr(other, mutant.where, value)
