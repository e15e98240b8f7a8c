"""What is said stays as it was said, and what others wrote is theirs: G03, G04, G10, G22 and G24 on values."""

import pytest
from changes import PEOPLE_PATH, SETTINGS_PATH, act_text
from findings import BASE, act_file, change, commit_of, file, made_by, proposal_text, said

from support import SETTINGS, record_text

RECORD, MOVED = file("k3f9qz"), file("k3f9qz-cache")
BODY = "It is needed.\n\nWe tried it on 3 hosts.\n\nIt costs little.\n"
OLD = record_text(body=BODY)
UNDO = (
    f"undo this with `git restore -s {BASE[:12]} -SW -- {RECORD}`; then `remit supersede k3f9qz` or "
    "`remit amend k3f9qz --why TEXT`; for a typo `remit amend k3f9qz --typo OLD NEW`"
)
BACK = f"`git restore -s {BASE[:12]} -SW -- {{}}`"
FROZEN = "wording computed"


def row(place: str, message: str, remedy: str = UNDO, path: str = RECORD) -> str:
    return f"{path}{' ' if place else ''}{place}: {message}\n    {remedy}\n"


def reworded(place: str, words: str) -> str:
    return row(f"{place} wording", f"a line of a decided record changed: {words}")


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (OLD, OLD, ""),
        (OLD, OLD.replace("needed.\n\nWe", "needed.\nWe"), ""),
        (OLD, OLD.replace("title: Cache orders", "title: Cache"), row(f"title line 1 {FROZEN}", "`title` of a decided record changed")),
        (OLD, OLD.replace("title", "requester: dia\ntitle"), row(f"requester line 1 {FROZEN}", "`requester` of a decided record was added")),
        (OLD, OLD.replace("facts: {amount: 400}\n", ""), row(f"line 1 {FROZEN}", "`facts` of a decided record was removed")),
        (OLD, OLD.replace("title", "x-team: shop\ntitle"), ""),
        (OLD, OLD.replace("status: accepted", "status: deprecated"), ""),
        (OLD, OLD.replace("It costs", "It never costs"), reworded("line 17", "it was “It costs little.”")),
        (OLD, OLD.replace("It costs little.\n", ""), reworded("line 15", "“It costs little.” was removed")),
        (OLD, OLD + "\nAnd soon.\n", reworded("line 19", "“And soon.” was added")),
        (OLD, OLD.replace("It is", "It never is"), reworded("line 13", "it was “It is needed.”")),
        (OLD, OLD.replace("It costs little.", "w" * 80), reworded("line 17", "it was “It costs little.”")),
        (record_text(body="w" * 80 + "\n"), record_text(body="No.\n"), reworded("line 13", f"it was “{'w' * 80}”")),
        (record_text(body="w" * 81 + "\n"), record_text(body="No.\n"), reworded("line 13", f"it was “{'w' * 77}...”")),
        (proposal_text("k3f9qz"), record_text(body="Otherwise.\n"), ""),
        (OLD, None, ""),
    ],
)  # fmt: skip
def test_a_decided_text_stays(old, new, wanted):
    assert said("G03", change({RECORD: old}, {RECORD: new}, "ben")) == wanted


def corrected(entry: str, text: str = OLD) -> str:
    return text.replace("tried", "tryed").replace("boundary: tools", f"boundary: tools\ncorrections: [{entry}]")


def typo(who: str, words: str = "tried -> tryed") -> str:
    return f'{{{who}on: 2026-11-21, what: "{words}"}}'


NAMED = "name the person who corrects it; they must commit it themselves"
ALLOWED = "ask ben, or somebody who may decide it, to run `remit amend k3f9qz --typo OLD NEW`"


