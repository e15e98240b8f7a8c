"""How the story is told: records and acts as the commands would have written them, a commit each."""

from datetime import datetime, timedelta
from typing import Any

from remit.commands._demo.organisation import NAMES
from remit.log import edit, ids
from remit.log.edit import stepped
from remit.log.record import Head
from remit.repo.story import Told


class Teller:
    """Tells commits in order; remembers every file."""

    def __init__(self, now: datetime) -> None:
        self.now = now.replace(minute=0, second=0, microsecond=0)
        self.told: list[Told] = []
        self.files: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.branch = "main"
        self.start: str | None = None
        self._paths: dict[str, str] = {}
        self._acts = 0

    def time(self, days_ago: float) -> datetime:
        """A moment so many days before this hour."""
        return self.now - timedelta(minutes=round(days_ago * 1440))

    def text(self, days_ago: float) -> str:
        """That moment as records give it."""
        return self.time(days_ago).isoformat(timespec="minutes")

    def day(self, days_ago: float) -> str:
        """Its day."""
        return self.time(days_ago).date().isoformat()

    def commit(self, days_ago: float, who: str, message: str, files: dict[str, str]) -> None:
        """A commit of somebody, two minutes after what it records."""
        self.files.update(files)
        at = self.time(days_ago) + timedelta(minutes=2)
        self.told.append(Told(self.branch, NAMES[who], f"{who}@example.com", at, message, files, self.start))
        self.start = None

    def propose(self, suffix: str, days_ago: float, who: str, title: str, body: str, **fields: Any) -> None:
        """A proposal."""
        self._record(suffix, days_ago, who, f"Propose: {title}", {"title": title, "status": "proposed", **fields}, body)

    def decide(self, suffix: str, days_ago: float, who: str, title: str, body: str, **fields: Any) -> None:
        """A decision, written at once. `decided` is that moment, the decider the one who commits, unless given."""
        head = {"title": title, "status": "accepted", "decided": self.text(days_ago), "decider": who, **fields}
        self._record(suffix, days_ago, who, f"Decide: {title}", head, body)

    def _record(self, suffix: str, days_ago: float, who: str, message: str, head: Head, body: str) -> None:
        at = self.time(days_ago)
        self.ids[suffix] = record_id = f"D-{at:%Y%m%d}-{suffix}"
        path = f"decisions/{at:%Y}/{record_id}-{ids.slug(head['title'])}.md"
        self._paths[suffix] = path
        files = {path: edit.new_text({"id": record_id, **head}, body + "\n")}
        for old in head.get("supersedes") or ():
            files |= self._ended(old, record_id)
        self.commit(days_ago, who, message, files)

    def _ended(self, old_id: str, by: str) -> dict[str, str]:
        path = self._paths[old_id[-6:]]
        return {path: edit.set_fields(self.files[path], {"status": "superseded", "superseded_by": [by]})}

    def step(self, suffix: str, days_ago: float, who: str, message: str, words: str = "", **changes: Any) -> None:
        """A record takes a step: decided, rejected, withdrawn, deferred."""
        path = self._paths[suffix]
        section = str(changes.get("status", "")).capitalize()
        line = f"- {self.day(days_ago)}, {who}: {words}" if words else ""
        self.commit(days_ago, who, message, {path: stepped(self.files[path], changes, section, line)})

    def accept(self, suffix: str, days_ago: float, who: str, **fields: Any) -> None:
        """A proposal is decided."""
        changes = {"status": "accepted", "decided": self.text(days_ago), "decider": who, **fields}
        self.step(suffix, days_ago, who, f"Decide: {self.ids[suffix]}", **changes)

    def act(self, suffix: str, kind: str, days_ago: float, who: str, words: str, /, **head: Any) -> str:
        """Somebody acts on a record; the name of the act."""
        self._acts += 1
        path = self._paths[suffix]
        name = f"{kind}-{who}-{self._acts:04}"
        fields = {"act": kind, "who": who, "on": self.text(days_ago), **head}
        lines = "".join(f"{key}: {edit.printed(value)}\n" for key, value in fields.items())
        act_path = f"{path.rpartition('/')[0]}/{self.ids[suffix]}.acts/{name}.md"
        self.commit(
            days_ago, who, f"{kind.capitalize()}: {self.ids[suffix]}", {act_path: f"---\n{lines}---\n{words}\n"}
        )
        return name
