"""Budgets, stops, initiative, stages and consents, each on a story of its own."""

import json
from datetime import date
from decimal import Decimal

import pytest

from remit.audits.budgets import runs_out
from support import POLICY, POLICY_PATH, Repo

BUDGETED = POLICY.replace("    steps:\n", "    budget: tools\n    steps:\n").replace(
    "boundaries:",
    "budgets:\n  tools: {amount: 1000, per: month, over: cto}\nstops: {who: anyone, responder: platform-lead, respond_within: 24h}\nboundaries:",
)


def data(repo: Repo, *words: str) -> dict:
    result = repo.remit("audit", *words, "--json")
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


def test_a_budget_runs_out_at_the_pace_so_far():
    start, today, end = date(2026, 11, 1), date(2026, 11, 10), date(2026, 12, 1)
    assert runs_out(Decimal(1000), Decimal(500), start, today, end) == date(2026, 11, 21)
    assert runs_out(Decimal(1000), Decimal(300), start, today, end) is None
    assert runs_out(Decimal(1000), Decimal(0), start, today, end) is None
    assert runs_out(Decimal(1000), Decimal(1000), start, today, end) == today
    assert runs_out(Decimal(1000), Decimal("0.01"), start, today, None) is None


def test_what_is_drawn_on_a_budget_and_when_it_runs_out(empty_repo: Repo):
    repo = empty_repo.organisation(policy=BUDGETED)
    repo.record("aaaaaa", facts="{amount: 400}", decided="2026-11-05T00:00+00:00", raised=None)
    repo.record("bbbbbb", facts="{amount: 300}", decided="2026-11-15T00:00+00:00", raised=None)
    repo.record("cccccc", facts="{amount: 500}", decided="2026-10-15T00:00+00:00", raised=None)
    repo.record("dddddd", facts="{amount: 200}", decided="2026-11-16T00:00+00:00", raised=None, status="rejected")
    repo.commit("Decide", who="ben")
    found = data(repo, "budget")["budgets"]
    assert found == [
        {
            "id": "tools", "period": "2026-11", "amount": "1000", "cap": "1000", "drawn": "700", "left": "300",
            "records": ["D-20261121-aaaaaa", "D-20261121-bbbbbb"], "runs_out": None,
        }
    ]  # fmt: skip


def test_stops_answered_in_time_and_lifted_without_a_change(empty_repo: Repo):
    repo = empty_repo.organisation(policy=BUDGETED)
    repo.record("aaaaaa", raised=None)
    repo.act("aaaaaa", "stop", "dia", "The disk is full.\n", on="2026-11-10T10:00+00:00")
    repo.act("aaaaaa", "lift", "ana", on="2026-11-10T20:00+00:00", lifts="stop-dia-p7x2.md")
    repo.record("bbbbbb", raised=None)
    repo.act("bbbbbb", "stop", "eva", "Not yet.\n", on="2026-11-12T10:00+00:00")
    repo.commit("Stops", who="dia")
    found = data(repo, "stops")
    assert (found["pulled"], found["open"], found["median_hours"], found["answered_in_time"], found["lifted_without_change"]) == (
        2, ["D-20261121-bbbbbb"], 10.0, 1, 1,
    )  # fmt: skip
    assert data(repo, "stops", "--since", "2026-11-12")["pulled"] == 1


def test_what_was_done_later_is_not_there_yet(empty_repo: Repo):
    repo = empty_repo.organisation(policy=BUDGETED)
    repo.record("aaaaaa", raised="2026-11-01", decided="2026-11-05T00:00+00:00")
    repo.act("aaaaaa", "stop", "dia", "The disk is full.\n", on="2026-11-10T10:00+00:00")
    repo.act("aaaaaa", "lift", "ana", on="2026-11-12T10:00+00:00", lifts="stop-dia-p7x2.md")
    repo.commit("Stops", who="dia", at="2026-11-12T10:00:00 +0000")
    told = [data(repo, "stops", "--until", f"2026-11-{day}") for day in ("09", "11", "13")]
    assert [(one["pulled"], len(one["open"])) for one in told] == [(0, 0), (1, 1), (1, 0)]


