"""What to know before deciding."""

import json
from typing import Any

from support import Repo

CONTEXT = """\
---
title: Pages answer at once
owner: ana
topics: [tooling]
prefer: [speed over features]
---
Every tenth of a second costs us orders.
"""


def told(repo: Repo, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(repo.remit("brief", *words, "--json").out)
    return found


def lived_in(repo: Repo) -> Repo:
    """A log with a decision that came out well, one that was reversed, one that is open, and a stop."""
    repo.write("decisions/context/fast-pages.md", CONTEXT)
    repo.record()
    repo.act("k3f9qz", "outcome", "ben", "The page takes 0.3 s.\n", result="better")
    repo.record(
        "c4x8pe",
        title="Queue mails in Redis",
        topic="tooling/queue",
        status="superseded",
        superseded_by="[D-20261121-d9h3rt]",
    )
    repo.act("c4x8pe", "outcome", "dia", "Mails were lost.\n", result="reversed")
    repo.record("d9h3rt", title="Mails leave at once", topic="tooling/queue", supersedes="[D-20261121-c4x8pe]")
    repo.proposal("m4x8ra", title="A cache for pictures", topic="tooling/cache", facts="{amount: 900}")
    repo.act("d9h3rt", "stop", "eva", "The queue is full.\n")
    repo.commit("Live")
    return repo


def test_a_brief_says_all_there_is_to_know(repo: Repo) -> None:
    done = lived_in(repo).remit(
        "brief", "--who", "ben", "--topic", "tooling/cache", "--amount", "900", "Cache pages in Redis"
    )
    assert done.code == 0
    assert done.out == (
        "Cache pages in Redis (tooling/cache)\n"
        "Not yours to decide, ben: ask ana (platform-lead).\n"
        "  Because tools assigns it to platform-lead: amount 900 is in the step up to 5000.\n"
        "  [ ] advice of engineer is needed\n"
        "  Amount up to 500 you could decide alone.\n"
        "  Why: The team that uses a tool knows best what it needs.\n"
        '  Checked against "tools" in acme@2026-01-01.\n'
        "Ask first:\n"
        "  advice of engineer is needed: ben, dia\n"
        "Goals:\n"
        "  Pages answer at once (fast-pages): we prefer speed over features\n"
        "Similar decisions:\n"
        '  Cache orders in Redis (k3f9qz), accepted by ben on 2026-11-21; outcome: better than expected ("The page takes 0.3 s.")\n'
        "  Queue mails in Redis (c4x8pe), superseded by ben on 2026-11-21; see d9h3rt; outcome: reversed"
        ' ("Mails were lost.")\n'
        "  Mails leave at once (d9h3rt), accepted by ben on 2026-11-21\n"
        "Open proposals:\n"
        "  A cache for pictures (m4x8ra) since 2026-11-18, waiting for ana\n"
        "Stopped now:\n"
        '  d9h3rt, by eva on 2026-11-21: "The queue is full."\n'
    )


def test_a_brief_where_nothing_was_decided_before_says_so(repo: Repo) -> None:
    words = ("--who", "ben", "--topic", "tooling", "--amount", "90", "A label printer")
    answer = repo.remit("may", *words).out
    assert repo.remit("brief", *words).out == (f"A label printer (tooling)\n{answer}Similar decisions: none\n")


def test_whoever_is_away_is_not_asked_while_somebody_is_there(repo: Repo) -> None:
    words = ("--who", "ana", "--topic", "tooling", "--amount", "900", "A plotter")
    assert [one["people"] for one in told(repo, *words)["ask_first"]] == [["ben", "dia"]]
    repo.write(
        "decisions/people.yml",
        repo.read("decisions/people.yml") + "away:\n  - {who: ben, from: 2026-11-20, until: 2026-11-30}\n",
    )
    repo.commit("Ben is away")
    assert [one["people"] for one in told(repo, *words)["ask_first"]] == [["dia"]]


def test_the_answer_in_a_brief_is_the_answer_of_may(repo: Repo) -> None:
    words = ("--who", "ben", "--topic", "tooling/cache", "--amount", "900", "Cache pages in Redis")
    answer = json.loads(lived_in(repo).remit("may", *words, "--json").out)
    assert told(repo, *words)["may"] == {
        key: value for key, value in answer.items() if key not in ("precedents", "not_landed")
    }


def test_a_brief_about_a_record_leaves_the_record_itself_out(repo: Repo) -> None:
    found = told(lived_in(repo), "m4x8", "--who", "ana")
    assert found["id"] == "D-20261121-m4x8ra"
    assert found["open"] == []
    assert [one["people"] for one in found["ask_first"]] == [["ben", "dia"]]
    assert [one["id"][-6:] for one in found["precedents"]] == ["k3f9qz", "c4x8pe", "d9h3rt"]


def test_stops_on_the_same_topic_are_told_until_they_are_lifted(repo: Repo) -> None:
    words = ("--who", "ben", "--topic", "tooling/queue", "--amount", "10", "A queue")
    assert told(lived_in(repo), *words)["stops"] == [
        {"what": "D-20261121-d9h3rt", "who": "eva", "on": "2026-11-21T11:00+00:00", "why": "The queue is full."}
    ]
    repo.remit("resume", "d9h3rt", "--why", "Emptied.", "--who", "eva")
    assert told(repo, *words)["stops"] == []
    repo.remit("stop", "--topic", "tooling", "--why", "No more tools.", "--who", "eva")
    found = told(repo, *words)
    assert found["may"]["answer"] == "stop"
    assert [(one["what"], one["who"]) for one in found["stops"]] == [("tooling", "eva")]


def test_nearer_decisions_do_not_crowd_a_reversed_one_out(repo: Repo) -> None:
    for letter in "abcdefg":
        repo.record(f"k3f9q{letter}", title=f"Cache orders in Redis {letter}")
    repo.record("c4x8pe", title="Something else", topic="tooling")
    repo.act("c4x8pe", "outcome", "dia", "It broke.\n", result="reversed")
    found = told(repo, "--who", "ben", "--topic", "tooling/cache", "--amount", "10", "Cache orders in Redis")
    assert [(one["id"][-6:], one["outcome"]) for one in found["precedents"][5:]] == [("c4x8pe", "reversed")]


def test_a_log_without_a_policy_has_briefs_too(empty_repo: Repo) -> None:
    empty_repo.organisation(settings="remit: 1\npolicy: none\n", policy="")
    empty_repo.record(tier=None, boundary=None)
    done = empty_repo.remit("brief", "--who", "ben", "--topic", "tooling/cache", "Another cache")
    assert done.out == (
        "Another cache (tooling/cache)\n"
        "No answer: nobody has written down who decides here (`policy: none`).\n"
        "Similar decisions:\n"
        "  Cache orders in Redis (k3f9qz), accepted by ben on 2026-11-21\n"
    )


def test_a_brief_needs_a_topic(repo: Repo) -> None:
    done = repo.remit("brief", "--who", "ben", "Build with something else")
    assert (done.code, done.err) == (2, "remit: the topic is missing\n  give it with --topic: tooling\n")


def test_what_is_open_is_counted_where_it_is_not_listed(repo: Repo) -> None:
    for letter in "abcdefg":
        repo.proposal(f"m4x8r{letter}", title=f"Cache {letter}")
    words = ("--who", "ben", "--topic", "tooling", "--amount", "10", "A cache")
    assert (len(told(repo, *words)["open"]), told(repo, *words)["more_open"]) == (5, 2)
    assert repo.remit("brief", *words).out.endswith(
        "Cache e (m4x8re) since 2026-11-18, waiting for ben or dia\n  and 2 more\n"
    )
