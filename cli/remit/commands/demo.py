"""`remit demo`: a small organisation's repository to try things out in. Its log and its story are in `commands/lantern/`."""

import json
import shlex
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from remit.commands import options
from remit.log import edit, ids, starter, yaml
from remit.log.people import read_people
from remit.log.record import ACCEPTED, PROPOSED, SUPERSEDED, Head
from remit.repo.commit import Told, make_repository
from remit.reporting.terminal import safe
from remit.workspace import clock

LANTERN = Path(__file__).parent / "lantern"
BESIDE = {
    ".gitattributes": "".join(f"{starter.attributes(suffix)}\n" for suffix in starter.SUFFIXES),
    ".gitignore": "/site/\n.*.tmp\n",
}
_TOUR = """\
cd FOLDER
remit may --topic tooling/cache --amount 400 "A second cache"          # you can decide this alone
remit may --topic tooling/cache --amount 4000 "A rack of caches"       # somebody else decides, and why
remit decide --topic tooling/cache --amount 400 "A second cache" --why "The first is full at noon."
remit mine                                                             # what needs your response
remit check --range main..speaks-for-ana                               # a commit in ana's name is refused
remit stop b7n2wd --why "The disk is full of logs."                     # stop a decision
remit build                                                            # and see it on the site
remit audit drill --without ana                                        # what would be blocked without her
"""


@click.command
@click.argument("folder", default="remit-demo", metavar="[DIR]")
@options.json
def demo(folder: str, as_json: bool) -> None:
    """Create an example repository: six people, a policy, half a year of decisions. You are ben there.

    \b
    remit demo
    remit demo /tmp/lantern
    """
    story = Story(clock.now())
    where = Path(folder).absolute()
    make_repository(str(where), story.told, story.names["ben"], "ben@example.com")
    records = sum(1 for path in where.glob("decisions/[0-9]*/D-*.md") if path.is_file())
    if as_json:
        click.echo(json.dumps({"folder": str(where), "commits": len(story.told), "records": records, "who": "ben"}))
        return
    click.echo(f"Made {safe(folder)}: {len(story.told)} commits, {records} decisions. You are ben, an engineer. Try:\n")
    for line in _TOUR.replace("FOLDER", shlex.quote(folder)).splitlines():
        click.echo(f"  {safe(line)}")


class Story:
    """The commits of the demo, in order; all times count back from the hour of `now`."""

    def __init__(self, now: datetime) -> None:
        self._now = now.replace(minute=0, second=0, microsecond=0)
        self.told: list[Told] = []
        self._files: dict[str, str] = {}
        self._paths: dict[str, str] = {}
        """The path of the record with a short id."""
        self._acts = 0
        people, _ = read_people(_text("people.yml"), "people.yml")
        self.names = {person.handle: person.name for person in people.people}
        self._commit(179, "ana", "Start the log: who decides what at Lantern", self._founding() | BESIDE)
        story: Any = yaml.read(f"story:\n{_text('story.yml')}")["story"]
        for event in story:
            self._tell(event)

    def _time(self, days_ago: float) -> datetime:
        return self._now - timedelta(minutes=round(days_ago * 1440))

    def _founding(self) -> dict[str, str]:
        start, review = (self._time(days).date().isoformat() for days in (180, -180))
        paths = (path.relative_to(LANTERN).as_posix() for path in LANTERN.rglob("*.*") if path.name != "story.yml")
        return {
            f"decisions/{path}".replace("START", start): _text(path).replace("START", start).replace("REVIEW", review)
            for path in sorted(paths)
        }

    def _commit(self, days_ago: float, who: str, message: str, files: dict[str, str], branch: str = "main") -> None:
        """A commit of somebody, two minutes after what it records."""
        self._files.update(files)
        at = self._time(days_ago) + timedelta(minutes=2)
        start = None if branch == "main" else "main"
        self.told.append(Told(branch, self.names[who], f"{who}@example.com", at, message, files, start))

    def _tell(self, event: Mapping[str, Any]) -> None:
        """One event: its first key is the verb, or the kind of an act, with the short id of the record."""
        verb, short = next(iter(event.items()))
        ago, who, text = float(event["ago"]), event["who"], event.get("text") or ""
        head: Head = self._dated(event.get("head") or {})
        decided = {"decided": self._time(ago).isoformat(timespec="minutes"), "decider": who}
        message = f"{verb.capitalize()}: {event.get('title')}"
        branch = event.get("branch", "main")
        if verb == "propose":
            files = self._record(short, ago, {"title": event["title"], "status": PROPOSED, **head}, text)
        elif verb == "decide":
            files = self._record(short, ago, {"title": event["title"], "status": ACCEPTED, **decided, **head}, text)
        elif verb == "accept":
            message = f"Decide: {self._id(short)}"
            files = self._step(short, ago, who, {"status": ACCEPTED, **decided, **head}, text)
        elif verb == "step":
            message = event["message"]
            files = self._step(short, ago, who, head, text)
        else:
            message = f"{verb.capitalize()}: {self._id(short)}"
            files = self._act(short, verb, ago, who, head, text)
        self._commit(ago, who, message, files, branch)

    def _dated(self, value: Any) -> Any:
        """A value of the story with the days, times and ids that it names."""
        if isinstance(value, list):
            return [self._dated(entry) for entry in value]
        if not isinstance(value, dict):
            return value
        if value.keys() == {"day"}:
            return self._time(float(value["day"])).date().isoformat()
        if value.keys() == {"time"}:
            return self._time(float(value["time"])).isoformat(timespec="minutes")
        return self._id(value["id"]) if value.keys() == {"id"} else {k: self._dated(v) for k, v in value.items()}

    def _id(self, short: str) -> str:
        return self._paths[short].rpartition("/")[2][: len("D-20261121-k3f9qz")]

    def _record(self, short: str, ago: float, head: Head, text: str) -> dict[str, str]:
        record_id = f"D-{self._time(ago):%Y%m%d}-{short}"
        path = f"decisions/{self._time(ago):%Y}/{record_id}-{ids.slug(head['title'])}.md"
        self._paths[short] = path
        ended: Head = {"status": SUPERSEDED, "superseded_by": [record_id]}
        old = [self._paths[old_id[-6:]] for old_id in head.get("supersedes") or ()]
        return {
            path: edit.new_text({"id": record_id, **head}, text + "\n"),
            **{path: edit.set_fields(self._files[path], ended) for path in old},
        }

    def _step(self, short: str, ago: float, who: str, changes: Head, text: str) -> dict[str, str]:
        line = f"- {self._time(ago).date()}, {who}: {text}" if text else ""
        path = self._paths[short]
        return {path: edit.stepped(self._files[path], changes, str(changes["status"]).capitalize(), line)}

    def _act(self, short: str, kind: str, ago: float, who: str, head: Head, text: str) -> dict[str, str]:
        self._acts += 1
        fields = {"act": kind, "who": who, "on": self._time(ago).isoformat(timespec="minutes"), **head}
        lines = "".join(f"{key}: {edit.printed(value)}\n" for key, value in fields.items())
        folder = f"{self._paths[short].rpartition('/')[0]}/{self._id(short)}.acts"
        return {f"{folder}/{kind}-{who}-{self._acts:04}.md": f"---\n{lines}---\n{text}\n"}


def _text(path: str) -> str:
    return (LANTERN / path).read_text(encoding="utf-8")
