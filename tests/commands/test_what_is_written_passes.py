"""Whatever `propose` and `decide` write passes the check that sees it, whatever the options: else nothing is written."""

import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from support import Repo

SETTINGS = """\
remit: 1
title: Decisions at Acme
policy: acme
sources:
  - {path: docs/adr, format: nygard}
"""
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
DECIDING = {
    "--decided": DAYS,
    "--meeting": ["today", "2026-11-20", "in 2d"],
    "--late": ["We forgot."],
    "--as": ["engineer", "cto"],
}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    repo = Repo(tmp_path_factory.mktemp("written"))
    repo.git("init", "-q", "-b", "main", ".")
    repo.organisation(settings=SETTINGS)
    repo.write("docs/adr/0001-use-redis.md", ADR)
    repo.record()
    repo.proposal()
    repo.commit("A decision, a proposal, an adopted record", who="ben")
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
    pairs = st.lists(st.sampled_from(sorted(known)), unique=True, max_size=5).flatmap(
        lambda keys: st.tuples(*(st.tuples(st.just(key), st.sampled_from(known[key])) for key in keys))
    )
    return pairs.map(lambda found: [word for pair in found for word in pair])


@given(verb=st.sampled_from(["propose", "decide"]), who=st.sampled_from(["ben", "ana", "cho"]), data=st.data())
@settings(
    max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, phases=[Phase.generate]
)
def test_whatever_propose_and_decide_write_passes_the_check(
    log: Repo, verb: str, who: str, data: st.DataObject
) -> None:
    words = data.draw(options({**OPTIONS, **DECIDING} if verb == "decide" else OPTIONS))
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
