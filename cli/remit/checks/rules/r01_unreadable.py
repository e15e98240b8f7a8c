"""A file of the log cannot be read: its front matter is missing, not closed, or not strict YAML.

Strict means: every value is text, no anchors, aliases, tags or merge keys, no duplicate keys, at most twelve levels deep, at
most 16 KiB. The rest of this file is not checked; other files are.

Correct the line named in the message. Put a value in quotes if it contains `: ` or ` #`, or begins with one of
`@ % & * ! | > [ ] { } ' "` or a backtick.
"""

from remit.checks.check import ERROR, READING, Check

rule = Check("R01", "unreadable-front-matter", ERROR, READING)
