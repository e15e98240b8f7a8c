"""The law over whole branches: one that does everything wrong, finding by finding with its remedy, and one that does all that is lawful.

After a change of messages, look at the difference and run `REMIT_WRITE=1 pytest tests/trust/test_law_as_a_whole.py`.
"""

import os
from pathlib import Path

import pytest

from support import PEOPLE, POLICY, POLICY_PATH, SETTINGS, Repo

WRITE = "REMIT_WRITE" in os.environ  # asked while it is there: tests run without such variables
WHOLE = Path(__file__).parent / "whole"
FOLDER = "decisions/2026/D-20261121-"
OF_ALL = (
    PEOPLE.replace(
        "holds:",
        "  bot: {name: Bot, emails: [bot@example.com], kind: bot}\n  aid: {name: Aid, emails: [aid@example.com], kind: agent}\nholds:",
        1,
    )
    + "scribes:\n  - {who: eva, for: [board]}\n"
)
RULES = POLICY.replace(
    "topics:\n", "topics:\n  plan: what comes next\n  rules: how we live\n  vault: what is secret\n"
).replace(
    "escalation:",
    "  - {id: plan, topic: plan, decide: board, why: It concerns everybody.}\n"
    "  - {id: vault, topic: vault, decide: engineer, grade: signed, why: They guard it.}\n"
    "  - {id: rules, topic: rules, decide: engineer, objection: {by: anyone, within: 3d, goes_to: platform-lead}, why: All obey.}\n"
    "bodies:\n  board: {tier: central, members: [platform-lead, legal, cto], passes: {share: 1/2, strictly: true, of: members}}\n"
    "emergency:\n  - {id: fire, decide: engineer, topic: data, ratify: {by: cto, within: 7d}}\n"
    "stops: {responder: cto, respond_within: 3d, who: [engineer, legal, cto], lifted_by: [cto]}\nescalation:",
)
BODY = "It is needed.\n\nWe tried it on 3 hosts.\n\nIt costs little.\n"
CUSTOMERS = {"topic": "data/customer", "facts": None}
DECIDED = {**CUSTOMERS, "decider": "ana", "tier": "functional", "boundary": "customer-data"}


def file(suffix: str) -> str:
    return f"{FOLDER}{suffix}.md"


def act_file(suffix: str, kind: str, who: str) -> str:
    return f"{FOLDER}{suffix}.acts/{kind}-{who}-p7x2.md"


def put(repo: Repo, path: str, old: str, new: str) -> None:
    text = repo.read(path)
    assert old in text, (path, old)
    repo.write(path, text.replace(old, new, 1))


def topic_act(repo: Repo, name: str, kind: str, who: str, more: str = "", topic: str = "vault") -> None:
    text = f"---\nact: {kind}\nwho: {who}\non: 2026-11-21T11:00+00:00\ntopic: {topic}\n{more}---\nWait.\n"
    repo.write(f"decisions/stops/{name}.md", text)


