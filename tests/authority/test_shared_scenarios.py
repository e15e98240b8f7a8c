"""The scenarios transcribed from real authority documents, which stand beside the project."""

import pytest

from remit.authority.policy.scenarios import read_scenarios, run
from remit.log.policy import read_policy

pytestmark = pytest.mark.shared


def test_every_scenario_of_the_real_documents_has_the_outcome_that_the_document_gives(shared_dir):
    folder = shared_dir / "authority"
    policies = []
    for path in sorted((folder / "policies").glob("*.yml")):
        policy, findings = read_policy(path.read_text("utf-8"), path.name)
        assert findings == []
        policies.append(policy)
    scenarios, findings = read_scenarios((folder / "scenarios.yml").read_text("utf-8"), "scenarios.yml")
    assert findings == []
    results = run(scenarios, policies)
    assert [result for result in results if not result.passed] == []
    assert len(results) >= 122
