"""One thing, one name: a question is handed on by few functions before it is answered."""

import ast
from collections.abc import Iterator
from pathlib import Path

PROCEDURE = Path(__file__).parents[2] / "cli/remit/authority/procedure"
QUESTION = {"Question", "Case"}


def _handed(path: Path) -> Iterator[str]:
    """The functions of a file that are handed a question, or the case that is made of it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            kinds = [each.annotation for each in (*node.args.args, *node.args.kwonlyargs) if each.annotation]
            if QUESTION & {name.id for kind in kinds for name in ast.walk(kind) if isinstance(name, ast.Name)}:
                yield f"{path.stem}.{node.name}"


def test_a_question_is_handed_to_at_most_twenty_functions():
    handed = [name for path in sorted(PROCEDURE.glob("*.py")) for name in _handed(path)]
    assert len(handed) <= 20, handed
    assert {"decision.judge", "decision.steps", "decision.judge_record"} <= set(handed)


def test_few_things_keep_the_question_that_they_were_handed():
    """Methods of what keeps it read it without being handed it, so the count above does not see them."""
    keep = [name for path in sorted(PROCEDURE.glob("*.py")) for name in _handed(path) if name.endswith("__init__")]
    assert sorted(keep) == ["context.__init__", "eligibility.__init__", "options.__init__", "responses.__init__"]
