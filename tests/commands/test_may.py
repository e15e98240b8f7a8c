"""May I decide this? Six answers, six exit codes, and never a yes for a typo."""

import json

import pytest

from support import PEOPLE, POLICY, POLICY_PATH, Repo

TOOLS = ["--topic", "tooling/cache"]


@pytest.fixture
def as_ben(repo: Repo) -> Repo:
    repo.git("config", "user.email", "ben@example.com")
    return repo


def test_yours(as_ben: Repo) -> None:
    done = as_ben.remit("may", *TOOLS, "--amount", "400", "Cache orders in Redis")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        'Yes. You can decide this alone, ben (engineer): "tools", amount 400 is in the step up to 500.\n'
        "  Over 500: platform-lead (ana).\n"
        "  Why: The team that uses a tool knows best what it needs.\n"
        '  Checked against "tools" in acme@2026-01-01.\n'
    )


@pytest.mark.parametrize(
    ("words", "code", "answer"),
    [
        ([*TOOLS, "--amount", "400"], 0, "decide"),
        (["--topic", "data/customer", "--who", "ana"], 10, "decide-after"),
        ([*TOOLS, "--amount", "4000"], 20, "escalate"),
        (["--topic", "data/sale"], 30, "forbidden"),
        (["--topic", "data/stopped"], 40, "stop"),
        (TOOLS, 50, "ask"),
        (["--topic", "toolng", "--amount", "1"], 50, "ask"),
        (["Something new"], 50, "ask"),
    ],
)
def test_each_answer_has_its_code(empty_repo: Repo, words: list[str], code: int, answer: str) -> None:
    forbidding = POLICY.replace(
        "escalation:", "  - {id: no-sale, topic: data/sale, forbid: true, because: we promised}\nescalation:"
    )
    empty_repo.organisation(policy=forbidding)
    empty_repo.git("config", "user.email", "ben@example.com")
    empty_repo.remit("stop", "--topic", "data/stopped", "--why", "A leak.")
    done = empty_repo.remit("may", *words, "--json")
    assert done.code == code
    assert json.loads(done.out)["answer"] == answer
    assert empty_repo.remit("may", *words).code == code


def test_words_alone_suggest_topics(as_ben: Repo) -> None:
    as_ben.record()
    done = as_ben.remit("may", "Cache the invoices too")
    assert done.code == 50
    assert done.out == "Need more information: which topic?\n  --topic tooling/cache\n"


def test_a_topic_may_stand_in_the_place_of_a_title(as_ben: Repo) -> None:
    as_ben.write("tooling/cache.md", "")
    for topic in ("tooling", "tooling/queue"):
        assert as_ben.remit("may", topic, "--amount", "400") == as_ben.remit("may", "--topic", topic, "--amount", "400")
    assert as_ben.remit("may", "toolin", "--amount", "400").code == 1
    named_like_a_file = as_ben.remit("may", "tooling/cache", "--amount", "400")
    assert (named_like_a_file.code, "no decision" in named_like_a_file.err) == (1, True)


def test_a_record_is_asked_about_by_any_part_of_its_id(as_ben: Repo) -> None:
    as_ben.proposal()
    assert as_ben.remit("may", "m4x8").code == 0
    assert as_ben.remit("may", "m4x8", "--amount", "4000").code == 20


def test_a_stopped_record_answers_stop(as_ben: Repo) -> None:
    as_ben.record()
    as_ben.remit("stop", "k3f9", "--why", "Orders are lost.")
    done = as_ben.remit("may", "k3f9")
    assert (done.code, "Orders are lost" in done.out) == (40, True)


def test_absence_and_another_day_are_asked_for(as_ben: Repo) -> None:
    policy = POLICY.replace("platform-lead: {tier: functional}", "platform-lead: {tier: functional, deputy: [ben]}")
    as_ben.write(POLICY_PATH, policy)
    as_ben.commit("A deputy")
    words = ["may", *TOOLS, "--amount", "4000"]
    assert as_ben.remit(*words).code == 20
    assert as_ben.remit(*words, "--away", "ana").code == 10
    assert as_ben.remit(*words, "--at", "2025-06-01").code == 1
    assert "is before the first version" in as_ben.remit(*words, "--at", "2025-06-01").out


