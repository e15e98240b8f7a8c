"""What is said about a policy as a whole holds for any policy: lint, matrix, prose, diff, drill, paper."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from test_properties import policies

from remit.authority.policy.diff import diff
from remit.authority.policy.drill import drill
from remit.authority.policy.lint import lint
from remit.authority.policy.matrix import matrix
from remit.authority.policy.paper_ratio import paper
from remit.authority.policy.prose import prose
from remit.authority.procedure.chain import Chain, Policies

DAY = date(2026, 6, 1)
FEW = settings(max_examples=60, deadline=None)


def chain_of(*versions) -> Chain:
    """The chain of random policies."""
    found = Policies(versions).chain(DAY)
    assert isinstance(found, Chain)
    return found


@FEW
@given(policies())
def test_nothing_changes_from_a_policy_to_itself(policy):
    assert diff(chain_of(policy), chain_of(policy), DAY) == []


@FEW
@given(policies(), policies())
def test_a_change_back_is_the_change_turned_round(one, other):
    there = {
        (c.kind, c.subject, c.topic, c.before, c.after, c.where) for c in diff(chain_of(one), chain_of(other), DAY)
    }
    back = {(c.kind, c.subject, c.topic, c.after, c.before, c.where) for c in diff(chain_of(other), chain_of(one), DAY)}
    assert there == back


@FEW
@given(policies(), policies(name="team", extends="org"))
def test_every_reading_of_a_policy_ends_in_something(org, team):
    chain = chain_of(org, team)
    assert len(matrix(chain)) == len(org.boundaries) + len(team.boundaries)
    assert all(section.sentences for level in chain.levels for section in prose(level) if section.heading)
    assert lint([org, team], None, DAY) == sorted(lint([team, org], None, DAY), key=lambda found: found.sort_key)
    shares = paper(chain)
    for part in (shares.topics, shares.amounts, shares.beyond):
        assert not part or abs(sum(part.values()) - 1) < Decimal("1e-20")


@FEW
@given(policies())
def test_the_deputies_that_a_drill_names_repair_every_line_that_one_could(policy):
    people = {who for role in policy.roles.values() for who in role.held_by}
    found = drill(chain_of(policy), None, DAY, sorted(people))
    assert all(set(line.needs) & set(found.deputies) for line in found.stops if line.needs)
    assert drill(chain_of(policy), None, DAY, ()).stops == ()
