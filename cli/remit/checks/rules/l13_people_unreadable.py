"""`people.yml` cannot be read in full: a handle that is none, an e-mail address that two people share, a day that is none.

Every problem of the file is named at once, with its line.
"""

from remit.checks.check import READING, Check
from remit.log.finding import ERROR

CHECK = Check("L13", "people-unreadable", ERROR, READING)
