"""T83: a proposal of somebody else is not taken over by calling it something else."""

from story import codes, found

from support import Repo

RECORD = "decisions/2026/D-20261121-k3f9qz.md"


def proposed(repo: Repo) -> None:
    """Dia proposes something about customers' data: ana decides it, with eva's consent."""
    repo.proposal("k3f9qz", topic="data/customer", facts=None)
    repo.commit("Propose", who="dia")
    repo.branch("work")


def test_t83_taking_over_a_proposal_by_moving_it_to_another_topic(repo: Repo):
    proposed(repo)
    repo.record(topic="tooling", facts=None)
    repo.commit("Decide", who="ben")
    assert "G24" in codes(repo)
    repo.record(topic="tooling", facts="{amount: 10}")
    repo.commit("Decide", who="ben")
    assert "G24" in codes(repo)


def test_t83_taking_over_in_two_changes(repo: Repo):
    proposed(repo)
    repo.proposal("k3f9qz", topic="tooling", facts="{amount: 10}")
    repo.commit("Move it", who="ben")
    ((code, message),) = found(repo)
    assert code == "G24"
    assert message.startswith("the `topic` of the proposal of dia was changed by ben <ben@example.com> (commit ")


def test_t83_taking_over_by_smaller_facts(repo: Repo):
    repo.proposal("k3f9qz", facts="{amount: 9000}")
    repo.commit("Propose", who="dia")
    repo.branch("work")
    repo.record(facts="{amount: 90}")
    repo.commit("Decide", who="ben")
    assert "G24" in codes(repo)


def test_t83_its_writer_may_change_it(repo: Repo):
    proposed(repo)
    repo.record(topic="tooling", decider="dia", facts="{amount: 10}")
    repo.commit("Decide", who="dia")
    assert found(repo) == []


def test_t83_what_its_writer_made_of_it_is_decided_as_it_is(repo: Repo):
    repo.proposal("k3f9qz", facts="{amount: 900}")
    repo.commit("Propose", who="dia")
    repo.branch("work")
    repo.proposal("k3f9qz", facts="{amount: 400}")
    repo.commit("Less will do", who="dia")
    repo.record()
    repo.commit("Decide", who="ben")
    assert codes(repo) == []


def test_t83_who_may_decide_it_as_it_was_and_as_it_is_may_change_it(repo: Repo):
    repo.proposal("k3f9qz", facts="{amount: 90}")
    repo.commit("Propose", who="dia")
    repo.branch("work")
    repo.record(facts="{amount: 100}")
    repo.commit("Decide", who="ben")
    assert found(repo) == []


def test_t83_the_stricter_of_both_wins(repo: Repo):
    """Ana may decide both topics; as it was it needs eva's consent too."""
    proposed(repo)
    repo.record(
        topic="tooling",
        facts="{amount: 900}",
        decider="ana",
        tier="functional",
        advice="[{as: engineer, who: ben, taken: yes}]",
    )
    repo.commit("Decide", who="ana")
    assert any(code == "G24" and "legal" in message for code, message in found(repo))


def test_t83_a_proposal_is_not_rejected_by_who_may_not_decide_it(repo: Repo):
    proposed(repo)
    repo.record(topic="data/customer", facts=None, status="rejected", boundary="customer-data", tier="functional")
    repo.commit("No", who="ben")
    assert "G19" in codes(repo)
    repo.record(
        topic="data/customer", facts=None, status="rejected", decider="ana", boundary="customer-data", tier="functional"
    )
    repo.commit("No", who="ana")
    assert "G19" not in codes(repo)
