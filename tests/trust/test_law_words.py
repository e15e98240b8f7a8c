"""T68 to T73: what a person is said to have done counts only from that person's own commit, and stays once it was merged."""

import pytest
from story import codes, found

from support import POLICY, POLICY_PATH, Repo

RECORD = "decisions/2026/D-20261121-k3f9qz.md"
STOPS = "stops: {responder: platform-lead, respond_within: 2d, who: [anyone], lifted_by: [cto]}\n"


def messages(repo: Repo, code: str) -> list[str]:
    return [message for each, message in found(repo) if each == code]


# -- T68: authority switched off in the record ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    "imported", ["{from: x}", "true", "{from: docs/adr/1.md, format: mine}", "{from: docs/adr/1.md, format: nygard}"]
)
def test_t68_authority_switched_off_by_a_record_that_says_imported(repo: Repo, imported: str):
    repo.branch("work")
    repo.record(facts="{amount: 9000000}", imported=imported)
    repo.commit("Decide", who="ben")
    assert "G23" in codes(repo)


def test_t68_the_owner_imports_what_was_decided_before(repo: Repo):
    repo.branch("work")
    repo.record(decided="2024-05-01", facts="{amount: 9000000}", imported="{from: docs/adr/1.md, format: nygard}")
    repo.commit("Import", who="cho")
    assert "G23" not in codes(repo)
    repo.record(decided="2026-11-21", facts="{amount: 9000000}", imported="{from: docs/adr/1.md, format: nygard}")
    repo.commit("Import", who="cho")
    assert "G23" in codes(repo), "not even the owner imports what was decided inside the change"


def test_t68_a_record_of_this_log_never_becomes_an_imported_one(repo: Repo):
    repo.proposal("k3f9qz", facts="{amount: 9000000}")
    repo.commit("Propose", who="ben")
    repo.branch("work")
    repo.record(decided="2024-05-01", facts="{amount: 9000000}", imported="{from: docs/adr/1.md, format: nygard}")
    repo.commit("Import", who="cho")
    assert "G23" in codes(repo)


def test_t68_what_was_imported_open_is_decided_here(repo: Repo):
    origin, facts = "{from: docs/adr/1.md, format: nygard, status: proposed}", "{amount: 400}"
    repo.branch("work")
    repo.proposal("k3f9qz", facts=facts, imported=origin)
    repo.commit("Import", who="cho")
    assert not {"G23", "G01"} & set(codes(repo))
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "work")
    repo.branch("later")
    for claimed, code in ((origin, "G01"), (origin.replace(", status: proposed", ""), "G23")):
        repo.record(facts=facts, decider="ben", imported=claimed)
        repo.commit("Decide", who="eva")
        assert code in codes(repo)


def test_t68_who_decided_an_imported_record_need_not_have_committed_it(repo: Repo):
    repo.write("docs/1.md", "# 1. Queue orders\n\n* Date: 2024-01-02\n* Deciders: Ben Okoro\n\n## Status\n\nAccepted\n")
    repo.commit("An old log")
    for who, finding in (("cho", False), ("dia", True)):
        repo.branch(f"import-{who}")
        assert repo.remit("import", "docs", "--write").code == 0
        repo.commit("Import", who=who)
        found = set(codes(repo))
        assert "decider: ben" in repo.git("show", "HEAD")
        assert ("G23" in found) is finding
        assert "G01" not in found
        repo.git("checkout", "-q", "main")


# -- T69: ended by less than a decision ----------------------------------------------------------------------------------
@pytest.mark.parametrize("status", ["proposed", "deferred", "rejected", "withdrawn"])
def test_t69_ended_by_less_than_a_decision(repo: Repo, status: str):
    repo.record(facts="{amount: 9000}", decider="cho", tier="central")
    repo.commit("Decide", who="cho")
    repo.branch("work")
    text = repo.read(RECORD).replace("status: accepted", "status: superseded\nsuperseded_by: [D-20261121-m4x8ra]")
    repo.write(RECORD, text)
    decided = {} if status == "rejected" else {"decider": None, "decided": None, "tier": None, "boundary": None}
    repo.record("m4x8ra", status=status, supersedes="[D-20261121-k3f9qz]", **decided)
    repo.commit("Replace it", who="ben")
    assert any("only an accepted decision supersedes another" in message for message in messages(repo, "G11"))


