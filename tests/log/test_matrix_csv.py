"""A spreadsheet to a policy and back."""

from datetime import date

from remit.authority.procedure.chain import Chain, Policies
from remit.log.matrix_csv import read_matrix, to_policy
from remit.log.policy import read_policy
from remit.reporting.policies import write_matrix

TABLE = """\
Topic,Who,Up to,Consent,Advice,Inform,Why
vendor/software,Engineer,"1,000",,,,Those who use it know
,Platform lead,<25000,,Engineer,,
,CTO,,Finance,,Board,
Hiring,Team lead,,HR,,,
"""
POLICY = """\
remit: 1
policy: acme
in_force: {from: 2026-01-01}
currency: EUR
roles:
  finance: {tier: functional}
  board: {tier: functional}
  hr: {tier: functional}
  team-lead: {tier: functional}
  engineer: {tier: edge}
  platform-lead: {tier: functional}
  cto: {tier: central}
boundaries:
  - id: vendor-software
    topic: vendor/software
    why: Those who use it know
    steps:
      - {up_to: 1000, decide: engineer}
      - {below: 25000, decide: platform-lead, advice: [engineer]}
      - {above: true, decide: cto, consent: [finance], inform: [board]}
  - id: hiring
    topic: hiring
    decide: team-lead
    consent: [hr]
escalation: [engineer, platform-lead, team-lead, cto]
otherwise: {escalate: cto}
"""


def policy(table: str) -> str:
    lines, wrong = read_matrix(table)
    assert not wrong
    return to_policy(lines, "acme", "2026-01-01", "EUR")


def test_a_spreadsheet_becomes_a_policy_that_can_be_read() -> None:
    text = policy(TABLE)
    assert text == POLICY
    assert read_policy(text, "p.yml")[1] == []


def test_semicolons_and_a_mark_at_the_start_are_what_spreadsheets_write() -> None:
    assert policy("\ufeff" + TABLE.replace('"1,000"', "1 000 EUR").replace(",", ";")) == POLICY


def test_the_matrix_of_a_policy_makes_the_same_policy_again() -> None:
    found, _ = read_policy(POLICY, "p.yml")
    assert found
    chain = Policies([found]).chain(date(2026, 2, 1))
    assert isinstance(chain, Chain)
    again, problems = read_policy(policy(write_matrix(chain.lowest)), "p.yml")
    assert not problems
    assert again
    assert [entry._replace(line=0) for entry in again.boundaries] == [
        entry._replace(line=0) for entry in found.boundaries
    ]
    assert again.roles == found.roles


def test_everything_that_is_wrong_comes_at_once() -> None:
    _, wrong = read_matrix("topic,who,up to,tier\nbuy,,100,edge\n,lead,a lot,middle\n")
    assert [(one.line, one.message) for one in wrong] == [
        (2, "nobody decides in this line"),
        (3, "`a lot` is not an amount"),
        (3, "`middle` is not a tier"),
    ]
    assert read_matrix("a,b\n1,2\n")[1][0].message == "the first line has no column topic and no column who"
    assert read_matrix("")[1][0].message == "the spreadsheet is empty"
