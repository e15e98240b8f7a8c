"""How records end: legal steps only, links on both sides, nothing lost."""

import pytest

from support import Repo


@pytest.fixture
def as_ben(repo: Repo) -> Repo:
    repo.git("config", "user.email", "ben@example.com")
    repo.git("config", "user.name", "Ben Okoro")
    return repo


def new_file(repo: Repo, part: str) -> str:
    return next(
        str(path.relative_to(repo.root)) for path in (repo.root / "decisions/2026").iterdir() if part in path.name
    )


@pytest.mark.parametrize(
    ("verb", "status", "head"),
    [
        ("reject", "rejected", "decided: 2026-11-21T12:00+00:00\ndecider: ben\n"),
        ("withdraw", "withdrawn", ""),
        ("defer", "deferred", ""),
    ],
)
def test_a_proposal_takes_a_step_with_its_reason(as_ben: Repo, verb: str, status: str, head: str) -> None:
    path = as_ben.proposal("m4x8ra")
    before = as_ben.read(path)
    done = as_ben.remit(verb, "m4x8", "--why", "Not\nnow.")
    assert (done.code, done.err) == (0, "")
    after = before.replace("status: proposed\n", f"status: {status}\n") + (
        f"\n## {status.capitalize()}\n\n- 2026-11-21, ben: Not now.\n"
    )
    if head:
        after = after.replace("raised: 2026-11-18\n", f"raised: 2026-11-18\n{head}")
        after = after.replace("400}\n", "400}\ntier: edge\nboundary: tools\n")
    got = as_ben.read(path)
    assert sorted(got.split("\n")) == sorted(after.split("\n"))


def test_a_deferred_proposal_comes_back(as_ben: Repo) -> None:
    path = as_ben.proposal("m4x8ra")
    as_ben.remit("defer", "m4x8", "--why", "Later.")
    assert as_ben.remit("propose", "m4x8").code == 0
    assert "status: proposed\n" in as_ben.read(path)


def test_an_accepted_record_cannot_be_withdrawn(as_ben: Repo) -> None:
    path = as_ben.record()
    before = as_ben.read(path)
    done = as_ben.remit("withdraw", "k3f9", "--why", "x")
    assert done.code == 1
    assert done.err == (
        "remit: D-20261121-k3f9qz is accepted and cannot become withdrawn\n"
        "  from accepted it can become superseded, deprecated\n"
    )
    assert as_ben.read(path) == before


def test_supersede_writes_the_new_record_and_both_links(as_ben: Repo) -> None:
    old = as_ben.record()
    before = as_ben.read(old)
    done = as_ben.remit("supersede", "k3f9", "Cache orders in memory", "--amount", "0", "--why", "Simpler.")
    assert (done.code, done.err) == (0, "")
    new = new_file(as_ben, "in-memory")
    new_id = new.rpartition("/")[2][:17]
    assert as_ben.read(new) == (
        f"---\nid: {new_id}\ntitle: Cache orders in memory\nstatus: accepted\ndecided: 2026-11-21T12:00+00:00\ndecider: ben\n"
        "topic: tooling/cache\nfacts: {amount: 0}\ntier: edge\nboundary: tools\nsupersedes: [D-20261121-k3f9qz]\n---\nSimpler.\n"
    )
    assert as_ben.read(old) == before.replace("status: accepted", "status: superseded").replace(
        "boundary: tools\n", f"boundary: tools\nsuperseded_by: [{new_id}]\n"
    )


def test_supersede_by_an_existing_record_finishes_a_link(as_ben: Repo) -> None:
    old, new = as_ben.record("aaaaaa"), as_ben.record("bbbbbb", supersedes="[D-20261121-aaaaaa]")
    assert as_ben.remit("supersede", "aaaaaa", "--by", "bbbbbb").code == 0
    assert "status: superseded\n" in as_ben.read(old)
    assert "superseded_by: [D-20261121-bbbbbb]\n" in as_ben.read(old)
    again = as_ben.remit("supersede", "aaaaaa", "--by", "bbbbbb")
    assert again.code == 0
    assert "nothing to change" in again.out
    assert "supersedes: [D-20261121-aaaaaa]\n" in as_ben.read(new)


def test_reverse_writes_a_new_record_and_the_outcome(as_ben: Repo) -> None:
    as_ben.record()
    done = as_ben.remit("reverse", "k3f9", "--why", "The page is no faster.")
    assert (done.code, done.err) == (0, "")
    acts = list((as_ben.root / "decisions/2026/D-20261121-k3f9qz.acts").iterdir())
    assert [path.name[:12] for path in acts] == ["outcome-ben-"]
    assert acts[0].read_text() == (
        "---\nact: outcome\nwho: ben\non: 2026-11-21T12:00+00:00\nresult: reversed\n---\nThe page is no faster.\n"
    )
    assert 'title: "Reverse: Cache orders in Redis"\n' in as_ben.read(new_file(as_ben, "reverse-cache"))


