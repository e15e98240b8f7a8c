"""T78: what somebody else's commit says of a person is claimed, and where it weakens a control it is refused."""

import pytest
from story import codes, found, with_person

from support import POLICY, POLICY_PATH, Repo

RECORD = "decisions/2026/D-20261121-k3f9qz.md"
BOARD = "bodies:\n  board: {tier: central, members: [cto, legal, platform-lead], passes: majority}\n"
WITH_BOARD = POLICY.replace("topics:\n", BOARD + "topics:\n  budget: what we spend\n", 1).replace(
    "boundaries:\n", "boundaries:\n  - {id: plan, topic: budget, decide: board}\n"
)
PLAN = {"topic": "budget", "boundary": "plan", "tier": "central", "facts": None, "decider": "cho"}
YES = "{body: board, yes: 3, no: 0, members: 3}"


def messages(repo: Repo) -> list[str]:
    return [message.partition(" (commit ")[0] for code, message in found(repo) if code == "G01"]


def test_t78_votes_that_one_member_writes(repo: Repo):
    repo.write(POLICY_PATH, WITH_BOARD)
    repo.commit("A board", who="cho")
    repo.branch("work")
    repo.record(**PLAN, votes=YES)
    repo.commit("Decide", who="cho")
    assert messages(repo) == ["only cho reports the votes of board"]


def test_t78_ballots_of_the_members_count(repo: Repo):
    repo.write(POLICY_PATH, WITH_BOARD)
    repo.commit("A board", who="cho")
    repo.branch("work")
    repo.proposal("k3f9qz", topic="budget", facts=None)
    repo.commit("Propose", who="cho")
    for who in ("cho", "eva"):
        repo.act("k3f9qz", "vote", who, body="board", says="yes", on="2026-11-21T10:00+00:00")
        repo.commit("Vote", who=who)
    repo.record(**PLAN)
    repo.commit("Decide", who="cho")
    assert found(repo) == []
    path = "decisions/2026/D-20261121-k3f9qz.acts/vote-eva-p7x2.md"
    repo.write(path, repo.read(path).replace("says: yes", "says: no"))
    repo.commit("Change it", who="cho")
    assert "G01" in codes(repo)


def test_t78_act_files_win_over_what_a_record_reports(repo: Repo):
    repo.write(POLICY_PATH, WITH_BOARD)
    repo.commit("A board", who="cho")
    repo.branch("work")
    for who in ("eva", "ana"):
        repo.act("k3f9qz", "vote", who, body="board", says="no", on="2026-11-21T10:00+00:00")
        repo.proposal("k3f9qz", topic="budget", facts=None)
        repo.commit("Vote", who=who)
    repo.record(**PLAN, votes=YES)
    repo.commit("Decide", who="cho")
    assert found(repo) != []


def test_t78_a_scribe_of_the_body_records_its_votes(repo: Repo):
    repo.write(POLICY_PATH, WITH_BOARD)
    repo.write("decisions/people.yml", with_person("dia") + "scribes:\n  - {who: dia, for: [board]}\n")
    repo.commit("A board and its scribe", who="cho")
    repo.branch("work")
    repo.record(**PLAN, votes=YES, recorded_by="dia")
    repo.commit("Minutes", who="dia")
    assert found(repo) == []


def test_t78_the_announcement_of_one_vote_is_not_that_of_another(repo: Repo):
    """A proposal says since when the panel votes; its decision says that of the board, which was told today."""
    told = "[{{body: {}, announced: 2026-11-18T09:00+00:00{}}}]"
    repo.write(POLICY_PATH, WITH_BOARD.replace("passes: majority", "passes: {share: 1/2, of: members, open: 2d}"))
    repo.write("decisions/people.yml", with_person("dia") + "scribes:\n  - {who: dia, for: [board]}\n")
    repo.proposal("k3f9qz", topic="budget", facts=None, votes=told.format("panel", ""))
    repo.commit("A board, its scribe and a proposal", who="cho", at="1795000000 +0000")
    repo.branch("work")
    repo.record(**PLAN, votes=told.format("board", ", yes: 3, no: 0"), recorded_by="dia")
    repo.commit("Minutes", who="dia")
    assert [message.partition(" (")[0] for message in messages(repo)] == [
        "the period for others to respond starts when this change was committed"
    ]


