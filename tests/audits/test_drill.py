"""On the first day of a log: who holds what by policy, and what stops without somebody."""

import json

from support import Repo


def test_the_paper_ratio_speaks_before_there_is_any_record(repo: Repo) -> None:
    done = repo.remit("audit", "paper")
    assert (done.code, done.err) == (0, "")
    assert "By policy, of 2 topics: edge 17 %, functional 67 %, central 17 %." in done.out
    data = json.loads(repo.remit("audit", "paper", "--json").out)
    assert data["amounts"] == {"edge": 0.1, "functional": 0.9, "central": 0.0}
    assert data["reach"][0]["most"] == {"edge": "500", "functional": "5000", "central": None}


def test_a_drill_needs_no_record(repo: Repo) -> None:
    data = json.loads(repo.remit("audit", "drill", "--without", "cho,eva", "--json").out)
    assert data["boundaries"] == ["tools over 5000 EUR", "customer-data"]
    assert data["policy_deputies"] == ["cto", "legal"]
    data = json.loads(repo.remit("audit", "drill", "--without", "ana", "--json").out)
    assert (data["boundaries"], data["goes_up"][0]) == (
        [],
        {"boundary": "tools", "limit": "over 500 and up to 5000 EUR", "to": ["cto"]},
    )


def test_without_a_policy_there_is_nothing_to_measure(repo: Repo) -> None:
    repo.write("decisions/remit.yml", "remit: 1\npolicy: none\n")
    repo.commit("No policy")
    assert "Nothing to measure: no policy says who may decide." in repo.remit("audit", "paper").out
    assert repo.remit("audit", "drill", "--without", "ana").code == 0