def begin(repo: Repo) -> None:
    """A log in which everything stands that a branch can spoil."""
    repo.organisation(settings=SETTINGS + "trusted: main\n", people=OF_ALL, policy=RULES)
    for number in range(12):
        repo.record(f"aaaa{number:02}", BODY, affects=f"[src/{number}/**]")
    repo.record("aaaa20", f"{BODY}\n## Amendments\n\n- 2026-11-21, ben: For reports too.\n")
    repo.record(
        "aaaa21", BODY.replace("little", "litle"), corrections='[{who: ben, on: 2026-11-21, what: "little -> litle"}]'
    )
    repo.record("aaaa22", BODY, status="rejected")
    repo.commit("Decide", who="ben")
    for number in range(1, 11):
        repo.record(f"dddd{number:02}", BODY)
    repo.commit("Decide more", who="ben")
    for number in range(15):
        repo.proposal(f"bbbb{number:02}", BODY)
    repo.proposal("bbbb20", BODY, **CUSTOMERS)
    repo.proposal("bbbb21", BODY, objections="[{who: eva, on: 2026-11-20, why: It leaks.}]")
    repo.proposal("bbbb22", BODY, facts="{amount: 900}")
    repo.commit("Propose", who="dia")
    for number in range(6):
        repo.act(f"bbbb{number:02}", "advice", "eva", "Look.\n")
        repo.act(
            f"aaaa{number:02}",
            "stop" if number == 5 else "outcome",
            "eva",
            "So.\n",
            **({} if number == 5 else {"result": "as-expected"}),
        )
    topic_act(repo, "vault-eva-p7x2", "stop", "eva")
    topic_act(repo, "rules-eva-p7x2", "stop", "eva", topic="rules")
    topic_act(repo, "hall-eva-p7x2", "stop", "eva", topic="hall")
    repo.act("dddd07", "stop", "eva", "Wait.\n")
    topic_act(repo, "locked-eva-p7x2", "stop", "eva", topic="tooling/locked")
    repo.commit("Say", who="eva")
    repo.write(".github/workflows/ci.yml", "run: remit check\n")
    repo.write("src/5/code", "1\n")
    repo.commit("Work", who="cho")
    repo.branch("work")


