"""Somebody may decide whatever no boundary names, and nothing lists the topics there are.

A topic that nobody thought of is then theirs to decide. List the topics under `topics`, with a description each: any other topic is
then a question.
"""

from remit.checks.check import GUARDS, INFO, Check, lint

rule = Check("L17", "topics-unlisted", INFO, GUARDS, lint("L17"), timely=True)
