"""T79: whoever comes second against the target's tip is measured with all that it holds, whatever the date says."""

import pytest
from story import codes, found

from support import POLICY, POLICY_PATH, Repo

BUDGET = POLICY.replace("boundaries:\n", "budgets:\n  tools: {amount: 700, per: PERIOD, over: cto}\nboundaries:\n", 1).replace(
    "    topic: tooling\n", "    topic: tooling\n    budget: tools\n", 1
)  # fmt: skip
TOGETHER = POLICY.replace(
    "    topic: tooling\n", "    topic: tooling\n    together: {same: [supplier], within: 30d}\n", 1
)


def two_branches(repo: Repo, policy: str, first: str, second: str, facts: str = "{amount: 400}") -> None:
    """Two branches of 400 each; the first is merged, the second is checked against it."""
    repo.write(POLICY_PATH, policy)
    repo.commit("A budget", who="cho", at="1790000000 +0000")
    for suffix, who, decided in (("aaaaaa", "ben", first), ("bbbbbb", "dia", second)):
        repo.git("switch", "-q", "-c", who, "main" if who == "ben" else "main~0")
        repo.record(suffix, decider=who, decided=decided, facts=facts, late="It was a long week.", raised="2026-10-01")
        repo.commit("Decide", who=who)
        repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "First", "ben", who="cho")


@pytest.mark.parametrize("period", ["month", "quarter", "year"])
@pytest.mark.parametrize("second", ["2026-11-21T11:00+00:00", "2026-11-21T10:00+00:00", "2026-11-20", "2026-11-02"])
def test_t79_two_changes_that_together_overspend(repo: Repo, period: str, second: str):
    two_branches(repo, BUDGET.replace("PERIOD", period), "2026-11-21T10:30+00:00", second)
    assert {"B01", "B04"} & set(codes(repo, "main", "dia"))


def test_t79_what_was_spent_in_another_period_does_not_count(repo: Repo):
    two_branches(repo, BUDGET.replace("PERIOD", "month"), "2026-11-21T10:30+00:00", "2026-10-30")
    assert found(repo, "main", "dia") == []


def test_t79_two_purchases_that_together_pass_a_step(repo: Repo):
    facts = "{amount: 400, supplier: acme}"
    two_branches(repo, TOGETHER, "2026-11-21T10:30+00:00", "2026-11-21T10:00+00:00", facts)
    wanted = "together with D-20261121-aaaaaa, merged in the meantime, this is for platform-lead to decide (commit "
    assert any(code == "B04" and message.startswith(wanted) for code, message in found(repo, "main", "dia"))


def test_t79_whoever_decides_beyond_the_budget_may(repo: Repo):
    two_branches(repo, BUDGET.replace("PERIOD", "month"), "2026-11-21T10:30+00:00", "2026-11-21T10:00+00:00")
    repo.git("switch", "-q", "-c", "cho", "main")
    repo.record("bbbbbb", decider="cho", decided="2026-11-21T10:00+00:00", tier="edge")
    repo.commit("Decide", who="cho")
    assert "B04" not in codes(repo, "main", "cho")
