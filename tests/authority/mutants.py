"""Mutation testing of the decision procedure: change one thing at a time, and see that some test notices.

    python tests/authority/mutants.py                       every file of the engine, a line for each survivor, the score
    python tests/authority/mutants.py voting.py --list      one file; show every mutant tried
    python tests/authority/mutants.py --shared DIR          with the scenarios of real documents beside the project

A mutant is one change in one function: a comparison turned, `and` for `or`, a constant off by one, a condition negated, a
statement left out … The function's code is exchanged in a forked process, so nothing is written and nothing is imported
twice. First the stories are told (0.2 s for all); who survives them meets the other tests of the room.
"""

import argparse
import ast
import contextlib
import copy
import importlib
import inspect
import io
import os
import signal
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOM = HERE.parents[1] / "cli" / "remit" / "authority"
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1] / "cli")]
OTHERS = {"__init__", "matrix", "prose", "diff", "drill", "paper", "duty_words", "trying"}
"""Not the procedure: what is read, compared and drawn from a policy has tests of its own."""
TESTS = (
    "test_records.py",
    "test_ending.py",
    "test_reaching.py",
    "test_calendar.py",
    "test_units.py",
    "test_scenarios.py",
)
SECONDS = 12


class Mutant(NamedTuple):
    """One change."""

    module: str
    function: str
    line: int
    what: str
    code: types.CodeType


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
    turned: ast.AST
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


def _places(function: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Every node of a function with its parent's field; annotations and docstrings left out."""
    for parent in ast.walk(function):
        for name, field in ast.iter_fields(parent):
            if name in ("annotation", "returns", "decorator_list", "type_params", "args", "ops", "op", "ctx") and (
                name != "args" or isinstance(parent, ast.FunctionDef)
            ):
                continue
            if isinstance(field, list):
                for index, child in enumerate(field):
                    if isinstance(child, ast.AST) and not _is_docstring(child):
                        yield parent, name, index, child
            elif isinstance(field, ast.AST) and not (isinstance(parent, ast.Expr) and _is_docstring(parent)):
                yield parent, name, None, field


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file."""
    tree = ast.parse(path.read_text())
    name = f"remit.authority.{path.stem}"
    for owner, function in _functions(tree):
        for parent, field, index, node in list(_places(function)):
            for what, other in changes(node):
                before = getattr(parent, field)
                kept = list(before) if isinstance(before, list) else before
                if index is None:
                    setattr(parent, field, other)
                else:
                    before[index] = other
                try:
                    code = _code(tree, path, owner, function.name)
                except (SyntaxError, ValueError):
                    code = None
                setattr(parent, field, kept)
                if code is not None:
                    dotted = f"{owner}.{function.name}" if owner else function.name
                    yield Mutant(name, dotted, getattr(node, "lineno", function.lineno), what, code)


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield "", node
        elif isinstance(node, ast.ClassDef):
            for child in node.body:
                if isinstance(child, ast.FunctionDef):
                    yield node.name, child


def _code(tree: ast.Module, path: Path, owner: str, name: str) -> types.CodeType | None:
    code: types.CodeType = compile(ast.fix_missing_locations(copy.deepcopy(tree)), str(path), "exec")
    for part in filter(None, (owner, name)):
        found = [const for const in code.co_consts if isinstance(const, types.CodeType) and const.co_name == part]
        if not found:
            return None
        code = found[-1]
    return code


def put(mutant: Mutant) -> None:
    """Exchange the code of the function, wherever it was imported to."""
    thing = importlib.import_module(mutant.module)
    *owner, name = mutant.function.split(".")
    for part in owner:
        thing = getattr(thing, part)
    found = inspect.getattr_static(thing, name)
    found = found.fget if isinstance(found, property) else getattr(found, "__func__", found)
    found.__code__ = mutant.code


class Judge:
    """What notices a change."""

    def __init__(self, shared: str | None) -> None:
        import test_stories

        self.stories = test_stories
        self.loaded = [(folder, test_stories.load(folder), _answers(folder)) for folder in test_stories.STORIES]
        self.documents = _documents(shared) if shared else None

    def notices(self) -> bool:
        """Whether the stories (or the documents) come out otherwise."""
        from remit.authority.chain import Policies
        from remit.authority.scenarios import ask, run

        for _, (policies, people, scenarios), answers in self.loaded:
            known = Policies(policies)
            for scenario in scenarios:
                if self.stories.whole(ask(scenario, known, people)) != answers[scenario.id]:
                    return True
        return bool(self.documents) and any(not result.passed for result in run(*self.documents))


def _answers(folder: Path) -> object:
    import json

    return json.loads((folder / "answers.json").read_text())


def _documents(shared: str) -> tuple[object, object]:
    from remit.formats.policy import read_policy
    from remit.formats.scenarios import read_scenarios

    folder = Path(shared) / "authority"
    policies = [read_policy(path.read_text(), path.name)[0] for path in sorted((folder / "policies").glob("*.yml"))]
    return read_scenarios((folder / "scenarios.yml").read_text(), "scenarios.yml")[0], policies


def killed(mutant: Mutant, judge: Judge) -> str:
    """By what a mutant was noticed: stories, tests, time or error; empty: it survived."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        signal.alarm(SECONDS)
        with contextlib.suppress(BaseException):
            os.write(writing, _verdict(mutant, judge).encode())
            os._exit(0)
        os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return "time"
    return said.removeprefix("survived") if said else "error"


def _verdict(mutant: Mutant, judge: Judge) -> str:
    put(mutant)
    try:
        if judge.notices():
            return "stories"
    except Exception:
        return "error"
    return "survived" if _tests_pass() else "tests"


def _tests_pass() -> bool:
    import pytest

    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        tests = [str(HERE / name) for name in TESTS if (HERE / name).exists()]
        return not pytest.main(["-x", *tests])


def main() -> int:
    """Try every mutant, print the survivors and the score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", help="files of the room (default: the whole procedure)")
    parser.add_argument("--list", action="store_true", help="show every mutant")
    parser.add_argument("--shared", default=os.environ.get("REMIT_SHARED"), help="the folder of the real documents")
    chosen = parser.parse_args()
    paths = [ROOM / name for name in chosen.files] or sorted(
        path for path in ROOM.glob("*.py") if path.stem not in OTHERS and not path.stem.startswith("lint")
    )
    judge = Judge(chosen.shared)
    if judge.notices():
        print("the stories do not come out even without a change: mend that first")
        return 1
    if os.fork() == 0:
        os._exit(0 if _tests_pass() else 1)
    if os.wait()[1]:
        print("the tests do not pass even without a change: mend that first")
        return 1
    survivors, total = [], 0
    for path in paths:
        before, here = len(survivors), 0
        for mutant in mutants(path):
            by = killed(mutant, judge)
            here += 1
            if not by:
                survivors.append(mutant)
            if chosen.list or not by:
                print(f"{path.name}:{mutant.line} {mutant.function}: {mutant.what}: {by or 'SURVIVED'}", flush=True)
        total += here
        print(f"{path.name}: {here - len(survivors) + before} of {here}", flush=True)
    print(f"{total - len(survivors)} of {total} mutants killed: {100 * (total - len(survivors)) / max(1, total):.1f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
