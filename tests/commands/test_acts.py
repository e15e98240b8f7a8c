"""What others do: one small file each, so that two people never conflict."""

import json

import pytest

from support import POLICY, POLICY_PATH, Repo


def acts(repo: Repo, suffix: str = "m4x8ra") -> dict[str, str]:
    """Act files of a record, their random ending masked, with their texts."""
    folder = repo.root / f"decisions/2026/D-20261121-{suffix}.acts"
    return {path.name[:-7] + "?.md": path.read_text() for path in sorted(folder.iterdir())} if folder.exists() else {}


ON = "on: 2026-11-21T12:00+00:00\n"


@pytest.mark.parametrize(
    ("words", "name", "text"),
    [
        (["ask", "m4x8", "eva", "--for", "consent"], "asked-ben", f"act: asked\nwho: ben\n{ON}of: eva\nfor: consent\n---\n"),
        (["advise", "m4x8", "Keep keys."], "advice-ben", f"act: advice\nwho: ben\n{ON}---\nKeep keys.\n"),
        (["consent", "m4x8", "--as", "legal"], "consent-ben", f"act: consent\nwho: ben\nas: legal\n{ON}---\n"),
        (["object", "m4x8", "--why", "No."], "objection-ben", f"act: objection\nwho: ben\n{ON}---\nNo.\n"),
        (["vote", "m4x8", "yes", "--body", "board"], "vote-ben", f"act: vote\nwho: ben\n{ON}body: board\nsays: yes\n---\n"),
        (["inform", "m4x8", "cto", "eva"], "inform-ben", f"act: inform\nwho: ben\n{ON}of: [cto, eva]\n---\n"),
        (["review", "k3f9", "--result", "better", "Fast."], "outcome-ben", f"act: outcome\nwho: ben\n{ON}result: better\n---\nFast.\n"),
        (["adopt", "k3f9", "--how", "adapted"], "adoption-ben", f"act: adoption\nwho: ben\n{ON}team: shop\nhow: adapted\n---\n"),
        (["confirm", "k3f9"], "confirmation-ben", f"act: confirmation\nwho: ben\n{ON}---\n"),
        (["ratify", "k3f9", "--under", "fire"], "ratification-ben", f"act: ratification\nwho: ben\n{ON}under: fire\nresult: ratified\n---\n"),
        (["stop", "k3f9", "--why", "Lost orders."], "stop-ben", f"act: stop\nwho: ben\n{ON}---\nLost orders.\n"),
    ],
)  # fmt: skip
def test_an_act_is_one_small_file(repo: Repo, words: list[str], name: str, text: str) -> None:
    repo.record()
    repo.proposal()
    done = repo.remit(*words, "--who", "ben")
    assert (done.code, done.err) == (0, "")
    suffix = "m4x8ra" if words[1] == "m4x8" else "k3f9qz"
    assert acts(repo, suffix) == {f"{name}-?.md": f"---\n{text}"}


def test_two_people_act_on_one_record_on_two_branches_and_git_merges(repo: Repo) -> None:
    repo.proposal()
    repo.commit("Propose")
    repo.branch("a")
    repo.remit("advise", "m4x8", "Keep the keys.", "--who", "dia")
    repo.commit("Advise")
    repo.git("switch", "-q", "main")
    repo.remit("consent", "m4x8", "--who", "eva", "--as", "legal")
    repo.commit("Consent")
    repo.git("merge", "-q", "--no-edit", "a")
    assert list(acts(repo)) == ["advice-dia-?.md", "consent-eva-?.md"]


def test_the_decider_says_what_became_of_advice(repo: Repo) -> None:
    repo.proposal()
    repo.remit("advise", "m4x8", "Keep the keys.", "--who", "dia")
    assert repo.remit("advise", "m4x8", "--of", "dia", "--taken", "partly", "--who", "ben").code == 0
    assert "taken: partly\n" in acts(repo)["advice-dia-?.md"]
    assert (
        "there is no advice by eva" in repo.remit("advise", "m4x8", "--of", "eva", "--taken", "no", "--who", "ben").err
    )


def test_only_ones_own_objection_is_withdrawn(repo: Repo) -> None:
    repo.proposal()
    repo.remit("object", "m4x8", "Dangerous.", "--who", "dia")
    assert "ben has no open objection" in repo.remit("object", "m4x8", "--withdraw", "--who", "ben").err
    assert repo.remit("object", "m4x8", "--withdraw", "--who", "dia").code == 0
    assert "withdrawn: 2026-11-21T12:00+00:00\n" in acts(repo)["objection-dia-?.md"]


