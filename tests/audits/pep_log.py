"""A native log made from the events of a real history: a record for each proposal, a commit for each event."""

import json
import subprocess
from pathlib import Path

STATUS = {
    "draft": "proposed", "incomplete": "proposed", "accepted": "accepted", "provisional": "accepted", "final": "accepted",
    "active": "accepted", "approved": "accepted", "finished": "accepted", "complete": "accepted", "rejected": "rejected",
    "withdrawn": "withdrawn", "withdrawal": "withdrawn", "deferred": "deferred", "postponed": "deferred", "superseded": "superseded",
    "replaced": "superseded",
}  # fmt: skip


def record_id(number: int) -> str:
    letters = "0123456789abcdefghjkmnpqrstvwxyz"
    out = ""
    for _ in range(6):
        number, digit = divmod(number, 32)
        out = letters[digit] + out
    return f"D-20000101-{out}"


def make(folder: Path, events_file: Path) -> Path:
    """Write the repository; its folder."""
    records = json.loads(events_file.read_text())["records"]
    steps = sorted(
        (at, number, status, who)
        for number, record in enumerate(records)
        for status, at, who in record["events"]
        if status in STATUS
    )
    stream = []
    for at, number, status, who in steps:
        record = records[number]
        tags = "[delegate]" if record["delegate"] else "[none]"
        text = (
            f"---\nid: {record_id(record['n'])}\ntitle: Proposal {record['n']}\nstatus: {STATUS[status]}\n"
            f"x-raw: {status}\ntags: {tags}\n---\nText.\n"
        )
        path = f"decisions/{record_id(record['n'])}.md"
        line = f"{who} <{who}@example.com> {at} +0000"
        stream.append(
            f"commit refs/heads/main\nauthor {line}\ncommitter {line}\ndata 1\nx\n"
            f"M 100644 inline {path}\ndata {len(text)}\n{text}\n"
        )  # fmt: skip
    settings = "remit: 1\npolicy: none\n"
    stream.append(
        "commit refs/heads/main\ncommitter ana <ana@example.com> 1787400000 +0000\ndata 1\nx\n"
        f"M 100644 inline decisions/remit.yml\ndata {len(settings)}\n{settings}\n"
    )
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    subprocess.run(["git", "-C", str(folder), "fast-import", "--quiet"], input="".join(stream).encode(), check=True)
    subprocess.run(["git", "-C", str(folder), "reset", "-q", "--hard", "main"], check=True)
    return folder