def test_deprecate_and_amend_write_dated_amendments(as_ben: Repo) -> None:
    path = as_ben.record()
    before = as_ben.read(path)
    assert as_ben.remit("amend", "k3f9", "--why", "Also for invoices.").code == 0
    assert as_ben.remit("deprecate", "k3f9", "--why", "The shop is closed.").code == 0
    assert as_ben.read(path) == before.replace("status: accepted", "status: deprecated") + (
        "\n## Amendments\n\n- 2026-11-21, ben: Also for invoices.\n- 2026-11-21, ben: deprecated: The shop is closed.\n"
    )


def test_a_typo_is_mended_and_logged(as_ben: Repo) -> None:
    path = as_ben.record(body="The lenght of it.\n")
    before = as_ben.read(path)
    done = as_ben.remit("amend", "k3f9", "--typo", "lenght", "length")
    assert done.code == 0
    assert "lenght -> length" in done.out
    assert as_ben.read(path) == before.replace("lenght", "length").replace(
        "boundary: tools\n",
        'boundary: tools\ncorrections:\n  - {who: ben, on: 2026-11-21, what: "lenght -> length"}\n',
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("400", "500", "a number can't be corrected as a typo"),
        ("Redis", "Valkey", "the front matter is never corrected this way"),
        ("nowhere", "somewhere", "is not in the text"),
        ("it", "they", "occurs 2 times"),
    ],
)
def test_a_typo_is_neither_the_head_nor_a_number(as_ben: Repo, old: str, new: str, said: str) -> None:
    path = as_ben.record(body="We pay 400 for it, and it works.\n")
    before = as_ben.read(path)
    done = as_ben.remit("amend", "k3f9", "--typo", old, new)
    assert done.code == 1
    assert said in done.err
    assert as_ben.read(path) == before


def test_only_a_proposal_changes_its_topic(as_ben: Repo) -> None:
    path = as_ben.proposal("m4x8ra", topic="tooling/cache   # for now")
    assert as_ben.remit("retopic", "m4x8", "tooling/queue").code == 0
    assert "topic: tooling/queue   # for now\n" in as_ben.read(path)
    as_ben.record()
    assert "its topic can no longer change" in as_ben.remit("retopic", "k3f9", "data").err


def test_of_two_records_with_one_id_the_later_gets_a_new_one(as_ben: Repo) -> None:
    first = as_ben.record(path="decisions/2026/D-20261121-k3f9qz-one.md")
    second = as_ben.record(path="decisions/2026/D-20261121-k3f9qz-two.md")
    assert as_ben.remit("renumber", "k3f9qz").code == 2
    assert as_ben.remit("renumber", second).code == 0
    moved = new_file(as_ben, "-two")
    assert f"id: {moved.rpartition('/')[2][:17]}\n" in as_ben.read(moved)
    assert moved != second
    assert not (as_ben.root / second).exists()
    assert "id: D-20261121-k3f9qz\n" in as_ben.read(first)


def test_the_only_decided_record_of_an_id_keeps_it(as_ben: Repo) -> None:
    as_ben.record()
    assert "IDs never change" in as_ben.remit("renumber", "k3f9").err


def test_who_could_not_have_decided_it_may_not_end_it(as_ben: Repo) -> None:
    path = as_ben.record(decider="ana", facts="{amount: 4000}", tier="functional")
    before = as_ben.read(path)
    for words in (
        ["deprecate", "k3f9", "--why", "x"],
        ["supersede", "k3f9", "Small one", "--amount", "1", "--why", "x"],
    ):
        done = as_ben.remit(*words)
        assert done.code == 1
        assert "ben, you may not end D-20261121-k3f9qz (Cache orders in Redis)" in done.err
    assert as_ben.read(path) == before


def test_what_can_be_undone_is_undone_without_a_higher_consent(as_ben: Repo) -> None:
    as_ben.record(
        decider="ana",
        topic="data/customer",
        facts="{reversible: yes}",
        tier="functional",
        boundary="customer-data",
        consents="[{who: eva, as: legal, on: 2026-11-20}]",
    )
    done = as_ben.remit("reverse", "k3f9", "--topic", "tooling", "--amount", "0", "--why", "Wrong.", "--who", "ana")
    assert done.code in (0, 1)
    assert "you may not end" not in done.err


def test_what_a_merged_decision_supersedes_is_not_added_later(repo: Repo) -> None:
    repo.record()
    repo.record("bbbbbb", title="Cache in memory")
    repo.commit("Both merged", who="ben")
    done = repo.remit("supersede", "k3f9qz", "--by", "bbbbbb", "--who", "ben")
    assert (done.code, repo.git("status", "--porcelain")) == (1, "")
    assert "D-20261121-bbbbbb is merged, so what it supersedes can no longer be added to it" in done.err
    assert repo.remit("deprecate", "k3f9qz", "--why", "Replaced by D-20261121-bbbbbb.", "--who", "ben").code == 0
