"""A register of earlier decisions that is looked for when the first sum is asked for."""

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from remit.authority.procedure.register import Alike, Entry, Key, Register

if TYPE_CHECKING:
    from remit.authority.procedure.register import Drawing


OFTEN = 12
"""So many questions to kept rows take as long as reading them all once; each further one is cheap then."""


class Later(Register):
    """Reads nothing until somebody asks it."""

    def __init__(self, load: Callable[[], Register]) -> None:
        self._load, self._asked = load, 0

    @cached_property
    def _first(self) -> Register:
        return self._load()

    @cached_property
    def _whole(self) -> Register:
        return self._first.whole()

    @property
    def _found(self) -> Register:
        self._asked += 1
        return self._first if self._asked <= OFTEN else self._whole

    def find(self, record_id: str) -> Entry | None:
        """The accepted decision of an id."""
        return self._found.find(record_id)

    def alike(self, asked: Alike) -> list[Entry]:
        """The decisions that belong together with one."""
        return self._found.alike(asked)

    def says(self, fact: str, asked: Alike) -> bool:
        """Whether one of the decisions that belong together says a fact."""
        return self._found.says(fact, asked)

    def spent(self, drawing: "Drawing", start: Key, end: Key) -> Decimal:
        """What the decisions of a time took from a budget."""
        return self._found.spent(drawing, start, end)
