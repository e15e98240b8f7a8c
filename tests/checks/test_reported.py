"""What a decision depends on that only its record reports."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from changes import AT, PEOPLE_PATH, POLICY_PATH, RECORD, SETTINGS_PATH, act_path, act_text, change, made

from remit.attribution.statements import SAID, STARTED, WORDING
from remit.checks.claims import faces
from remit.checks.reported import only_reported
from remit.log.change import Change
from support import PEOPLE, POLICY, SETTINGS, record_text

Files = Mapping[str, Any]
NONE: Files = {}
RULES = POLICY.replace(
    "topics:\n", "bodies:\n  board: {tier: central, members: [cto, legal, platform-lead], passes: majority}\ntopics:\n  plan: what comes next\n  open: what all may stop\n  late: what waits\n", 1
).replace(
    "boundaries:\n",
    """emergency:
  - {id: outage, topic: tooling, decide: engineer, inform: [legal], ratify: {by: cto, within: 1d}}
boundaries:
  - {id: plan, topic: plan, decide: board, why: So.}
  - {id: vote, topic: plan/vote, decide: board, passes: {share: 1/2, of: members, open: 2d}, why: So.}
  - {id: both, topic: data/both, decide: platform-lead, consent: [legal, cto], inform: [engineer], why: So.}
  - {id: sign, topic: data/sign, decide: platform-lead, signers: {count: 2, of: [platform-lead, legal]}, why: So.}
  - {id: open, topic: open, decide: engineer, objection: {by: legal, within: 2d}, why: So.}
  - {id: late, topic: late, decide: engineer, advice: [{from: legal, respond_within: 2d}], why: So.}
