"""How well it is proven who decided, as pages show it."""

from remit.attribution.proof import Proofs, Standing
from remit.history.reader import history_of
from remit.repo import repository as place
from remit.workspace.logs import read_log
from support import PEOPLE, SETTINGS, Repo


def proofs(repo: Repo) -> tuple[Proofs, dict]:
    log = read_log(place.find(str(repo.root)))
    history = history_of(str(repo.root), "main", ["decisions"], keep=False)
    return Proofs(log, history), {record.id[-6:]: record for record in log.records}


def test_a_decision_by_its_decider_and_one_by_somebody_else(repo: Repo):
    repo.record("aaaaaa")
    repo.commit("Decide", who="ben")
    first = repo.head
    repo.record("bbbbbb")
    path = repo.act("aaaaaa", "advice", "eva", "Mind the keys.\n")
    repo.commit("Decide", who="dia")
    found, records = proofs(repo)
    assert found.decided(records["aaaaaa"]) == Standing("committed", "ben", first)
    assert found.decided(records["bbbbbb"]) == Standing("claimed", "dia", repo.head)
    assert found.acted(path, "eva") == Standing("claimed", "dia", repo.head)


def test_t08_a_squash_is_shown_as_such(repo: Repo):
    repo.write("decisions/remit.yml", SETTINGS + "merge: squash\n")
    repo.commit("Settings", who="cho")
    repo.record(decider="dia")
    repo.git("add", "-A")
    tree = repo.git("write-tree").strip()
    raw = (
        f"tree {tree}\nparent {repo.head}\nauthor Ben <ben@example.com> 1795258000 +0000\n"
        "committer GitHub <noreply@github.com> 1795258000 +0000\n\nSquash (#1)\n"
    )
    commit = repo.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=raw.encode()).strip()
    repo.git("reset", "-q", "--hard", commit)
    found, records = proofs(repo)
    assert found.decided(records["k3f9qz"]) == Standing("squashed", "ben", commit, "squashed on its way here")


def test_what_a_scribe_recorded_and_the_decider_confirmed(repo: Repo):
    policy = repo.read("decisions/policy/acme@2026-01-01.yml")
    policy = policy.replace(
        "topics:\n",
        "bodies:\n  board: {tier: central, members: [cto, legal], passes: majority}\ntopics:\n  plan: what we spend\n",
        1,
    )
    policy = policy.replace("boundaries:\n", "boundaries:\n  - {id: plan, topic: plan, decide: board}\n")
    repo.write("decisions/policy/acme@2026-01-01.yml", policy)
    repo.write("decisions/people.yml", PEOPLE + "scribes:\n  - {who: dia, for: [board]}\n")
    repo.commit("A board", who="cho")
    repo.record(decider="cho", topic="plan", boundary="plan", tier="central", recorded_by="dia", facts=None)
    repo.commit("Minutes", who="dia")
    found, records = proofs(repo)
    assert found.decided(records["k3f9qz"]).note == "recorded by dia"
    repo.act("k3f9qz", "confirmation", "cho")
    repo.commit("Confirm", who="cho")
    found, records = proofs(repo)
    assert found.decided(records["k3f9qz"]).note == "recorded by dia, and confirmed by cho"
