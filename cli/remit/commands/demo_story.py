"""Half a year at Lantern: every state that a decision can be in."""

from datetime import datetime, timedelta
from typing import Any

from remit.commands import demo_organisation
from remit.log import edit, ids
from remit.log.edit import stepped
from remit.log.record import Head
from remit.repo.story import Told

BRANCH = "speaks-for-ana"
"""A branch on which ben commits a decision in ana's name: the check refuses it."""


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
        self.told.append(
            Told(self.branch, demo_organisation.NAMES[who], f"{who}@example.com", at, message, files, self.start)
        )
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


def tell(now: datetime) -> list[Told]:
    """The commits, in order; all times count back from `now`."""
    story = Teller(now)
    _founding(story)
    _edge(story)
    _leads(story)
    _central(story)
    _open(story)
    _forged(story)
    return story.told


def _founding(story: Teller) -> None:
    start, review = story.day(180), story.day(-180)
    files = {
        "decisions/remit.yml": demo_organisation.SETTINGS,
        "decisions/people.yml": demo_organisation.PEOPLE.replace("START", start),
        f"decisions/policy/lantern@{start}.yml": demo_organisation.POLICY.replace("START", start),
        ".gitattributes": "decisions/** text eol=lf\n",
        ".gitignore": "/site/\n.*.tmp\n",
    }
    files |= {
        f"decisions/context/{name}.md": text.replace("REVIEW", review)
        for name, text in demo_organisation.CONTEXT.items()
    }
    story.commit(179, "ana", "Start the log: who decides what at Lantern", files)


TOOLS = {"tier": "edge", "boundary": "tools", "topic": "tooling/cache"}


def _edge(story: Teller) -> None:
    """What whoever does the work decided."""
    story.decide(
        "k3f9qz", 150, "ben", "Cache orders in Redis", "The orders page takes 4 s at noon; we already run Redis.",
        **TOOLS, facts={"amount": "400"}, raised=story.day(153), raised_by="dia", intent=["fast-pages"],
    )  # fmt: skip
    story.act(
        "k3f9qz", "outcome", 90, "ben", "The page takes 0.3 s.", result="better", process="good", carried_out="yes"
    )
    story.act("k3f9qz", "adoption", 80, "cho", "With a shorter time to live.", team="platform", how="adapted")
    story.decide(
        "b7n2wd", 140, "dia", "Log in JSON lines", "grep cannot read three lines as one.",
        **{**TOOLS, "topic": "tooling/logs"}, facts={"amount": "0"}, raised=story.day(141), intent=["few-machines"],
    )  # fmt: skip
    story.decide(
        "c4x8pe", 120, "ben", "Carousel on the front page", "Three offers are better than one.",
        topic="shop/front", facts={"reversible": "yes"}, tier="edge", boundary="pages", informed=["cho"],
        raised=story.day(121),
    )  # fmt: skip
    story.decide(
        "d9h3rt", 70, "ben", "Reverse: Carousel on the front page", "Nobody opened the second offer.",
        topic="shop/front", facts={"reversible": "yes"}, tier="edge", boundary="pages", informed=["cho"],
        raised=story.day(72), supersedes=[story.ids["c4x8pe"]],
    )  # fmt: skip
    story.act("c4x8pe", "outcome", 69.9, "ben", "Nobody opened the second offer.", result="reversed", process="good")
    story.decide(
        "e2j5sa", 60, "mia", "Two standing desks", "Two of us asked, and the old ones wobble.",
        topic="spending/office", facts={"amount": "700"}, tier="edge", boundary="purchases", raised=story.day(64),
    )  # fmt: skip
    story.decide(
        "p7x2wn", 30, "dia", "Build with the new compiler", "Builds take 2 minutes instead of 9.",
        **{**TOOLS, "topic": "tooling/build"}, facts={"amount": "120"}, raised=story.day(33), review_by=story.day(-60),
    )  # fmt: skip
    story.decide(
        "g8m4xc", 12, "dia", "Retry failed payments twice", "One in forty fails for a second.",
        topic="shop/checkout", facts={"reversible": "yes"}, tier="edge", boundary="pages", informed=["cho"],
        raised=story.day(13), affects=["services/shop/payments/**"],
    )  # fmt: skip
    story.act("g8m4xc", "stop", 0.5, "ben", "Two customers were charged twice.")


