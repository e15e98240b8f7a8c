"""The short way to our own modules: straight to the compiled file that Python keeps beside each, or to many in one file.

To find a module Python asks every finder, lists folders and tries suffixes: for the hundred modules of a hook that is a
seventh of what a commit may wait, and this way takes half of it. Ours lie where their names say. The modules of a usual
hook, kept together in one file beside Python's own, come in half of the rest: what they share is read once.

Whatever is unusual (no compiled file, one that is older than its source, an archive) is left to Python.
"""

import marshal
import os
import sys

from remit.model.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.machinery import ModuleSpec
    from importlib.machinery import SourceFileLoader as Loader
    from importlib.util import MAGIC_NUMBER, spec_from_file_location
    from types import CodeType, ModuleType

    _fix_co_filename: Callable[[CodeType, str], None]
else:
    # what importlib.machinery and importlib.util give out, without their own imports (1 ms)
    from _frozen_importlib_external import MAGIC_NUMBER, spec_from_file_location
    from _frozen_importlib_external import SourceFileLoader as Loader
    from _imp import _fix_co_filename

_LARGEST = 1 << 16
_OPEN = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_CACHE = "__pycache__"


class _Straight(Loader):
    """Python's own loader, which looks for the compiled file in one place first."""

    def __init__(self, name: str, path: str, finder: "Finder") -> None:
        super().__init__(name, path)
        self._finder = finder

    def get_code(self, fullname: str) -> "CodeType | None":
        return self._finder.code(fullname, self.path) or super().get_code(fullname)


class Finder:
    """Finds the modules of one package."""

    def __init__(self, package: str, folder: str) -> None:
        self._package, self._folder = f"{package}.", folder + os.sep
        self._file = os.path.join(folder, _CACHE, f"{package}.{sys.implementation.cache_tag}.together")
        self._together: dict[str, tuple[bytes, CodeType]] = {}
        self._loaded: dict[str, tuple[bytes, CodeType]] = {}
        self._is_old = True

    def find_spec(self, name: str, path: object = None, target: "ModuleType | None" = None) -> "ModuleSpec | None":
        """Where a module of the package lies; None for every other, and for what is no plain file."""
        if not name.startswith(self._package):
            return None
        at = self._folder + name[len(self._package) :].replace(".", os.sep)
        for file, inside in ((f"{at}.py", None), (f"{at}{os.sep}__init__.py", [at])):
            if os.path.isfile(file):
                loader = _Straight(name, file, self)
                found = spec_from_file_location(name, file, loader=loader, submodule_search_locations=inside)
                if found:
                    found.cached = _beside(file)  # worked out by Python it takes ten times as long
                return found
        return None

    def code(self, name: str, source: str) -> "CodeType | None":
        """The code that was compiled from a module's source as it is now; None where it must be looked for with more care."""
        stamp = _stamp(source)
        kept, code = self._together.get(name, (b"", None))
        if code is None or kept != stamp:
            self._is_old = self._is_old or code is not None
            code = _alone(source, stamp)
        if code is not None:
            _fix_co_filename(code, source)
            self._loaded[name] = (stamp, code)
        return code

    def read_together(self) -> None:
        """Look from now on into the file that holds many modules."""
        data = _content(self._file, 1 << 24)
        if not data.startswith(MAGIC_NUMBER):
            return
        try:
            self._together = marshal.loads(memoryview(data)[len(MAGIC_NUMBER) :])  # noqa: S302 - as below
            self._is_old = False
        except (EOFError, TypeError, ValueError):
            return

    def keep_together(self) -> None:
        """Keep what was loaded in one file, where there is none yet, or a source of it is another by now.

        Like Python, which keeps compiled files where it may write, and goes without where it may not.
        """
        if not self._is_old or sys.dont_write_bytecode:
            return
        temporary = f"{self._file}.{os.getpid()}"
        try:
            with open(temporary, "xb") as file:
                file.write(MAGIC_NUMBER + marshal.dumps(self._loaded))
            os.replace(temporary, self._file)
        except OSError:
            if os.path.exists(temporary):
                os.unlink(temporary)


def prefer(package: str, folder: str) -> Finder | None:
    """From now on find the modules of `package`, which lies in `folder`, the short way. None where Python keeps them elsewhere."""
    if sys.pycache_prefix:
        return None
    finder = Finder(package, folder)
    sys.meta_path.insert(0, finder)
    return finder


def _stamp(source: str) -> bytes:
    """A source's time and size as Python writes them into what it compiles."""
    try:
        seen = os.stat(source)
    except OSError:
        return b""
    return int(seen.st_mtime).to_bytes(4, "little") + (seen.st_size & 0xFFFFFFFF).to_bytes(4, "little")


def _beside(source: str) -> str:
    """Where Python keeps what it compiled from a source."""
    folder, _, name = source.rpartition(os.sep)
    return f"{folder}{os.sep}{_CACHE}{os.sep}{name[:-2]}{sys.implementation.cache_tag}.pyc"


def _alone(source: str, stamp: bytes) -> "CodeType | None":
    """The code of the compiled file beside a source."""
    data = _content(_beside(source), _LARGEST)
    if data[:16] != MAGIC_NUMBER + b"\0\0\0\0" + stamp or len(data) == _LARGEST:
        return None
    code: CodeType = marshal.loads(memoryview(data)[16:])  # noqa: S302 - Python's own compiled file, as Python reads it
    return code


def _content(path: str, largest: int) -> bytes:
    try:
        handle = os.open(path, _OPEN)
    except OSError:
        return b""
    try:
        return os.read(handle, min(largest, os.fstat(handle).st_size + 1))
    finally:
        os.close(handle)
