"""T91: equal meaning is equal. Formatting what is protected or decided is nobody's change; whatever says something else is."""

import pytest
from story import codes, found

from support import PEOPLE, POLICY, POLICY_PATH, Repo

RECORD = "decisions/2026/D-20261121-k3f9qz.md"
ADVICE = "decisions/2026/D-20261121-k3f9qz.acts/advice-eva-p7x2.md"
CI = ".github/workflows/decisions.yml"
BODY = """\
* We cache *orders* for one hour, and nothing else, since the shop asks for them again and again.
* It costs  little.

| what | cost |
|---|---|
| cache | 400 |

```python
if cached:
    answer()
```

<!-- asked twice -->
"""
WRAPPED = """\
- We cache _orders_ for one hour, and nothing
  else, since the shop asks for them again
  and again.
- It costs little.

| what  | cost |
| ----- | ---- |
| cache | 400  |

```python
if cached:
    answer()
```

<!-- asked twice -->
"""
ADDED = "\n## Amendments\n\n{}\n"
LINE, LINES = "* 2026-11-22, ben: It holds *for now*.", "- 2026-11-22, ben: It\n  holds _for now_."
WORKFLOW = "on: [push]\njobs:\n  check:\n    steps:\n    - run: |\n        pip install remit\n        remit check --range 'origin/main..HEAD'\n"


@pytest.fixture
def formatted(repo: Repo) -> Repo:
    """What a team has merged; on a branch a formatter went over all of it, by eva, who may decide nothing here."""
    repo.write(CI, WORKFLOW)
    repo.record(body=BODY + ADDED.format(LINE))
    repo.act("k3f9qz", "advice", "eva", "* It is *late*.\n")
    repo.proposal("m4x8ra", body=BODY)
    repo.commit("Before", who="ben")
    repo.branch("work")
    people = PEOPLE.replace(
        "{name: Ana Ito, emails: [ana@example.com], team: platform}",
        "\n      team: platform\n      emails:\n        - 'ana@example.com'\n      name: \"Ana Ito\"",
    )
    repo.write("decisions/people.yml", f"# Everybody\n{people}")
    repo.write(
        POLICY_PATH,
        POLICY.replace("why: The team that uses a tool", "why: >-\n      The team\n      that uses a tool").replace(
            "owner: cto\n", ""
        )
        + "owner: cto\n",
    )
    repo.write(
        CI,
        WORKFLOW.replace("[push]", "\n  - push")
        .replace("    - run: |\n        pip", "      # first\n      - run: |\n          pip")
        .replace("        remit", "          remit"),
    )
    repo.record(body=WRAPPED.replace("\n", "\r\n") + ADDED.format(LINES))
    repo.act("k3f9qz", "advice", "eva", "- It is _late_.\n")
    repo.proposal("m4x8ra", body=WRAPPED)
    return repo  # fmt: skip


def test_t91_a_formatter_is_nobodys_change(formatted: Repo):
    formatted.git("add", "-A")
    formatted.git("config", "user.email", "dia@example.com")
    assert formatted.remit("check", "--staged").out.startswith("No problems found")
    formatted.commit("Format", who="dia")
    assert found(formatted) == []


def edit(path: str, old: str, new: str, code: str) -> object:
    return pytest.param(path, old, new, code, id=f"{code}-{new.strip()}")


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        edit(RECORD, "    answer()", "answer()", "G03"),
        edit(RECORD, "asked twice", "asked once", "G03"),
        edit(RECORD, "one hour", "two hours", "G03"),
        edit(RECORD, "for now", "for ever", "G03"),
        edit(RECORD, "| 400  |", "| 400  | 900 |", "G03"),
        edit("decisions/people.yml", "who: ben", "who: eva", "G07"),
        edit(POLICY_PATH, "[engineer, platform-lead, cto]", "[engineer, cto, platform-lead]", "G07"),
        edit(CI, "install remit\n          remit", "install remit; remit", "G07"),
    ],
)
def test_t91_a_change_in_formatted_words_is_one(formatted: Repo, path: str, old: str, new: str, code: str):
    assert old in formatted.read(path).replace("\r\n", "\n")
    formatted.write(path, formatted.read(path).replace("\r\n", "\n").replace(old, new, 1))
    formatted.commit("Format, and more", who="dia")
    assert code in codes(formatted)


def test_t91_what_the_owner_decided_may_be_formatted_afterwards(repo: Repo):
    """A record covers a change of people.yml by its content; a formatter of the same change does not take that away."""
    repo.branch("work")
    grant = PEOPLE + "  - {role: engineer, who: eva, from: 2026-01-01}\n"
    repo.write("decisions/people.yml", grant)
    repo.commit("Grant", who="eva")
    blob = repo.git("rev-parse", "HEAD:decisions/people.yml").strip()
    repo.record(
        decider="cho",
        topic="remit/people",
        covers=f'["decisions/people.yml {blob}"]',
        tier="central",
        boundary=None,
        facts=None,
    )
    repo.commit("Decide", who="cho")
    repo.write("decisions/people.yml", grant.replace("holds:", "# who holds what\nholds:"))
    repo.commit("Format", who="dia")
    assert found(repo) == []  # fmt: skip