def test_a_stop_is_lifted_by_name(repo: Repo) -> None:
    repo.record()
    repo.remit("stop", "k3f9", "--why", "Lost orders.", "--until", "in 3d", "--who", "dia")
    assert repo.remit("resume", "k3f9", "--why", "Mended.", "--who", "dia").code == 0
    folder = repo.root / "decisions/2026/D-20261121-k3f9qz.acts"
    stop = next(path for path in folder.iterdir() if path.name.startswith("stop-"))
    lift = next(path for path in folder.iterdir() if path.name.startswith("lift-"))
    assert "until: 2026-11-24\n" in stop.read_text()
    assert f"lifts: {stop.stem}\n" in lift.read_text()
    again = repo.remit("resume", "k3f9", "--why", "Again.", "--who", "dia")
    assert (again.code, "is not stopped" in again.err) == (1, True)


def test_a_topic_is_stopped_and_resumed(repo: Repo) -> None:
    assert repo.remit("stop", "--topic", "data/customer", "--why", "A leak.", "--who", "dia").code == 0
    path = next((repo.root / "decisions/stops").iterdir())
    assert path.name.startswith("data-customer-dia-")
    assert path.read_text() == f"---\nact: stop\nwho: dia\n{ON}topic: data/customer\n---\nA leak.\n"
    assert repo.remit("resume", "--topic", "data/customer", "--why", "None.", "--who", "dia").code == 0
    assert (
        "data/customer is not stopped"
        in repo.remit("resume", "--topic", "data/customer", "--why", "x", "--who", "dia").err
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["vote", "k3f9", "yes"], 1, "voting is over"),
        (["review", "m4x8", "--result", "better"], 1, "not decided yet"),
        (["advise", "m4x8"], 2, "the advice is missing"),
        (["ask", "m4x8", "zoe"], 2, "nobody in decisions/people.yml is called zoe"),
        (["stop", "--why", "x"], 2, "name one thing to stop or resume"),
        (["stop", "--budget", "x", "--why", "x"], 1, "no policy has a budget x"),
        (["announce", "k3f9"], 1, "only a proposal can be announced"),
    ],
)
def test_what_cannot_be_done_is_said(repo: Repo, words: list[str], code: int, said: str) -> None:
    repo.record()
    repo.proposal()
    done = repo.remit(*words, "--who", "ben")
    assert (done.code, said in done.err) == (code, True)
    assert acts(repo) == acts(repo, "k3f9qz") == {}


def test_announcing_opens_the_window_once(repo: Repo) -> None:
    path = repo.proposal()
    assert repo.remit("announce", "m4x8", "--who", "ben").code == 0
    assert "announced: 2026-11-21T12:00+00:00\n" in repo.read(path)
    assert "was announced on 2026-11-21" in repo.remit("announce", "m4x8", "--who", "ben").err


def test_a_stop_is_lifted_by_whoever_made_it_or_answers_it(empty_repo: Repo) -> None:
    from support import POLICY

    stops = "stops: {who: anyone, responder: platform-lead, respond_within: 24h, lifted_by: [cto]}\notherwise:"
    repo = empty_repo.organisation(policy=POLICY.replace("otherwise:", stops))
    repo.record()
    done = repo.remit("stop", "k3f9", "--why", "Lost orders.", "--who", "dia")
    assert "platform-lead must answer by 2026-11-22 12:00.\n" in done.out
    refused = repo.remit("resume", "k3f9", "--why", "x", "--who", "ben")
    assert (refused.code, refused.err) == (
        1,
        "remit: ben may not lift this stop\n  ask whoever made the stop, or one of: cto, platform-lead\n",
    )
    assert repo.remit("resume", "k3f9", "--why", "Mended.", "--who", "cho").code == 0


def test_a_consent_that_does_not_count_says_so(repo: Repo) -> None:
    repo.proposal(topic="data/customer", facts=None)
    assert (
        "consent of legal: yours is recorded, but does not count" in repo.remit("consent", "m4x8", "--who", "dia").out
    )
    assert "does not count" not in repo.remit("consent", "m4x8", "--who", "eva").out
    repo.proposal("n5y9sb")
    assert "does not require consent here" in repo.remit("consent", "n5y9", "--who", "eva").out


def test_only_whom_the_policy_names_ratifies(empty_repo: Repo) -> None:
    from support import POLICY

    power = "emergency:\n  - {id: fire, decide: engineer, topic: tooling, ratify: {by: cto, within: 3d}}\nescalation:"
    repo = empty_repo.organisation(policy=POLICY.replace("escalation:", power))
    repo.record(facts="{amount: 4000}", emergency="{under: fire}")
    refused = repo.remit("ratify", "k3f9", "Right.", "--who", "dia")
    assert (refused.code, refused.err) == (1, "remit: dia may not ratify D-20261121-k3f9qz\n  cto may\n")
    assert repo.remit("ratify", "k3f9", "Right.", "--who", "cho").code == 0


