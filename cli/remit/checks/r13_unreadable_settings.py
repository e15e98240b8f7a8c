"""The settings of the log cannot be read, or one of them has a value that it cannot have.

A wrong value leaves its default in force; the finding names the line and what may stand there.
"""

from remit.checks.shape import READING, Check
from remit.model.finding import ERROR

CHECK = Check("R13", "unreadable-settings", ERROR, READING)
