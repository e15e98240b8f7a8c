"""Whatever a command writes passes the check that sees it, whatever the options: else nothing is written."""

import json

import click
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from remit.log.record import RELATIONS
from remit.main import COMMANDS, remit
from support import POLICY, Repo

SETTINGS = """\
remit: 1
title: Decisions at Acme
policy: acme
sources:
  - {path: docs/adr, format: nygard}
"""
WIDE = POLICY.replace("  data: what", "  rules: how we work\n  data: what").replace(
    "boundaries:\n", "boundaries:\n  - {id: rules, topic: rules, decide: board}\n"
) + (
    "bodies: {board: {tier: central, members: [cto, legal, platform-lead], passes: majority}}\n"
    "budgets: {travel: {amount: 1000, per: year, over: cto}}\n"
    "emergency: [{id: fire, decide: engineer, topic: data, ratify: {by: cto, within: 7d}}]\n"
)
ADR = "# 1. Use Redis\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nWhy.\n"
DAYS = ["today", "yesterday", "3d", "in 2d", "2027-06-01", "2025-06-01", "2026-11-21T11:59+00:00", "2026-11-21T12:30"]
PEOPLE = ["ben", "dia", "ana", "cho", "eva"]
OPTIONS = {
    "--topic": ["tooling/cache", "tooling", "data/customer", "data", "nowhere", "remit/policy"],
    "--amount": ["0", "400", "500", "4000", "90000", "400 USD", "12.345"],
    "--fact": ["reversible=yes", "supplier=acme", "rate=1.1"],
    "--raised": DAYS,
    "--raised-by": PEOPLE,
    "--requester": PEOPLE,
    "--interested": PEOPLE,
    "--related": ["k3f9qz", "m4x8ra", "0001"],
    "--supersedes": ["k3f9qz", "m4x8ra", "0001"],
    "--budget": ["travel"],
    "--emergency": ["fire"],
    "--intent": ["fast"],
    "--affects": ["src/**", "/etc", "../x"],
    "--evidence": ["https://example.com/1", "k3f9"],
    "--tag": ["cache", "Two words"],
    "--team": ["shop", "nobody"],
    "--review-by": DAYS,
}
PROPOSING = {"--decider": [*PEOPLE, "nobody"]}
RECORDS = ["k3f9qz", "m4x8ra", "bbbbbb", "pumps", "pppppp", "dddddd", "0001", "zzzzzz"]
ROLES = ["engineer", "platform-lead", "legal", "cto", "board", "anyone", "nobody"]
WHY = {"--why": ["Because.", "why: not # really", "- dash", "x\n\n## Head"]}
TOPICS = OPTIONS["--topic"]
CASE = {key: words for key, words in OPTIONS.items() if key != "--supersedes"}
OTHERS: dict[str, tuple[list[list[str]], dict[str, list[str]]]] = {
    "supersede": ([RECORDS, ["New title"]], {**CASE, "--as": ROLES, **WHY, "--by": RECORDS}),
    "reverse": ([RECORDS, ["Undo it"]], {**CASE, "--as": ROLES, **WHY}),
    "deprecate": ([RECORDS], WHY),
    "reject": ([RECORDS], WHY),
    "withdraw": ([RECORDS], WHY),
    "defer": ([RECORDS], WHY),
    "link": ([RECORDS, RECORDS], {"--as": [*RELATIONS, "supersedes", "superseded-by"]}),
    "amend": ([RECORDS], {**WHY, "--typo": ["Because Since", "needed needful"]}),
    "retopic": ([RECORDS, TOPICS], {}),
    "renumber": ([RECORDS], {}),
    "stop": ([RECORDS], {"--until": DAYS, **WHY, "--topic": ["tooling/old"], "--budget": ["travel"]}),
    "resume": ([RECORDS], {**WHY, "--topic": TOPICS, "--budget": ["travel"]}),
    "ask": ([RECORDS, [*PEOPLE, *ROLES]], {"--for": ["advice", "consent"], **WHY}),
    "advise": ([RECORDS], {"--of": PEOPLE, "--taken": ["yes", "partly", "no"], "--as": ROLES, **WHY}),
    "consent": ([RECORDS], {"--as": ROLES, **WHY}),
    "object": ([RECORDS], {"--as": ROLES, "--withdraw": [""], **WHY}),
    "vote": ([RECORDS, ["yes", "no", "abstain", "block"]], {"--body": ["board", "cto"], **WHY}),
    "inform": ([RECORDS, [*PEOPLE, *ROLES]], WHY),
    "ratify": ([RECORDS], {"--under": ["fire"], "--refuse": [""], "--as": ROLES, **WHY}),
    "confirm": ([RECORDS], {"--of": ["decision", "consent", "ben"], **WHY}),
    "review": (
        [RECORDS],
        {"--result": ["as-expected", "reversed"], "--process": ["good", "poor"], "--carried-out": ["yes", "partly"], **WHY},
    ),
    "adopt": ([RECORDS], {"--team": ["shop"], "--how": ["as-is", "adapted"], "--in": ["other"], **WHY}),
    "announce": ([RECORDS], {"--on": DAYS}),
    "people add": (
        [["zoe", "ben", "Zoe"]],
        {
            "--name": ["Zoe, B"], "--email": ["zoe@example.com", "ben@example.com", "bad"], "--login": ["zoe"], "--key": ["ssh-ed25519 AAAA"],
            "--team": ["shop"], "--kind": ["bot", "agent"], "--role": ROLES, "--from": DAYS,
        },
    ),
    "people away": ([PEOPLE], {"--from": DAYS, "--until": DAYS}),
    "people holds": (
        [PEOPLE, ROLES], {"--from": DAYS, "--until": DAYS, "--of": ["shop"], "--end": [""], "--found": [""]},
    ),
    "people leave": ([PEOPLE], {"--on": DAYS, "--successor": PEOPLE, "--yes": [""]}),
    "policy new": ([["acme", "shop"]], {"--on": DAYS}),
}  # fmt: skip
"""Every other command that writes a file of the log: what its arguments may be, and its options."""
DECIDING = {
    "--covers": ["decisions/people.yml", "src/a.py"],
    "--proposal": [""],
    "--decided": DAYS,
    "--meeting": ["today", "2026-11-20", "in 2d"],
    "--late": ["We forgot."],
    "--as": ["engineer", "cto"],
}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    repo = Repo(tmp_path_factory.mktemp("written"))
    repo.git("init", "-q", "-b", "main", ".")
    repo.organisation(settings=SETTINGS, policy=WIDE)
    repo.write("docs/adr/0001-use-redis.md", ADR)
    repo.record()
    repo.record(
        "bbbbbb",
        title="Open on Sundays",
        topic="data/customer",
        decider="ana",
        tier="functional",
        boundary="customer-data",
        consents="[{as: legal, who: eva, on: 2026-11-19}]",
    )
    words = ("--topic", "data/customer", "--emergency", "fire", "--raised", "3d", "--why", "Water.", "--who", "ben")
    assert repo.remit("decide", "Turn the pumps off", *words, env={"REMIT_NOW": "2026-11-21T11:00+00:00"}).code == 0
    repo.commit("Fire", who="ben")
    assert (
        repo.remit("stop", "pumps", "--why", "Wait.", "--who", "dia", env={"REMIT_NOW": "2026-11-21T11:30+00:00"}).code
        == 0
    )
    repo.proposal()
    repo.proposal("pppppp", title="New rules", topic="rules")
    repo.proposal("dddddd", title="Later", topic="data/customer", status="deferred")
    repo.commit("Decisions, proposals, an adopted record", who="ben")
    return repo


