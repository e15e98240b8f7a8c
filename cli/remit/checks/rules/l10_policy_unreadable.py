"""A policy cannot be read in full. Nothing is judged by a policy that is only half understood.

Every problem of the file is named at once, with its line, what may stand there, and the key that was probably meant.
"""

from remit.checks.check import READING, Check
from remit.log.finding import ERROR

CHECK = Check("L10", "policy-unreadable", ERROR, READING)
