"""What the policy answers from kept rows is what it answers from the files: random logs, random questions."""

import random
from collections.abc import Iterator

import pytest

from remit.authority.answer import Answer
from remit.authority.policy.trials import who_may
from remit.authority.procedure.context import Ground
from remit.authority.procedure.decision import judge
from remit.authority.procedure.question import Question
from remit.authority.procedure.records import entries_of, ground_of
from remit.authority.procedure.register import Register
from remit.log.facts import to_facts
from remit.log.log import Log
from remit.log.moment import parse_moment
from remit.repo import repository as place
from remit.workspace import accepted_decisions, reading, record_index
from support import POLICY, SETTINGS, Repo

BUDGETS = """\
budgets:
  month: {amount: 3000, per: month, over: cto}
  quarter: {amount: 9000, per: quarter, tolerance_percent: 10, over: cto}
  year: {amount: 20000, per: year, from: 2026-03-01, over: cto}
  total: {amount: 50000, per: total, over: cto}
  terms: {amount: 400, per: total, over: cto}
boundaries:
  - id: vendors
    topic: vendor
    together: {same: [supplier], within: 400d}
    budget: month
    steps: [{up_to: 500, decide: engineer}, {up_to: 5000, decide: platform-lead}, {above: true, decide: cto}]
  - id: software
    topic: [vendor/software, tooling/ab]
    together: {same: [supplier, requirement], within: 200d}
    when: {kind: bought}
    budget: quarter
    limits: {engineer: 700, platform-lead: 7000, cto: unlimited}
  - id: large
    topic: '*'
    when: {amount: {over: 900}, region: {not: eu}}
    budget: year
    advice: [legal]
  - {id: terms, topic: data, measure: term-months, budget: terms, steps: [{up_to: 12, decide: engineer}, {above: true, decide: cto}]}
  - {id: all, topic: '*', budget: total}
"""
TOPICS = ("vendor", "vendor/software", "vendor/software/chat", "vendors", "tooling", "tooling/ab", "data", "data/ünder")
SUPPLIERS = (
    "s1",
    "s2",
    "10",
    "10.0",
    "-0",
    "0.00",
    "true",
    "yes",
    "no",
    "s=1|x",
    "Ünder",
    "1e3",
    "99999999999999999999999999999999.5",
)
AMOUNTS = ("100", "0.05", "12.50", "333.333", "1000.00", "-20", "0", "much", "40000", "1234567890123.45")
TIMES = ("09:00+00:00", "23:30+00:00", "00:10-05:00", "23:59:59+14:00")


def some(pick: random.Random, choices: tuple[str, ...], most: int = 2) -> str:
    """One of the choices, or a list of several, as YAML."""
    words = [f"'{word}'" for word in pick.choices(choices, k=pick.choice((1, 1, 1, most)))]
    return words[0] if len(words) == 1 else f"[{', '.join(words)}]"


def facts(pick: random.Random) -> dict[str, str]:
    """Facts that matter to the boundaries, each missing at times."""
    chances = {
        "amount": (0.9, AMOUNTS), "supplier": (0.8, SUPPLIERS), "requirement": (0.4, ("r1", "r2", "7", "7.0")),
        "currency": (0.5, ("EUR", "eur", "USD", "1")), "rate": (0.3, ("0.9", "0.8765", "-1")), "rate-date": (0.3, ("2026-01-01",)),
        "kind": (0.6, ("bought", "rented")), "region": (0.5, ("eu", "us")), "term-months": (0.5, ("6", "12", "24.5", "long")),
    }  # fmt: skip
    return {name: some(pick, words) for name, (chance, words) in chances.items() if pick.random() < chance}


