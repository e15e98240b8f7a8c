"""Which statements a file makes, and which changes of it are a change of which of them."""

import pytest

from remit.attribution import statements
from remit.attribution.statements import (
    COMPUTED,
    CONTENT,
    DECIDING,
    ENDING,
    LOCATED,
    SAID,
    STARTED,
    STEP,
    SUBJECT,
    TAKEN,
    TEXT,
    WORDING,
    amendment,
    correction,
    stated_by,
    voice,
)
from remit.log.meaning import Words
from support import DAY, record_text

RECORD = f"decisions/2026/D-{DAY}-k3f9qz.md"
ACT = f"decisions/2026/D-{DAY}-k3f9qz.acts/advice-eva-p7x2.md"
STOP = "decisions/stops/stop-eva-p7x2.md"
SAYS = "---\nact: advice\nwho: eva\non: 2026-11-21\n{more}---\n{words}\n"


def of(text: str | bytes, path: str = RECORD) -> dict[str, object]:
    data = text if isinstance(text, bytes) else text.encode()
    return stated_by(path, str(hash(data)), data, "decisions")


def changed(one: str | bytes, other: str | bytes, path: str = RECORD) -> set[str]:
    old, new = of(one, path), of(other, path)
    return {kind for kind in {*old, *new} if old.get(kind) != new.get(kind)}


OPEN = record_text(status="proposed", decider=None, decided=None)
BOTH = {DECIDING, WORDING}


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"status": "rejected"}, {DECIDING}),
        ({"decider": "dia"}, BOTH),
        ({"decided": "2026-11-20"}, BOTH),
        ({"as_": "engineer"}, BOTH),
        ({"recorded_by": "dia"}, BOTH),
        ({"title": "Another"}, {WORDING, TEXT}),
        ({"topic": "data"}, {WORDING, SUBJECT}),
        ({"facts": "{amount: 1}"}, {WORDING, SUBJECT}),
        *(({key: "x"}, {WORDING, SUBJECT}) for key in ("requester", "interested", "budget", "related", "team", "emergency", "waiver")),
        ({"raised": "2026-11-01"}, {WORDING, STARTED}),
        ({"announced": "2026-11-01"}, {WORDING, STARTED}),
        ({"asked": "[{of: legal, on: 2026-11-01}]"}, {WORDING, STARTED}),
        ({"votes": "[{body: board, announced: 2026-11-01}]"}, {WORDING, STARTED}),
        ({"votes": "[{body: board, who: eva, no: 1}]"}, {WORDING, STARTED, voice("eva")}),
        ({"objections": "[{who: eva, why: x}]"}, {WORDING, voice("eva")}),
        ({"stops": "[{who: eva, why: x}]"}, {WORDING, voice("eva")}),
        ({"advice": "[{who: eva, said: x}]"}, {WORDING, TEXT}),
        ({"status": "superseded"}, {ENDING}),
        ({"status": "deprecated"}, {ENDING}),
        ({"status": "superseded", "superseded_by": "[x]"}, {ENDING}),
        ({"tier": "central"}, {COMPUTED}),
        ({"x-mine": "1"}, set()),
        ({"body": "Because it is not needed.\n"}, {WORDING, TEXT}),
        ({"body": "Because it\n  is needed.\n\n"}, set()),
        ({"body": "Because it is needed.\n\n## Amendments\n\n- 2026-11-22, eva: more\n"}, {amendment(Words("- 2026-11-22, eva: more"))}),
        ({"body": "Because it is needed.\n\n## Amendments\n\n## More\n"}, {WORDING, TEXT}),
        ({"corrections": '[{who: eva, what: "a -> b"}]'}, {correction({"who": "eva", "what": "a -> b"})}),
    ],
)  # fmt: skip
def test_a_change_of_a_record_is_a_change_of_its_statements(fields: dict[str, str], wanted: set[str]):
    assert changed(record_text(), record_text(**fields)) == wanted


def test_what_ends_a_decision_is_part_of_its_end():
    one, other = (record_text(status="superseded", superseded_by=f"[{name}]") for name in ("x", "y"))
    assert changed(one, other) == {ENDING}
    assert of(OPEN)[ENDING] is None


