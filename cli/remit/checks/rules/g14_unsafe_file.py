"""A file of the log is not plain text that is safe to read on every system.

It is a symbolic link, executable, larger than 256 KiB, not UTF-8, binary, a git repository inside the log, or its name
cannot be used on every system. Such a file is not read and never changed. Replace it with a plain text file.
"""

from remit.checks.check import ERROR, READING, Check

rule = Check("G14", "unsafe-file", ERROR, READING)