def records(log: Repo) -> None:
    """Everything that is wrong with records and acts."""

    def done(who: str, *edits: object) -> None:
        del edits
        log.commit("Wrong", who=who)

    record, proposal, act = log.record, log.proposal, log.act
    done("eva", record("cccc01", BODY))
    done("ben", record("cccc02", BODY))
    done("dia", put(log, file("cccc02"), "needed", "wanted"))
    done("mallory", record("cccc03", BODY))
    done("ben", record("cccc04", BODY, decider="gil"))
    done("bot", record("cccc05", BODY, decider="bot"))
    done("bot", act("bbbb06", "objection", "bot", "No.\n"))
    done("ana", act("bbbb20", "consent", "eva", "Yes.\n", **{"as": "legal"}))
    done("ana", record("cccc06", BODY, **DECIDED, consents="[{as: legal, who: eva, on: 2026-11-20}]"))
    done(
        "ana",
        record(
            "cccc07",
            BODY,
            topic="plan/x",
            facts=None,
            decider="ana",
            tier="central",
            boundary="plan",
            votes="[{body: board, yes: 3, no: 0}]",
        ),
    )
    done(
        "ben",
        record(
            "cccc08",
            BODY,
            **{
                **CUSTOMERS,
                "boundary": "customer-data",
                "emergency": "{under: fire, ratified: {who: cho, as: cto, on: 2026-11-21T11:00+00:00}}",
            },
        ),
    )
    done(
        "ben",
        put(log, act_file("bbbb01", "advice", "eva"), "who: eva", "who: eva\ntaken: yes"),
        put(
            log,
            file("bbbb01"),
            "status: proposed",
            "status: accepted\ndecider: dia\ndecided: 2026-11-21T11:30+00:00\ntier: edge\nboundary: tools",
        ),
    )
    done(
        "ben",
        record("cccc09", BODY, decided="2026-11-23"),
        record("cccc10", BODY, decided="2026-01-05", raised="2026-01-01"),
    )
    done("eva", act("bbbb07", "advice", "eva", "Early.\n", on="2026-01-05"))
    done("ben", record("cccc11", BODY, topic="tooling/locked", decided="2026-11-21T09:00+00:00"))
    done(
        "dia",
        put(log, file("aaaa01"), "title: Cache orders in Redis", "title: Cache"),
        put(log, file("aaaa01"), "affects: [src/1/**]\n", "requester: dia\n"),
    )
    done("dia", put(log, file("aaaa02"), "costs little", "costs much"))
    done(
        "dia",
        put(
            log,
            file("aaaa20"),
            "- 2026-11-21, ben: For reports too.\n",
            "- 2026-11-21, cho: For no reports.\n- Nobody.\n",
        ),
    )
    done("dia", put(log, file("aaaa21"), 'corrections: [{who: ben, on: 2026-11-21, what: "little -> litle"}]\n', ""))
    done(
        "eva",
        put(
            log,
            file("aaaa03"),
            "boundary: tools",
            'boundary: tools\ncorrections: [{who: ben, on: 2026-11-21, what: "tried -> tryed"}]',
        ),
        put(log, file("aaaa03"), "tried", "tryed"),
    )
    done(
        "eva",
        put(
            log,
            file("aaaa04"),
            "boundary: tools",
            'boundary: tools\ncorrections: [{who: eva, on: 2026-11-21, what: "tried -> tryed"}]',
        ),
        put(log, file("aaaa04"), "tried", "tryed"),
    )
    done(
        "dia",
        log.git("rm", "-q", file("aaaa06")),
        log.git("rm", "-q", act_file("aaaa00", "outcome", "eva")),
        log.git("rm", "-q", "decisions/stops/rules-eva-p7x2.md"),
    )
    done("dia", log.write(file("aaaa07-copy"), log.read(file("aaaa07"))))
    done(
        "dia",
        put(log, file("aaaa08"), "status: accepted", "status: proposed"),
        put(log, file("aaaa22"), "status: rejected", "status: accepted"),
    )
    done("eva", put(log, file("aaaa09"), "status: accepted", "status: deprecated"))
    done(
        "ben",
        put(log, file("aaaa10"), "status: accepted", "status: superseded\nsuperseded_by: [D-20261121-cccc12]"),
        proposal("cccc12", BODY, supersedes="[D-20261121-aaaa10]"),
    )
    done(
        "eva",
        put(log, file("bbbb20"), "status: proposed", "status: rejected\ndecider: ben\ndecided: 2026-11-21T11:30+00:00"),
    )
    done(
        "dia",
        act("aaaa05", "lift", "dia", "Go on.\n", lifts="stop-eva-p7x2"),
        topic_act(log, "vault-dia-q8y3", "lift", "dia"),
    )
    done("ana", act("aaaa11", "stop", "ana", "No.\n"), log.write("src/5/code", "2\n"))
    done(
        "dia",
        put(log, act_file("bbbb02", "advice", "eva"), "Look", "Do it"),
        log.git("mv", act_file("bbbb03", "advice", "eva"), act_file("bbbb03", "advice", "eva2")),
        log.git("rm", "-q", act_file("bbbb04", "advice", "eva")),
    )
    done(
        "ben",
        log.git("rm", "-q", file("bbbb08")),
        log.git("mv", file("bbbb09"), file("bbbb09-new")),
        put(log, file("bbbb10"), "needed", "wanted"),
    )
    done(
        "cho",
        put(log, file("bbbb11"), "status: proposed", "status: withdrawn"),
        log.git("mv", file("aaaa11"), file("aaaa11-new")),
    )
    done("eva", put(log, file("bbbb07"), "status: proposed", "status: deferred"))
    done("ben", put(log, file("bbbb21"), "objections: [{who: eva, on: 2026-11-20, why: It leaks.}]\n", ""))
    done(
        "dia",
        record("cccc13", BODY, decided="2024-05-01", imported="{from: a.md, format: nygard}"),
        record("cccc14", BODY, imported="{from: x}"),
    )
    done(
        "cho",
        put(log, file("aaaa00"), "boundary: tools", "boundary: tools\nimported: {from: a.md, format: nygard}"),
        record("cccc15", BODY, decided="2026-11-21T13:00+00:00", imported="{from: a.md, format: nygard}"),
    )
    done("eva", put(log, file("bbbb05"), "topic: tooling/cache", "topic: plan/cache"))
    done("ben", record("bbbb22", BODY, facts="{amount: 400}"))
    done("ben", record("cccc17", BODY, topic="vault/y", boundary="vault", facts=None))
    done("aid", record("cccc18", BODY, decider="aid"))
    for kind in ("consent", "vote", "ratification", "confirmation", "lift"):
        act("bbbb06", kind, "bot", "Yes.\n")
    done("bot")
    done(
        "dia",
        put(log, file("dddd01"), "We tried it on 3 hosts.\n", ""),
        put(log, file("dddd02"), "It is", "Look.\n\nIt is"),
    )
    done("dia", put(log, file("dddd03"), "It costs little.", "word " * 40))
    nobody = 'boundary: tools\ncorrections: [{on: 2026-11-21, what: "tried -> tryed"}]'
    done("dia", put(log, file("dddd04"), "boundary: tools", nobody), put(log, file("dddd04"), "tried", "tryed"))
    done("dia", log.write(file("dddd05"), "---\nid: [\n---\n"), log.write("decisions/stops/hall-eva-p7x2.md", "---\n"))
    done("dia", put(log, file("dddd06"), "tier: edge", "tier: central"), put(log, file("bbbb12"), "id: D", "#id: D"))
    done("ana", act("dddd07", "lift", "ana", "All.\n"))
    done("ben", record("dddd08", BODY, tier="functional"))
    done(
        "dia",
        log.write(
            act_file("dddd09", "stop", "cho"), "---\nact: stop\nwho: cho\non: 2026-11-21T11:00+00:00\n---\nNo.\n"
        ),
    )
    done("cho", put(log, file("bbbb13"), "facts: {amount: 400}", "facts: {amount: 400}\nrequester: ben"))
    done(
        "mallory",
        put(log, file("bbbb14"), "topic: tooling/cache", "topic: tooling/other"),
        put(log, file("dddd10"), "status: accepted", "status: deprecated"),
    )
    done(
        "mallory",
        log.write(
            "decisions/stops/hall-mallory-p7x2.md",
            "---\nact: stop\nwho: mallory\non: 2026-11-21T11:00+00:00\ntopic: hall\n---\nNo.\n",
        ),
    )
    log.git("switch", "-q", "-c", "side", "main")
    log.write("x", "1\n")
    done("ben")
    log.git("switch", "-q", "work")
    log.git("merge", "-q", "--no-commit", "side", who="ben")
    done("ben", record("cccc16", BODY, decider="dia"))