def written(pick: random.Random, suffix: str) -> dict[str, str | None]:
    """The fields of a random record; half of them are accepted."""
    day = f"2026-{pick.randint(1, 11):02}-{pick.randint(1, 28):02}"
    status = pick.choice(("accepted", "accepted", "accepted", "superseded", "withdrawn", "deprecated", "proposed"))
    said = ", ".join(f"{name}: {value}" for name, value in facts(pick).items())
    return {
        "suffix": suffix, "status": status, "decided": pick.choice((day, *(f"{day}T{time}" for time in TIMES))),
        "topic": some(pick, TOPICS, 3) if pick.random() < 0.95 else None, "facts": f"{{{said}}}",
        "budget": pick.choice((None, None, None, "month", "total", "unknown", "[month]")),
    }  # fmt: skip


def question(pick: random.Random, ids: tuple[str, ...]) -> Question:
    """A random decision to be judged, at times one of the log."""
    topics = tuple(pick.sample(TOPICS, pick.choice((1, 1, 2))))
    said = {name: value.strip("[]").replace("'", "").split(", ") for name, value in facts(pick).items()}
    plain = {name: words[0] if len(words) == 1 else words for name, words in said.items()}
    related = tuple(pick.sample(ids, 3)) if pick.random() < 0.3 else ()
    own = pick.choice(ids) if pick.random() < 0.2 else ""
    return Question(topics, to_facts(plain), own, related=related, budget=pick.choice((None, None, "month", "total")))


@pytest.fixture(params=range(3))
def log(request: pytest.FixtureRequest, empty_repo: Repo) -> tuple[random.Random, Repo, tuple[str, ...]]:
    """A random log, its rows, and some changes since they were made."""
    pick, repo = random.Random(request.param), empty_repo
    head, _, rest = POLICY.partition("boundaries:\n")
    named = "  vendor: whom we buy from\n  vendors: which we know\n"
    repo.organisation(
        settings=SETTINGS + "time_zone: Europe/Berlin\n",
        policy=head.replace("topics:\n", f"topics:\n{named}") + BUDGETS + rest,
    )
    suffixes = [f"a{number:03}bc" for number in range(60)]
    for suffix in suffixes:
        repo.record(**written(pick, suffix))
    repo.commit("Records")
    record_index.current(place.find(str(repo.root))).table.close()
    for suffix in (*pick.sample(suffixes, 5), "n001bc", "n002bc"):
        repo.record(**written(pick, suffix))
    (repo.root / f"decisions/2026/D-20261121-{pick.choice(suffixes)}.md").unlink()
    return pick, repo, tuple(f"D-20261121-{suffix}" for suffix in (*suffixes, "n001bc", "zzz1zz"))


def grounds(repo: Repo) -> Iterator[tuple[Ground, Log]]:
    """The ground from kept rows, from all rows read, and from the files."""
    repository = place.find(str(repo.root))
    log = reading.read_log(repository)
    found = accepted_decisions.register(repository, log, record_index.rows_and_changes(repository))
    assert isinstance(found, accepted_decisions.Kept)
    for register in (found, found.whole(), Register(entries_of(log))):
        yield ground_of(log, register=register), log


def test_answers_from_rows_are_those_from_files(log: tuple[random.Random, Repo, tuple[str, ...]]) -> None:
    pick, repo, ids = log
    (kept, whole), (often, _), (read, _) = grounds(repo)
    answers = []
    for _ in range(150):
        case, when = (
            question(pick, ids),
            parse_moment(f"2026-{pick.randint(2, 12):02}-{pick.randint(1, 28):02}", whole.zone),
        )
        assert when is not None
        found = judge(kept, case, "ben", when)
        assert found == judge(read, case, "ben", when) == judge(often, case, "ben", when)
        assert str(found) == str(judge(read, case, "ben", when))  # the same digits too
        assert who_may(kept, case, when) == who_may(read, case, when)
        answers.append(found)
    judged = [found for found in answers if isinstance(found, Answer)]
    assert sum(bool(found.budget) for found in judged) > 20
    assert sum(bool(found.related) for found in judged) > 4
    assert sum(any(use.spent for use in found.budget) for found in judged) > 4