def test_a_stop_that_nobody_answers_is_not_left_out(empty_repo: Repo):
    repo = empty_repo.organisation(policy=BUDGETED)
    for name, lifted in (("aaaaaa", "2026-11-11T05:00+00:00"), ("bbbbbb", ""), ("cccccc", "")):
        repo.record(name, raised=None)
        repo.act(name, "stop", "dia", "The disk is full.\n", on="2026-11-10T10:00+00:00")
        if lifted:
            repo.act(name, "lift", "ana", on=lifted, lifts="stop-dia-p7x2.md")
    repo.commit("Stops", who="dia")
    found = data(repo, "stops")
    assert (found["answered"], found["due"], found["answered_in_time"], found["median_hours"]) == (1, 3, 1, None)
    assert "1 of 3 got a response in time (6 % to 79 %)." in found["findings"]
    assert "The median time to an answer is more than 11 d, open stops counted." in found["findings"]


def test_fixed_on_the_spot_or_asked(repo: Repo):
    fixed = {"raised_by": "ben", "raised": "2026-11-20", "decided": "2026-11-20T15:00+00:00"}
    repo.record("aaaaaa", **fixed)
    repo.record("bbbbbb", **{**fixed, "raised": "2026-11-10"})
    repo.record("cccccc", **{**fixed, "raised_by": "dia"})
    repo.record("dddddd", **fixed)
    repo.act("dddddd", "advice", "dia", on="2026-11-20T10:00+00:00")
    repo.record(
        "eeeeee",
        decider="ana",
        tier="functional",
        facts="{amount: 400}",
        raised_by="ben",
        raised="2026-11-19",
        decided="2026-11-20T00:00+00:00",
    )
    repo.commit("Decide", who="ben")
    found = data(repo, "initiative")
    assert (
        found["n"],
        found["edge_able"],
        found["fixed"],
        found["asked_anyway"],
        found["people_who_decided"],
        found["people"],
    ) == (5, 5, 1, 1, 2, 5)
    assert found["distance"] == {"known": 5, "mean": 0.2}


def test_waits_are_told_by_stage_and_by_whom(repo: Repo):
    repo.proposal("aaaaaa", topic="data/customer", raised="2026-11-01", decider="ana")
    repo.commit("Propose", who="ana", at="2026-11-03T00:00:00 +0000")
    repo.write(
        "decisions/2026/D-20261121-aaaaaa.acts/asked-ana-aaaa.md",
        "---\nact: asked\nwho: ana\nof: legal\nfor: consent\non: 2026-11-04T00:00+00:00\n---\n",
    )
    repo.act("aaaaaa", "consent", "eva", on="2026-11-08T00:00+00:00")
    repo.act("aaaaaa", "advice", "ben", on="2026-11-05T00:00+00:00")
    repo.record(
        "aaaaaa", topic="data/customer", raised="2026-11-01", decider="ana", decided="2026-11-10T00:00+00:00", tier="functional",
        boundary="customer-data",
    )  # fmt: skip
    repo.commit("Decide", who="ana", at="2026-11-10T00:00:00 +0000")
    found = data(repo, "velocity")
    assert [(one["stage"], one["n"], one["days"]) for one in found["stages"]] == [
        ("before the proposal", 1, 2.0),
        ("advice", 1, 2.0),
        ("consent", 1, 4.0),
    ]
    assert [(one["who"], one["days"]) for one in found["waited_for"]] == [("legal", 4.0), ("engineer", 2.0)]
    assert found["approvals"] == {"given": 1, "needless": 0}
    assert found["external"] == {"decisions": 1, "median_days": 4.0}
    assert found["all"]["median_days"] == 9.0
    assert found["latency"] == {"n": 1, "median_days": 2.0}


def test_a_consent_that_no_boundary_asks_for_is_needless(repo: Repo):
    repo.record("aaaaaa", consents="[{as: legal, who: eva, on: 2026-11-20}]")
    repo.commit("Decide", who="ben")
    found = data(repo, "velocity")
    assert found["approvals"] == {"given": 1, "needless": 1}
    assert "Not required by any boundary: 1 of 1 consent." in found["findings"]


