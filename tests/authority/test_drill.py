"""What would stop without somebody, by policy and people alone."""

from datetime import date

import pytest
from authority_policies import chain_of

from remit.authority.policy.drill import Drill, drill

DAY = date(2026, 6, 1)
HEAD = """\
remit: 1
policy: acme
in_force: {from: 2026-01-01}
currency: EUR
roles:
  engineer: {tier: edge, held_by: [ben, dia]}
  lead: {tier: functional, held_by: [ana]}
  legal: {tier: functional, held_by: [eva]}
  cto: {tier: central, held_by: [cho]}
  director: {tier: central, held_by: [cho, ana, gus]}
bodies:
  board: {tier: central, members: [director], passes: {share: majority, quorum: 3}}
escalation: [engineer, lead, cto]
otherwise: {escalate: lead}
boundaries:
"""
TOOLS = "  - {id: tools, topic: tooling, steps: [{up_to: 500, decide: engineer}, {up_to: 5000, decide: lead}, {above: true, decide: cto}]}\n"


def found(boundaries: str, *without: str, head: str = HEAD) -> Drill:
    return drill(chain_of(head + boundaries), None, DAY, without)


def test_nothing_stops_where_somebody_else_holds_the_role() -> None:
    assert found(TOOLS, "ben") == Drill(("ben",), (), (), ())


def test_a_step_that_only_those_above_could_decide_goes_up_and_the_last_one_stops() -> None:
    result = found(TOOLS, "ana")
    assert [line.text for line in result.goes_up] == [
        "tools over 500 and up to 5000 EUR: nobody is left who decides as lead; it goes up to cto"
    ]
    assert (result.stops, result.deputies) == ((), ())
    result = found(TOOLS, "cho")
    assert [line.text for line in result.stops] == ["tools over 5000 EUR: nobody is left who decides as cto"]
    assert result.deputies == ("cto",)


def test_a_deputy_repairs_it() -> None:
    head = HEAD.replace("held_by: [cho]}", "held_by: [cho], deputy: [ana]}")
    assert found(TOOLS, "cho", head=head) == Drill(("cho",), (), (), ())
    assert [line.boundary for line in found(TOOLS, "cho", "ana", head=head).stops] == ["tools", "tools"]


def test_consents_signatures_and_votes_stop_it_too() -> None:
    boundaries = (
        "  - {id: data, topic: data, decide: lead, consent: legal}\n"
        "  - {id: pay, topic: pay, decide: lead, signers: {count: 2, of: [lead, legal]}}\n"
        "  - {id: sell, topic: sell, decide: board}\n"
        "  - {id: talk, topic: talk, decide: lead, advice: legal}\n"
        "  - {id: either, topic: either, decide: lead, consent: [{any: 1, of: [legal, cto]}]}\n"
    )
    result = found(boundaries, "eva")
    assert [line.text for line in result.stops] == [
        "data: nobody is left who consents as legal",
        "pay: too few are left to sign",
    ]
    assert result.deputies == ("legal",)
    assert [line.text for line in found(boundaries, "gus").stops] == ["sell: nobody is left who decides as board"]


def test_the_fewest_deputies_are_found() -> None:
    boundaries = (
        "  - {id: a, topic: a, decide: [lead, legal], only: true}\n"
        "  - {id: b, topic: b, decide: [legal, cto], only: true}\n"
        "  - {id: c, topic: c, decide: cto}\n"
    )
    result = found(boundaries, "ana", "eva", "cho")
    assert [line.boundary for line in result.stops] == ["a", "b", "c"]
    assert result.deputies == ("cto", "lead")


@pytest.mark.parametrize("only", ["", ", only: true"])
def test_only_closes_the_way_up(only: str) -> None:
    result = found(f"  - {{id: a, topic: a, decide: lead{only}}}\n", "ana")
    assert bool(result.stops) is bool(only)
    assert bool(result.goes_up) is not bool(only)


def test_what_nobody_could_decide_before_is_not_blamed_on_the_absence() -> None:
    head = HEAD.replace("legal: {tier: functional, held_by: [eva]}", "legal: {tier: functional}")
    assert found("  - {id: a, topic: a, decide: legal}\n", "ana", head=head).stops == ()
