"""A small organisation's log, as files: for browser tests and for the screenshots of the README."""

from pathlib import Path

from support import Repo

SETTINGS = """\
remit: 1
title: Decisions at Acme
policy: acme
source_url: https://git.example/acme/decisions
targets: {edge: 60, functional: 20, central: 20}
teams: {shop: {}, platform: {}}
"""
CONTEXT = """\
---
title: A checkout that never makes anybody wait
owner: cho
review_by: 2027-01-15
topics: [tooling, data]
prefer: [a fast page over a complete one]
---
People leave when a page takes more than a second. Whatever we build, the checkout comes first.
"""
TITLES = (
    ("Cache orders in Redis", "tooling/cache", "ben", "edge", "tools"),
    ("Write the search page with HTMX", "tooling/frontend", "dia", "edge", "tools"),
    ("Keep customer addresses for ten years", "data/customer", "ana", "functional", "customer-data"),
    ("Use OpenTofu for all new servers", "tooling/infrastructure", "ben", "edge", "tools"),
    ("Pay for a second tracing seat", "tooling/observability", "dia", "edge", "tools"),
    ("Rent a second data centre", "tooling/infrastructure", "cho", "central", "tools"),
    ("Delete carts after thirty days", "data/customer", "ana", "functional", "customer-data"),
    ("Test the shop with real card numbers", "data/customer", "ana", "functional", "customer-data"),
    ("Replace the message queue", "tooling/queue", "ben", "edge", "tools"),
)
BODY = """\
The orders page takes 4 s at noon; we already run Redis. 400 EUR a month.

## What we looked at

| | cost a month | page at noon |
|---|---|---|
| a larger database | 1 900 EUR | 1.2 s |
| **a cache in Redis** | 400 EUR | 0.3 s |

## Consequences

- The page answers in **0.3 s**.
- A stale order may show for a minute; support knows.

```python
cache.set("orders", orders, ttl=60)
```
"""


def fill(repo: Repo, extra: int = 0) -> Repo:
    """Write and commit the log; `extra` more records make it long."""
    repo.organisation(settings=SETTINGS)
    repo.write("decisions/context/fast-checkout.md", CONTEXT)
    for number, (title, topic, decider, tier, boundary) in enumerate(TITLES):
        suffix, day = f"ac{number}xyz", f"2026-11-{20 - 2 * number:02}"
        repo.record(
            suffix, BODY if number == 0 else f"We need it: {title.lower()}.\n", title=title, topic=topic, decider=decider, tier=tier,
            boundary=boundary, decided=day, raised=f"2026-11-{18 - 2 * number:02}", intent="[fast-checkout]" if number % 3 == 0 else None,
            tags="[performance]" if number % 2 == 0 else "[cost]", facts="{amount: 400}" if boundary == "tools" else None,
            supersedes="[D-20261121-aq0xyz]" if number == 0 else None, status="rejected" if number == 7 else "accepted",
        )  # fmt: skip
        repo.commit(title, who=decider)
    repo.record(
        "aq0xyz", "One process is enough for now.\n", title="Keep orders in memory", status="superseded", decided="2026-03-02",
        raised="2026-03-01", superseded_by="[D-20261121-ac0xyz]", facts="{amount: 0}",
    )  # fmt: skip
    repo.commit("Keep orders in memory", who="ben")
    repo.proposal(
        "dp1xyz", title="Move to Postgres 17", topic="tooling/database", facts="{amount: 3000}", raised="2026-11-10"
    )
    repo.proposal(
        "dp2xyz", title="Let partners see stock levels", topic="data/customer", raised="2026-10-12", decider="ana"
    )
    repo.commit("Two proposals")
    repo.act("ac0xyz", "advice", "dia", "Set a limit on memory, or it eats the machine.\n", taken="yes")
    repo.commit("Advise on the cache", who="dia")
    repo.act("ac3xyz", "stop", "eva", "The licence of one module is unclear. Please wait until Monday.\n")
    repo.commit("Stop: the licence of one module", who="eva")
    for number in range(extra):
        repo.record(
            f"z{number:05}",
            title=f"Decision number {number}",
            decided=f"{2016 + number % 10}-03-{number % 28 + 1:02}",
            topic=f"area{number % 7}/part{number % 13}",
        )
    repo.commit("Decisions so far")
    return repo


def folder(path: Path) -> Repo:
    """An empty repository at `path`."""
    import subprocess

    path.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", "-b", "main", str(path)], check=True)
    return Repo(path)
