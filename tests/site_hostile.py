"""A log in which every text that people write is hostile: for pages of every kind, in a browser."""

import json
from collections.abc import Iterator
from itertools import cycle

from site_payloads import BODIES, HEADS
from support import Repo

KINDS = (
    "advice",
    "consent",
    "objection",
    "vote",
    "stop",
    "lift",
    "outcome",
    "adoption",
    "ratification",
    "confirmation",
    "inform",
)


def _texts() -> Iterator[str]:
    """Hostile texts as YAML, again and again."""
    for text in cycle(HEADS):
        yield json.dumps(text, ensure_ascii=False).replace("\u2028", " ")


def fill(repo: Repo, language: str = "en") -> Repo:
    """Write and commit the log."""
    said = _texts()
    one = lambda: next(said)  # noqa: E731 - it is read a hundred times
    settings = f"""\
remit: 1
title: {one()}
policy: acme
source_url: 'javascript:alert(1)'
people_metrics: names
labels: {{edge: {one()}, functional: {one()}, central: {one()}}}
targets: {{edge: 60, functional: 20, central: 20}}
teams: {{shop: {{paths: [{one()}]}}, {one()}: {{paths: [a]}}}}
"""
    people = "people:\n" + "".join(
        f"  {who}: {{name: {one()}, emails: [{who}@example.com], team: {team}}}\n"
        for who, team in (("ana", one()), ("ben", "shop"), ("cho", one()), ("eva", "shop"))
    )
    people += "holds:\n" + "".join(
        f"  - {{role: {role}, who: {who}, from: 2026-01-01}}\n"
        for role, who in (("lead", "ana"), ("engineer", "ben"), ("cto", "cho"), ("legal", "eva"))
    )
    people += "away:\n  - {who: eva, from: 2026-11-01, until: 2026-12-24}\n"
    policy = f"""\
remit: 1
policy: acme
title: {one()}
owner: cto
in_force: {{from: 2026-01-01}}
review_by: 2026-10-01
currency: EUR
roles:
  engineer: {{tier: edge, title: {one()}}}
  lead: {{tier: functional, title: {one()}}}
  legal: {{tier: functional, title: {one()}}}
  cto: {{tier: central, title: {one()}}}
bodies:
  board: {{title: {one()}, members: [ana, cho], passes: majority, tier: central}}
topics:
  tooling: {one()}
  data: {one()}
  rules: {one()}
budgets:
  tools: {{amount: 1000, per: year, over: lead}}
boundaries:
  - id: tools
    topic: tooling
    title: {one()}
    why: {one()}
    clause: {one()}
    budget: tools
    steps:
      - {{up_to: 500, decide: engineer}}
      - {{up_to: 5000, decide: lead, advice: [engineer]}}
      - {{above: true, decide: cto}}
  - {{id: customer-data, topic: data/customer, decide: lead, consent: legal, title: {one()}, why: {one()}, when: {{supplier: [{one()}, {one()}]}}}}
  - {{id: no-sale, topic: data/sale, forbid: true, because: {one()}, title: {one()}}}
  - {{id: rules, topic: rules, decide: board, title: {one()}}}
emergency:
  - {{id: outage, topic: tooling, decide: engineer, ratify: {{by: lead, within: 3d}}}}
delegations:
  - {{id: d1, from_role: lead, to: ben, boundaries: [customer-data], from: 2026-01-01, to_date: 2026-12-31, written: {one()}}}
escalation: [engineer, lead, cto]
otherwise: {{escalate: lead}}
cannot_say: [{one()}, {one()}]
"""
    repo.organisation(settings=settings, people=people, policy=policy)
    repo.write(
        "decisions/context/goal.md",
        f"---\ntitle: {one()}\nowner: cho\nreview_by: 2026-01-15\ntopics: [{one()}]\nprefer: [{one()}, {one()}]\n---\n"
        + "\n\n".join(BODIES),
    )
    for number, body in enumerate(("\n\n".join(BODIES),) * 8):
        repo.record(
            f"aaaa{number:02}", body=body, title=one(), tags=f"[{one()}]", topic=f"[tooling/cache, {one()}]", intent="[goal]", team=one(),
            facts=f"{{amount: {100 * number}, supplier: {one()}}}", evidence=f"[{one()}, 'javascript:alert(1)']", affects=f"[{one()}]",
            aliases=f"[{one()}, 'old-{number}']", consulted=f"[{one()}]", informed=f"[{one()}]", decider=("ben", "ana", "cho")[number % 3],
            decided=f"2026-{number % 11 + 1:02}-03", raised=f"2026-{number % 11 + 1:02}-01", tier=("edge", "functional", "central")[number % 3],
            late=one(), review_by="2026-11-01", raised_by=f"[{one()}]", as_=one(),
        )  # fmt: skip
    repo.proposal(
        "bbbb00",
        body="\n\n".join(BODIES),
        title=one(),
        topic="data/customer",
        decider="ana",
        facts=f"{{supplier: {one()}}}",
    )
    repo.proposal(
        "bbbb01",
        body=BODIES[0],
        title=one(),
        topic=one(),
        tags=f"[{one()}]",
        supersedes="[D-20261121-aaaa01]",
        related=f"[{one()}]",
    )
    for kind in KINDS:
        for suffix in ("aaaa00", "bbbb00"):
            repo.act(
                suffix,
                kind,
                "eva",
                "\n\n".join(BODIES),
                result=one(),
                taken=one(),
                says=one(),
                how=one(),
                team=one(),
                of=f"[{one()}]",
            )
    repo.write("docs/index.md", "# Welcome\n\n<!-- remit:home -->\n")
    repo.write(
        "mkdocs.yml",
        f"site_name: Hostile\ndocs_dir: docs\nuse_directory_urls: false\ntheme: {{name: material, language: {language}, font: false}}\nplugins: [remit]\n",
    )
    repo.commit("Everything")
    return repo
