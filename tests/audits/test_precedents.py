"""Which files are looked into for a precedent: those whose names share most words with a title, newest first."""

import random

from remit.audits.precedents import likely, words

SAID = ("cache", "redis", "orders", "mail", "pay")


def one_by_one(title: str, paths: list[str], most: int) -> list[str]:
    scored = [(sum(f"-{word}" in path for word in words(title)), path) for path in paths]
    return [path for shared, path in sorted(scored, reverse=True) if shared][:most]


def test_the_choice_is_that_of_sorting_everything():
    pick = random.Random(1)
    for _ in range(200):
        paths = [
            f"decisions/2026/D-{number}-{'-'.join(pick.sample(SAID, pick.randrange(4)))}.md"
            for number in pick.sample(range(99), pick.randrange(60))
        ]
        title, most = " ".join(pick.sample(SAID, pick.randrange(4))), pick.choice((2, 20))
        assert likely(title, paths, most) == one_by_one(title, paths, most)
