"""Pages from the cache are the pages that would be made: after any change of what they show."""

import pytest

pytest.importorskip("nh3")

import site_logs as logs
from remit.log.people import read_people
from remit.log.policy import read_policy
from remit.log.settings import Settings
from remit.site.cache import Cache
from remit.site.page import Page
from remit.site.pages import address_of, site
from remit.site.view import View
from support import PEOPLE, POLICY, POLICY_PATH, Repo

BODY = "See [why](D-20261121-bbbbbb.md) and ![a chart](img/a.png).\n"


def policies(text: str) -> tuple[object, ...]:
    return (read_policy(text, POLICY_PATH)[0],)


def states() -> list[tuple[str, View]]:
    """A log, and the same log after a change, one after the other; two of each would not show what the cache keeps."""
    first, open_one = logs.record("aaaaaa", BODY, supersedes=["D-20261121-bbbbbb"]), logs.proposal()
    other = logs.record("bbbbbb", title="Another", supersedes=None)
    stop = logs.act("stop", "eva", "Wait.", suffix="aaaaaa")
    return [
        ("alone", logs.view(first)),
        ("what it links to is there", logs.view(first, other)),
        ("what it links to has another title", logs.view(first, logs.record("bbbbbb", title="Renamed"))),
        ("a picture is no longer shown", logs.view(first, other)._replace(shows=lambda _path: False)),
        ("it is stopped", logs.view(first._replace(acts=(stop,)), other)),
        ("a name changed", logs.view(first, other, people=read_people(PEOPLE.replace("Ben Okoro", "Ben O."))[0])),
        ("the policy changed", logs.view(first, other, policies=policies(POLICY.replace("up_to: 500,", "up_to: 300,")))),
        ("a label changed", logs.view(first, other, settings=Settings(title="X", policy="acme", labels=(("edge", "team"),)))),
        ("open", logs.view(first, open_one)),
        ("open, a day later", logs.view(first, open_one)._replace(now=logs.NOW.replace(day=23))),
        ("back", logs.view(first)),
    ]  # fmt: skip


def test_words_from_the_cache_are_the_words_that_would_be_converted(repo: Repo) -> None:
    for _ in range(2):
        for what, view in states():
            cache = Cache(str(repo.root))
            kept = site(view._replace(convert=cache.convert, read=cache.read))
            assert (kept.pages, kept.files) == (site(view).pages, site(view).files), what
            cache.close()


def test_what_is_made_of_the_same_is_the_same() -> None:
    """A piece that is not made again is the one that would be made."""
    known: dict[tuple[str, str], dict[str, object]] = {}
    for what, view in states():
        made = site(view)
        for piece in (*made.menu, *made.others()):
            files = {address_of(one): one for one in piece.make()}
            asked = [page.asked for page in files.values() if isinstance(page, Page)]
            for number in {piece.made_of, piece.content() if piece.content else piece.made_of}:
                before = known.setdefault((piece.name, number + repr(asked)), files)
                assert before == files, (what, piece.name)
