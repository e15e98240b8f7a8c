"""A policy as prose, whole."""

from datetime import date

from authority_policies import chain_of

from remit.authority.policy.prose import prose

ACME = """\
remit: 1
policy: acme
title: Who decides what at Acme
owner: cto
in_force: {from: 2026-01-01}
review_by: 2027-01-01
currency: EUR
roles:
  engineer: {tier: edge, held_by: [ben]}
  platform-lead: {tier: functional, deputy: [ana]}
  cto: {tier: central}
bodies:
  board: {tier: central, members: [cto, platform-lead], passes: two-thirds}
boundaries:
  - id: tools
    topic: tooling
    why: The team that uses a tool knows best what it needs
    budget: tools
    together: {same: [supplier], within: 90d}
    inform: platform-lead
    steps:
      - {up_to: 500, decide: engineer}
      - {below: 25000, decide: platform-lead, advice: [engineer]}
      - {above: true, decide: board}
  - {id: no-cash, topic: cash, forbid: true, because: Nobody can trace it}
  - {id: quotes, topic: tooling, when: {amount: {over: 10000}}, require: {quotes: {at_least: 2}}}
budgets:
  tools: {amount: 100000, per: year, tolerance_percent: 5, over: board}
emergency:
  - {id: outage, decide: engineer, topic: tooling, ratify: {by: cto, within: 3wd}}
stops: {responder: cto, respond_within: 2wd}
escalation: [engineer, platform-lead, cto]
otherwise: {escalate: platform-lead}
cannot_say: [what is a reasonable price]
"""


def test_a_policy_reads_aloud() -> None:
    said = prose(chain_of(ACME, day=date(2026, 3, 1)).lowest)
    text = "\n".join(f"{section.heading}: {' '.join(section.sentences)}" for section in said)
    assert text == (
        "Who decides what at Acme: `acme@2026-01-01` is in force from 2026-01-01. cto may change it. "
        "Its next review is due by 2027-01-01.\n"
        "tools (tooling): engineer decides up to 500 EUR. "
        "platform-lead decides over 500 and below 25 000 EUR, after advice of engineer. "
        "board decides from 25 000 EUR, after a vote of board: 2/3 of the votes cast. Afterwards platform-lead must be informed. "
        "Decisions with the same supplier within 90 days are added up. It draws on the budget tools. "
        "Why: The team that uses a tool knows best what it needs.\n"
        "no-cash (cash): Nobody may decide this. Nobody can trace it.\n"
        "quotes (tooling): If amount is over 10000: Required before deciding: quotes must be 2 or more.\n"
        "Anything else: If no boundary above says who decides, ask platform-lead.\n"
        "Escalation: From low to high: engineer, platform-lead, cto. "
        "Each may also decide what is assigned to those before it.\n"
        "Roles and committees: engineer is an edge role, held by ben. "
        "platform-lead is a functional role; while every holder is away, ana is the deputy. cto is a central role. "
        "board is a central committee of cto and platform-lead; a vote is carried by 2/3 of the votes cast.\n"
        "Budgets: tools: 100 000 EUR a year, with 5 % tolerance; beyond it board decides.\n"
        "In an emergency: engineer may decide tooling alone (outage). "
        "It must be ratified by cto afterwards within 3 working days.\n"
        "Stops: Everyone may stop a decision. cto must respond within 2 working days.\n"
        "Not covered by this policy: what is a reasonable price."
    )


def test_a_power_with_a_consent_is_not_alone() -> None:
    power = "decide: engineer, consent: [platform-lead, {any: 1, of: [cto, board]}]"
    said = prose(
        chain_of(ACME.replace("decide: engineer, topic: tooling, ratify", f"{power}, topic: tooling, ratify")).lowest
    )
    (sentences,) = (section.sentences for section in said if section.heading == "In an emergency")
    assert " ".join(sentences) == (
        "engineer may decide tooling with the consent of platform-lead and cto or board (outage). "
        "It must be ratified by cto afterwards within 3 working days."
    )


def test_a_power_says_under_which_facts_it_may_be_used() -> None:
    power = "decide: engineer, when: {shop-down: true, amount: {over: 10}}, limit: 500, advice: cto"
    text = ACME.replace("decide: engineer, topic: tooling, ratify", f"{power}, topic: tooling, ratify")
    (sentences,) = (
        section.sentences for section in prose(chain_of(text).lowest) if section.heading == "In an emergency"
    )
    assert " ".join(sentences) == (
        "engineer may decide tooling alone up to 500 EUR, if shop-down is yes; amount is over 10, "
        "after advice of cto (outage). It must be ratified by cto afterwards within 3 working days."
    )
