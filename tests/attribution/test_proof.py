"""What pages and audits show of how well a decision or an act is proven. No git is asked."""

from collections.abc import Mapping
from typing import Any

import pytest
from changes import ORGANISATION, PEOPLE_PATH, POLICY_PATH, RECORD, SETTINGS_PATH, act_path, act_text, log_of, made

from remit.attribution.proof import Proofs, Standing
from remit.log.change import SIGNED, Signature
from remit.log.record import Record
from remit.log.timeline import BODY, FILE, STATUS, Change, Commit, History, Identity, Timeline
from support import DAY, PEOPLE, POLICY, SETTINGS, record_text

ID = f"D-{DAY}-k3f9qz"
ADVICE, CONFIRMED = act_path("advice", "eva"), act_path("confirmation", "cho")
BEN, DIA, EVA, CHO = (made(who).commit for who in ("ben", "dia", "eva", "cho"))
HOST = Identity("GitHub", "noreply@github.com")


def step(old: str | None, new: str | None, by: Commit, field: str = STATUS) -> Change:
    return Change(field, old, new, RECORD, by, None)


def added(by: Commit, path: str = RECORD) -> Change:
    return Change(FILE, None, path, path, by, None)


def proofs(
    *steps: Change, files: Mapping[str, str] = {}, acts: Mapping[str, Commit] = {}, **more: Any
) -> tuple[Proofs, Record]:
    log = log_of({**ORGANISATION, RECORD: record_text(), **files})
    timelines = {ID: Timeline(ID, RECORD, steps)} if steps else {}
    timelines |= {path: Timeline(path, path, (added(by, path),)) for path, by in acts.items()}
    return Proofs(log, History("tip", timelines), **more), log.records[0]


@pytest.mark.parametrize(
    ("steps", "by"),
    [
        ([(None, "accepted", BEN)], BEN),
        ([(None, "proposed", DIA), ("proposed", "accepted", BEN)], BEN),
        ([(None, "rejected", EVA), ("rejected", "accepted", BEN)], EVA),
        ([("deferred", "rejected", EVA), ("rejected", "proposed", DIA), ("proposed", "accepted", BEN)], EVA),
        ([(None, "accepted", BEN), ("accepted", "superseded", EVA)], BEN),
        ([(None, "proposed", BEN)], None),
        ([], None),
    ],
)
def test_whoever_set_the_status_first_decided(steps: list[Any], by: Commit | None):
    found, record = proofs(*(step(*one) for one in steps))
    standing = found.decided(record)
    assert (standing.commit if standing else None) == (by.id if by else None)
    assert found.change_of(record) == next((step(*one) for one in steps if by and one[2] == by), None)


def test_how_well_it_is_proven():
    for by, grade, name in ((BEN, "committed", "ben"), (EVA, "claimed", "eva"), (made("gil").commit, "claimed", "Gil")):
        found, record = proofs(step(None, "accepted", by))
        assert found.decided(record) == Standing(grade, name, by.id, "")
    odd = BEN._replace(author=Identity("", "gil@example.com"))
    assert proofs(step(None, "accepted", odd))[0].decided(record) == Standing("claimed", "an unreadable author", odd.id)
    signed = {BEN.id: Signature(SIGNED, "ben")}
    assert proofs(step(None, "accepted", BEN), signatures=signed)[0].decided(record) == Standing(
        "signed", "ben", BEN.id
    )


def test_an_answer_is_kept():
    found, record = proofs(step(None, "accepted", BEN))
    assert found.decided(record) is found.decided(record)


@pytest.mark.parametrize(("fields", "change"), [({"status": "proposed"}, 0), ({"decider": None}, 1)])
def test_what_is_open_or_nobodys_is_not_proven(fields: dict[str, Any], change: int):
    steps = (added(DIA), step(None, "accepted", BEN))
    found, record = proofs(*steps, files={RECORD: record_text(**fields)})
    assert found.decided(record) is None
    assert found.change_of(record) == steps[change]


def test_a_record_of_another_format_is_not_proven():
    found, record = proofs(added(DIA), step(None, "accepted", BEN))
    foreign = record._replace(format="nygard", head={**record.head, "raised_by": "dia"})
    assert (found.decided(foreign), found.raised(foreign)) == (None, None)
    assert found.change_of(foreign) == added(DIA)


def test_without_people_nothing_is_proven():
    log = log_of({RECORD: record_text(), SETTINGS_PATH: SETTINGS})
    nobody = Proofs(log, History("tip", {ID: Timeline(ID, RECORD, (step(None, "accepted", BEN),))}))
    assert (log.people, nobody.decided(log.records[0])) == (None, None)


