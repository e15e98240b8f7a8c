"""A log: records, people, policies and shared context, as one git tree holds them."""

from datetime import UTC, tzinfo
from typing import NamedTuple

from remit.log.context import ContextPage
from remit.log.finding import Finding
from remit.log.people import People
from remit.log.policy import Policy
from remit.log.record import Act, Record
from remit.log.settings import Settings


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
