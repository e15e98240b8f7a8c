"""Slips in hand-written YAML: the finding names the slip and shows the corrected line; nothing is cut silently."""

import re

import pytest

from remit.authority.policy.scenarios import read_scenarios
from remit.log.fields import RECORD_FIELDS
from remit.log.finding import Finding
from remit.log.kinds import Problems
from remit.log.people import read_people
from remit.log.policy import read_policy
from remit.log.record import read_parts, read_record
from remit.log.settings import read_settings
from support import PEOPLE, POLICY, Repo, record_text

UNREADABLE = {
    "title: Fix issue #12": 'title: "Fix issue #12"',
    "title: #12 broke": 'title: "#12 broke"',
    "title: *x* is slow": 'title: "*x* is slow"',
    "title: *x*": 'title: "*x*"',
    "title: & more": 'title: "& more"',
    "title: !important": 'title: "!important"',
    "title: Use X: not Y": 'title: "Use X: not Y"',
    "title: `foo` is slow": 'title: "`foo` is slow"',
    "title: @ana wants it": 'title: "@ana wants it"',
    "title: %60 of it": 'title: "%60 of it"',
    "title: {name}": 'title: "{name}"',
    "title: {name} is slow": 'title: "{name} is slow"',
    "title: [WIP] Fix": 'title: "[WIP] Fix"',
    "title: - dash": 'title: "- dash"',
    "title: > 5 % faster": 'title: "> 5 % faster"',
    "title: | pipe": 'title: "| pipe"',
    "title: ? what": 'title: "? what"',
    'title: "Foo" bar': "title: '\"Foo\" bar'",
    "title: 'It's late'": 'title: "It\'s late"',
    'title: "unclosed': "title: '\"unclosed'",
    "title:Fix": "title: Fix",
    "title:\u00a0Fix": "title: Fix",
    "decider: @ben": "decider: ben",
    "facts: {amount: 15,000}": "facts: {amount: 15000}",
    "facts: {amount: 1.000,50}": "facts: {amount: 1000.50}",
    "facts: {amount:400}": "facts: {amount: 400}",
    "facts: amount: 400": "facts: {amount: 400}",
    "facts: {amount: 400, note: Red, or blue}": 'facts: {amount: 400, note: "Red, or blue"}',
    "consents: [{as: legal, cto, said: Fine}]": "consents: [{as: [legal, cto], said: Fine}]",
    "tags:\n  - c\n  -{a: b}": "  - {a: b}",
    "title: x\n  late: Away": "late: Away",
    "title = Fix": "title: Fix",
    "- title: Fix": "title: Fix",
    "title: Rewrite it in C #": 'title: "Rewrite it in C #"',
    "facts: {amount = 400}": "facts: {amount: 400}",
    "facts: {amount: 400, currency EUR}": "facts: {amount: 400, currency: EUR}",
    "consents:\n  - as: legal\n   who: eva": "    who: eva",
    "facts:\n\tamount: 400": "  amount: 400",
    "consents: [{as: legal, said: Fine, go ahead}]": 'consents: [{as: legal, said: "Fine, go ahead"}]',
    "tags: [a, #12]": 'tags: [a, "#12"]',
    "tags: [@ana]": 'tags: ["@ana"]',
    "tags: [a, b": "tags: [a, b]",
    "tags:\n  - #12": '  - "#12"',
}
"""Lines of front matter that cannot be read, and what the finding says to write."""
TWICE = {
    "id: x\nid: y": "keep `id: x` or `id: y`, and delete the other",
    "tags: [a]\ntitle: b\ntags: [a]": "keep one of them",
    "facts: {amount: 4, amount: 5}": "keep `amount: 4` or `amount: 5`, and delete the other",
    "consents:\n  - as: legal\n    as: cto": "keep `as: legal` or `as: cto`, and delete the other",
}
"""Keys that are written twice: only their author knows which is meant."""
MISFITS = {
    "decider: Ben": "decider: ben",
    "decider: “ben”": "decider: ben",
    'decider: "@ben"': "decider: ben",
    "decided: 01/02/2026": "decided: 2026-02-01` or `decided: 2026-01-02",
    "decided: 31/12/2026": "decided: 2026-12-31",
    "decided: 31.12.2026": "decided: 2026-12-31",
    "decided: 2026/11/21": "decided: 2026-11-21",
    "decided: 20261121": "decided: 2026-11-21",
    "decided: 2026-1-5": "decided: 2026-01-05",
    "decided: 2026–11–21": "decided: 2026-11-21",
    "decided: Nov 21, 2026": "decided: 2026-11-21",
    "decided: 21 November 2026": "decided: 2026-11-21",
    "topic: Tooling/Cache": "topic: tooling/cache",
    "topic: /tooling/cache/": "topic: tooling/cache",
    "topic: tooling, data": "topic: [tooling, data]",
    "facts: {amount: €900}": "facts: {amount: 900, currency: EUR}",
    "facts: {amount: 900 EUR}": "facts: {amount: 900, currency: EUR}",
    "facts: {amount: 60%}": "facts: {amount: 60}",
    "facts: {amount: 1k}": "facts: {amount: 1000}",
    "facts: {amount: 007}": "facts: {amount: 7}",
    "facts: {amount: 1\u202f000}": "facts: {amount: 1000}",
    "facts: {amount: “400”}": "facts: {amount: 400}",
    "facts: {amount: 1.000}": "amount: 1000` or `amount: 1.0",
    "facts:\n  amount:400": "amount: 400",
}
"""Values that do not fit their key, and what the finding says to write."""
FITTING = [
    "title: “Smart” title",
    "title: 60% of it",
    "title: yes",
    "title: a, b",
    "title: Fix C# and 12",
    "tags: [a#b]",
    "title: x # really",
    "\ufefftitle: Fix",
]


