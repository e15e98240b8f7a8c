"""What waits for me, and what is mine."""

import json
import time

from support import PEOPLE, POLICY, POLICY_PATH, Repo


def waiting(repo: Repo, who: str) -> list[tuple[str, str, str]]:
    found = json.loads(repo.remit("mine", "--who", who, "--json").out)
    return [(item["kind"], item["id"][-6:], item["do"]) for item in found["waiting"]]


def test_a_proposal_of_mine_that_needs_nobody_says_so(repo: Repo) -> None:
    repo.proposal(decider="ben")
    assert waiting(repo, "ben") == [("decide", "m4x8ra", "remit decide m4x8ra")]
    assert waiting(repo, "dia") == waiting(repo, "cho") == []


def test_a_proposal_without_a_decider_waits_for_whoever_may(repo: Repo) -> None:
    repo.proposal()
    assert waiting(repo, "ben") == waiting(repo, "dia") == [("decide", "m4x8ra", "remit decide m4x8ra")]
    assert waiting(repo, "ana") == []


def test_a_consent_waits_for_whoever_can_give_it(repo: Repo) -> None:
    repo.proposal(topic="data/customer", decider="ana", facts=None)
    assert waiting(repo, "eva") == [("consent", "m4x8ra", "remit consent m4x8ra")]
    assert waiting(repo, "ana") == [("decide-after", "m4x8ra", "remit show m4x8ra")]
    repo.remit("consent", "m4x8", "--who", "eva")
    assert waiting(repo, "eva") == []
    assert waiting(repo, "ana") == [("decide", "m4x8ra", "remit decide m4x8ra")]


def test_whoever_is_asked_sees_it_until_they_answer(repo: Repo) -> None:
    repo.proposal(decider="ben")
    repo.remit("ask", "m4x8", "eva", "--why", "Is it safe?", "--who", "ben")
    assert waiting(repo, "eva") == [("advise", "m4x8ra", "remit advise m4x8ra")]
    repo.remit("advise", "m4x8", "Yes.", "--who", "eva")
    assert waiting(repo, "eva") == []


def test_a_stop_and_a_review_wait_for_the_decider(repo: Repo) -> None:
    repo.record(review_by="2026-11-20")
    repo.remit("stop", "k3f9", "--why", "Lost orders.", "--who", "dia")
    assert [item[0] for item in waiting(repo, "ben")] == ["review", "stop"]
    repo.remit("resume", "k3f9", "--why", "Mended.", "--who", "dia")
    repo.remit("review", "k3f9", "--result", "worse", "--who", "ben")
    assert waiting(repo, "ben") == []


def test_what_is_mine_to_decide_is_listed(repo: Repo) -> None:
    done = repo.remit("mine", "--who", "ben")
    assert done.out == (
        "Nothing needs your response, ben.\nYou may decide:\n  tooling              up to 500 EUR  (engineer, tools)\n"
    )


def test_what_changed_since_the_log_was_looked_at_waits_too(repo: Repo) -> None:
    for number in range(1, 5):
        repo.record(f"aaaaa{number}", review_by="2026-11-20" if number < 3 else None)
    repo.record("aaaaa5", recorded_by="eva")
    repo.proposal(decider="ben")
    time.sleep(0.05)  # a file of this tick of the clock is read again anyway
    assert [item[0] for item in waiting(repo, "ben")] == ["review", "review", "confirm", "decide"]
    repo.remit("stop", "aaaaa3", "--why", "Lost orders.", "--who", "dia")
    repo.record("aaaaa1")
    repo.proposal("n5y9sb", decider="ben")
    (repo.root / "decisions/2026/D-20261121-aaaaa2.md").unlink()
    assert [item[0] for item in waiting(repo, "ben")] == ["confirm", "decide", "decide", "stop"]


def emergency(empty_repo: Repo, by: str) -> Repo:
    power = (
        f"emergency:\n  - {{id: fire, decide: engineer, topic: tooling, ratify: {{by: {by}, within: 3d}}}}\nescalation:"
    )
    repo = empty_repo.organisation(policy=POLICY.replace("escalation:", power))
    repo.record(facts="{amount: 4000}", emergency="{under: fire}")
    return repo


def test_an_emergency_decision_waits_for_whoever_ratifies_it_until_somebody_did_who_may(empty_repo: Repo) -> None:
    repo = emergency(empty_repo, "cto")
    to_ratify = [("ratify", "k3f9qz", "remit ratify k3f9qz")]
    assert waiting(repo, "cho") == to_ratify
    repo.act("k3f9qz", "ratification", "dia", under="fire", result="ratified")
    assert waiting(repo, "cho") == to_ratify
    assert waiting(repo, "dia") == waiting(repo, "ben") == []
    repo.remit("ratify", "k3f9", "Right.", "--who", "cho")
    assert waiting(repo, "cho") == []


def test_nobody_is_asked_to_ratify_what_they_decided(empty_repo: Repo) -> None:
    repo = emergency(empty_repo, "engineer")
    assert [item[0] for item in waiting(repo, "dia")] == ["ratify"]
    assert waiting(repo, "ben") == []