EMERGENCY = POLICY.replace(
    "boundaries:\n", "emergency:\n  - {id: outage, topic: tooling, decide: engineer, ratify: {by: cto, within: 1d}}\nboundaries:\n", 1
)  # fmt: skip


@pytest.mark.parametrize("ratified", ["yes", "{who: cho, as: cto, on: 2026-11-21T11:00+00:00}"])
def test_t78_the_decider_writes_that_it_was_ratified(repo: Repo, ratified: str):
    repo.write(POLICY_PATH, EMERGENCY)
    repo.commit("Emergencies", who="cho")
    repo.branch("work")
    repo.record(facts="{amount: 9000}", tier="central", emergency=f"{{under: outage, ratified: {ratified}}}")
    repo.commit("Decide", who="ben")
    assert messages(repo) == ["only ben reports that it was ratified"]
    repo.record(facts="{amount: 9000}", tier="central", emergency="{under: outage}")
    repo.act("k3f9qz", "ratification", "cho", **{"as": "cto"})
    repo.commit("Ratify", who="cho")
    assert "that it was" not in " ".join(messages(repo))


WINDOW = POLICY.replace("    topic: tooling\n", "    topic: tooling\n    objection: {by: legal, within: 2d}\n", 1)


def announced(repo: Repo, *, merged: bool) -> None:
    repo.write(POLICY_PATH, WINDOW)
    repo.commit("A window", who="cho", at="1795000000 +0000")
    repo.branch("work")
    if merged:
        repo.git("switch", "-q", "main")
        repo.proposal("k3f9qz", announced="2026-11-18T09:00+00:00")
        repo.commit("Announce", who="ben", at="1795010000 +0000")
        repo.git("switch", "-q", "-C", "work")
    repo.record(announced="2026-11-18T09:00+00:00")
    repo.commit("Decide", who="ben")


def test_t78_announced_three_days_ago_in_a_new_record(repo: Repo):
    announced(repo, merged=False)
    ((code, message),) = found(repo)
    assert code == "G01"
    assert message.startswith("the period for others to respond starts when this change was committed (2026-11-2")


def test_t78_a_window_opens_when_the_announcement_is_merged(repo: Repo):
    announced(repo, merged=True)
    assert found(repo) == []


def test_t78_a_window_opens_when_the_announcement_is_committed(repo: Repo):
    repo.write(POLICY_PATH, WINDOW)
    repo.commit("A window", who="cho", at="1794900000 +0000")
    repo.branch("work")
    repo.proposal("k3f9qz", announced="2026-11-18T09:00+00:00")
    repo.commit("Announce", who="ben", at="1794992400 +0000")
    repo.record(announced="2026-11-18T09:00+00:00")
    repo.commit("Decide", who="ben")
    assert found(repo) == []
    repo.record(announced="2026-11-17T09:00+00:00")
    repo.commit("Earlier still", who="ben")
    assert "G01" in codes(repo), "the time was changed now"


def test_t78_a_record_does_not_choose_how_well_it_must_be_proven(repo: Repo):
    """It names a boundary, or a tier, that asks for less than its own."""
    loose = "boundaries:\n  - {id: notes, topic: data/notes, decide: engineer, grade: claimed}\n"
    repo.write(POLICY_PATH, POLICY.replace("boundaries:\n", loose, 1))
    repo.commit("Trust words about notes", who="cho")
    repo.branch("work")
    repo.record(
        decider="ana",
        boundary="notes",
        facts="{amount: 900}",
        tier="functional",
        advice="[{as: engineer, who: ben, taken: yes}]",
    )
    repo.commit("Decide", who="ben")
    assert codes(repo) == ["P11"]


def test_t78_an_act_on_a_proposal_is_proven_whatever_boundary_it_names(repo: Repo):
    loose = "boundaries:\n  - {id: notes, topic: data/notes, decide: engineer, grade: claimed}\n"
    repo.write(POLICY_PATH, POLICY.replace("boundaries:\n", loose, 1))
    repo.commit("Trust words about notes", who="cho")
    repo.branch("work")
    repo.proposal("k3f9qz", topic="data/customer", facts=None, boundary="notes", tier="edge")
    repo.act("k3f9qz", "consent", "eva", **{"as": "legal"})
    repo.commit("Eva consents", who="ben")
    assert "G01" in codes(repo)


