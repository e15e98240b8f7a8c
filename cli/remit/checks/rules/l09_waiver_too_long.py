"""A waiver suspends a boundary for more than three months.

A lasting exception is an unwritten rule. End the waiver sooner, or change the boundary in a new version of the policy.
"""

from remit.checks.check import GUARDS, WARNING, Check, lint

rule = Check("L09", "waiver-too-long", WARNING, GUARDS, lint("L09"))
