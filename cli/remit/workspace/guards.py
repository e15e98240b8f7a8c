"""What judges, read once: settings, people and policies of a tree, kept below the git directory until one of them changes.

Every commit asks for them, and they change a few times a year. To read them costs a hook a tenth of its time for a small policy and
more for a large one. Kept are values and nothing that runs; without the file, or where anything about it is odd, they are
read as ever.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date
from decimal import Decimal
from typing import Any

from remit import __version__
from remit.log import people, policy, settings
from remit.log.log import Log
from remit.log.log_file import assemble
from remit.log.settings_file import zone_of
from remit.repo.repository import Repository
from remit.workspace import midway
from remit.workspace.shelf import Shelf
from remit.workspace.trees import Listed

_READERS = (
    "log/kinds", "log/log_file", "log/people_file", "log/policy_file", "log/policy_keys", "log/settings_file", "log/steps",
    "log/strict", "log/strict_plain", "log/people", "log/policy", "log/settings",
)  # fmt: skip
"""The modules that read them."""
_KINDS: tuple[Any, ...] = (
    *(kind for module in (policy, people, settings) for kind in vars(module).values() if hasattr(kind, "_fields")),
)
"""The types of values that are kept; each is written as its place in this list and its fields."""
_LARGEST = 1 << 20


class Guards:
    """The settings, people and policies that judge."""

    def __init__(self, repository: Repository) -> None:
        self._root = repository.root
        self._file = os.path.join(midway.git_dir(repository), "remit", "guards")
        self._kept: tuple[bytes, bytes] | None = None

    def known(self, files: Sequence[Listed]) -> bool:
        """Whether these files were read before, so that nobody needs their contents."""
        return bool(files) and self._recalled()[0] == _key(files)

    def read(self, files: Sequence[Listed], shelf: Shelf) -> Log:
        """The log without records that these files are."""
        if self.known(files):
            try:
                return self._log(_value(iter(self._recalled()[1].decode("utf-8").split("\0"))))
            except (ArithmeticError, AttributeError, LookupError, RecursionError, StopIteration, TypeError, ValueError):
                self._kept = b"", b""
        log = assemble(shelf.read(files), root=self._root)
        if not (log.findings or log.unread):
            self._keep(files, log)
        return log

    def _log(self, parts: Any) -> Log:
        found, known, policies, scenarios = parts
        zone = zone_of(found.time_zone) or UTC
        return Log(found, known, policies, (), zone=zone, root=self._root, scenarios=scenarios)

    def _recalled(self) -> tuple[bytes, bytes]:
        """What the kept values were read from, and the values."""
        if self._kept is None:
            try:
                with open(self._file, "rb") as file:
                    key, _, values = file.read(_LARGEST).partition(b"\0\0")
            except OSError:
                key = values = b""
            self._kept = key, values
        return self._kept

    def _keep(self, files: Sequence[Listed], log: Log) -> None:
        """Where nothing can be written nothing is kept."""
        from remit.files import notes

        try:
            values = "\0".join(_words((log.settings, log.people, log.policies, log.scenarios))).encode("utf-8")
        except ValueError:
            return
        notes.keep(self._file, _key(files) + b"\0\0" + values)


def _key(files: Sequence[Listed]) -> bytes:
    """Everything that what is read depends on: the files, and the code that reads them."""
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    code = []
    for name in _READERS:
        try:
            seen = os.stat(os.path.join(folder, f"{name}.py"))
        except OSError:
            continue
        code.append(f"{seen.st_mtime_ns} {seen.st_size}")
    read = sorted(f"{entry.path} {entry.mode} {entry.blob}" for entry in files)
    return "\0".join([__version__, *code, *read]).encode("utf-8", "surrogateescape")


def _words(value: Any) -> Iterator[str]:
    """A value as words that hold no NUL: each begins with a letter for its kind, and what has parts says how many follow.

    Not JSON, whose import costs a hook 2 ms; not marshal, which must not be given what a stranger may have written.

    Raises ValueError for a kind that is not known here, and for a text that cannot be kept.
    """
    kind = type(value)
    if kind is str:
        if "\0" in value:
            raise ValueError("a text with NUL cannot be kept")
        yield f"s{value}"
    elif kind in _KINDS or kind is tuple:
        yield f"t{len(value)}" if kind is tuple else f"k{_KINDS.index(kind)}"
        for part in value:
            yield from _words(part)
    elif kind is dict:
        yield f"m{len(value)}"
        for name, part in value.items():
            yield from _words(name)
            yield from _words(part)
    elif value is None or kind is bool:
        yield "n" if value is None else "y" if value else "f"
    elif kind in (int, Decimal):
        yield f"{'i' if kind is int else 'd'}{value}"
    elif kind is date:
        yield f"o{value.toordinal()}"
    else:
        raise ValueError(f"{kind.__name__} cannot be kept")


def _value(words: Iterator[str]) -> Any:
    """The value that `_words` wrote. Raises LookupError, TypeError, ValueError, ArithmeticError or StopIteration for what it never writes."""
    word = next(words)
    kind, rest = word[0], word[1:]
    if kind == "s":
        return rest
    if kind in _SINGLE:
        return _SINGLE[kind]
    if kind == "k":
        made = _KINDS[int(rest)]
        return made._make([_value(words) for _ in made._fields])
    if kind == "t":
        return tuple([_value(words) for _ in range(int(rest))])
    if kind == "m":
        return {_value(words): _value(words) for _ in range(int(rest))}
    return _SCALARS[kind](rest)


_SINGLE = {"n": None, "y": True, "f": False}
_SCALARS: dict[str, Any] = {"i": int, "d": Decimal, "o": lambda days: date.fromordinal(int(days))}