@pytest.mark.parametrize(
    ("old", "new", "by", "wanted"),
    [
        (OLD, corrected(typo("who: ben, ")), "ben", ""),
        (OLD, corrected(typo("who: dia, ")), "dia", ""),
        (OLD, corrected(typo("who: ben, ")), "eva", row("corrections", "a correction names ben, but commit eeeeeeee is by eva <eva@example.com>", NAMED)),
        (OLD, corrected(typo("who: eva, ")), "eva", row("corrections", "eva may not correct what ben decided", ALLOWED)),
        (OLD, corrected(typo("")), "ben", row("corrections", "a correction names nobody, but commit bbbbbbbb is by ben <ben@example.com>", NAMED) + row("corrections", "nobody may not correct what ben decided", ALLOWED)),
        (record_text(decider=None, body=BODY), corrected(typo(""), record_text(decider=None, body=BODY)), "ben", row("corrections", "a correction names nobody, but commit bbbbbbbb is by ben <ben@example.com>", NAMED)),
        (corrected(typo("who: ben, ")), corrected(f"{typo('who: ben, ')}, {typo('who: ben, ', 'little -> litle')}").replace("little.", "litle."), "ben", ""),
        (
            corrected(f"{typo('who: ben, ')}, {typo('who: dia, ', 'x -> y')}"), corrected(typo("who: ben, ")), "ben",
            row("corrections correction (('on', '2026-11-21'), ('what', 'x -> y'), ('who', 'dia'))", "a logged correction was changed or removed"),
        ),
    ],
)  # fmt: skip
def test_a_correction_is_its_own_persons(old, new, by, wanted):
    assert said("G03", change({RECORD: old}, {RECORD: new}, by)) == wanted


def amended(*lines: str) -> str:
    return f"{BODY}\n## Amendments\n\n" + "".join(f"- {line}\n" for line in lines)


BEN, DIA = "2026-11-21, ben: For reports.", "2026-11-21, dia: For maps."
UNNAMED = row("line 21", "a line under `## Amendments` names no author", "begin it with the date and the author (`- 2026-11-22, ben: …`), or move it above `## Amendments`")  # fmt: skip
OF_DIA = row("line {}", "an amendment names dia, but commit bbbbbbbb is by ben <ben@example.com>", "ask dia to commit it, or name who writes it")  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "by", "wanted"),
    [
        (OLD, record_text(body=amended(BEN)), "ben", ""),
        (OLD, record_text(body=amended("Nobody.", DIA)), "dia", UNNAMED),
        (OLD, record_text(body=amended(DIA)), "ben", OF_DIA.format(21)),
        (record_text(body=amended(DIA)), record_text(body=amended(DIA, BEN)), "ben", ""),
        (record_text(body=amended(DIA)), record_text(body=amended(DIA, DIA.replace("maps", "all"))), "ben", OF_DIA.format(22)),
        (None, record_text(body=amended(DIA)), "ben", OF_DIA.format(21)),
        (proposal_text("k3f9qz", amended(DIA)), record_text(body=amended(DIA)), "ben", ""),
        (None, proposal_text("k3f9qz", amended(DIA)), "ben", ""),
        (proposal_text("k3f9qz", amended("Nobody.")), record_text(body=amended("Nobody.")), "ben", UNNAMED),
        (OLD, record_text(body=amended("Nobody.", DIA)), "ben", UNNAMED + OF_DIA.format(22)),
        (OLD.replace("status", "id: x\nstatus"), None, "ben", ""),
    ],
)  # fmt: skip
def test_an_amendment_is_its_authors(old, new, by, wanted):
    assert said("G03", change({RECORD: old}, {RECORD: new}, by)) == wanted


def test_an_amendment_that_is_merged_stays():
    told = change({RECORD: record_text(body=amended(BEN, DIA))}, {RECORD: record_text(body=amended(BEN))}, "dia")
    words = [kind for kind in told.evidence.stated[RECORD] if kind.startswith("amendment")]
    line, remedy = said("G03", told).splitlines()
    assert line.startswith(f"{RECORD} line 13 amendment ")
    assert line.endswith(": an amendment was changed or removed")
    assert words[0] in line
    assert remedy == f"    undo this with {BACK.format(RECORD)}, and add a new amendment below it"