def test_t69_an_accepted_successor_is_judged_as_ending(repo: Repo):
    repo.record(facts="{amount: 9000}", decider="cho", tier="central")
    repo.commit("Decide", who="cho")
    repo.branch("work")
    text = repo.read(RECORD).replace("status: accepted", "status: superseded\nsuperseded_by: [D-20261121-m4x8ra]")
    repo.write(RECORD, text)
    repo.record("m4x8ra", supersedes="[D-20261121-k3f9qz]")
    repo.commit("Replace it", who="ben")
    assert "P16" in codes(repo)


# -- T70: a deletion hidden by a decoy -----------------------------------------------------------------------------------
DECOYS = [
    "decisions/D-20261121-k3f9qz/readme.md",
    "decisions/D-20261121-k3f9qz.acts/readme.txt",
    "decisions/2026/D-20261121-k3f9qz.md/readme.md",
    "decisions/policy/D-20261121-k3f9qz.md",
    "decisions/2026/D-20261121-k3f9qz.acts/D-20261121-k3f9qz.md",
    "docs/D-20261121-k3f9qz.md",
]


@pytest.mark.parametrize("decoy", DECOYS)
def test_t70_a_deletion_hidden_by_a_decoy(repo: Repo, decoy: str):
    repo.record()
    text = repo.read(RECORD)
    repo.commit("Decide", who="ben")
    repo.branch("work")
    repo.git("rm", "-q", RECORD)
    repo.write(decoy, text if "policy" in decoy or "docs" in decoy else "# Read me\n")
    repo.git("add", "-A")
    code, out, _ = repo.remit("check", "--staged")
    assert (code, "G04 nothing-deleted" in out) == (1, True)
    repo.commit("Tidy", who="ben")
    assert "G04" in codes(repo)


# -- T71: another person's act overwritten, moved or removed ---------------------------------------------------------------
@pytest.fixture(params=["open", "decided"])
def acted(request: pytest.FixtureRequest, repo: Repo) -> str:
    """A record with an objection of eva's that was merged; the act's path."""
    if request.param == "open":
        repo.proposal("k3f9qz")
    else:
        repo.record()
    repo.commit("A record", who="ben")
    path = repo.act("k3f9qz", "objection", "eva", "It leaks.\n")
    repo.commit("Object", who="eva")
    repo.branch("work")
    return path


def test_t71_another_persons_act_overwritten(repo: Repo, acted: str):
    repo.write(acted, "---\nact: adoption\nwho: dia\non: 2026-11-21T11:00+00:00\nteam: shop\n---\n")
    repo.commit("Adopt", who="dia")
    ((code, message),) = [entry for entry in found(repo) if entry[0] == "G22"]
    assert message.startswith("the objection of eva was changed by dia <dia@example.com> (commit ")
    assert code == "G22"


def test_t71_another_persons_act_reworded_in_their_name(repo: Repo, acted: str):
    repo.write(acted, repo.read(acted).replace("It leaks", "It is fine"))
    repo.commit("Reword", who="ben")
    assert {"G01", "G22"} <= set(codes(repo))


def test_t71_another_persons_act_moved_out_of_sight(repo: Repo, acted: str):
    repo.git("mv", acted, "decisions/2026/objection.md")
    repo.commit("Tidy", who="ben")
    assert "G22" in codes(repo)


