"""Work that waits for git, done while something else is computed."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Beside(Generic[T]):
    """A call that runs in a thread from now on; what it raises is raised where its result is asked for."""

    def __init__(self, work: Callable[[], T]) -> None:
        from threading import Thread

        self._work, self._done = work, list[T]()
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._done.append(self._work())
        except BaseException as error:
            self._error = error

    def result(self) -> T:
        """What the call returned, once it has."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._done[0]
