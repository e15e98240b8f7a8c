"""A policy has an error, so it is not used.

Every problem in the file is reported with its line, the permitted values, and the key that was probably meant.
"""

from remit.checks.check import ERROR, READING, Check

rule = Check("L10", "policy-unreadable", ERROR, READING)