def test_when_a_vote_was_announced_is_when_it_started():
    one, other = (record_text(votes=f"[{{body: board, announced: 2026-11-{day}}}]") for day in ("01", "02"))
    assert changed(one, other) == {WORDING, STARTED}
    assert changed(one, record_text(votes="[{body: panel, announced: 2026-11-01}]")) == {WORDING, STARTED}


@pytest.mark.parametrize(("status", "steps"), [("deferred", {STEP}), ("withdrawn", {STEP}), ("rejected", set())])
def test_what_became_of_a_proposal_is_a_step(status: str, steps: set[str]):
    assert changed(OPEN, OPEN.replace("proposed", status)) == {DECIDING} | steps


def test_amendments_are_read_where_git_left_both_sides():
    ours, theirs = ("- 2026-11-22, eva: One.", "- 2026-11-23, ben: Two.")
    body = f"So.\n\n## Amendments\n\n<<<<<<< main\n{ours}\n=======\n{theirs}\n>>>>>>> work\n"
    stated = of(record_text(body=body))
    assert (stated[amendment(Words(ours))], stated[amendment(Words(theirs))]) == ("eva", "ben")


def test_in_a_file_that_others_read_a_number_is_no_text():
    for path, kinds in (
        (".github/workflows/x.yml", {CONTENT}),
        ("decisions/people.yml", set()),
        ("decisions/x.yml", set()),
    ):
        assert changed("on: 1\n", 'on: "1"\n', path) == kinds, path


def test_an_empty_file_is_its_blob():
    assert stated_by("decisions/people.yml", "abc", b"", "decisions")[CONTENT] == "abc"


def test_what_became_of_advice_is_not_what_was_said():
    plain = SAYS.format(more="", words="Wait.")
    assert changed(plain, SAYS.format(more="taken: partly\n", words="Wait."), ACT) == {TAKEN}
    assert changed(plain, SAYS.format(more="", words="Go."), ACT) == {SAID}
    assert changed(plain, SAYS.format(more="as: legal\n", words="Wait."), ACT) == {SAID}
    assert changed(plain, SAYS.format(more="", words="Wait.\n\n"), ACT) == set()
    assert changed(plain, plain.replace("who: eva", "who: dia"), STOP) == {SAID}


@pytest.mark.parametrize("broken", [b"no head", b"---\nx: [\n---\n", b"\xff\xfe", b""])
def test_what_cannot_be_read_states_its_bytes(broken: bytes):
    assert changed(broken, b"---\n- other\n---\n") >= {*BOTH, ENDING, SUBJECT, STARTED}
    assert SAID in changed(broken, b"---\n- other\n---\n", ACT)
    assert set(of(broken, ACT)) >= {LOCATED, SAID}


def test_other_files_state_their_content():
    for path in (
        "decisions/people.yml",
        "decisions/policy/p.yml",
        "decisions/context/a.md",
        ".github/workflows/x.yml",
        f"D-{DAY}-k3f9qz.md",
    ):
        assert set(of(record_text(), path)) == {LOCATED, CONTENT}, path
        assert changed("a", "b", path) == {CONTENT}


def test_every_file_states_where_it_is():
    assert of(record_text())[LOCATED] == RECORD
    assert of("x", "decisions/people.yml")[LOCATED] == "decisions/people.yml"


def test_kinds_are_told_apart():
    assert len({CONTENT, DECIDING, ENDING, LOCATED, SAID, STARTED, SUBJECT, TAKEN, WORDING}) == 9
    assert statements.STARTS == ("raised", "announced", "asked")


@pytest.mark.parametrize(
    ("keys", "kinds"),
    [
        (("topic", "facts", "waiver"), (SUBJECT,)),
        (("raised", "announced", "asked"), (STARTED,)),
        (("tier", "boundary"), (COMPUTED,)),
        (("status", "superseded_by"), (DECIDING, ENDING, STEP)),
        (("decider", "decided", "as", "recorded_by"), (DECIDING,)),
        (("votes", "objections", "stops"), ()),
        (("title", "consents", "anything"), (TEXT,)),
    ],
)
def test_of_which_statements_a_key_is_part(keys: tuple[str, ...], kinds: tuple[str, ...]):
    assert {statements.kinds_of(key) for key in keys} == {kinds}