def begin(repo: Repo, who: str) -> None:
    """The log as it was, with somebody at the keyboard."""
    repo.git("reset", "-q", "--hard")
    repo.git("clean", "-qfd")
    repo.git("config", "user.name", who.capitalize())
    repo.git("config", "user.email", f"{who}@example.com")


def errors(repo: Repo, *words: str) -> list[tuple[str, str]]:
    done = repo.remit("check", *words, "--format", "json")
    return [
        (found["code"], found["message"]) for found in json.loads(done.out)["findings"] if found["level"] == "error"
    ]


def options(known: dict[str, list[str]]) -> st.SearchStrategy[list[str]]:
    if not known:
        return st.just([])
    pairs = st.lists(st.sampled_from(sorted(known)), unique=True, max_size=5).flatmap(
        lambda keys: st.tuples(*(st.tuples(st.just(key), st.sampled_from(known[key])) for key in keys))
    )
    return pairs.map(lambda found: [word for key, value in found for word in (key, *value_of(key, value))])


def value_of(key: str, value: str) -> list[str]:
    """What is typed after an option: nothing after a switch, two words after `--typo`."""
    return value.split() if key == "--typo" else [value] if value else []


@given(verb=st.sampled_from(["propose", "decide"]), who=st.sampled_from(["ben", "ana", "cho"]), data=st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, phases=[Phase.generate]
)
def test_whatever_propose_and_decide_write_passes_the_check(
    log: Repo, verb: str, who: str, data: st.DataObject
) -> None:
    words = data.draw(options({**OPTIONS, **(DECIDING if verb == "decide" else PROPOSING)}))
    if "--topic" not in words:
        words += ["--topic", "tooling/cache"]
    if "--amount" not in words and data.draw(st.booleans()):
        words += ["--amount", "400"]
    begin(log, who)
    done = log.remit(verb, "Use a cache", "--why", "It is slow.", *words)
    dirty = log.git("status", "--porcelain").strip()
    if done.code:
        assert not dirty, (words, done.err)
        return
    log.git("add", "-A")
    assert errors(log, "--staged") == [], (verb, who, words)
    assert errors(log) == [], (verb, who, words)