def test_escalations_are_told_by_reason(repo: Repo):
    repo.record(
        "aaaaaa",
        decider="ana",
        tier="functional",
        facts="{amount: 400}",
        escalated="[{from: edge, to: functional, why: unclear}]",
    )
    repo.commit("Decide", who="ana")
    assert data(repo, "boundaries")["escalated"] == {"unclear": 1, "asked anyway": 1}


def test_adopted_records_are_audited_through_the_same_seam(repo: Repo):
    repo.write("docs/adr/0001-use-go.md", "# 1. Use Go\n\nDate: 2026-11-01\n\n## Status\n\nProposed\n")
    repo.write("decisions/remit.yml", "remit: 1\npolicy: none\nsources: [{path: docs/adr, format: adr-tools}]\n")
    repo.commit("Propose", who="ben", at="2026-11-03T00:00:00 +0000")
    repo.git("mv", "docs/adr/0001-use-go.md", "docs/adr/0001-use-golang.md")
    repo.commit("Rename", who="dia", at="2026-11-04T00:00:00 +0000")
    repo.write("docs/adr/0001-use-golang.md", "# 1. Use Go\n\nDate: 2026-11-01\n\n## Status\n\nAccepted\n")
    repo.commit("Accept", who="dia", at="2026-11-08T00:00:00 +0000")
    found = data(repo, "velocity", "--clock", "set")
    assert (found["all"]["n"], found["all"]["median_days"]) == (1, 5.0)
    assert data(repo, "load")["decisions"] == 1


PEPS = "remit: 1\npolicy: acme\nsources: [{path: peps, format: pep}]\n"


def pep(number: int, status: str = "Final") -> tuple[str, str]:
    header = f"PEP: {number}\nTitle: Way {number}\nStatus: {status}\nCreated: 26-Oct-2026\n"
    return f"peps/pep-{number:04}.rst", header + "\nAbstract\n" + "What it is about.\n" * 5


@pytest.mark.parametrize("clock", ["record", "set", "landed"])
def test_what_came_into_git_already_decided_has_no_lead_time(repo: Repo, clock: str):
    repo.write("decisions/remit.yml", PEPS)
    repo.write(*pep(1))
    repo.commit("Alone", at="2026-11-01T00:00:00 +0000")
    repo.branch("old")
    for number in (2, 3, 4):
        repo.write(*pep(number, "Superseded" if number == 4 else "Final"))
        repo.commit(f"Old one {number}", at=f"2026-11-0{number}T00:00:00 +0000")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "old", at="2026-11-10T00:00:00 +0000")
    repo.write(*pep(5, "Draft"))
    repo.write(*pep(6, "No idea"))
    repo.commit("Propose", at="2026-11-11T00:00:00 +0000")
    repo.write(*pep(5))
    repo.commit("Decide", at="2026-11-14T00:00:00 +0000")
    found = data(repo, "velocity", "--clock", clock)
    row = found["all"]
    assert (row["n"], row["open"], row["withdrawn"], row["of"]) == (1, 0, 0, 5)
    assert row["median_days"] == (19.0 if clock == "record" else 3.0)
    assert (found["born_decided"], found["moved"], found["unstated"]) == (4, 4, 1)
    said = repo.remit("audit", "velocity", "--clock", clock).out
    assert "4 of 5 were already decided when they were added to git" in said
    assert "Status not stated: 1, which is in no number here." in said


def test_lead_times_follow_renames_from_anywhere(repo: Repo):
    repo.write("decisions/remit.yml", PEPS)
    for status, day in (("Draft", "01"), ("Final", "09")):
        repo.write("old/notes.rst", pep(7, status)[1])
        repo.write(pep(8)[0].replace("peps", "old/deep"), pep(8, status)[1])
        repo.commit(status, at=f"2026-11-{day}T00:00:00 +0000")
    repo.git("mv", "old/notes.rst", "old/pep-0007.rst")
    repo.commit("Name it")
    assert data(repo, "velocity")["all"]["of"] == 0
    (repo.root / "peps").mkdir()
    repo.git("mv", "old/pep-0007.rst", "old/deep/pep-0008.rst", "peps")
    repo.commit("Move the log", at="2026-11-20T00:00:00 +0000")
    repo.branch("more")
    repo.write(*pep(9))
    repo.commit("One more")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "more", at="2026-11-21T00:00:00 +0000")
    for clock in ("landed", "set"):
        row = data(repo, "velocity", "--clock", clock)["all"]
        assert (row["n"], row["median_days"]) == (2, 8.0)