def test_a_record_of_another_log_has_its_own_sections():
    told = change({}, {RECORD: record_text(body=amended("Nobody."))}, "ben")
    foreign = tuple(one._replace(format="madr") for one in told.after.records)
    assert said("G03", told) == UNNAMED
    assert said("G03", told._replace(after=told.after.replace(records=foreign))) == ""


def test_without_people_nobody_is_asked_for_their_own_words():
    after = {RECORD: corrected(typo("who: eva, "), record_text(body=amended(DIA)))}
    before = {RECORD: OLD, PEOPLE_PATH: None}
    assert said("G03", change(before, after, "ben")) == ""
    assert said("G03", change({RECORD: OLD}, after, "ben", head="")) == ""
    assert said("G03", change({RECORD: OLD}, after, "ben")) != ""


# -- G04, G10 ----------------------------------------------------------------------------------------------------------

ADVICE, STOP = act_file("k3f9qz", "advice", "eva"), "decisions/stops/cache-eva-p7x2.md"
TOPIC_STOP = act_text("stop", "eva", topic="tooling")


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ({RECORD: OLD}, {RECORD: None}, row("located", "record D-20261121-k3f9qz (Cache orders in Redis) is gone", f"restore it with {BACK.format(RECORD)}; withdraw or supersede it instead")),
        ({RECORD: OLD}, {RECORD: None, MOVED: OLD}, ""),
        ({RECORD: OLD}, {RECORD: "---\nid: [\n"}, ""),
        ({RECORD: proposal_text("k3f9qz")}, {RECORD: None}, ""),
        ({STOP: TOPIC_STOP}, {STOP: None}, row("located", "the stop by eva is gone", f"restore it with {BACK.format(STOP)}; lift it instead", STOP)),
        ({STOP: TOPIC_STOP}, {STOP: "---\n"}, ""),
        ({STOP: TOPIC_STOP}, {STOP: TOPIC_STOP + "Wait.\n"}, ""),
        ({RECORD: OLD, ADVICE: act_text("advice", "eva")}, {ADVICE: None}, row("located", "the advice of eva on a decided record is gone", f"restore it with {BACK.format(ADVICE)}", ADVICE)),
        ({RECORD: OLD, ADVICE: act_text("advice", "eva")}, {ADVICE: act_text("advice", "eva", "No.\n")}, ""),
        ({RECORD: proposal_text("k3f9qz"), ADVICE: act_text("advice", "eva"), file("z00000"): record_text("z00000")}, {ADVICE: None, file("z00000"): None}, row("located", "record D-20261121-z00000 (Cache orders in Redis) is gone", f"restore it with {BACK.format(file('z00000'))}; withdraw or supersede it instead", file("z00000"))),
    ],
)  # fmt: skip
def test_nothing_is_deleted(before, after, wanted):
    assert said("G04", change(before, after)) == wanted


def step(old: str, new: str, can: str) -> str:
    remedy = f"{can}; undo this with {BACK.format(RECORD)}"
    return row("status deciding ending", f"a record cannot go from {old} to {new}", remedy)


@pytest.mark.parametrize(
    ("old", "new", "can"),
    [
        ("accepted", "proposed", "from accepted it can become: superseded, deprecated"),
        ("rejected", "accepted", "rejected is final"),
        ("withdrawn", "proposed", "withdrawn is final"),
        ("proposed", "deprecated", ""),
        ("deferred", "superseded", ""),
        ("accepted", "deprecated", ""),
        ("accepted", "wild", ""),
        ("wild", "accepted", ""),
        ("accepted", "accepted", ""),
        ("accepted", None, ""),
    ],
)
def test_a_status_takes_its_steps(old, new, can):
    told = change({RECORD: record_text(status=old)}, {RECORD: record_text(status=new) if new else None})
    assert said("G10", told) == (step(old, new, can) if can else "")