@pytest.mark.parametrize("who", ["ben", "dia"])
def test_t78_a_window_opens_no_earlier_because_a_change_before_said_so(repo: Repo, who: str):
    """The proposal with its earlier time is merged first, or somebody else announces it in theirs."""
    repo.write(POLICY_PATH, WINDOW)
    repo.proposal("k3f9qz", announced="2026-11-18T09:00+00:00" if who == "ben" else None)
    repo.commit("Propose", who="ben")
    repo.proposal("k3f9qz", announced="2026-11-18T09:00+00:00")
    sha = repo.commit("Announce", who=who)
    repo.branch("work")
    repo.record(announced="2026-11-18T09:00+00:00")
    repo.commit("Decide", who="ben")
    ((code, message),) = found(repo)
    assert (code, sha[:8] in message) == ("G01", False)
    assert message.startswith("the period for others to respond starts when that was committed (2026-11-21T10:3")


@pytest.mark.parametrize(("at", "wrong"), [("1794906000 +0000", []), (None, ["G01"])])
def test_t78_nobody_was_asked_before_the_commit_that_says_so(repo: Repo, at: str | None, wrong: list[str]):
    """Silence counts from there, whatever day an act that was merged before gives."""
    repo.write(POLICY_PATH, POLICY.replace("consent: legal", "advice: {from: legal, respond_within: 1d}"))
    repo.proposal("k3f9qz", topic="data/customer", facts=None)
    repo.commit("Propose", who="ana", at="1794900000 +0000")
    repo.act("k3f9qz", "asked", "ana", on="2026-11-17T09:00+00:00", of="[legal]", **{"for": "advice"})
    repo.commit("Ask", who="ana", at=at)
    repo.branch("work")
    repo.record(topic="data/customer", facts=None, decider="ana", tier="functional", boundary="customer-data")
    repo.commit("Decide", who="ana")
    assert codes(repo) == wrong


def test_t78_a_further_topic_asks_for_its_proof_too(repo: Repo):
    signed = "boundaries:\n  - {id: vault, topic: data/vault, decide: engineer, grade: signed}\n"
    repo.write(POLICY_PATH, POLICY.replace("boundaries:\n", signed, 1))
    repo.commit("The vault is signed for", who="cho")
    repo.branch("work")
    repo.record(topic="[tooling/cache, data/vault/keys]")
    repo.commit("Decide", who="ben")
    assert codes(repo) == ["G02"]


def test_t78_a_decider_may_take_advice_that_was_merged_weeks_ago(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="dia")
    path = repo.act("k3f9qz", "advice", "eva", "Mind.\n", on="2026-11-01T11:00+00:00")
    repo.commit("Advise", who="eva", at="1793620000 +0000")
    repo.branch("work")
    repo.write(path, repo.read(path).replace("act: advice", "act: advice\ntaken: yes"))
    repo.record("k3f9qz")
    repo.commit("Decide", who="ben")
    assert found(repo) == [], "`taken` is today's, and the advice keeps its day"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({}, ["G01"]), ({"tier": "edge"}, ["P10"]), ({"tier": None, "boundary": None}, ["G02"]), ({"boundary": "tools"}, ["G01", "P11"])],
)  # fmt: skip
def test_t78_a_rejection_does_not_choose_how_well_it_must_be_proven(
    repo: Repo, fields: dict[str, str | None], wrong: list[str]
):
    grades = "grades: {edge: claimed, functional: committed, central: signed}\n"
    repo.write("decisions/remit.yml", repo.read("decisions/remit.yml") + grades)
    repo.proposal("k3f9qz", topic="data/customer", facts=None)
    repo.commit("Propose", who="dia")
    repo.branch("work")
    about = {"topic": "data/customer", "facts": None, "tier": "functional", "boundary": "customer-data"}
    repo.record(status="rejected", decider="ana", **{**about, **fields})
    repo.commit("Ana rejects it", who="dia" if wrong != ["G02"] else "ana")
    assert sorted(set(codes(repo))) == wrong
