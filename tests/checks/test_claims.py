"""What a change says that somebody did, how well that is proven, and how its commits are named."""

from typing import Any

import pytest
from changes import AT, PEOPLE_PATH, POLICY_PATH, RECORD, act_path, act_text, change, made

from remit.attribution.grades import CLAIMED, COMMITTED
from remit.attribution.statements import DECIDING, LOCATED, SAID, TAKEN, TEXT, WORDING
from remit.checks.claims import (
    author_text,
    by_others,
    claims,
    faces,
    is_to_be,
    proof_of,
    restoring,
    short,
    squashed,
    with_authors,
    writer_of,
)
from remit.log.change import SIGNED, TO_BE, Change, Signature
from remit.log.finding import ERROR, WARNING, Finding
from remit.log.timeline import Identity
from support import PEOPLE, POLICY, SETTINGS, record_text

PROPOSED = record_text(status="proposed", decider=None, decided=None)
ADVICE, VOTE, STOP = act_path("advice", "eva"), act_path("vote", "eva"), "decisions/stops/tooling-eva-p7x2.md"
SIGNED_POLICY = POLICY.replace("topic: tooling\n", "topic: tooling\n    grade: signed\n", 1)
SCRIBES = PEOPLE + "scribes:\n  - {who: dia, for: [board]}\n  - {who: ben, for: [panel]}\n"


def said(
    of: Change, path: str, message: str, kinds: tuple[str, ...] = (), remedy: str = "do it", level: str = ERROR
) -> str:
    """What is said at last of something that is wrong."""
    (found,) = with_authors(of, [Finding("X01", "wrong", level, path, message, remedy, kinds=kinds)])
    return found.message if remedy == "do it" else found.remedy


def told(of: Change) -> list[tuple[object, ...]]:
    """Each claim: what, who, in which file, where, by whom, and how well it has to be proven."""
    return [
        (one.kind, one.who, one.path, one.where, one.made.commit.author.name, one.wanted, one.record and one.record.id[-6:], one.act and one.act.kind)
        for one in claims(of)
    ]  # fmt: skip


def decided(kind: str, by: str, wanted: str = COMMITTED, who: str = "ben") -> tuple[object, ...]:
    return kind, who, RECORD, ("decider",), by, wanted, "k3f9qz", None


def test_who_decides_is_claimed_once_for_each_commit():
    assert told(change({}, {RECORD: record_text()}, by="eva")) == [decided("decided", "Eva")]
    assert told(change({RECORD: PROPOSED}, {RECORD: record_text()}, by="eva")) == [decided("decided", "Eva")]
    signed = change({POLICY_PATH: SIGNED_POLICY}, {RECORD: record_text()})
    assert told(signed) == [decided("decided", "Ben", "signed")]


def test_who_writes_what_was_decided_is_claimed_too():
    of = change({RECORD: PROPOSED}, {RECORD: record_text()}, parts={(RECORD, WORDING): (made("ben"), made("dia"))})
    assert told(of) == [decided("decided", "Ben"), decided("worded", "Dia")]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (None, PROPOSED),
        (None, record_text(status="proposed", decided=None)),
        (PROPOSED, PROPOSED.replace("needed", "wanted")),
        (record_text(), record_text(body="No.\n")),
        (record_text(), record_text(status="deprecated")),
        (None, record_text(decider=None)),
        (None, record_text(imported="{from: a.md}")),
        (record_text(), None),
    ],
)
def test_nobody_is_said_to_decide_what_stays_open_or_is_decided_already(was: str | None, now: str | None):
    assert told(change({RECORD: was}, {RECORD: now})) == []


def test_records_of_another_format_claim_nothing():
    settings = SETTINGS + "sources:\n  - {path: docs/adr, format: nygard}\n"
    of = change({"decisions/remit.yml": settings}, {RECORD: record_text()})
    foreign = of.after.records[0]._replace(format="nygard")
    assert told(of._replace(after=of.after.replace(records=(foreign,)))) == []
    was = of.before.replace(records=(foreign._replace(status="proposed"),))
    assert told(of._replace(before=was)) == [decided("decided", "Ben")]


def acted(path: str, who: str, by: str, kind: str, where: str = "who", wanted: str = COMMITTED) -> tuple[object, ...]:
    return "acted", who, path, (where,), by, wanted, None if path == STOP else "k3f9qz", kind