def test_each_record_takes_its_own_steps():
    before = {file("aaaaaa"): record_text("aaaaaa"), RECORD: record_text(status="rejected")}
    told = change(before, {file("aaaaaa"): None, RECORD: record_text()})
    assert said("G10", told) == step("rejected", "accepted", "rejected is final")


# -- G22 ---------------------------------------------------------------------------------------------------------------

OPEN = proposal_text("k3f9qz", BODY)
ONLY_EVA = "restore it with {}; only eva may change or withdraw it"
OF_DIA_WAS = "the proposal D-20261121-k3f9qz (Cache orders in Redis) of dia was {} by {} <{}@example.com> (commit {})"
ASK_STEP = "ask dia, or somebody who may decide it (`remit may k3f9qz` shows who)"
ADVISE = "say what you would change (`remit advise k3f9qz`), or decide it in your own words (`remit decide k3f9qz`)"


def theirs(what: str, who: str, remedy: str, path: str = RECORD) -> str:
    return row(
        "", OF_DIA_WAS.format(what, who, who, who[0] * 8), f"restore it with {BACK.format(RECORD)}; {remedy}", path
    )


def act_was(what: str, by: str, path: str = ADVICE, kind: str = "advice", old: str = "") -> str:
    message = f"the {kind} of eva was {what} by {by} <{by}@example.com> (commit {by[0] * 8})"
    return row("", message, ONLY_EVA.format(BACK.format(old or path)), path)


MORE = act_text("advice", "eva", "No.\n")
ELSEWHERE = ADVICE.replace("/2026/", "/2027/")


@pytest.mark.parametrize(
    ("before", "after", "by", "wanted"),
    [
        ({RECORD: OPEN, ADVICE: act_text("advice", "eva")}, {ADVICE: MORE}, "eva", ""),
        ({RECORD: OPEN, ADVICE: act_text("advice", "eva")}, {ADVICE: MORE}, "dia", act_was("changed", "dia")),
        ({RECORD: OPEN, ADVICE: act_text("advice", "eva")}, {ADVICE: None}, "dia", act_was("removed", "dia")),
        ({RECORD: OPEN, ADVICE: act_text("''", "eva")}, {ADVICE: None}, "dia", act_was("removed", "dia", kind="act")),
        ({RECORD: OPEN, ADVICE: act_text("advice", "eva")}, {RECORD: None, ADVICE: None}, {RECORD: "dia", ADVICE: "dia"}, act_was("removed", "dia")),
        (
            {RECORD: OPEN, ADVICE: act_text("advice", "eva")}, {RECORD: None, ADVICE: None, RECORD.replace("2026/", "2027/"): OPEN, ELSEWHERE: act_text("advice", "eva")}, "dia",
            act_was("moved", "dia", ELSEWHERE, old=ADVICE),
        ),
        ({STOP: TOPIC_STOP}, {STOP: None}, "dia", act_was("removed", "dia", STOP, "stop")),
        ({STOP: TOPIC_STOP}, {STOP: TOPIC_STOP + "Wait.\n"}, "dia", act_was("changed", "dia", STOP, "stop")),
        ({STOP: TOPIC_STOP}, {STOP: None}, "eva", ""),
    ],
)  # fmt: skip
def test_an_act_that_was_merged_is_its_speakers(before, after, by, wanted):
    assert said("G22", change(before, after, by)) == wanted


WITHDRAWN = OPEN.replace("status: proposed", "status: withdrawn")
DECIDED = record_text(body=BODY.replace("needed", "wanted"))


