"""Logs of other formats: read where they lie, and imported.

A file is taken apart (`document`), its fields are found wherever logs keep them (`places/`), each value is read
(`status`, `dates`, `names`, `links`, `titles`) into a head with our keys (`assemble`), and a folder tells what only it can
tell (`folder`). A format (`known/`, one file each) declares where its fields stand and what its own words mean.
Rules that never bend: no file is rejected; the body stays as it is byte for byte; the text of every value that was
normalised is kept; a decider is never invented; what a record is called comes from its path; a broken file hides no other.
"""

from remit.importers.detect import Detected, detect
from remit.importers.one import read_foreign
from remit.importers.reading import Reading
from remit.importers.records import id_of, read_source

__all__ = ["Detected", "Reading", "detect", "id_of", "read_foreign", "read_source"]
