"""Policies for tests, from the text of their files."""

from datetime import date

from remit.authority.answer import NoAnswer
from remit.authority.procedure.chain import Chain, Policies
from remit.log.policy import Policy, read_policy


def policy_of(text: str) -> Policy:
    """The policy that a text holds; fails with every finding where it holds none."""
    policy, found = read_policy(text, "decisions/policy/p.yml")
    assert policy, found
    return policy


def policies_of(*texts: str) -> Policies:
    """Versions of policies, the organisation's first."""
    return Policies([policy_of(text) for text in texts])


def chain_of(*texts: str, day: date = date(2026, 6, 1), name: str | None = None) -> Chain:
    """The chain that judges on a day."""
    chain = policies_of(*texts).chain(day, name)
    assert not isinstance(chain, NoAnswer), chain
    return chain