def test_who_raised_it():
    raised = {RECORD: record_text(raised_by="[dia, eva]")}
    found, record = proofs(added(DIA), files=raised)
    assert found.raised(record) == Standing("committed", "dia", DIA.id)
    found, record = proofs(added(EVA), files=raised)
    assert found.raised(record) == Standing("claimed", "eva", EVA.id)
    assert proofs(files=raised)[0].raised(record) is None
    found, record = proofs(added(DIA))
    assert found.raised(record) is None


def test_who_acted():
    found, _ = proofs(acts={ADVICE: EVA, CONFIRMED: DIA})
    assert found.acted(ADVICE, "eva") == Standing("committed", "eva", EVA.id)
    assert found.acted(CONFIRMED, "cho") == Standing("claimed", "dia", DIA.id)
    assert found.acted("nothing.md", "eva") is None
    foreign = Proofs(
        log_of(ORGANISATION), History("", {ADVICE: Timeline(ADVICE, ADVICE, (step(None, "x", EVA, BODY),))})
    )
    assert foreign.acted(ADVICE, "eva") is None


def test_what_is_worth_verifying():
    signed = [by._replace(signed=True) for by in (BEN, EVA, DIA)]
    files = {path: act_text("advice", "eva") for path in (ADVICE, CONFIRMED)}
    found, _ = proofs(
        added(signed[2]), step(None, "accepted", signed[0]), files=files, acts={ADVICE: signed[1], CONFIRMED: CHO}
    )
    assert found.to_verify() == {BEN.id, EVA.id}
    assert proofs(step(None, "accepted", BEN), files=files)[0].to_verify() == set()


@pytest.mark.parametrize(
    ("merge", "committer", "grade", "note"),
    [
        ("squash", HOST, "squashed", "squashed on its way here"),
        ("squash", DIA.committer, "claimed", ""),
        ("merge", HOST, "claimed", ""),
    ],
)
def test_a_squash_by_a_host_is_shown_as_such(merge: str, committer: Identity, grade: str, note: str):
    by = DIA._replace(committer=committer)
    found, record = proofs(step(None, "accepted", by), files={SETTINGS_PATH: SETTINGS + f"merge: {merge}\n"})
    assert found.decided(record) == Standing(grade, "dia", DIA.id, note)
    own = BEN._replace(committer=committer)
    found, record = proofs(step(None, "accepted", own), files={SETTINGS_PATH: SETTINGS + f"merge: {merge}\n"})
    assert found.decided(record) == Standing("committed", "ben", BEN.id, "")


BOARD = POLICY.replace(
    "topics:\n",
    "bodies:\n  board: {tier: central, members: [cto], passes: majority}\ntopics:\n  plan: what comes next\n",
    1,
).replace("boundaries:\n", "boundaries:\n  - {id: plan, topic: plan, decide: board, why: So.}\n", 1)
MINUTES = {
    POLICY_PATH: BOARD,
    PEOPLE_PATH: PEOPLE + "scribes:\n  - {who: dia, for: [board]}\n",
    RECORD: record_text(decider="cho", boundary="plan", topic="plan"),
}


@pytest.mark.parametrize(
    ("by", "who", "confirmed", "signed", "note"),
    [
        (DIA, "cho", None, False, "recorded by dia"),
        (EVA, "cho", None, False, ""),
        (made("gil").commit, "cho", None, False, ""),
        (DIA, "cho", CHO, False, "recorded by dia, and confirmed by cho"),
        (DIA, "cho", CHO, True, "recorded by dia, and confirmed by cho"),
        (DIA, "cho", DIA, False, "recorded by dia"),  # not his own commit
        (DIA, "eva", EVA, False, "recorded by dia"),  # somebody else's
    ],
)
def test_what_a_scribe_recorded(by: Commit, who: str, confirmed: Commit | None, signed: bool, note: str):
    path = act_path("confirmation", who)
    acts = {path: confirmed} if confirmed else {}
    signatures = {CHO.id: Signature(SIGNED, "cho")} if signed else {}
    files = {**MINUTES, path: act_text("confirmation", who)}
    found, record = proofs(step(None, "accepted", by), files=files, acts=acts, signatures=signatures)
    standing = found.decided(record)
    assert standing
    assert (standing.grade, standing.note) == ("claimed", note)


def test_only_a_decision_is_recorded():
    found, _ = proofs(step(None, "accepted", DIA), files=MINUTES, acts={ADVICE: DIA})
    assert found.acted(ADVICE, "cho") == Standing("claimed", "dia", DIA.id, "")