""",
    1,
)  # fmt: skip
SCRIBES = PEOPLE + "scribes:\n  - {who: dia, for: [board]}\n  - {who: ben, for: [panel]}\n"
ON = "on: 2026-11-20"
CUSTOMERS = {
    "topic": "data/customer",
    "facts": None,
    "decider": "ana",
    "tier": "functional",
    "boundary": "customer-data",
}
BOTH = {**CUSTOMERS, "topic": "data/both", "boundary": "both"}
PLAN = {"topic": "plan", "boundary": "plan", "tier": "central", "facts": None, "decider": "cho"}
INLINE = f"[{{as: legal, who: eva, {ON}}}]"
ASK = "ask {0} to run `remit consent k3f9qz`; or set `grades` in remit.yml to `claimed`"
OPEN = {"status": "proposed", "decider": None, "decided": None, "tier": None, "boundary": None}


def brought(fields: Files, acts: Files = NONE, before: Files = NONE, **more: Any) -> Change:
    standing = {POLICY_PATH: RULES, PEOPLE_PATH: SCRIBES, **before}
    return change(standing, {RECORD: record_text(**fields), **acts}, **more)


def found(of: Change) -> list[tuple[str, str, tuple[str | int, ...]]]:
    problems = list(only_reported(of, faces(of)))
    assert all(problem.path == RECORD for problem in problems)
    return [(problem.message, problem.remedy, problem.where) for problem in problems]


def consent(of: str, roles: str, *, ask: str = "", decider: str = "ana") -> tuple[str, str, tuple[str, ...]]:
    return f"only {decider} reports the consent of {of}{roles}", ASK.format(ask or of), ("consents",)


def test_a_consent_that_only_the_decider_reports():
    assert found(brought({**CUSTOMERS, "consents": INLINE}, by="ana")) == [consent("eva", " (legal)")]


def test_a_consent_that_its_giver_wrote():
    acts = {act_path("consent", "eva"): act_text("consent", "eva", as_="legal")}
    assert found(brought({**CUSTOMERS, "consents": INLINE}, acts, by="ana")) == []
    assert found(brought(CUSTOMERS, acts, by="ana")) == []
    other = {act_path("advice", "eva"): act_text("advice", "eva", as_="legal")}
    assert found(brought({**CUSTOMERS, "consents": INLINE}, other, by="ana")) == [consent("eva", " (legal)")]
    another = {act_path("consent", "eva"): act_text("consent", "eva", as_="cto")}
    assert len(found(brought({**CUSTOMERS, "consents": INLINE}, another, by="ana"))) == 1


def test_of_two_consents_the_one_that_lacks_is_named():
    acts = {act_path("consent", "eva"): act_text("consent", "eva", as_="legal")}
    inline = f"[{{as: legal, who: eva, {ON}}}, {{as: cto, who: cho, {ON}}}, {{as: cto, who: cho, {ON}}}]"
    message = consent("eva and cho", " (cto)")
    assert found(brought({**BOTH, "consents": inline}, acts, by="ana")) == [message]
    assert found(brought({**BOTH, "consents": inline}, by="ana")) == [consent("eva and cho", " (legal, cto)")]
    nameless = f"[{{as: legal, who: eva, {ON}}}, {{as: legal, {ON}}}]"
    assert found(brought({**CUSTOMERS, "consents": nameless}, by="ana")) == [consent("eva and legal", " (legal)")]


def test_a_signature_that_only_the_decider_reports():
    fields = {**CUSTOMERS, "topic": "data/sign", "boundary": "sign", "consents": INLINE}
    assert found(brought(fields, by="ana")) == [consent("eva", "")]


def test_where_no_policy_was_in_force_nothing_depends_on_reports():
    assert (
        found(brought({**CUSTOMERS, "consents": INLINE, "decided": "2025-12-01", "raised": "2025-12-01"}, by="ana"))
        == []
    )


def test_a_consent_that_nobody_needs_is_nobodys_business():
    assert found(brought({"consents": INLINE})) == []


@pytest.mark.parametrize(
    "files",
    [
        {SETTINGS_PATH: SETTINGS + "grades: {functional: claimed}\n"},
        {SETTINGS_PATH: SETTINGS.replace("policy: acme", "policy: none")},
        {POLICY_PATH: None},
        {PEOPLE_PATH: None},
        {RECORD: record_text(**{**CUSTOMERS, "consents": INLINE})},
        {RECORD: record_text(**{**CUSTOMERS, "consents": INLINE}, status="rejected")},
    ],
)
def test_where_words_are_believed(files: dict[str, Any]):
    assert found(brought({**CUSTOMERS, "title": "Another", "consents": INLINE}, before=files, by="ana")) == []


def test_what_is_open_or_undated_or_of_another_format_depends_on_nothing():
    for fields in ({"status": "proposed"}, {"status": "withdrawn"}, {"decided": None}):
        assert found(brought({**CUSTOMERS, "consents": INLINE, **fields}, by="ana")) == [], fields
    of = brought({**CUSTOMERS, "consents": INLINE}, by="ana")
    foreign = of.after.records[0]._replace(format="nygard")
    assert found(of._replace(after=of.after.replace(records=(foreign,)))) == []


def test_what_was_proposed_before_depends_on_it_as_well():
    before = {RECORD: record_text(**{**CUSTOMERS, **OPEN})}
    assert found(brought({**CUSTOMERS, "consents": INLINE}, before=before, by="ana")) == [consent("eva", " (legal)")]


VOTES = (
    "ask its members to run `remit vote k3f9qz yes`, or its scribe to record it (`scribes` in people.yml)",
    ("votes",),
)


@pytest.mark.parametrize(
    ("votes", "by", "bodies"),
    [
        ("[{body: board, yes: 3, no: 0}]", ("cho",), "board"),
        ("[{body: board, yes: 3, no: 0}]", ("dia",), ""),
        ("[{body: board, yes: 3, no: 0}]", ("dia", "cho"), "board"),
        ("[{body: board, yes: 3, no: 0}]", ("dia", "gil"), "board"),
        ("[{body: board, yes: 3, no: 0}]", ("ben",), "board"),
        ("[{body: board, yes: 3, no: 0}]", (), "board"),
        ("[{yes: 3, no: 0}]", ("cho",), "a committee"),
        ("[{body: board, yes: 3, no: 0}, {body: panel, yes: 1}]", ("cho",), "board, panel"),
    ],
)
def test_votes_that_only_the_record_reports(votes: str, by: tuple[str, ...], bodies: str):
    of = brought({**PLAN, "votes": votes}, parts={(RECORD, WORDING): tuple(map(made, by))}, by="cho")
    message = f"only cho reports the votes of {bodies}"
    assert found(of) == ([(message, *VOTES)] if bodies else [])


def test_the_ballots_of_members_count():
    acts = {act_path("vote", who): act_text("vote", who, body="board", says="yes") for who in ("cho", "eva")}
    assert found(brought({**PLAN, "votes": "[{body: board, yes: 3, no: 0}]"}, acts, by="cho")) == []


def test_without_people_no_scribe_is_known():
    of = brought({**PLAN, "votes": "[{body: board, yes: 3, no: 0}]"}, by="dia")
    nobody = of._replace(after=of.after.replace(people=None))
    assert list(only_reported(nobody, faces(of))) == []


URGENT = {"facts": "{amount: 9000}", "tier": "central"}
RATIFIED = (
    "only ben reports that it was ratified",
    "ask whoever ratified it to run `remit ratify k3f9qz`",
    ("emergency",),
)
BY_CHO = "{who: cho, as: cto, on: 2026-11-21T11:00+00:00}"


@pytest.mark.parametrize(
    ("ratified", "act", "problems"),
    [
        (BY_CHO, None, [RATIFIED]),
        ("yes", None, [RATIFIED]),
        (None, None, []),
        (None, "cho", []),
        (BY_CHO, "cho", []),
        (BY_CHO, "eva", [RATIFIED]),
        ("{who: eva, as: legal, on: 2026-11-21T11:00+00:00}", None, []),  # that does not ratify it anyway
    ],
)
def test_that_only_the_record_says_it_was_ratified(ratified: str | None, act: str | None, problems: list[Any]):
    said = f", ratified: {ratified}" if ratified else ""
    acts = {act_path("ratification", act): act_text("ratification", act, as_="cto")} if act else {}
    assert found(brought({**URGENT, "emergency": f"{{under: outage{said}}}"}, acts)) == problems


DAY = 86_400
LATER = "merge the proposal first, and decide after the period"


def period(
    when: str = " (2026-11-21T11:00+00:00)", key: str = "announced", what: str = "this change"
) -> tuple[str, str, tuple[str, ...]]:
    message = f"the period for others to respond starts when {what} was committed{when}, whatever `announced` says"
    return message, LATER, (key,)


WINDOW = {
    "topic": "open",
    "facts": None,
    "boundary": "open",
    "announced": "2026-11-18T09:00+00:00",
    "decided": "2026-11-21T11:30+00:00",
}


@pytest.mark.parametrize(
    ("fields", "before", "at", "problems"),
    [
        ({}, None, AT, [period()]),
        ({}, None, AT - 3 * DAY, []),
        ({}, {"announced": "2026-11-18T09:00+00:00"}, AT, []),
        ({}, {"announced": "2026-11-19T09:00+00:00"}, AT, [period()]),
        ({}, {}, AT, [period()]),
        ({}, {"announced": "2026-11-18T09:00+00:00", "raised": "2026-11-17"}, AT, []),
        ({"announced": "2026-11-18"}, None, AT - 3 * DAY, []),
        ({"announced": "2026-11-18"}, None, AT - DAY, [period(" (2026-11-20T11:00+00:00)")]),
    ],
)
def test_a_window_opens_when_it_is_committed_or_was_merged(
    fields: dict[str, str], before: dict[str, str] | None, at: int, problems: list[Any]
):
    standing = {RECORD: record_text(**{**WINDOW, **OPEN, "announced": None, **before})} if before is not None else {}
    assert found(brought({**WINDOW, **fields}, before=standing, by=made("ben", at))) == problems


def test_the_latest_of_several_commits_counts():
    several = (made("ben", AT - 3 * DAY), made("ben", AT), made("ben", AT - 4 * DAY))
    assert found(brought(WINDOW, parts={(RECORD, STARTED): several})) == [period()]


def test_a_vote_is_announced_when_that_is_committed():
    fields = {**PLAN, "topic": "plan/vote", "boundary": "vote", "decided": "2026-11-21T11:30+00:00"}
    told = "[{body: board, yes: 3, no: 0, announced: 2026-11-18}]"
    parts = {(RECORD, WORDING): made("dia")}
    assert found(brought({**fields, "votes": told}, by="dia", parts=parts)) == [period()]
    standing = {RECORD: record_text(**{**fields, **OPEN, "votes": "[{body: board, announced: 2026-11-18}]"})}
    assert found(brought({**fields, "votes": told}, before=standing, by="dia", parts=parts)) == []
    standing = {RECORD: record_text(**{**fields, **OPEN, "votes": "[{body: panel, announced: 2026-11-18}]"})}
    assert found(brought({**fields, "votes": told}, before=standing, by="dia", parts=parts)) == [period()], (
        "of another body"
    )


ASKED = {"topic": "late", "facts": None, "boundary": "late", "decided": "2026-11-21T11:30+00:00"}


def test_who_was_asked_was_asked_when_that_is_committed():
    entry = "[{of: legal, for: advice, on: 2026-11-18}]"
    assert found(brought({**ASKED, "asked": entry})) == [period()]
    standing = {RECORD: record_text(**{**ASKED, **OPEN, "asked": entry})}
    assert found(brought({**ASKED, "asked": entry}, before=standing)) == []
    act = act_path("asked", "ben")
    acts = {act: act_text("asked", "ben", of="legal", for_="advice", on="2026-11-18")}
    assert found(brought(ASKED, acts)) == [period()]
    standing = {RECORD: record_text(**{**ASKED, **OPEN})}
    assert found(brought(ASKED, acts, before=standing)) == [period(what="that")]
    assert found(brought(ASKED, acts, before=standing, parts={(act, SAID): made("ben", AT - 3 * DAY)})) == []


BOXED = RULES.replace("  - {id: late, topic: late,", "  - {id: boxed, topic: boxed, decide: engineer, decide_within: {span: 2d, then: legal}, why: So.}\n  - {id: late, topic: late,", 1).replace("  late: what waits\n", "  late: what waits\n  boxed: what is decided soon\n")  # fmt: skip


def test_a_period_to_decide_in_begins_when_the_proposal_is_committed():
    fields = {
        "topic": "boxed",
        "facts": None,
        "boundary": "boxed",
        "decider": "eva",
        "tier": "functional",
        "raised": "2026-11-15",
    }
    before = {POLICY_PATH: BOXED}
    assert found(brought(fields, before=before, by="eva")) == [period()]
    standing = {**before, RECORD: record_text(**{**fields, **OPEN})}
    assert found(brought(fields, before=standing, by="eva")) == []


Versions = Mapping[str, list[tuple[str, int]]]


def since(versions: Versions) -> Callable[[str, Callable[[str], bool]], int]:
    """What git shows of files on the target: each version with its time, the latest first."""

    def asked(path: str, says: Callable[[str], bool]) -> int:
        texts = versions.get(path, [])
        olds = [*(text for text, _ in texts[1:]), ""]
        return next((at for (text, at), old in zip(texts, olds, strict=False) if says(text) and not says(old)), 0)

    return asked


def lasting(
    fields: Files, became: Files, *, was: Files = NONE, policy: str = RULES, at: int, by: str = "ben"
) -> list[Any]:
    """What is found of a decision whose proposal came to say something at a time; `was`: what it said nine days before."""
    proposal = {**fields, **OPEN, **became}
    versions = {
        RECORD: [
            (record_text(**proposal), at),
            ("no record\n", at - 1),
            (record_text(**{**proposal, **was}), AT - 9 * DAY),
        ]
    }
    before = {POLICY_PATH: policy, RECORD: record_text(**proposal)}
    return found(
        brought(
            {**fields, **became}, before=before, since=since(versions), parts={(RECORD, WORDING): made("dia")}, by=by
        )
    )


BOARD_VOTE = {**PLAN, "topic": "plan/vote", "boundary": "vote", "decided": "2026-11-21T11:30+00:00"}
BOX = {"topic": "boxed", "facts": None, "boundary": "boxed", "decider": "eva", "tier": "functional"}
TOLD = "[{body: board, yes: 3, no: 0, announced: 2026-11-18}]"


@pytest.mark.parametrize(
    ("fields", "became", "was"),
    [
        (WINDOW, {}, {"announced": None}),
        (WINDOW, {}, {"announced": "2026-11-17"}),
        (BOARD_VOTE, {"votes": TOLD}, {"votes": None}),
        (BOARD_VOTE, {"votes": TOLD}, {"votes": "[{body: board, announced: 2026-11-17}]"}),
        (BOARD_VOTE, {"votes": TOLD}, {"votes": "[{body: panel, announced: 2026-11-18}]"}),
        (ASKED, {"asked": "[{of: legal, for: advice, on: 2026-11-18}]"}, {"asked": None}),
        (ASKED, {"asked": "[{of: legal, for: advice, on: 2026-11-18}]"}, {"asked": "[{of: cto, for: advice, on: 2026-11-18}]"}),
        (BOX, {"raised": "2026-11-15"}, {"raised": "2026-11-14"}),
        (BOX, {"raised": "2026-11-15"}, {"raised": None}),
    ],
)  # fmt: skip
def test_what_was_merged_counts_since_it_was_said(fields: Files, became: Files, was: Files):
    by = str(fields.get("decider", "ben"))
    assert lasting(fields, became, was=was, policy=BOXED, at=AT, by=by) == [period(what="that")]
    assert lasting(fields, became, was=was, policy=BOXED, at=AT - 3 * DAY, by=by) == []


def test_who_was_asked_in_an_act_was_asked_since_it_was_merged():
    acts = {
        act_path("asked", who): act_text("asked", who, of=of, for_="advice", on="2026-11-18")
        for who, of in (("ana", "cto"), ("ben", "legal"))
    }
    before = {RECORD: record_text(**{**ASKED, **OPEN}), **acts}
    for at, problems in ((AT, [period(what="that")]), (AT - 3 * DAY, [])):
        times = {act_path("asked", "ana"): AT - 2 * DAY if problems else AT, act_path("asked", "ben"): at}
        versions = {
            path: [(acts[path], times[path]), (acts[path].replace("2026-11-18", "2026-11-17"), AT - 9 * DAY)]
            for path in acts
        }
        assert found(brought(ASKED, before=before, since=since(versions))) == problems


def test_a_record_that_does_not_say_when_it_was_raised():
    assert found(brought({"announced": "2026-11-18", "raised": None})) == []


def test_git_is_asked_only_where_an_answer_depends_on_it():
    def never(path: str, _says: object) -> int:
        raise AssertionError(path)

    proposal = {RECORD: record_text(**{**OPEN, "announced": "2026-11-18", "raised": None})}
    assert found(brought({"announced": "2026-11-18", "raised": None}, before=proposal, since=never)) == []
