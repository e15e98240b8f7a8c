"""A file of the log cannot be read: its front matter is missing, not closed, or not strict YAML.

Strict means: every value is text, no anchors, aliases, tags or merge keys, no key twice, at most twelve levels deep, at
most 16 KiB. Nothing else of the file is judged, and every other file still is.

To mend it, change the line that is named. A value with `: ` or ` #` in it, or that begins with one of
`@ % & * ! | > [ ] { } ' "` or a backtick, must stand in quotes.
"""

from remit.checks.check import READING, Check
from remit.log.finding import ERROR

CHECK = Check("R01", "unreadable-front-matter", ERROR, READING)