def test_t71_another_persons_act_moved_to_another_record(repo: Repo, acted: str):
    repo.proposal("m4x8ra")
    repo.write("decisions/2026/D-20261121-m4x8ra.acts/objection-eva-p7x2.md", repo.read(acted))
    repo.git("rm", "-q", acted)
    repo.commit("Move", who="ben")
    assert "G22" in codes(repo)


def test_t71_another_persons_act_removed_by_a_merge(repo: Repo, acted: str):
    repo.git("switch", "-q", "-c", "old", "HEAD~1")
    repo.write("code", "1\n")
    repo.commit("Code", who="ben")
    repo.git("merge", "-q", "-s", "ours", "main", "-m", "Merge", who="ben")
    assert "G22" in codes(repo)


def test_t71_a_speaker_changes_or_withdraws_their_own(repo: Repo, acted: str):
    repo.write(acted, repo.read(acted).replace("It leaks", "It leaks names"))
    repo.commit("More", who="eva")
    assert "G22" not in codes(repo)
    repo.git("rm", "-q", acted)
    repo.commit("Withdraw", who="eva")
    assert "G22" not in codes(repo)


def test_t71_an_act_that_was_never_merged_may_go(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    repo.branch("work")
    path = repo.act("k3f9qz", "advice", "eva", "Wait.\n")
    repo.commit("Advise", who="eva")
    repo.git("rm", "-q", path)
    repo.commit("Not on this branch", who="ben")
    assert found(repo) == []


def test_t71_a_decided_record_is_moved_by_its_decider_alone(repo: Repo):
    repo.record()
    repo.commit("Decide", who="ben")
    for who, wanted in (("ben", []), ("dia", ["G22"])):
        repo.git("switch", "-q", "-c", who, "main")
        repo.git("mv", RECORD, "decisions/2026/D-20261121-k3f9qz-cache.md")
        repo.commit("Name it", who=who)
        assert codes(repo) == wanted


def test_t71_another_persons_proposal_is_not_removed(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="dia")
    for who, wanted in (("dia", []), ("ben", ["G22"])):
        repo.git("switch", "-q", "-c", who, "main")
        repo.git("rm", "-q", RECORD)
        repo.commit("Away", who=who)
        assert codes(repo) == wanted


def test_t71_another_persons_proposal_is_not_reworded(repo: Repo):
    """Its writer may, whoever decides it decides their own words, and whoever may decide it mends a typo; nobody else."""
    body = "## Context\n\nWe cahce orders.\n\nIt is needed.\n"
    repo.proposal("k3f9qz", body=body)
    repo.commit("Propose", who="dia")
    other, typo = body.replace("needed", "wanted"), body.replace("cahce", "cache")
    for who, edit, wanted in (
        ("dia", {"body": other, "title": "Another"}, []),
        ("ben", {"body": other}, ["G22"]),
        ("ben", {"title": "Another"}, ["G22"]),
        ("ben", {"body": typo}, []),
        ("ben", {"body": typo.replace("needed", "wanted")}, ["G22"]),
        ("ben", {"body": body.replace("We cahce", "<!-- We\n\ncahce")}, ["G22"]),
        ("eva", {"body": typo}, ["G22"]),
        ("eva", {"body": body.replace("\n\nIt", " It")}, ["G22"]),
        ("eva", {"body": body.replace("We cahce", "We\ncahce")}, []),
    ):
        repo.git("switch", "-q", "-C", "work", "main")
        repo.proposal("k3f9qz", **{"body": body, **edit})
        repo.commit("Edit", who=who)
        assert codes(repo) == wanted, (who, edit)
    repo.git("switch", "-q", "-C", "work", "main")
    repo.record(body=other)
    repo.commit("Decide", who="ben")
    assert codes(repo) == [], "ben decides, in his own words"


def test_t71_another_persons_proposal_is_not_withdrawn_or_deferred(repo: Repo):
    """By its writer, or by whoever could decide it: otherwise nothing keeps a proposal from going unheard."""
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="dia")
    for who, word, refused in (
        ("dia", "withdraw", False),
        ("ben", "defer", False),
        ("eva", "withdraw", True),
        ("eva", "defer", True),
    ):
        repo.git("switch", "-q", "-C", "work", "main")
        repo.git("config", "user.email", f"{who}@example.com")
        done = repo.remit(word, "k3f9qz", "--why", "Solved.")
        assert (done.code, "is a proposal of dia" in done.err) == (int(refused), refused)
        if refused:
            repo.proposal("k3f9qz", status={"withdraw": "withdrawn", "defer": "deferred"}[word])
        repo.commit("Step", who=who)
        assert codes(repo) == ["G22"] * refused, (who, word)


