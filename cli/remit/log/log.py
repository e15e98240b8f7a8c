"""A log: records, people, policies and shared context, as one git tree holds them."""

from datetime import UTC, tzinfo
from typing import NamedTuple

from remit.log.finding import Finding
from remit.log.people import People
from remit.log.policy import Policy
from remit.log.record import Act, Head, Record, texts
from remit.log.settings import Settings


class ContextPage(NamedTuple):
    """A page of shared context: the why and the what that decisions serve. Its id is its file name."""

    path: str
    id: str
    title: str
    head: Head
    body: str
    body_line: int = 1

    @property
    def owner(self) -> str | None:
        """Who keeps it true."""
        value = self.head.get("owner")
        return value if isinstance(value, str) else None

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that it is about."""
        return texts(self.head.get("topics")) or texts(self.head.get("topic"))

    @property
    def prefer(self) -> tuple[str, ...]:
        """Lines of the kind "we prefer X over Y"."""
        return texts(self.head.get("prefer"))


class Log(NamedTuple):
    """What one tree holds. Immutable; whoever read it, from the work tree, the index or a commit, is not told."""

    settings: Settings
    people: People | None
    """None where there is no people.yml: every grade is then claimed."""
    policies: tuple[Policy, ...]
    """Every version of every policy that could be read."""
    records: tuple[Record, ...]
    """By path."""
    context: tuple[ContextPage, ...] = ()
    stops: tuple[Act, ...] = ()
    """Stops on a topic or a budget (and what lifted them), from `decisions/stops/`."""
    findings: tuple[Finding, ...] = ()
    """What could not be read, with the place."""
    unread: tuple[str, ...] = ()
    """Paths of records that could not be read: no page, no answer, but never forgotten."""
    zone: tzinfo = UTC
    root: str = "decisions"
    scenarios: tuple[tuple[str, str], ...] = ()
    """Path and text of every scenario file: what the policies of this tree are to answer."""

    @property
    def by_id(self) -> dict[str, Record]:
        """Records by id; of two with one id the first by path."""
        out: dict[str, Record] = {}
        for record in self.records:
            out.setdefault(record.id, record)
        return out

    @property
    def judged(self) -> bool:
        """Whether a policy judges this log."""
        return self.settings.policy != "none" and bool(self.policies)