def test_what_was_refused_waits_for_no_ratification(empty_repo: Repo) -> None:
    repo = emergency(empty_repo, "cto")
    repo.act("k3f9qz", "ratification", "dia", under="fire", result="refused")
    assert [item[0] for item in waiting(repo, "cho")] == ["ratify"]
    repo.remit("ratify", "k3f9", "It could have waited.", "--refuse", "--who", "cho")
    assert waiting(repo, "cho") == []


def test_only_what_one_can_decide_alone_is_listed_as_ones_own_and_votes_apart(repo: Repo) -> None:
    board = "bodies: {board: {tier: central, members: [cto, legal], passes: majority}}\nboundaries:\n"
    board += (
        "  - {id: company, topic: data, decide: board}\n  - {id: either, topic: data/old, decide: [board, legal]}\n"
    )
    repo.write(POLICY_PATH, POLICY.replace("boundaries:\n", board))
    repo.commit("A board")
    said = repo.remit("mine", "--who", "eva").out
    assert said == (
        "Nothing needs your response, eva.\nYou may decide:\n  data/old             everything  (legal, either)\n"
        "You vote on:\n  data                 everything  (board, company)\n"
    )
    found = json.loads(repo.remit("mine", "--who", "eva", "--json").out)
    assert ([own["boundary"] for own in found["own"]], [own["boundary"] for own in found["votes"]]) == (
        ["either"],
        ["company"],
    )
    assert repo.remit("may", "--topic", "data/old", "--who", "eva").code == 0
    assert repo.remit("may", "--topic", "data", "--who", "eva").code == 10


RULES = """\
  - {id: gifts, topic: gifts, when: {public: {not: [press, fair]}}, limits: {engineer: 50}, budget: gifts}
  - {id: ship, topic: ship, when: {hours: {over: 8}}, decide: platform-lead, consent: legal}
  - {id: ship-short, topic: ship, decide: engineer}
  - {id: cash, topic: gifts, when: {public: press, amount: {over: 20}}, forbid: true, because: no favours}
  - {id: rest, topic: "*", decide: platform-lead}
budgets: {gifts: {amount: 60, per: total, over: cto}}
emergency: [{id: fire, decide: engineer, topic: tooling, limit: 9000, when: {night: true}, advice: cto, ratify: {}}]
escalation:"""


def test_mine_says_what_may_says(empty_repo: Repo) -> None:
    listed = "  data: what we keep about people and orders\n"
    policy = POLICY.replace("escalation:", RULES).replace(listed, f"{listed}  gifts: to whom\n  ship: when\n")
    repo = empty_repo.organisation(policy=policy)
    repo.record(topic="gifts", boundary="gifts", facts="{amount: 30, public: x}")
    repo.write("decisions/people.yml", PEOPLE + "away: [{who: ana, from: 2026-11-01, until: 2026-12-24}]\n")
    repo.commit("Leave")
    assert repo.remit("mine", "--who", "ben").out.split("\n")[1:-1] == [
        "You may decide:",
        "  tooling              up to 500 EUR  (engineer, tools)",
        "  gifts                up to 30 EUR when public is not fair or press  (engineer, gifts)",
        "  ship                 everything when hours is up to 8  (engineer, ship-short)",
        "In an emergency:",
        "  tooling              up to 9000 EUR when night is yes  (engineer, fire); first: advice of cto",
    ]
    assert repo.remit("may", "gifts", "--amount", "30", "--fact", "public=x", "--who", "ben").code == 0
    assert repo.remit("may", "gifts", "--amount", "30.01", "--fact", "public=x", "--who", "ben").code == 20
    said = repo.remit("mine", "--who", "cho").out
    for_ana = "away: ana (platform-lead) until 2026-12-24, nobody stands in; next is cho (cto)"
    assert (
        f"  ship                 everything when hours is over 8  (cto, ship); first: consent of legal is needed; {for_ana}\n"
        in said
    )
    assert f"  data                 everything  (cto, rest); {for_ana}\n" in said
    assert repo.remit("mine", "--who", "ana").out.startswith("You are listed as away until 2026-12-24.\n")
    rows = repo.remit("who", "gifts", "--fact", "public=x").out
    assert rows == (
        'amount up to 30: engineer (ben, dia)  ["gifts"]\n'
        'amount 30.01 to 50: engineer (ben, dia); first: cto must agree: it exceeds budget gifts in total  ["gifts"]\n'
        f'amount from 50.01: platform-lead (ana); {for_ana}; first: cto must agree: it exceeds budget gifts in total  ["gifts"]\n'
    )
    shown = " ".join(repo.remit("policy", "show", "--as", "matrix").out.split())
    assert "engineer (ben, dia) up to 50 EUR edge platform-lead (ana) beyond that functional" in shown


def test_what_waits_for_somebody_away_waits_for_the_next(repo: Repo) -> None:
    repo.proposal(facts="{amount: 4000}")
    repo.proposal("n5y9sb", facts="{amount: 4000}", decider="ana")
    assert [item[1] for item in waiting(repo, "ana")] == ["m4x8ra", "n5y9sb"]
    assert waiting(repo, "cho") == []
    repo.write("decisions/people.yml", PEOPLE + "away: [{who: ana}]\n")
    repo.commit("Leave")
    assert [item[1] for item in waiting(repo, "cho")] == ["m4x8ra", "n5y9sb"]