def test_a_log_that_was_moved_keeps_its_lead_times(empty_repo: Repo):
    repo, head = empty_repo, "---\nid: D-20261101-abcdef\ntitle: Cache\nstatus: {}\n---\nWhy.\n"
    repo.write("shop/decisions/remit.yml", "remit: 1\ntitle: Shop\npolicy: none\n")
    for status, day in (("proposed", "01"), ("accepted", "09")):
        repo.write("shop/decisions/D-20261101-abcdef-cache.md", head.format(status))
        repo.commit(status, at=f"2026-11-{day}T00:00:00 +0000")
    repo.git("mv", "shop/decisions", "decisions")
    repo.commit("Move the log", at="2026-11-20T00:00:00 +0000")
    for clock in ("landed", "set"):
        assert data(repo, "velocity", "--clock", clock)["all"]["median_days"] == 8.0


def test_what_came_decided_and_was_opened_again_has_no_lead_time(empty_repo: Repo):
    repo = empty_repo
    repo.write("decisions/remit.yml", PEPS.replace("acme", "none"))
    for status, day in (("Final", "01"), ("Draft", "02"), ("Final", "09")):
        repo.write(*pep(7, status))
        repo.commit(status, at=f"2026-11-{day}T00:00:00 +0000")
    found = data(repo, "velocity", "--clock", "landed")
    assert (found["all"]["n"], found["born_decided"]) == (0, 1)


def test_a_field_that_no_record_has_is_a_slip(repo: Repo):
    repo.record()
    repo.commit("Decide", who="ben")
    result = repo.remit("audit", "velocity", "--by", "teir")
    assert (result.code, "did you mean `tier`?" in result.err) == (2, True)
    assert repo.remit("audit", "velocity", "--by", "fact.amount").code == 0


def test_a_day_that_is_none_is_wrong_usage(repo: Repo):
    result = repo.remit("audit", "load", "--since", "2026-13-01")
    assert (result.code, "--since" in result.err) == (2, True)


def test_a_whole_repository_can_be_an_adopted_log(repo: Repo):
    repo.write("0001-use-go.md", "# 1. Use Go\n\nDate: 2026-11-01\n\n## Status\n\nProposed\n")
    repo.write("decisions/remit.yml", "remit: 1\npolicy: none\nsources: [{path: ., format: adr-tools}]\n")
    repo.commit("Propose", who="ben", at="2026-11-03T00:00:00 +0000")
    repo.write("0001-use-go.md", "# 1. Use Go\n\nDate: 2026-11-01\n\n## Status\n\nAccepted\n")
    repo.commit("Accept", who="dia", at="2026-11-08T00:00:00 +0000")
    assert data(repo, "velocity", "--clock", "set")["all"]["median_days"] == 5.0


def test_what_spreads_to_other_teams_is_told(repo: Repo):
    repo.record("aaaaaa")
    repo.act("aaaaaa", "adoption", "eva", team="legal", how="adapted")
    repo.act("aaaaaa", "outcome", "ben", result="better")
    repo.record("bbbbbb", adopts="D-20261121-aaaaaa")
    repo.commit("Decide", who="ben")
    assert data(repo, "outcomes")["adopted"] == {"D-20261121-aaaaaa": 2}


EMERGENCY = POLICY.replace(
    "boundaries:",
    "emergency:\n  - {id: outage, topic: tooling, decide: engineer, ratify: {by: platform-lead, within: 3d}}\nboundaries:",
    1,
)


def test_emergency_decisions_ratified_in_time_or_not(empty_repo: Repo):
    repo = empty_repo.organisation(policy=EMERGENCY)
    for number, (decided, ratified) in enumerate(
        (("2026-11-01", "2026-11-03"), ("2026-11-02", "2026-11-09"), ("2026-11-03", ""), ("2026-11-20", ""))
    ):
        name = f"aaaaa{number}"
        repo.record(name, facts="{amount: 4000}", emergency="outage", decided=f"{decided}T00:00+00:00", raised=decided)
        if ratified:
            repo.act(name, "ratification", "ana", on=f"{ratified}T12:00+00:00")
    repo.commit("Decide", who="ben")
    found = data(repo, "boundaries")
    assert found["emergencies"] == {"n": 4, "in time": 1, "late": 1, "overdue": 1, "not yet due": 1}
    assert (
        "1 of 3 emergency decisions ratified in time (6 % to 79 %); 1 late, 1 overdue, 1 not yet due."
        in found["findings"]
    )


