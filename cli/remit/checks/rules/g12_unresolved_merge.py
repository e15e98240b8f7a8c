"""A file holds the marker lines of a merge that was not finished (`<<<<<<<`, `>>>>>>>`), outside a fenced block.

Keep one side, or both in a sensible order, and take the marker lines out.
"""

from remit.checks.check import READING, Check
from remit.log.finding import ERROR

CHECK = Check("G12", "unresolved-merge", ERROR, READING)
