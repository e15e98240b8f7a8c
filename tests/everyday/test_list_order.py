"""`list` and `show`: the newest decision first by the exact time, and a stop is never hidden."""

import json

from support import Repo


def test_list_shows_the_newest_first_by_the_exact_time(repo: Repo) -> None:
    repo.record("aaaaaa", decided="2026-11-21T09:00+00:00", title="Second")
    repo.record("zzzzzz", decided="2026-11-21T09:00+02:00", title="First")
    repo.record("bbbbbb", decided="2026-11-21T08:30-01:00", title="Third")
    repo.record("cccccc", decided="2026-11-20", title="Before")
    titles = ["Third", "Second", "First", "Before"]
    assert [line.rsplit("  ", 1)[1] for line in repo.remit("list").out.splitlines()] == titles
    assert [row["title"] for row in json.loads(repo.remit("list", "--json").out)] == titles
    reverse = repo.remit("list", "--reverse").out.splitlines()
    assert [line.rsplit("  ", 1)[1] for line in reverse] == titles[::-1]
    assert repo.remit("list", "--limit", "1").out.count("\n") == 1


def test_list_and_show_say_that_a_decision_is_stopped(repo: Repo) -> None:
    repo.record()
    assert "stopped" not in repo.remit("list").out + repo.remit("show", "k3f9").out
    repo.act("k3f9qz", "stop", "dia", "Wait.\n")
    assert "  accepted, stopped  " in repo.remit("list").out
    assert [row["stopped"] for row in json.loads(repo.remit("list", "--json").out)] == [True]
    assert "\nstopped by dia: it is not in effect until the stop is lifted\n" in repo.remit("show", "k3f9").out
    assert len(repo.remit("list", "--status", "accepted").out.splitlines()) == 1
