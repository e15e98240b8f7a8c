"""The checks, one file each: its code and name, what it looks at, its explanation (the docstring) and the function that checks."""

from pkgutil import iter_modules

GROUPS = "RPCVBXLGY"
"""The letters that codes begin with, in the order in which checks are listed."""
NAMES = tuple(
    sorted((module.name for module in iter_modules(__path__)), key=lambda name: (GROUPS.index(name[0].upper()), name))
)
"""The module of each check, in the order of their codes."""
CODES = tuple(name[:3].upper() for name in NAMES)
