"""Records that `remit export --text` wrote as JSON, as the files that they were."""

from typing import Any

from remit.importers.convert import Converted, Plan, Skipped
from remit.log import ids
from remit.log.log import Log
from remit.log.record import NATIVE
from remit.log.source import ACT, RECORD, kind_of

THERE = "it is there already"
"""Why a file is not written again."""


def is_exported(row: dict[str, Any]) -> bool:
    """Whether a row holds a whole file, as an export with texts does."""
    return isinstance(row.get("file"), str) and isinstance(row.get("path"), str)


def restored(rows: list[dict[str, Any]], log: Log) -> Plan:
    """The files of records and acts, character by character; a file that is there already is never changed."""
    files = [part for row in rows for part in (row, *filter(is_exported, row.get("acts") or ()))]
    made, skipped = [], []
    for file in files:
        path, text = file["path"], file["file"]
        why = _why_not(path, text, log)
        if why:
            skipped.append(Skipped(path, why))
        else:
            title, status = str(file.get("title") or file.get("kind") or ""), str(file.get("status") or "")
            made.append(Converted(path, path, _id(path), NATIVE, title, status, text, (), (), ()))
    return Plan(tuple(made), tuple(skipped))


def _why_not(path: str, text: str, log: Log) -> str:
    inside = path.startswith(f"{log.root}/") and not {"", ".", ".."} & set(path.split("/"))
    if not inside or kind_of(path, log.root) not in (RECORD, ACT):
        return f"no record or act below {log.root}/"
    if path in log.files.by_path:
        return THERE if log.text(path) == text else "another text is there already"
    return ""


def _id(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return ids.id_of_file(name) or ids.id_of_acts(folder.rpartition("/")[2]) or ""
