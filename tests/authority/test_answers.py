"""Records that are alike have the same answer: what one is told is what the other would have been told, but for the amounts named."""

import random
from datetime import date, datetime

import pytest

from remit.authority.answer import Answer
from remit.authority.procedure.answers import Similarity
from remit.authority.procedure.context import ground_of
from remit.authority.procedure.decision import judge_record
from remit.log.log import Log, read
from remit.log.moment import Moment
from remit.log.record import Record, read_record
from remit.log.source import Source

POLICY = """\
remit: 1
policy: acme
title: Who decides what
owner: cto
in_force: {from: 2000-01-01}
currency: EUR
roles:
  engineer: {tier: edge}
  lead: {tier: functional}
  cto: {tier: central}
boundaries:
  - id: tools
    topic: tooling
    steps:
      - {up_to: 500, decide: engineer, require: {reversible: yes}}
      - {up_to: 5000, decide: lead, inform: [engineer]}
      - {above: true, decide: cto, consent: [lead]}
  - {id: pages, topic: pages, decide: lead, decide_within: {span: 5d, then: raiser}}
escalation: [engineer, lead, cto]
otherwise: {escalate: lead}
"""
PEOPLE = """\
people:
  ana: {name: Ana}
  ben: {name: Ben}
  cho: {name: Cho}
holds:
  - {role: lead, who: ana, from: 2000-01-01}
  - {role: engineer, who: ben, from: 2000-01-01, until: 2026-03-31}
  - {role: cto, who: cho, from: 2000-01-01}
"""


def log_of(policy: str) -> Log:
    files = {"remit.yml": "remit: 1\ntime_zone: UTC\n", "people.yml": PEOPLE, "policy/acme@2000-01-01.yml": policy}
    found = read([Source(f"decisions/{name}", text.encode()) for name, text in files.items()], root="decisions")
    assert not found.findings
    return found


def record(pick: random.Random, number: int) -> Record:
    decided = date(2026, pick.choice((3, 4)), pick.randrange(1, 28))
    raised = date(2026, decided.month - pick.randrange(2), pick.randrange(1, 28))
    text = (
        f"---\nid: D-20260101-{number:06d}\ntitle: A\nstatus: {pick.choice(('accepted', 'rejected'))}\n"
        f"decider: {pick.choice(('ana', 'ben', 'cho'))}\ntopic: {pick.choice(('tooling', 'tooling/cache', 'pages', 'other'))}\n"
        f"facts: {{amount: {pick.choice((1, 499, 500, 501, 5000, 5001))}, reversible: {pick.choice(('yes', 'no'))}, colour: {number}}}\n"
        f"raised: {raised}\nraised_by: {pick.choice(('ana', 'ben', 'cho'))}\ndecided: {decided}\n---\nText.\n"
    )
    found = read_record(f"decisions/D-20260101-{number:06d}.md", text)
    assert isinstance(found, Record)
    return found


@pytest.mark.parametrize("policy", [POLICY, POLICY.replace(", decide_within: {span: 5d, then: raiser}", "")])
def test_records_that_are_alike_have_the_same_answer(policy: str):
    pick = random.Random(7)
    log = log_of(policy)
    ground, alike, now = (
        ground_of(log),
        Similarity(log),
        Moment(date(2026, 5, 1), datetime(2026, 5, 1, tzinfo=log.zone)),
    )
    seen: dict[object, Answer] = {}
    shared = 0
    for number in range(1500):
        one = record(pick, number)
        found = judge_record(log, one, now, ground=ground)
        assert isinstance(found, Answer)
        plain = found._replace(because="", comparison="")
        key = alike.key(one)
        assert key is not None
        shared += key in seen
        assert seen.setdefault(key, plain) == plain
    assert shared > (900 if "decide_within" in policy else 1200)


def test_a_record_to_which_somebody_did_something_is_like_no_other():
    log = log_of(POLICY)
    one = record(random.Random(1), 1)
    assert Similarity(log).key(one._replace(head={**one.head, "waiver": "w"})) is None
    assert Similarity(log.replace(policies=(), settings=log.settings._replace(policy="none"))).key(one) is None
