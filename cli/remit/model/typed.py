"""What annotations on the hook's path want of `typing`: its import costs 4 ms, a tenth of what a commit may wait.

Type checkers see the standard library's own names.
"""

TYPE_CHECKING = False
"""Type checkers take a name like this for true, whatever it says."""

if TYPE_CHECKING:
    from typing import Any
else:
    Any = object

__all__ = ["TYPE_CHECKING", "Any"]
