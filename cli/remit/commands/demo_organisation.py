"""Who they are and who may decide what: settings, people, policy and the shared context of the demo."""

SETTINGS = """\
remit: 1
title: Decisions at Lantern
time_zone: UTC
policy: lantern
labels: {edge: whoever does it, functional: lead, central: director}
teams:
  shop: {paths: [services/shop/**]}
  platform: {paths: [services/platform/**]}
"""
PEOPLE = """\
people:
  ana: {name: Ana Ito, emails: [ana@example.com]}
  ben: {name: Ben Okoro, emails: [ben@example.com], team: shop}
  cho: {name: Cho Lind, emails: [cho@example.com], team: platform}
  dia: {name: Dia Roth, emails: [dia@example.com], team: shop}
  eva: {name: Eva Maas, emails: [eva@example.com]}
  mia: {name: Mia Sol, emails: [mia@example.com]}
holds:
  - {role: director, who: ana, from: START}
  - {role: platform-lead, who: cho, from: START}
  - {role: engineer, who: ben, from: START}
  - {role: engineer, who: cho, from: START}
  - {role: engineer, who: dia, from: START}
  - {role: counsel, who: eva, from: START}
scribes:
  - {who: mia, for: [board]}
"""
POLICY = """\
remit: 1
policy: lantern
title: Who decides what at Lantern
owner: director
in_force: {from: START}
currency: EUR
roles:
  engineer:      {tier: edge}
  platform-lead: {tier: functional}
  counsel:       {tier: functional}
  director:      {tier: central}
bodies:
  board: {tier: central, members: [ana, cho, eva], passes: majority}
topics:
  tooling: what we build with
  shop: what customers see
  data: what we keep about people and orders
  spending: what we buy
  company: what binds all of us
budgets:
  tools: {amount: 20000, per: year, over: director}
boundaries:
  - id: tools
    topic: tooling
    why: The team that uses a tool knows best what it needs.
    budget: tools
    steps:
      - {up_to: 500, decide: engineer}
      - {up_to: 5000, decide: platform-lead, advice: [engineer]}
      - {above: true, decide: director}
  - id: pages
    topic: shop
    decide: engineer
    why: A page can be put back in a minute.
    inform: [platform-lead]
  - id: customer-data
    topic: data/customer
    decide: platform-lead
    consent: counsel
    record: full
    why: A breach harms people who trusted us.
  - id: no-selling
    topic: data/sale
    forbid: true
    because: we promised our customers not to
  - id: purchases
    topic: spending
    why: Small things should not wait.
    steps:
      - {up_to: 1000, decide: anyone}
      - {above: true, decide: director}
  - id: rules
    topic: company
    decide: board
    why: Everybody lives with it.
emergency:
  - {id: outage, decide: engineer, topic: tooling, ratify: {by: platform-lead, within: 3d}}
escalation: [engineer, platform-lead, director]
stops: {who: anyone, responder: platform-lead, respond_within: 24h, lifted_by: [director]}
otherwise: {escalate: director}
"""
CONTEXT = {
    "fast-pages": """\
---
title: Pages answer at once
owner: ana
review_by: REVIEW
topics: [shop, tooling]
prefer: [speed over features]
---
Every tenth of a second costs us orders. We would rather show less, and show it now.
""",
    "few-machines": """\
---
title: Few machines, well understood
owner: cho
review_by: REVIEW
topics: [tooling]
prefer: [boring over new]
---
Three of us are on call. What nobody can mend at night we do not run.
""",
}
NAMES = {
    "ana": "Ana Ito", "ben": "Ben Okoro", "cho": "Cho Lind", "dia": "Dia Roth", "eva": "Eva Maas", "mia": "Mia Sol",
}  # fmt: skip
