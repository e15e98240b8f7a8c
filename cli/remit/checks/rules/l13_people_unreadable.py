"""`people.yml` has an error: an invalid handle, an invalid date, an e-mail address that two people share.

Every problem in the file is reported with its line.
"""

from remit.checks.check import ERROR, READING, Check

rule = Check("L13", "people-unreadable", ERROR, READING)
