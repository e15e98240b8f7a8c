"""`NamedTuple` as the standard library has it, made in a quarter of its time.

A hook makes ninety such classes, and of most no instance or a few. Most of what a class costs is its constructor, which is
compiled; here that waits until there are many. To the type checker, and where this Python stores annotations
otherwise, it is the standard library's own.
"""

import sys

from remit.model.typed import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING or sys.implementation.name != "cpython" or sys.version_info >= (3, 14):
    from typing import NamedTuple
else:
    from _collections import _tuplegetter

    _FIRST = 8

    class _Base(tuple):
        __slots__ = ()

        def __new__(cls, *values, **named):
            """The first instances are put together by hand; a class of many compiles a constructor that all others take."""
            cls._made += 1
            rest = cls._fields[len(values) :]
            if cls._made <= _FIRST and len(values) <= len(cls._fields) and named.keys() <= set(rest):
                known = cls._field_defaults | named
                if known.keys() >= set(rest):
                    return tuple.__new__(cls, (*values, *[known[name] for name in rest]))
            names = ", ".join(cls._fields)
            make = eval(f"lambda _cls, {names}: _new(_cls, ({names},))", {"_new": tuple.__new__, "__builtins__": {}})  # noqa: S307 - field names
            make.__name__ = "__new__"
            make.__defaults__ = tuple(cls._field_defaults.values())
            cls.__new__ = staticmethod(make)
            return make(cls, *values, **named)

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **named):
            made = self._make(map(named.pop, self._fields, self))
            if named:
                raise ValueError(f"Got unexpected field names: {list(named)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

        def __getnewargs__(self):
            return tuple(self)

    class _Making(type):
        def __new__(cls, name, bases, space):
            if not bases:
                return super().__new__(cls, name, bases, space)
            fields = tuple(space.get("__annotations__", ()))
            defaults = {field: space[field] for field in fields if field in space}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one with a default")
            space.update((field, _tuplegetter(number, "")) for number, field in enumerate(fields))
            space.update(__slots__=(), _fields=fields, _field_defaults=defaults, __match_args__=fields, _made=0)
            return type(name, (_Base,), space)

    class NamedTuple(metaclass=_Making):
        """A tuple with named fields; see `typing.NamedTuple`."""