def test_t71_another_persons_proposal_is_not_moved(repo: Repo):
    """Whoever moved it would count as its writer from then on."""
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="dia")
    for who, wanted in (("dia", []), ("ben", ["G22"])):
        repo.git("switch", "-q", "-C", "work", "main")
        repo.git("mv", RECORD, RECORD.replace(".md", "-cache.md"))
        repo.commit("Move", who=who)
        assert codes(repo) == wanted
    repo.git("switch", "-q", "-C", "work", "main")
    repo.write(RECORD.replace(".md", "-cache.md"), repo.read(RECORD))
    repo.commit("Copy", who="dia")
    repo.git("rm", "-q", RECORD)
    repo.commit("Away", who="ben")
    assert [message for message in messages(repo, "G22") if "moved by ben" in message], "by two commits, too"


# -- T72: lifting what is not named ----------------------------------------------------------------------------------------
@pytest.fixture
def stopped(repo: Repo) -> str:
    """Eva stopped ben's decision; the policy says who lifts stops. The stop's path."""
    repo.write(POLICY_PATH, POLICY.replace("boundaries:\n", STOPS + "boundaries:\n", 1))
    repo.record()
    repo.commit("Decide", who="ben")
    path = repo.act("k3f9qz", "stop", "eva", "It leaks.\n", on="2026-11-21T10:30+00:00")
    repo.commit("Stop", who="eva")
    repo.branch("work")
    return path


def test_t72_lifting_what_is_not_named(repo: Repo, stopped: str):
    repo.act("k3f9qz", "stop", "dia", "Me too.\n", on="2026-11-21T10:40+00:00")
    repo.act("k3f9qz", "lift", "dia", "All fine.\n")
    repo.commit("Stop and lift", who="dia")
    assert [message.partition(" (")[0] for message in messages(repo, "G19")] == [
        "dia <dia@example.com> may not lift the stop by eva"
    ]


def test_t72_lifting_by_a_name_of_two(repo: Repo, stopped: str):
    """Both files end in p7x2: a lift that names just that lifts both, and is asked for both."""
    repo.act("k3f9qz", "stop", "dia", "Me too.\n")
    repo.act("k3f9qz", "lift", "dia", "All fine.\n", lifts="p7x2")
    repo.commit("Stop and lift", who="dia")
    assert len(messages(repo, "G19")) == 1


def test_t72_whoever_pulled_it_and_whoever_the_policy_names_lift_it(repo: Repo, stopped: str):
    for who in ("eva", "ana", "cho"):
        repo.git("switch", "-q", "-c", who, "main")
        repo.act("k3f9qz", "lift", who, "All fine.\n", lifts="stop-eva-p7x2")
        repo.commit("Lift", who=who)
        assert messages(repo, "G19") == []


def test_t72_a_lift_lifts_nothing_that_was_pulled_after_it(repo: Repo, stopped: str):
    repo.act("k3f9qz", "lift", "cho", "All fine.\n", on="2026-11-21T10:35+00:00")
    repo.commit("Lift", who="cho")
    repo.act("k3f9qz", "stop", "dia", "Again.\n", on="2026-11-21T10:40+00:00")
    repo.commit("Stop", who="dia")
    out = repo.remit("check", "--all").out
    assert "stopped by dia" in out
    assert "stopped by eva" not in out