def test_decisions_a_person_and_week(repo: Repo):
    for number, who in enumerate(("ben", "ben", "dia", "ana")):
        repo.record(f"aaaaa{number}", decider=who, decided="2026-11-10T00:00+00:00", raised=None)
    repo.commit("Decide", who="ben")
    found = data(repo, "initiative", "--since", "2026-10-24", "--until", "2026-11-20")
    assert (round(found["weeks"], 3), round(found["per_week"], 3), round(found["per_person_week"], 3)) == (4, 1, 0.2)
    assert "Deciders: 3 of 5. Decisions: 1.0 per week, 0.20 per person and week, over 4 weeks." in found["findings"]


def test_what_git_proves_of_who_decided(repo: Repo):
    repo.write("decisions/remit.yml", repo.read("decisions/remit.yml") + "merge: squash\n")
    repo.commit("Settings", who="cho")
    repo.record("aaaaaa")
    repo.commit("Decide", who="ben")
    repo.record("bbbbbb")
    repo.commit("Decide", who="dia")
    claimed = repo.head
    repo.record("cccccc")
    repo.git("add", "-A")
    tree = repo.git("write-tree").strip()
    raw = (
        f"tree {tree}\nparent {repo.head}\nauthor Dia <dia@example.com> 1795258000 +0000\n"
        "committer GitHub <noreply@github.com> 1795258000 +0000\n\nSquash (#1)\n"
    )
    squash = repo.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=raw.encode()).strip()
    repo.git("reset", "-q", "--hard", squash)
    repo.record("dddddd")
    said = repo.remit("audit", "proof", "--format", "md")
    assert (said.code, said.err) == (0, "")
    assert [line.rstrip() for line in said.out.splitlines()] == f"""\
# Verification of who decided

- 1 of 3 decisions were committed by their decider (0 signed); known for 3 of 4.
- 1 decision squashed by the Git host: who decided can no longer be verified.
- 1 decision only claimed.

## By tier

| tier | signed | committed | squashed | claimed |
|---|---:|---:|---:|---:|
| edge | 0 | 1 | 1 | 1 |

## Squashed: who decided was verified on the branch only

| record | decided by | commit | by | note |
|---|---|---|---|---|
| D-20261121-cccccc | ben | {squash[:8]} | dia | squashed on its way here |

## Claimed: only the record says so

| record | decided by | commit | by | note |
|---|---|---|---|---|
| D-20261121-bbbbbb | ben | {claimed[:8]} | dia |  |

*Decisions that are not merged, and those of logs in other formats, are not known.*
""".splitlines()  # fmt: skip
    assert data(repo, "proof")["squashed"] == ["D-20261121-cccccc"]


def test_without_people_nothing_proves_who_decided(repo: Repo):
    assert data(repo, "proof")["findings"] == ["Nothing to measure: no decisions in this period."]
    (repo.root / "decisions/people.yml").unlink()
    repo.record()
    repo.commit(who="ben")
    assert "nobody can be recognised" in data(repo, "proof")["findings"][0]


def test_the_policy_in_force_replayed_changes_nothing(empty_repo: Repo):
    repo = empty_repo.organisation(policy=EMERGENCY)
    repo.record("aaaaaa", facts="{amount: 4000}", emergency="outage", raised=None)
    repo.record("bbbbbb", raised=None)
    repo.record("cccccc", decider="ana", tier="functional", facts="{amount: 900}", raised=None)
    repo.commit("Decide", who="ben")
    found = json.loads(repo.remit("policy", "replay", POLICY_PATH, "--json").out)
    assert (found["n"], found["lower"], found["higher"], found["forbidden"], found["unclear"]) == (3, [], [], [], [])
    assert found["before"] == found["after"]