def _leads(story: Teller) -> None:
    """What the leads decided, with advice and consent."""
    story.propose(
        "h3p6yd", 110, "ben", "One queue for all mails", "Mails are lost when the shop restarts.",
        topic="tooling/queue", facts={"amount": "1800"}, raised=story.day(118), raised_by="ben", intent=["few-machines"],
    )  # fmt: skip
    story.act("h3p6yd", "asked", 109, "cho", "Would it survive a restart?", of="dia", **{"for": "advice"})
    story.act("h3p6yd", "advice", 107, "dia", "Yes, if we write before we answer.", taken="yes", **{"as": "engineer"})
    story.accept("h3p6yd", 104, "cho", tier="functional", boundary="tools")
    story.propose(
        "j5q9ze", 100, "cho", "Keep addresses for 90 days after delivery", _full("Returns come within 60 days."),
        topic="data/customer", facts={"days": "90"}, raised=story.day(108), raised_by="dia",
    )  # fmt: skip
    story.act("j5q9ze", "consent", 96, "eva", "For 90 days, not longer.", **{"as": "counsel"})
    story.accept("j5q9ze", 95, "cho", tier="functional", boundary="customer-data")
    story.decide(
        "m2r7fa", 50, "dia", "Restart the cache with half its memory", "The shop is down and cho does not answer.",
        topic="tooling/cache", facts={"amount": "900"}, tier="edge", boundary="tools", emergency={"under": "outage"},
        raised=story.text(50.05),
    )  # fmt: skip
    story.act("m2r7fa", "ratification", 49, "cho", "Right in the circumstances.", under="outage", result="ratified")
    story.decide(
        "n8s3gb", 45, "cho", "Leave the old search", "It was replaced by nothing: nobody used it.",
        topic="tooling/search", facts={"amount": "600"}, tier="functional", boundary="tools", raised=story.day(52),
        advice=[{"as": "engineer", "who": "ben", "on": story.day(47), "taken": "yes"}],
    )  # fmt: skip
    story.step("n8s3gb", 20, "cho", "Deprecate: the old search", status="deprecated")


def _central(story: Teller) -> None:
    """What only the top may decide, and what the board voted."""
    story.propose(
        "p4t8hc", 90, "cho", "Rent a second room of machines", "One fire would end us.",
        topic="tooling/hosting", facts={"amount": "24000"}, raised=story.day(130), raised_by="cho",
    )  # fmt: skip
    story.step(
        "p4t8hc", 66, "ana", "Reject: a second room", "Too dear; copies in another town do.", status="rejected",
        decided=story.text(66), decider="ana", tier="central", boundary="tools",
    )  # fmt: skip
    story.decide(
        "q6v2jd", 55, "ana", "Copies of everything in another town", "One fire would end us; this costs a tenth.",
        topic="spending/hosting", facts={"amount": "2400"}, tier="central", boundary="purchases", raised=story.day(90),
        related=[story.ids["p4t8hc"]],
    )  # fmt: skip
    story.propose(
        "r9w5ke", 40, "eva", "Four days a week in summer", "We tried it with two people.",
        topic="company/hours", raised=story.day(48), raised_by="mia",
    )  # fmt: skip
    for days, who, says in ((37, "ana", "yes"), (36.5, "cho", "yes"), (36, "eva", "no")):
        story.act("r9w5ke", "vote", days, who, "", body="board", says=says)
    story.accept("r9w5ke", 35, "ana", tier="central", boundary="rules")


def _open(story: Teller) -> None:
    """What is open today."""
    story.propose(
        "s3x7mf", 9, "dia", "Pictures in a newer format", "A third of their weight.",
        topic="tooling/build", facts={"amount": "0"}, decider="dia", raised=story.day(10), raised_by="dia",
    )  # fmt: skip
    story.propose(
        "m4x8ra", 6, "dia", "Resize pictures on the fly", "We keep each picture in nine sizes.",
        topic="tooling/build", facts={"amount": "200"}, raised=story.day(8), raised_by="dia", intent=["fast-pages"],
    )  # fmt: skip
    story.act("m4x8ra", "advice", 5, "eva", "Strip the place where they were taken.", **{"as": "counsel"})
    story.propose(
        "t7y4ng", 8, "ben", "Ship the chat to everybody", _full("Customers ask by mail and wait a day."),
        topic="data/customer", facts={"days": "30"}, raised=story.day(20), raised_by="ben", decider="cho",
    )  # fmt: skip
    story.act("t7y4ng", "asked", 7, "cho", "May we keep what they write for 30 days?", of="eva", **{"for": "consent"})
    story.propose(
        "v2z9ph", 25, "ben", "A machine for the warehouse", "Labels are printed at the desk.",
        topic="spending/office", facts={"amount": "3200"}, raised=story.day(30), raised_by="mia",
    )  # fmt: skip
    story.step("v2z9ph", 22, "ana", "Defer: the warehouse", "After the move.", status="deferred")
    story.propose(
        "w5a3qj", 28, "dia", "Write the shop again in one language", "Two languages are one too many.",
        topic="tooling/language", facts={"amount": "0"}, raised=story.day(29),
    )  # fmt: skip
    story.step(
        "w5a3qj", 21, "dia", "Withdraw: one language", "The small one is going away by itself.", status="withdrawn"
    )


def _full(context: str) -> str:
    return (
        f"## Context\n\n{context}\n\n## Decision\n\nAs the title says.\n\n## Consequences\n\nWe look again in a year."
    )


def _forged(story: Teller) -> None:
    """On a branch, ben commits a decision in ana's name."""
    story.branch, story.start = BRANCH, "main"
    at = 0.2
    story._record(
        "x8b6rk", at, "ben", "Decide: A rack of new machines",
        {
            "title": "A rack of new machines", "status": "accepted", "decided": story.text(at), "decider": "ana",
            "topic": "tooling/hosting", "facts": {"amount": "9000"}, "tier": "central", "boundary": "tools", "raised": story.day(3),
        },
        "Ana said yes in the corridor.",
    )  # fmt: skip
