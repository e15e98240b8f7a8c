"""A register of earlier decisions that is filled when the first sum is asked for."""

from collections.abc import Callable, Iterable
from typing import Any

from remit.authority.register import Entry, Register


class Later(Register):
    """Reads nothing until somebody looks at what it holds."""

    def __init__(self, load: Callable[[], Iterable[Entry]]) -> None:
        self._load = load

    def __getattr__(self, name: str) -> Any:
        if name not in ("entries", "by_id", "_by_fact", "_sums"):
            raise AttributeError(name)
        from remit.workspace.collecting import collecting_later

        with collecting_later():
            super().__init__(self._load())
        return self.__dict__[name]