def test_a_change_of_the_policy_counts_once_it_has_landed(as_ben: Repo) -> None:
    as_ben.write(POLICY_PATH, POLICY.replace("up_to: 500,", "up_to: 4500,"))
    done = as_ben.remit("may", *TOOLS, "--amount", "4000")
    assert done.code == 20
    assert f"Your change to {POLICY_PATH} counts once it is committed." in done.out
    refused = as_ben.remit("decide", "Buy a rack", *TOOLS, "--amount", "4000", "--why", "x")
    assert refused.code == 1
    assert "counts once it is committed" in refused.err


def test_the_nearest_precedents_come_with_their_outcome(as_ben: Repo) -> None:
    as_ben.record()
    as_ben.act("k3f9qz", "outcome", "ben", "Fast.\n", result="better")
    done = as_ben.remit("may", *TOOLS, "--amount", "1", "Cache invoices in Redis")
    assert (
        "  Similar decisions:\n    Cache orders in Redis (k3f9qz, accepted by ben); outcome: better than expected\n"
        in done.out
    )
    proposed = as_ben.remit("propose", *TOOLS, "--amount", "1", "Cache invoices in Redis")
    assert (
        "  Similar decisions:\n    Cache orders in Redis (k3f9qz, accepted by ben); outcome: better than expected\n"
        in proposed.out
    )


def test_context_for_every_topic_is_shown_after_what_is_nearer_and_the_brief_says_the_same(as_ben: Repo) -> None:
    for name, topics in (("aim", "'*'"), ("build", "tooling"), ("cache", "tooling/cache"), ("other", "data")):
        head = f"title: About {name}\nowner: ana\nreview_by: 2027-01-01\ntopics: [{topics}]\n"
        as_ben.write(f"decisions/context/{name}.md", f"---\n{head}---\nBecause.\n")
    words = ("--topic", "tooling/cache", "--amount", "1", "--json")
    assert json.loads(as_ben.remit("may", *words).out)["intents"] == ["cache", "build", "aim"]
    told = json.loads(as_ben.remit("brief", "Cache orders", *words).out)
    assert [page["id"] for page in told["intents"]] == ["cache", "build", "aim"]


def test_a_role_that_the_policy_does_not_have_is_a_slip(as_ben: Repo) -> None:
    said = (2, "", "remit: the policy has no role 'enginer'\n  did you mean `engineer`?\n")
    assert as_ben.remit("may", *TOOLS, "--amount", "1", "--as", "enginer") == said
    assert as_ben.remit("decide", "Cache it", *TOOLS, "--amount", "1", "--as", "enginer", "--why", "x") == said


def test_the_context_of_a_topic_is_shown_before_deciding(as_ben: Repo) -> None:
    as_ben.write(
        "decisions/context/fast-pages.md",
        "---\ntitle: Fast pages\ntopics: [tooling]\nprefer: [speed over features]\n---\nWhy.\n",
    )
    done = as_ben.remit("may", *TOOLS, "--amount", "1")
    assert "  Context: Fast pages (we prefer speed over features)\n" in done.out


def test_without_a_policy_nobody_has_decided_who_decides(empty_repo: Repo) -> None:
    empty_repo.organisation(settings="policy: none\n", policy="")
    done = empty_repo.remit("may", "Cache orders", "--topic", "tooling", "--who", "ben")
    assert (done.code, "`policy: none`" in done.out) == (1, True)


def test_no_policy_named_and_none_found_ends_with_a_sentence(empty_repo: Repo) -> None:
    empty_repo.organisation(settings="title: x\n", policy="")
    done = empty_repo.remit("may", "--topic", "tooling", "--who", "ben")
    assert (done.code, "there is no policy in decisions/policy/" in done.err) == (1, True)


def test_a_policy_that_cannot_be_read_judges_nothing(as_ben: Repo) -> None:
    as_ben.write(POLICY_PATH, POLICY.replace("boundaries:", "boundary:"))
    as_ben.commit("Break it")
    done = as_ben.remit("may", *TOOLS, "--amount", "1")
    assert done.code == 1
    assert done.err.startswith(f"remit: {POLICY_PATH}:")
    assert as_ben.remit("decide", "A b", *TOOLS, "--amount", "1", "--why", "x").code == 1