def test_who_speaks_in_an_act_is_claimed():
    assert told(change({RECORD: PROPOSED}, {ADVICE: act_text("advice", "eva")}, by="dia")) == [
        acted(ADVICE, "eva", "Dia", "advice")
    ]
    was = {RECORD: record_text(), ADVICE: act_text("advice", "eva")}
    assert told(change(was, {ADVICE: act_text("advice", "eva", "No.")})) == [acted(ADVICE, "eva", "Ben", "advice")]
    assert told(change(was, {RECORD: record_text(body="No.\n")})) == []


def test_what_became_of_advice_is_the_deciders():
    taken = {ADVICE: act_text("advice", "eva", taken="partly")}
    was = {RECORD: record_text(), ADVICE: act_text("advice", "eva")}
    assert told(change(was, taken, by="dia")) == [acted(ADVICE, "ben", "Dia", "advice", "taken")]
    assert told(change({**was, RECORD: PROPOSED}, taken)) == [], "while nobody is named it is nobody's in particular"
    both = {ADVICE: act_text("advice", "eva", "No.", taken="partly")}
    assert told(change(was, both)) == [acted(ADVICE, "eva", "Ben", "advice")]


def test_who_pulls_a_stop_on_a_topic_is_claimed():
    stop = {STOP: act_text("stop", "eva", topic="tooling", taken="no")}
    assert told(change({}, stop, by="eva")) == [acted(STOP, "eva", "Eva", "stop")]
    assert told(change({PEOPLE_PATH: None}, stop, by="eva")) == [acted(STOP, "eva", "Eva", "stop", wanted=CLAIMED)]
    plain = {STOP: act_text("stop", "eva", topic="tooling")}
    assert told(change(plain, stop, by="eva")) == []


BOARD = POLICY.replace(
    "topics:\n",
    "bodies:\n  board: {tier: central, members: [cto], passes: majority}\ntopics:\n  plan: what comes next\n",
    1,
).replace("boundaries:\n", "boundaries:\n  - {id: plan, topic: plan, decide: board, why: So.}\n", 1)


def proven(
    edits: dict[str, str], by: str, people: str | None = SCRIBES, **evidence: Any
) -> tuple[str, str, str | None]:
    of = change({POLICY_PATH: BOARD, PEOPLE_PATH: people, RECORD: PROPOSED}, edits, by=by, **evidence)
    proof = proof_of(next(claims(of)), of, faces(of))
    return proof.grade, proof.scribe, proof.author.handle if proof.author else None


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ("cho", (COMMITTED, "", "cho")),
        ("dia", (CLAIMED, "dia", "dia")),
        ("ben", (CLAIMED, "", "ben")),
        ("gil", (CLAIMED, "", None)),
    ],
)
def test_a_scribe_may_record_a_decision(by: str, found: tuple[str, str, str | None]):
    assert proven({RECORD: record_text(decider="cho", boundary="plan", topic="plan")}, by) == found


@pytest.mark.parametrize(
    ("kind", "fields", "by", "scribe"),
    [
        ("vote", {"body": "board"}, "dia", "dia"),
        ("vote", {"body": "board"}, "ben", ""),
        ("vote", {"body": "panel"}, "ben", "ben"),
        ("vote", {"body": "panel"}, "dia", ""),
        ("vote", {"body": "board"}, "gil", ""),
        ("vote", {"body": "board"}, "eva", ""),
        ("vote", {}, "dia", ""),
        ("advice", {"body": "board"}, "dia", ""),
    ],
)
def test_a_scribe_may_record_a_vote_of_their_body(kind: str, fields: dict[str, str], by: str, scribe: str):
    assert proven({act_path(kind, "eva"): act_text(kind, "eva", **fields)}, by)[1] == scribe


def test_a_scribe_of_a_decision_is_none_of_its_acts():
    decision = record_text(decider="cho", boundary="plan", topic="plan")
    of = change(
        {POLICY_PATH: BOARD, PEOPLE_PATH: SCRIBES, RECORD: decision}, {ADVICE: act_text("advice", "eva")}, by="dia"
    )
    assert proof_of(next(claims(of)), of, faces(of)).scribe == ""


def test_a_stop_on_a_topic_is_no_scribes():
    assert proven({STOP: act_text("stop", "eva", topic="plan", body="board")}, "dia")[1] == ""