@pytest.mark.parametrize(
    ("after", "by", "wanted"),
    [
        ({RECORD: None}, "dia", ""),
        ({RECORD: None}, "ben", theirs("removed", "ben", "then ask dia to withdraw it (`remit withdraw k3f9qz`)")),
        ({RECORD: None, MOVED: OPEN}, "ben", theirs("moved", "ben", "ask dia to move it", MOVED)),
        ({RECORD: None, MOVED: OPEN}, "dia", ""),
        ({RECORD: None, MOVED: record_text(body=BODY)}, "ben", ""),
        ({RECORD: None, MOVED: record_text(body=BODY)}, "eva", theirs("moved", "eva", "ask dia to move it", MOVED)),
        ({RECORD: OPEN.replace("needed", "wanted")}, "eva", theirs("reworded", "eva", ADVISE)),
        ({RECORD: OPEN.replace("needed", "wanted")}, "ben", theirs("reworded", "ben", ADVISE)),
        ({RECORD: OPEN.replace("tried", "tryed")}, "ben", ""),
        ({RECORD: OPEN.replace("tried", "tryed")}, "eva", theirs("reworded", "eva", ADVISE)),
        ({RECORD: WITHDRAWN}, "ben", ""),
        ({RECORD: WITHDRAWN + "\nToo dear.\n"}, "ben", ""),
        ({RECORD: WITHDRAWN.replace("needed", "wanted")}, "ben", theirs("reworded", "ben", ADVISE)),
        ({RECORD: OPEN + "\nToo dear.\n"}, "ben", theirs("reworded", "ben", ADVISE)),
        ({RECORD: WITHDRAWN}, "eva", theirs("made withdrawn", "eva", ASK_STEP)),
        ({RECORD: WITHDRAWN}, "dia", ""),
        ({RECORD: DECIDED}, "ben", ""),
        ({RECORD: None, MOVED: proposal_text("k3f9qz", BODY, decider="ben")}, "ben", theirs("moved", "ben", "ask dia to move it", MOVED)),
        ({RECORD: OPEN.replace("tried", "tryed")}, "Mal <m@x>", row("", OF_DIA_WAS.replace("{} <{}@example.com>", "Mal <m@x>, who is not in people.yml").format("reworded", "MMMMMMMM"), f"restore it with {BACK.format(RECORD)}; {ADVISE}")),
    ],
)  # fmt: skip
def test_a_proposal_is_its_writers(after, by, wanted):
    assert said("G22", change({RECORD: OPEN}, after, by)) == wanted


def test_of_several_who_changed_a_proposal_each_is_named_but_its_writer():
    by = (made_by("dia"), made_by("eva"), made_by("ben"), made_by("eva"))
    told = change({RECORD: OPEN}, {RECORD: OPEN.replace("needed", "wanted")}, {RECORD: by})
    assert said("G22", told) == theirs("reworded", "eva", ADVISE) + theirs("reworded", "ben", ADVISE)
    by = (made_by("ben"), made_by("eva"))
    told = change({RECORD: OPEN}, {RECORD: OPEN.replace("tried", "tryed")}, {RECORD: by})
    assert said("G22", told) == theirs("reworded", "eva", ADVISE), "ben may decide it"


def test_of_several_acts_and_voices_each_is_its_speakers():
    other = act_file("k3f9qz", "advice", "ana")
    before = {RECORD: OPEN, ADVICE: act_text("advice", "eva"), other: act_text("advice", "ana")}
    assert said("G22", change(before, {ADVICE: None}, "dia")) == act_was("removed", "dia")
    old = "[{who: ana, why: So.}, {who: eva, why: It leaks.}]"
    told = change(
        {RECORD: record_text(objections=old)}, {RECORD: record_text(objections="[{who: ana, why: So.}]")}, "dia"
    )
    message = "what eva said in this record was changed or removed by dia <dia@example.com> (commit dddddddd)"
    assert said("G22", told) == row("", message, ONLY_EVA.format(BACK.format(RECORD)))


def test_a_proposal_of_which_git_shows_no_writer_is_nobodys():
    assert said("G22", change({RECORD: OPEN}, {RECORD: None}, "ben", wrote={})) == ""