def test_t72_without_a_rule_whoever_pulled_it_and_the_owner_of_the_policy_lift_it(repo: Repo):
    repo.record()
    repo.commit("Decide", who="ben")
    repo.act("k3f9qz", "stop", "eva", "Wait.\n", on="2026-11-21T10:30+00:00")
    repo.commit("Stop", who="eva")
    for who, refused in (("eva", False), ("cho", False), ("ben", True), ("ana", True)):
        repo.git("switch", "-q", "-C", "work", "main")
        repo.git("config", "user.email", f"{who}@example.com")
        done = repo.remit("resume", "k3f9qz", "--why", "All fine.")
        assert (done.code, f"{who} may not lift this stop" in done.err) == (int(refused), refused)
        if refused:
            assert "ask whoever made the stop, or one of: cto" in done.err
            repo.act("k3f9qz", "lift", who, "All fine.\n", lifts="stop-eva-p7x2")
        repo.commit("Lift", who=who)
        wanted = [f"{who} <{who}@example.com> may not lift the stop by eva"] if refused else []
        assert [message.partition(" (")[0] for message in messages(repo, "G19")] == wanted


# -- T92: a stop by who may not stop ---------------------------------------------------------------------------------------
def test_t92_whom_the_policy_names_stop_and_nobody_else(repo: Repo):
    repo.write(POLICY_PATH, POLICY + STOPS.replace("[anyone]", "[platform-lead, dia]"))
    repo.record()
    repo.proposal()
    repo.commit("Decide", who="ben")
    repo.branch("work")
    topic = "---\nact: stop\nwho: {0}\non: 2026-11-21T11:00+00:00\ntopic: data\n---\nWait.\n"
    for who, wanted in (("ana", []), ("dia", []), ("ben", ["G19"])):
        for does in (
            lambda who: repo.act("k3f9qz", "stop", who, "Wait.\n"),
            lambda who: repo.write(f"decisions/stops/data-{who}-p7x2.md", topic.format(who)),
            lambda who: repo.proposal(stops=f"[{{who: {who}, on: 2026-11-21, why: Wait.}}]"),
        ):
            does(who)
            repo.commit("Stop", who=who)
            told = [message for message in messages(repo, "G19") if "may not stop" in message]
            assert bool(told) == bool(wanted)
            assert all(
                "ben <ben@example.com> may not stop" in line and "platform-lead or dia may" in line for line in told
            )
            repo.git("reset", "-q", "--hard", "main")


# -- T73: the decider removes an objection -----------------------------------------------------------------------------------
def test_t73_the_decider_removes_an_objection_and_decides(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    path = repo.act("k3f9qz", "objection", "eva", "It leaks.\n")
    repo.commit("Object", who="eva")
    repo.branch("work")
    repo.git("rm", "-q", path)
    repo.record()
    repo.commit("Decide", who="ben")
    assert "G22" in codes(repo)


def test_t73_the_decider_removes_an_objection_that_the_record_reports(repo: Repo):
    said = "[{as: legal, who: eva, why: It leaks.}]"
    repo.proposal("k3f9qz", objections=said)
    repo.commit("Propose", who="ben")
    for changed in (None, said.replace("It leaks", "All fine"), said.replace("why", "withdrawn: yes, why")):
        repo.git("switch", "-q", "main")
        repo.git("switch", "-q", "-C", "work")
        repo.record(objections=changed)
        repo.commit("Decide", who="ben")
        assert "G22" in codes(repo), changed


def test_t73_the_decider_removes_the_proposal_with_its_objection(repo: Repo):
    repo.proposal("k3f9qz")
    repo.commit("Propose", who="ben")
    path = repo.act("k3f9qz", "objection", "eva", "It leaks.\n")
    repo.commit("Object", who="eva")
    repo.branch("work")
    repo.git("rm", "-q", RECORD, path)
    repo.record("m4x8ra")
    repo.commit("Begin again", who="ben")
    assert "G22" in codes(repo)