def with_line(line: str) -> str:
    """A record with one line of its front matter written another way."""
    key = re.split(r"[^a-z]+", line.lstrip("\ufeff- "))[0]
    return record_text(**{key: None}).replace("---\n", f"---\n{line}\n", 1)


@pytest.mark.parametrize(("line", "wanted"), UNREADABLE.items())
def test_a_line_that_cannot_be_read_is_shown_as_it_was_meant(line: str, wanted: str) -> None:
    found = read_record("r.md", with_line(line))
    assert isinstance(found, Finding)
    assert found.remedy == f"write `{wanted}`"
    fixed = read_record("r.md", with_line(line).replace(line.rpartition("\n")[2], wanted))
    assert not isinstance(fixed, Finding)


@pytest.mark.parametrize(("line", "wanted"), TWICE.items())
def test_of_a_key_that_is_written_twice_both_are_shown(line: str, wanted: str) -> None:
    found = read_record("r.md", with_line(line))
    assert isinstance(found, Finding)
    assert found.remedy == wanted


@pytest.mark.parametrize(("word", "wanted"), [("approved", "accepted"), ("Draft", "proposed"), ("acepted", "accepted")])
def test_a_status_of_another_format_is_the_one_that_it_means(word: str, wanted: str) -> None:
    problems = Problems()
    RECORD_FIELDS["status"].kind.read(word, ("status",), problems)
    assert [problem.remedy for problem in problems] == [f"did you mean `{wanted}`?"]


@pytest.mark.parametrize(("line", "wanted"), MISFITS.items())
def test_a_value_that_does_not_fit_is_shown_as_it_was_meant(line: str, wanted: str) -> None:
    record, problems = read_record("r.md", with_line(line)), Problems()
    assert not isinstance(record, Finding)
    key = line.partition(":")[0]
    RECORD_FIELDS[key].kind.read(record.head[key], (key,), problems)
    assert [f"write `{wanted}`" in problem.remedy for problem in problems] == [True]


@pytest.mark.parametrize("line", FITTING)
def test_what_is_no_slip_is_read_as_written(line: str) -> None:
    assert not isinstance(read_record("r.md", with_line(line)), Finding)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (read_people(PEOPLE.replace("Ana Ito", "Ana, Ito"))[1], '  ana: {name: "Ana, Ito", emails: [ana@example.com], team: platform}'),
        (read_people(PEOPLE.replace("ana@", "“ana@", 1))[1], "ana@example.com"),
        (read_people(PEOPLE.replace("2026-01-01", "1.1.2026", 1))[1], "from: 2026-01-01"),
        (read_people("\ufeff" + PEOPLE.replace("who: ben", "who: @ben"))[1], "  - {role: engineer, who: ben, from: 2026-01-01}"),
        (read_policy(POLICY.replace("topic: tooling", "topic: *"), "p.yml")[1], '    topic: "*"'),
        (read_policy(POLICY.replace("up_to: 500,", "up_to: 5.000,"), "p.yml")[1], "5000` or `5.0"),
        (read_policy(POLICY.replace("up_to: 500,", "up_to: 60%,"), "p.yml")[1], "up_to: 60"),
        (read_policy(POLICY.replace("up_to: 500,", "up_to: 5,000,"), "p.yml")[1], "      - {up_to: 5000, decide: engineer}"),
        (read_policy(POLICY.replace("up_to: 500,", "up_to: 0500,"), "p.yml")[1], "500"),
        (read_settings("title: Log #1\n")[1], 'title: "Log #1"'),
        (read_settings("policy:acme\ntitle: x\n")[1], "policy: acme"),
        (read_scenarios("- {id: a, who: ben, topic: tooling, amount: 1,000}\n", "t.yml")[1], "- {id: a, who: ben, topic: tooling, amount: 1000}"),
        ([read_parts("c.md", "---\ntitle: Why: because\n---\n")], 'title: "Why: because"'),
    ],
)  # fmt: skip
def test_every_file_of_the_log_is_read_so(found: list[Finding], wanted: str) -> None:
    assert [f"write `{wanted}`" in one.remedy for one in found] == [True], found


def test_the_check_shows_the_line(repo: Repo) -> None:
    repo.record(title="Fix issue #12")
    out = repo.remit("check").out
    assert "D-20261121-k3f9qz.md:3:18: error R01" in out
    assert 'write `title: "Fix issue #12"`' in out