MOVED_AWAY = row(
    "", f"the record that ben decided was moved from {RECORD} by dia <dia@example.com> (commit dddddddd)",
    f"move it back (`git mv {MOVED} {RECORD}`), or ask ben to move it", MOVED,
)  # fmt: skip
NAMED_DECIDER = proposal_text("k3f9qz", BODY, decider="ben")


@pytest.mark.parametrize(
    ("old", "by", "wanted"),
    [
        (OLD, "ben", ""),
        (OLD, "dia", MOVED_AWAY),
        (record_text(decider=None, body=BODY), "dia", ""),
        (NAMED_DECIDER, "dia", ""),
    ],
)
def test_a_decided_record_is_moved_by_its_decider(old, by, wanted):
    assert said("G22", change({RECORD: old}, {RECORD: None, MOVED: old}, by)) == wanted


NO = "{who: eva, on: 2026-11-20, why: It leaks.}"
YES = "{who: eva, on: 2026-11-21, why: It leaks more.}"


@pytest.mark.parametrize(
    ("old", "new", "by", "heard"),
    [
        (f"[{NO}]", f"[{NO}, {YES}]", "dia", True),
        (f"[{NO}, {YES}]", f"[{NO}]", "eva", True),
        (f"[{NO}, {YES}]", f"[{NO}]", "dia", False),
        (f"[{NO}]", "[]", "dia", False),
    ],
)
def test_what_a_record_reports_of_others_stays(old, new, by, heard):
    told = change({RECORD: record_text(objections=old)}, {RECORD: record_text(objections=new)}, by)
    message = "what eva said in this record was changed or removed by dia <dia@example.com> (commit dddddddd)"
    assert said("G22", told) == ("" if heard else row("", message, ONLY_EVA.format(BACK.format(RECORD))))


# -- G24 ---------------------------------------------------------------------------------------------------------------

TAKEN = "the `{}` of the proposal of dia was changed by eva <eva@example.com> (commit eeeeeeee), who may not decide it"
RESTORE = f"restore it with {BACK.format(RECORD)}, or ask dia to change it"


def changed(key: str, **fields: str) -> tuple[str, str]:
    return proposal_text("k3f9qz", BODY, **fields), row(key, TAKEN.format(key), RESTORE)


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("topic", {"topic": "data", "facts": "{amount: 2}"}),
        ("facts", {"facts": "{amount: 2}", "requester": "eva"}),
        *((key, {key: "eva"}) for key in ("requester", "interested", "budget", "related", "team", "emergency", "waiver")),
    ],
)  # fmt: skip
def test_what_a_proposal_is_about_is_its_writers_and_its_deciders(key, fields):
    new, wanted = changed(key, **fields)
    assert said("G24", change({RECORD: OPEN}, {RECORD: new}, "eva")) == wanted
    assert said("G24", change({RECORD: OPEN}, {RECORD: new}, "dia")) == ""
    assert said("G24", change({RECORD: OPEN}, {RECORD: new}, "ben")) == ""
    unknown = wanted.replace("of dia", "of somebody else").replace("ask dia", "ask somebody else")
    assert said("G24", change({RECORD: OPEN}, {RECORD: new}, "eva", wrote={})) == unknown


def test_others_are_named_beside_its_writer():
    new, wanted = changed("topic", topic="data")
    by = (made_by("dia"), made_by("ben"), made_by("eva"))
    assert said("G24", change({RECORD: OPEN}, {RECORD: new}, {RECORD: by})) == wanted


@pytest.mark.parametrize(
    "before",
    [
        {RECORD: OPEN, SETTINGS_PATH: SETTINGS.replace("acme", "none")},
        {RECORD: OLD},
    ],
)
def test_a_subject_is_nobodys_where_nobody_decides_or_somebody_did(before):
    assert said("G24", change(before, {RECORD: changed("topic", topic="data")[0]}, "eva")) == ""