def guards(log: Repo) -> None:
    """Everything that is wrong with protected files."""
    people = log.read("decisions/people.yml")
    log.write(
        "decisions/people.yml",
        people.replace(
            "holds:",
            "  gil: {name: Gil, emails: [ANA@example.com]}\nholds:\n  - {role: cto, who: dia, from: 2026-01-01}",
            1,
        ),
    )
    log.commit("Me", who="dia")
    log.write(POLICY_PATH, RULES.replace("up_to: 500", "up_to: 5000"))
    log.write("decisions/policy/acme@2026-11-01.yml", RULES.replace("2026-01-01", "2026-11-01"))
    log.write("decisions/remit.yml", SETTINGS + "grades: {edge: claimed}\n")
    log.write(".github/workflows/ci.yml", "run: true\n")
    log.write("decisions/People.yml", people)
    log.commit("Rules", who="ben")
    log.record("cccc01", BODY, decider="dia", facts="{amount: 9000}", tier="central")
    log.commit("Decide", who="dia")


def lawful(log: Repo) -> None:
    """All that is lawful with records and acts, and code beside it."""

    def done(who: str, *edits: object) -> None:
        del edits
        log.commit("Lawful", who=who)

    record, act = log.record, log.act
    done("ben", record("cccc01", BODY))
    done("dia", act("bbbb20", "advice", "dia", "Mind.\n"))
    done("eva", act("bbbb20", "consent", "eva", "Yes.\n", **{"as": "legal"}))
    done("ana", record("bbbb20", BODY, **DECIDED, decided="2026-11-21T11:30+00:00"))
    done(
        "eva",
        record(
            "cccc02",
            BODY,
            topic="plan/x",
            facts=None,
            decider="ana",
            tier="central",
            boundary="plan",
            votes="[{body: board, yes: 3, no: 0}]",
        ),
    )
    done(
        "dia",
        put(log, file("aaaa01"), "It is needed.\n\nWe", "It is\nneeded.\n\nWe"),
        put(log, file("aaaa01"), "title: Cache", "x-team: shop\ntitle: Cache"),
    )
    done("eva", put(log, file("aaaa20"), "too.\n", "too.\n- 2026-11-21, eva: And for maps.\n"))
    done(
        "dia",
        put(
            log,
            file("aaaa03"),
            "boundary: tools",
            'boundary: tools\ncorrections: [{who: dia, on: 2026-11-21, what: "tried -> tryed"}]',
        ),
        put(log, file("aaaa03"), "tried", "tryed"),
    )
    done(
        "eva",
        log.git("rm", "-q", act_file("bbbb03", "advice", "eva")),
        put(log, act_file("bbbb02", "advice", "eva"), "Look", "Do it"),
    )
    done("dia", put(log, file("aaaa09"), "status: accepted", "status: deprecated"))
    done(
        "ben",
        put(log, file("aaaa10"), "status: accepted", "status: superseded\nsuperseded_by: [D-20261121-cccc03]"),
        record("cccc03", BODY, supersedes="[D-20261121-aaaa10]"),
    )
    done(
        "cho",
        act("aaaa05", "lift", "cho", "Go on.\n", lifts="stop-eva-p7x2"),
        topic_act(log, "vault-cho-q8y3", "lift", "cho", "lifts: vault-eva-p7x2\n"),
    )
    done("ben", log.write("src/5/code", "2\n"), act("aaaa11", "stop", "ben", "No.\n"))
    done(
        "ben",
        put(log, file("bbbb07"), "status: proposed", "status: deferred"),
        put(log, file("bbbb06"), "tried", "tryed"),
    )
    done(
        "dia",
        log.git("rm", "-q", file("bbbb08")),
        log.git("mv", file("bbbb09"), file("bbbb09-new")),
        put(log, file("bbbb10"), "needed", "wanted"),
    )
    done(
        "dia",
        put(log, file("bbbb05"), "topic: tooling/cache", "topic: plan/cache"),
        put(log, file("bbbb11"), "status: proposed", "status: withdrawn"),
    )
    done(
        "ben",
        log.git("mv", file("aaaa11"), file("aaaa11-new")),
        record("bbbb04", BODY + "\nAnd soon.\n", facts="{amount: 100}"),
    )
    done(
        "cho",
        record("cccc04", BODY, decided="2024-05-01", raised="2024-05-01", imported="{from: a.md, format: nygard}"),
    )
    done("ben", record("cccc05", BODY, decided="2026-01-05", raised="2026-01-01", late="found in a drawer"))
    done("mallory", log.write("README.md", "# Hello\n"))


def newcomer(log: Repo) -> None:
    """Somebody new without a role, and an absence of one's own."""
    away = "away:\n  - {who: dia, from: 2026-12-01, until: 2026-12-10}\n"
    person = "  gil: {name: Gil, emails: [gil@example.com]}\nholds:"
    log.write("decisions/people.yml", OF_ALL.replace("holds:", person, 1) + away)
    log.commit("Gil comes, and I am away", who="dia")


BRANCHES = {play.__name__: play for play in (records, guards, lawful, newcomer)}


def said(repo: Repo) -> str:
    """What the range check of a branch says."""
    return repo.remit("check", "--range", "main..work").out


@pytest.mark.parametrize("name", BRANCHES)
def test_t86_whole_branches(repo: Repo, name: str):
    begin(repo)
    BRANCHES[name](repo)
    wanted = WHOLE / f"{name}.txt"
    if WRITE:
        wanted.write_text(said(repo))
    assert said(repo) == wanted.read_text()