def test_nobody_ratifies_what_they_decided_themselves(empty_repo: Repo) -> None:
    from support import POLICY

    power = (
        "emergency:\n  - {id: fire, decide: engineer, topic: tooling, ratify: {by: engineer, within: 3d}}\nescalation:"
    )
    repo = empty_repo.organisation(policy=POLICY.replace("escalation:", power))
    repo.record(facts="{amount: 4000}", emergency="{under: fire}")
    refused = repo.remit("ratify", "k3f9", "Right.", "--who", "ben")
    told = "remit: ben may not ratify D-20261121-k3f9qz, their own decision\n  engineer may\n"
    assert (refused.code, refused.err) == (1, told)
    assert repo.remit("ratify", "k3f9", "Right.", "--who", "dia").code == 0


def test_a_scribe_of_the_body_that_ratifies_records_it(empty_repo: Repo) -> None:
    from support import PEOPLE, POLICY

    power = "emergency:\n  - {id: fire, decide: engineer, topic: tooling, ratify: {by: board}}\n"
    bodies = "bodies:\n  board: {tier: central, members: [cho], passes: majority}\n"
    people = PEOPLE + "scribes:\n  - {who: dia, for: [board]}\n"
    repo = empty_repo.organisation(policy=POLICY.replace("escalation:", f"{bodies}{power}escalation:"), people=people)
    repo.record(facts="{amount: 4000}", emergency="{under: fire}")
    assert repo.remit("ratify", "k3f9", "Right.", "--who", "eva").code == 1
    assert repo.remit("ratify", "k3f9", "The board met.", "--who", "dia").code == 0
    assert "ratified" not in repo.remit("check").out


def test_only_the_decider_confirms(repo: Repo) -> None:
    repo.record()
    assert "was recorded for ben, not for dia" in repo.remit("confirm", "k3f9", "--who", "dia").err


def test_where_the_policy_names_who_may_stop_the_others_are_sent_there(empty_repo: Repo) -> None:
    from support import POLICY

    stops = "stops: {who: [engineer], responder: platform-lead, respond_within: 24h}\notherwise:"
    repo = empty_repo.organisation(policy=POLICY.replace("otherwise:", stops))
    repo.record()
    assert "eva may not stop decisions" in repo.remit("stop", "k3f9", "--why", "x", "--who", "eva").err
    assert repo.remit("stop", "k3f9", "--why", "x", "--who", "dia").code == 0


def test_words_in_a_role_that_one_does_not_hold_say_so(repo: Repo) -> None:
    repo.proposal()
    done = repo.remit("advise", "m4x8", "Keep it.", "--as", "cto", "--who", "ben")
    assert done.out.endswith(
        "ben does not hold cto today: the response is recorded, but does not count as one of cto.\n"
    )


BOARD = "bodies: {board: {tier: central, members: [cto, legal], passes: unanimous}}\nboundaries:\n"
"""A board, whose consent the policy asks for."""


def with_a_board(repo: Repo) -> None:
    """A policy under which ana decides what we keep about customers with the consent of a board."""
    text = POLICY.replace("boundaries:\n", BOARD).replace("consent: legal", "consent: board")
    repo.write(POLICY_PATH, text)
    repo.commit("A board consents")
    repo.proposal(topic="data/customer", decider="ana", facts=None)


def test_a_members_consent_says_that_their_body_consents_by_its_vote(repo: Repo) -> None:
    with_a_board(repo)
    said = repo.remit("consent", "m4x8", "--who", "eva").out
    assert "board consents by its vote: `remit vote m4x8ra yes --body board`. Yours is recorded" in said
    assert repo.remit("may", "m4x8", "--who", "ana").code == 10
    owed = [
        (item["kind"], item["do"]) for item in json.loads(repo.remit("mine", "--who", "eva", "--json").out)["waiting"]
    ]
    assert owed == [("vote", "remit vote m4x8ra yes --body board")]


def test_votes_of_a_body_that_consents_are_votes_of_that_body(repo: Repo) -> None:
    with_a_board(repo)
    for who in ("eva", "cho"):
        assert repo.remit("vote", "m4x8", "yes", "--who", who).code == 0
    assert "body: board\n" in acts(repo)["vote-eva-?.md"]
    assert repo.remit("may", "m4x8", "--who", "ana").code == 0