def test_without_people_nobody_is_recognised():
    assert proven({RECORD: record_text()}, "ben", people=None) == (CLAIMED, "", None)
    assert proven({VOTE: act_text("vote", "eva", body="board")}, "dia", people=None) == (CLAIMED, "", None)


def test_a_signature_is_that_of_the_claims_commit():
    for name, grade in ((made("ben").commit.id, "signed"), ("other", COMMITTED)):
        assert proven({RECORD: record_text()}, "ben", signatures={name: Signature(SIGNED, "ben")})[0] == grade


HOST = Identity("GitHub", "noreply@github.com")


@pytest.mark.parametrize(
    ("merge", "landed", "committer", "found"),
    [
        ("squash", True, HOST, True),
        ("squash", False, HOST, False),
        ("squash", True, Identity("Ben", "ben@example.com"), False),
        ("merge", True, HOST, False),
    ],
)
def test_a_squash_was_checked_on_its_branch(merge: str, landed: bool, committer: Identity, found: bool):
    one = made("eva", committer=committer)
    of = change({"decisions/remit.yml": SETTINGS + f"merge: {merge}\n"}, {RECORD: record_text()}, by=one, landed=landed)
    assert squashed(of, one) is found
    assert list(by_others(of, RECORD, (DECIDING,), faces(of), "ben")) == ([] if found else [one])


def test_the_commits_of_others_one_for_each_author():
    ben, eva, later, gil, dia = made("ben"), made("eva"), made("eva", AT + 9), made("gil"), made("dia")
    parts = {(RECORD, DECIDING): (ben, eva, later, gil), (RECORD, WORDING): (later, dia), (RECORD, TEXT): ()}
    of = change(
        {PEOPLE_PATH: PEOPLE.replace("ben:", "ben.o:").replace("ben@", "old@")}, {RECORD: record_text()}, parts=parts
    )
    assert list(by_others(of, RECORD, (DECIDING, WORDING, TEXT), faces(of), "eva")) == [ben, gil, dia]
    of = change(
        {PEOPLE_PATH: PEOPLE.replace("email", "formerly: [benny], email", 2)}, {RECORD: record_text()}, parts=parts
    )
    assert list(by_others(of, RECORD, (DECIDING,), faces(of), "benny")) == [eva, gil]
    assert list(by_others(of, RECORD, (SAID,), faces(of), "benny")) == []


def test_what_is_wrong_is_said_with_whoever_brought_it():
    of = change({}, {RECORD: record_text()}, parts={(RECORD, DECIDING): made("eva")})
    ben, eva = (f"commit {made(who).commit.id[:8]} by {who} <{who}@example.com>" for who in ("ben", "eva"))
    assert said(of, RECORD, "it is wrong", (DECIDING,)) == f"it is wrong ({eva})"
    assert said(of, RECORD, "it is wrong", (WORDING,)) == f"it is wrong ({ben})"
    assert said(of, RECORD, "it is wrong", (DECIDING, WORDING)) == f"it is wrong ({eva}, {ben})"
    assert said(of, RECORD, "it is wrong", (TAKEN,)) == said(of, RECORD, "it is wrong")
    assert sorted(
        said(of, RECORD, "it is wrong").removeprefix("it is wrong (").removesuffix(")").split(", ")
    ) == sorted([ben, eva])
    assert said(of, RECORD, "wrong since commit 12345678", (DECIDING,)) == f"wrong since commit 12345678 ({eva})"
    named = f"wrong since {short(made('ben').commit)}"
    assert said(of._replace(evidence=of.evidence._replace(commits=(made("ben").commit,))), RECORD, named) == named
    assert sorted(said(of, "decisions/none.md", "it is wrong")) == sorted(said(of, RECORD, "it is wrong"))
    for evidence in (
        of.evidence._replace(head=""),
        of.evidence._replace(cut_off=True),
        of.evidence._replace(head=TO_BE),
    ):
        assert said(of._replace(evidence=evidence), RECORD, "it is wrong") == "it is wrong"


def test_of_many_authors_five_are_named():
    several = [made(f"someone{number}") for number in range(7)]
    for count, rest in ((5, ""), (6, " and 1 more"), (7, " and 2 more")):
        text = said(change({}, {RECORD: record_text()}, by=several[:count]), RECORD, "wrong")
        assert (text.count("commit "), text.partition("people.yml" + rest)[2][-1:]) == (5, ")"), text
        assert text.endswith(f"someone4@example.com>, who is not in people.yml{rest})")


