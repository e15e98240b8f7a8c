"""One policy that cannot be read concerns its own decisions alone; the log's own policy concerns everybody."""

from pathlib import Path

import pytest

from support import POLICY, POLICY_PATH, SETTINGS, Repo

SHOP_PATH = "decisions/policy/shop@2026-01-01.yml"
SHOP = """\
remit: 1
policy: shop
in_force: {from: 2026-01-01}
extends: acme
boundaries:
  - {id: shelf, topic: shop, decide: engineer}
otherwise: {escalate: platform-lead}
"""
BROKEN = SHOP.replace("decide:", "decides:")
SAID = f"{SHOP_PATH}:6: `decides` is not a key of a boundary"


@pytest.fixture
def shop(empty_repo: Repo) -> Repo:
    """A log with a team whose policy has an error on main; nothing else is wrong."""
    empty_repo.write(SHOP_PATH, BROKEN)
    policy = POLICY.replace("topics:\n", "topics:\n  shop: what is sold\n", 1)
    empty_repo.organisation(settings=f"{SETTINGS}teams:\n  shop: {{policy: shop}}\n", policy=policy)
    empty_repo.branch("change")
    return empty_repo


def checked(repo: Repo) -> tuple[int, str]:
    """What the check of the branch gives."""
    result = repo.remit("check", "--range", "main..HEAD")
    return result.code, result.out + result.err


def test_everybody_else_goes_on(shop: Repo, tmp_path: Path) -> None:
    for words in (
        ("mine", "--who", "ana"), ("who", "tooling"), ("list",), ("policy", "show"), ("build", "--site-dir", str(tmp_path / "site")),
        ("may", "--who", "ana", "--topic", "tooling", "--amount", "9", "Cache"),
        ("decide", "Cache", "--who", "ana", "--topic", "tooling", "--amount", "9", "--why", "Slow."),
    ):  # fmt: skip
        result = shop.remit(*words)
        assert result.code in (0, 10), (words, result)
    assert SAID in shop.remit("mine", "--who", "ana").out
    assert f"<code>{SHOP_PATH}</code>, line 6" in (tmp_path / "site/index.html").read_text("utf-8")
    assert f"{SHOP_PATH}:6:30: error L10 policy-unreadable" in shop.remit("check").out


def test_a_change_of_code_and_of_another_team_passes_and_one_of_that_team_does_not(shop: Repo) -> None:
    shop.write("src/a.py", "x = 1\n")
    shop.record(decider="ana", tier="functional")
    shop.commit("Code, and a decision of another team", who="ana")
    code, out = checked(shop)
    assert code == 0
    assert SAID in out
    shop.record("m4x8ra")
    shop.commit("A decision of that team", who="ben")
    code, out = checked(shop)
    assert code == 1
    assert f"error P17 decision-unchecked: this decision cannot be checked: policy shop cannot be read: {SAID}" in out
    assert shop.remit("decide", "Shelf", "--who", "ben", "--topic", "shop", "--why", "Full.").code == 1


def test_nobody_ends_a_decision_while_its_policy_cannot_be_read(shop: Repo) -> None:
    shop.git("switch", "-q", "main")
    path = shop.record()
    shop.commit("Decided before", who="ben")
    shop.git("switch", "-q", "-C", "change")
    shop.write(path, shop.read(path).replace("accepted", "deprecated"))
    shop.commit("End it", who="ana")
    assert "P17 decision-unchecked: the end of this decision" in checked(shop)[1]


def test_the_owner_of_the_log_repairs_it(shop: Repo) -> None:
    shop.write(SHOP_PATH, SHOP)
    shop.commit("Fix", who="cho")
    assert checked(shop)[0] == 0


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (POLICY_PATH, POLICY.replace("owner:", "ownr:")),
        ("decisions/policy/acme@2026-06-01.yml", b"\xff"),
        ("decisions/policy/new.yml", "policy: acme\nin_force: {from: 2026-06-01}\n"),
        ("decisions/people.yml", "people: [ana]\n"),
    ],
)
def test_the_log_s_own_policy_and_people_stay_one_sentence_with_the_place(
    repo: Repo, path: str, content: str | bytes
) -> None:
    repo.write(path, content)
    repo.commit("Break it")
    repo.branch("change")
    repo.write("src/a.py", "x = 1\n")
    repo.commit("Code", who="ben")
    result = repo.remit("check", "--range", "main..HEAD")
    assert (result.code, result.out) == (1, "")
    assert f"nothing can be checked: on the target branch, {path} line" in result.err
    assert path in repo.remit("mine", "--who", "ana").err


def test_a_version_that_is_not_in_force_yet_stops_nobody(repo: Repo) -> None:
    repo.write("decisions/policy/acme@2027-01-01.yml", "policy: acme\n")
    repo.commit("Break it")
    assert repo.remit("mine", "--who", "ana").code == 0


def test_a_stop_that_cannot_be_read_is_said(repo: Repo) -> None:
    repo.write("decisions/stops/stop-dia-q7x2.md", "---\nact: stop: x\n---\n")
    out = repo.remit("may", "--who", "ana", "--topic", "tooling", "--amount", "9", "Cache").out
    assert "decisions/stops/stop-dia-q7x2.md cannot be read: nobody knows what it stops" in out
