"""Logs built in code, for tests of pages: no disk, no git, no clock."""

from datetime import UTC, datetime
from typing import Any

from remit.log.context import ContextPage
from remit.log.log import Log
from remit.log.people import read_people
from remit.log.policy import read_policy
from remit.log.record import Act, Record
from remit.log.settings import Settings
from remit.site.view import View, make_view
from support import PEOPLE, POLICY, POLICY_PATH

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def record(
    suffix: str = "k3f9qz", body: str = "Because it is needed.\n", acts: tuple[Act, ...] = (), **head: Any
) -> Record:
    """An accepted record by ben, unless `head` says otherwise; a key that is None is left out."""
    usual = {
        "id": f"D-20261121-{suffix}", "title": "Cache orders in Redis", "status": "accepted", "decider": "ben",
        "topic": "tooling/cache", "facts": {"amount": "400"}, "raised": "2026-11-18",
        "decided": "2026-11-21T10:12+00:00", "tier": "edge", "boundary": "tools",
    }  # fmt: skip
    full = {key.rstrip("_"): value for key, value in {**usual, **head}.items() if value is not None}
    return Record(f"decisions/2026/{full['id']}.md", full["id"], full.get("status", ""), full, body, acts=acts)


def proposal(suffix: str = "m4x8ra", **head: Any) -> Record:
    """An open record."""
    return record(
        suffix, **{"status": "proposed", "decider": None, "decided": None, "tier": None, "boundary": None, **head}
    )


def act(kind: str, who: str, body: str = "", suffix: str = "k3f9qz", **head: Any) -> Act:
    """An act file."""
    name = f"D-20261121-{suffix}"
    full = {"act": kind, "who": who, "on": "2026-11-20", **{key.rstrip("_"): value for key, value in head.items()}}
    return Act(f"decisions/2026/{name}.acts/{kind}-{who}-p7x2.md", kind, name, who, full, body)


def log(*records: Record, context: tuple[ContextPage, ...] = (), **more: Any) -> Log:
    """A log of these records under the policy of tests/support.py."""
    policy, _ = read_policy(POLICY, POLICY_PATH)
    people = more.pop("people", read_people(PEOPLE, "decisions/people.yml")[0])
    assert policy is not None
    settings = more.pop("settings", Settings(title="Decisions at Acme", policy="acme"))
    return Log(
        settings=settings,
        people=people,
        policies=more.pop("policies", (policy,)),
        records=tuple(sorted(records, key=lambda one: one.path)),
        context=context,
        **more,
    )


def view(*records: Record, **more: Any) -> View:
    """The view of such a log at NOW."""
    return make_view(log(*records, **more), NOW)