def test_an_author_is_named_by_their_latest_commit():
    of = change({}, {RECORD: record_text()}, parts={(RECORD, DECIDING): (made("eva"), made("eva", AT + 9))})
    assert (
        said(of, RECORD, "wrong", (DECIDING,))
        == f"wrong (commit {made('eva', AT + 9).commit.id[:8]} by eva <eva@example.com>)"
    )


def test_who_is_named_where_the_file_itself_did_not_change():
    of = change({ADVICE: act_text("advice", "eva")}, {RECORD: record_text()}, parts={(RECORD, DECIDING): made("dia")})
    assert "dia <" in said(of, ADVICE, "wrong"), "of an act those who made its record what it is"
    guarded = of._replace(evidence=of.evidence._replace(touched={PEOPLE_PATH: (made("cho"),)}))
    assert said(guarded, POLICY_PATH, "wrong") == f"wrong ({short(made('cho').commit)} by cho <cho@example.com>)"


def test_a_refusal_without_a_command_is_told_how_to_undo_it():
    of = change({}, {RECORD: record_text()}, base="1234567890abcdef")
    of = of._replace(evidence=of.evidence._replace(paths=(RECORD,)))
    undo = f"undo this with {restoring(of, RECORD)}"
    for remedy, wanted in (
        ("", undo),
        ("fix it", f"fix it; or {undo}"),
        ("did you mean `x`?", f"did you mean `x`? or {undo}"),
        ("run `remit list`", "run `remit list`"),
        ("run `git log`", "run `git log`"),
    ):
        assert said(of, RECORD, "wrong", remedy=remedy) == wanted
    assert said(of, RECORD, "wrong", remedy="fix it", level=WARNING) == "fix it"
    assert said(of, "decisions/other.md", "wrong", remedy="fix it") == "fix it"


def test_how_a_file_is_brought_back():
    of = change({}, {RECORD: record_text()}, base="1234567890abcdef")
    assert restoring(of, "a file.md") == "`git restore -s 1234567890ab -SW -- 'a file.md'`"
    assert restoring(change({}, {RECORD: record_text()}, base=""), "file.md") == "`git restore -s HEAD -SW -- file.md`"


def test_who_brought_a_proposal():
    of = change({RECORD: PROPOSED}, {RECORD: None}, wrote="dia")
    everybody = faces(of)
    dia = writer_of(of, RECORD, everybody)
    assert dia
    assert (dia.name, dia.person, dia.commit) == ("dia", everybody.people["dia"], made("dia", AT - 3600).commit)
    assert [dia.made(made(who), everybody) for who in ("dia", "eva", "gil")] == [True, False, False]
    other = made("dia", author=Identity("Dia R.", "DIA@example.com"))
    assert dia.made(other, everybody)
    gil = writer_of(change({RECORD: PROPOSED}, {RECORD: None}, wrote="gil"), RECORD, everybody)
    assert gil
    assert (gil.name, gil.person) == ("Gil", None)
    assert [gil.made(made(who), everybody) for who in ("gil", "eva", "zoe")] == [True, False, False]
    assert writer_of(of, "decisions/none.md", everybody) is None


def test_an_author_in_a_sentence():
    of = change({}, {RECORD: record_text()})
    ben, gil, odd = (
        made("ben").commit,
        made("gil").commit,
        made("gil", author=Identity("a<b>> c <d>", "", readable=False)).commit,
    )
    assert author_text(faces(of).of(ben.author), ben) == "ben <ben@example.com>"
    assert author_text(None, gil) == "Gil <gil@example.com>, who is not in people.yml"
    assert author_text(None, odd) == "an author whose name and e-mail can't be read (a<b>> c <d>)"


def test_a_commit_to_be():
    assert short(made("ben").commit) == f"commit {made('ben').commit.id[:8]}"
    assert short(made("ben", id="").commit) == "this commit"
    of = change({}, {RECORD: record_text()})
    assert [is_to_be(of._replace(evidence=of.evidence._replace(head=head))) for head in (TO_BE, "c" * 40)] == [
        True,
        False,
    ]


def test_where_a_file_is_belongs_to_whoever_moved_it():
    of = change({RECORD: record_text()}, {RECORD: None, f"{RECORD[:-3]}-x.md": record_text()}, by="eva")
    assert [one.commit.author.name for one in by_others(of, f"{RECORD[:-3]}-x.md", (LOCATED,), faces(of), "ben")] == [
        "Eva"
    ]
