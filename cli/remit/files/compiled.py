"""The short way to our own modules: straight to the compiled file that Python keeps beside each.

To find a module Python asks every finder, lists folders and tries suffixes: for the hundred modules of a hook that is a
seventh of what a commit may wait, and this way takes half of it. Ours lie where their names say. Whatever is unusual (no
compiled file, one that is older than its source, an archive) is left to Python.
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


class _Straight(Loader):
    """Python's own loader, which looks for the compiled file in one place first."""

    def get_code(self, fullname: str) -> "CodeType | None":
        return _compiled(self.path) or super().get_code(fullname)


class Finder:
    """Finds the modules of one package."""

    def __init__(self, package: str, folder: str) -> None:
        self._package, self._folder = package, folder

    def find_spec(self, name: str, path: object = None, target: "ModuleType | None" = None) -> "ModuleSpec | None":
        """Where a module of the package lies; None for every other, and for what is no plain file."""
        if not name.startswith(self._package):
            return None
        at = self._folder + name[len(self._package) :].replace(".", os.sep)
        for file, inside in ((f"{at}.py", None), (f"{at}{os.sep}__init__.py", [at])):
            if os.path.isfile(file):
                return spec_from_file_location(
                    name, file, loader=_Straight(name, file), submodule_search_locations=inside
                )
        return None


def prefer(package: str, folder: str) -> None:
    """From now on find the modules of `package`, which lies in `folder`, the short way."""
    if not sys.pycache_prefix:
        sys.meta_path.insert(0, Finder(f"{package}.", folder + os.sep))


def _compiled(source: str) -> "CodeType | None":
    """The code that was compiled from a source as it is now; None where it must be looked at with more care."""
    folder, _, name = source.rpartition(os.sep)
    try:
        seen = os.stat(source)
        handle = os.open(f"{folder}{os.sep}__pycache__{os.sep}{name[:-2]}{sys.implementation.cache_tag}.pyc", _OPEN)
    except OSError:
        return None
    try:
        data = os.read(handle, _LARGEST)
    finally:
        os.close(handle)
    stamp = int(seen.st_mtime).to_bytes(4, "little") + (seen.st_size & 0xFFFFFFFF).to_bytes(4, "little")
    if data[:16] != MAGIC_NUMBER + b"\0\0\0\0" + stamp or len(data) == _LARGEST:
        return None
    code: CodeType = marshal.loads(memoryview(data)[16:])  # noqa: S302 - Python's own compiled file, as Python reads it
    _fix_co_filename(code, source)
    return code
