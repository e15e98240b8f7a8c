"""A file contains merge conflict markers (`<<<<<<<`, `>>>>>>>`) outside a fenced block.

Keep one side, or both in a sensible order, and remove the markers.
"""

from remit.checks.check import ERROR, READING, Check

rule = Check("G12", "unresolved-merge", ERROR, READING)