def test_a_subject_that_stays_or_is_gone_says_nothing():
    assert said("G24", change({RECORD: OPEN}, {RECORD: None}, "eva")) == ""
    assert said("G24", change({RECORD: OPEN}, {RECORD: OPEN.replace("needed", "wanted")}, "eva")) == ""


def as_proposed(who: str, why: str) -> str:
    return row("topic", f"as it was proposed, {who} may not decide it: {why}", "decide it as it was proposed, or write your own proposal: `remit propose TITLE`")  # fmt: skip


CUSTOMERS = {"topic": "data/customer", "facts": None}


FIRST = "customer-data assigns it to platform-lead; first: consent of legal is needed"
ABOVE = FIRST.replace("; first", "; cto is above in the escalation; first")
ADVISED = "tools assigns it to platform-lead: amount 900 is in the step up to 5000; first: advice of engineer is needed"
DEAR = "tools assigns it to platform-lead: amount 900 is in the step up to 5000"


def decided(who: str | None = "ana", **fields: str | None) -> str:
    return record_text(body=BODY, decider=who, **fields)


@pytest.mark.parametrize(
    ("old", "new", "by", "wanted"),
    [
        (CUSTOMERS, decided("ana"), "ana", as_proposed("ana", FIRST)),
        (CUSTOMERS, decided("cho"), "cho", as_proposed("cho", ABOVE)),
        ({"facts": "{amount: 900}"}, decided("ana"), "ana", as_proposed("ana", ADVISED)),
        ({"facts": "{amount: 900}"}, decided("ben"), "ben", row("facts", TAKEN.format("facts").replace("eva", "ben").replace("eeeeeeee", "bbbbbbbb"), RESTORE) + as_proposed("ben", DEAR)),
        ({"facts": "{amount: 9000}"}, decided("cho"), "cho", ""),
        ({"facts": "{amount: 9000}"}, decided("ben", facts="{amount: 9000}"), "ben", ""),
        (CUSTOMERS, decided(None), "ana", ""),
        (CUSTOMERS, proposal_text("k3f9qz", BODY, decider="ana"), "ana", ""),
        (CUSTOMERS, decided("ana", decided="2025-11-21"), "ana", ""),
        (CUSTOMERS, decided("ana"), "dia", ""),
        (CUSTOMERS, decided("dia"), "ana", ""),
        (CUSTOMERS, decided("gil"), "ana", as_proposed("gil", "customer-data assigns it to platform-lead")),
    ],
)  # fmt: skip
def test_who_decides_otherwise_could_decide_it_as_it_was(old, new, by, wanted):
    assert said("G24", change({RECORD: proposal_text("k3f9qz", BODY, **old)}, {RECORD: new}, by)) == wanted


def test_a_writer_may_change_what_they_may_not_decide():
    old, new = (proposal_text("k3f9qz", BODY, facts=f"{{amount: {amount}}}") for amount in (9000, 9001))
    assert said("G24", change({RECORD: old}, {RECORD: new}, "dia")) == ""


def test_whose_a_decided_proposal_was_depends_on_all_who_changed_it():
    old = {RECORD: proposal_text("k3f9qz", BODY, **CUSTOMERS)}
    by = {RECORD: (made_by("dia"), made_by("ana"))}
    assert said("G24", change(old, {RECORD: decided("ana")}, by)) == as_proposed("ana", FIRST)
    assert said("G24", change(old, {RECORD: decided("ana")}, "ana", wrote={})) == as_proposed("ana", FIRST)


def test_the_proposal_of_a_stranger_is_nobodys_own():
    told = change({RECORD: proposal_text("k3f9qz", BODY, **CUSTOMERS)}, {RECORD: decided("gil")}, "ana")
    told = told._replace(evidence=told.evidence._replace(wrote={RECORD: commit_of("Mal <m@x>")}))
    assert said("G24", told) == as_proposed("gil", "customer-data assigns it to platform-lead")