def test_who_may_at_each_step(repo: Repo) -> None:
    done = repo.remit("who", "tooling/cache")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        'amount up to 500: engineer (ben, dia)  ["tools"]\n'
        'amount 500.01 to 5000: platform-lead (ana); first: advice of engineer is needed  ["tools"]\n'
        'amount from 5000.01: cto (cho)  ["tools"]\n'
    )
    assert repo.remit("who", "tooling/cache", "--amount", "4000").out.startswith("amount 4000: platform-lead (ana)")
    rows = json.loads(repo.remit("who", "tooling/cache", "--json").out)
    assert [(row["end"], row["deciders"]) for row in rows] == [
        (500, ["engineer"]),
        (5000, ["platform-lead"]),
        (None, ["cto"]),
    ]
    typo = repo.remit("who", "toolng")
    assert (typo.code, "did you mean tooling" in typo.err) == (2, True)


def test_with_a_remote_the_policy_of_its_main_branch_judges(as_ben: Repo) -> None:
    origin = as_ben.root.parent / "origin.git"
    as_ben.git("clone", "-q", "--bare", ".", str(origin))
    as_ben.git("remote", "add", "origin", str(origin))
    as_ben.git("fetch", "-q", "origin")
    as_ben.branch("wider")
    as_ben.write(POLICY_PATH, POLICY.replace("up_to: 500,", "up_to: 4500,"))
    as_ben.commit("Widen", who="ben")
    done = as_ben.remit("may", *TOOLS, "--amount", "4000")
    assert done.code == 20
    assert f"Your change to {POLICY_PATH} counts once it is merged into origin/main." in done.out


def test_a_misspelt_emergency_power_is_an_error(empty_repo: Repo) -> None:
    power = "emergency: [{id: outage, topic: data, decide: engineer, ratify: {by: cto, within: 1d}}]\n"
    empty_repo.organisation(policy=POLICY + power)
    done = empty_repo.remit("may", "--topic", "data/customer", "--emergency", "outrage", "--who", "ben")
    assert (done.code, done.err) == (
        2,
        "remit: the policy has no emergency power 'outrage'\n  did you mean `outage`?\n",
    )
    told = empty_repo.remit("may", "--topic", "data/customer", "--emergency", "outage", "--who", "cho").out
    assert "in an emergency engineer may decide (outage): ben or dia" in told


def test_who_is_away_is_said_with_who_is_next(as_ben: Repo) -> None:
    said = "Away: ana (platform-lead), nobody stands in; next is cho (cto)."
    done = as_ben.remit("may", *TOOLS, "--amount", "4000", "--away", "ana").out
    assert done.startswith("Not yours to decide, ben: ask cho (cto).\n")
    assert f"  {said}\n" in done
    assert "away: ana (platform-lead), nobody stands in" in as_ben.remit("who", "tooling", "--away", "ana").out
    as_ben.write("decisions/people.yml", PEOPLE + "away: [{who: ana, from: 2026-11-01, until: 2026-12-24}]\n")
    as_ben.commit("Leave")
    unknown = as_ben.remit("may", *TOOLS, "--amount", "4000", "--away", "anna")
    assert (unknown.code, "did you mean ana?" in unknown.err) == (2, True)
    said = "away: ana (platform-lead) until 2026-12-24, nobody stands in; next is cho (cto)"
    assert said in as_ben.remit("who", "tooling").out
    assert said in as_ben.remit("policy", "show", "--as", "matrix").out
    rows = json.loads(as_ben.remit("who", "tooling", "--amount", "4000", "--json").out)
    assert [(one["until"], one["next"], one["next_people"]) for one in rows[0]["away"]] == [
        ("2026-12-24", "cto", ["cho"])
    ]


def test_a_whole_title_names_the_decision_that_is_there(repo: Repo) -> None:
    repo.record(status="proposed", decider=None, decided=None, tier=None, boundary=None, facts="{amount: 900}")
    repo.commit("Propose", who="ben")
    assert "tools assigns it to platform-lead" in repo.remit("may", "cache orders in redis", "--who", "ben").out
    assert "which topic?" in repo.remit("may", "Cache orders in Valkey", "--who", "ben").out


def test_the_role_that_is_asked_for_goes_before_the_one_in_the_record(as_ben: Repo) -> None:
    as_ben.record(**{"as": "engineer"})
    asked = (as_ben.remit("may", "k3f9", *words, "--json") for words in ((), ("--as", "engineer"), ("--as", "cto")))
    found = [json.loads(one.out) for one in asked]
    assert [(one["answer"], one["as"]) for one in found] == [
        ("decide", "engineer"), ("decide", "engineer"), ("escalate", None),
    ]  # fmt: skip
