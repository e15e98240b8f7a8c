"""A log made in code, for tests of the procedure on records."""

from remit.log.log import Log
from remit.log.moment import Moment, parse_moment
from remit.log.people import read_people
from remit.log.policy import read_policy
from remit.log.record import Act, Record
from remit.log.settings import Settings

POLICY = """\
remit: 1
policy: acme
owner: cto
in_force: {from: 2026-01-01}
currency: EUR
roles:
  engineer: {tier: edge}
  lead: {tier: functional, deputy: [eva]}
  legal: {tier: functional}
  cto: {tier: central}
bodies:
  guild: {tier: edge, members: [engineer], passes: majority}
escalation: [engineer, lead, cto]
boundaries:
  - id: tools
    topic: tooling
    together: {same: [supplier], within: 30d}
    steps:
      - {up_to: 500, decide: engineer}
      - {up_to: 5000, decide: lead, consent: legal}
      - {above: true, decide: cto}
  - {id: data, topic: data, decide: lead, advice: engineer, objection: {by: engineer, within: 2d}, inform: cto}
  - {id: style, topic: style, decide: guild}
  - {id: banned, topic: style/banned, forbid: true}
  - {id: banned-by, topic: style/banned, decide: lead}
  - {id: trips, topic: trips, decide: engineer, budget: trips}
budgets: {trips: {amount: 1000, per: month, over: cto}}
emergency: [{id: outage, topic: data, decide: engineer, ratify: {by: cto, within: 1d}}]
stops: {responder: lead, respond_within: 1d}
otherwise: {escalate: lead}
"""
TEAM = """\
remit: 1
policy: shop
extends: acme
in_force: {from: 2026-02-01, until: 2026-09-01}
roles: {seller: {tier: edge, held_by: [fay]}}
boundaries:
  - {id: shelf, topic: shelf, decide: seller}
otherwise: {escalate: seller}
"""
PEOPLE = """\
people:
  ana: {name: Ana, team: core}
  ben: {name: Ben}
  cho: {name: Cho}
  dia: {name: Dia}
  eva: {name: Eva}
  fay: {name: Fay, team: shop}
holds:
  - {role: lead, who: ana}
  - {role: engineer, who: ben}
  - {role: engineer, who: dia}
  - {role: cto, who: cho}
  - {role: legal, who: eva}
"""


def moment(text: str) -> Moment:
    found = parse_moment(text)
    assert found
    return found


NOW = moment("2026-06-01T12:00+00:00")


def record(name: str, *acts: Act, status: str = "accepted", **head) -> Record:
    head = {"id": name, "title": name, "status": status, **{key.rstrip("_"): value for key, value in head.items()}}
    if status == "accepted":
        head.setdefault("decided", "2026-05-20T12:00+00:00")
    return Record(f"decisions/{name}.md", name, status, head, "Because.", acts=acts)


def act(kind: str, who: str, body: str = "", number: str = "x", **head) -> Act:
    head = {"act": kind, "who": who, **{key.rstrip("_"): value for key, value in head.items()}}
    return Act(f"decisions/D.acts/{kind}-{who}-{number}.md", kind, "D", who, head, body)


def log(*records: Record, stops: tuple[Act, ...] = (), settings: Settings | None = None, people: str = PEOPLE) -> Log:
    policies = []
    for text in (POLICY, TEAM):
        policy, findings = read_policy(text, "policy.yml")
        assert findings == []
        policies.append(policy)
    found, findings = read_people(people)
    assert findings == []
    return Log(
        settings=settings or Settings(policy="acme"),
        people=found,
        policies=tuple(policies),
        records=tuple(records),
        stops=stops,
    )