@given(name=st.sampled_from(sorted(OTHERS)), who=st.sampled_from(PEOPLE), data=st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, phases=[Phase.generate]
)
def test_whatever_other_commands_write_passes_the_check(log: Repo, name: str, who: str, data: st.DataObject) -> None:
    arguments, known = OTHERS[name]
    words = [*name.split(), *(data.draw(st.sampled_from(some)) for some in arguments), *data.draw(options(known))]
    if "--why" in known and "--why" not in words:
        words += ["--why", "So."]
    begin(log, who)
    done = log.remit(*words)
    assert not (done.code and log.git("status", "--porcelain").strip()), (words, done.err)
    log.git("add", "-A")
    assert done.code or errors(log, "--staged") == errors(log) == [], (who, words)


LEFT_OUT = {"--who", "--commit", "--json", "--format", "--editor", "-e", "--template", "-t", "--help"}
"""Who acts is drawn; an editor and a template are the same text (test_editor.py); the rest is how it is said."""


def test_every_option_of_every_command_that_writes_is_tried() -> None:
    tried = {name: known for name, (_, known) in OTHERS.items()} | {
        "propose": {**OPTIONS, **PROPOSING, **WHY}, "decide": {**OPTIONS, **DECIDING, **WHY},
    }  # fmt: skip
    context = click.Context(remit)
    for name in ("propose", "decide", "edit", *COMMANDS, "people", "policy"):
        command = remit.get_command(context, name)
        assert command
        below = (
            {f"{name} {one}": part for one, part in command.commands.items()}
            if isinstance(command, click.Group)
            else {name: command}
        )
        for called, one in below.items():
            names = {option for part in one.params for option in part.opts if isinstance(part, click.Option)}
            if "--commit" in names and called not in ("init", "import", "edit", "check"):
                assert names - LEFT_OUT == set(tried[called]), called


def decide(repo: Repo, *words: str) -> str:
    begin(repo, "ben")
    done = repo.remit(
        "decide", "Use a cache", "--topic", "tooling/cache", "--amount", "4", "--why", "Slow.", *words, "--who", "ben"
    )
    assert not (done.code and repo.git("status", "--porcelain").strip())
    return done.err


def test_a_need_that_comes_up_in_the_future_is_refused_before_it_is_written(log: Repo) -> None:
    said = decide(log, "--raised", "in 2d")
    assert said.startswith("remit: the check would refuse it: ")
    assert said.endswith("nothing was written\n")


def test_a_decision_may_name_an_adopted_record_that_it_replaces(log: Repo) -> None:
    assert decide(log, "--supersedes", "0001") == ""
    log.git("add", "-A")
    assert errors(log, "--staged") == errors(log) == []


def test_a_decision_of_long_ago_needs_a_reason_for_being_written_late(log: Repo) -> None:
    assert "add --late TEXT" in decide(log, "--decided", "2026-10-01")
    assert decide(log, "--decided", "2026-10-01", "--late", "We forgot.") == ""
    log.git("add", "-A")
    assert errors(log, "--staged") == []
