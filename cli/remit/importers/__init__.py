"""Logs of other formats: read in place, and imported.

A file is taken apart (`document`), its fields are found wherever logs keep them (`front`, `lines`, `tables`), each value is read
(`values`, `names`, `links`, `file_names`) into a head with our keys (`head`), all of which is reading one file
(`file_reader`); a folder tells what only it can tell (`folder`). A format (`formats`) declares where its fields stand and what its own words mean.
Rules that never bend: no file is rejected; the body stays as it is byte for byte; the text of every value that was
normalised is kept; a decider is never invented; what a record is called comes from its path; a broken file hides no other.
"""

from remit.importers.adoption import Detected, detect, find_logs, told
from remit.importers.file_reader import read_foreign
from remit.importers.folder import id_of, read_folder, records_of
from remit.importers.keys import Reading

__all__ = [
    "Detected",
    "Reading",
    "detect",
    "find_logs",
    "id_of",
    "read_folder",
    "read_foreign",
    "records_of",
    "told",
]
